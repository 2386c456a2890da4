/** The keys that do something now, each with what it does. */
import { KeyCap } from '../../components/key-cap.tsx';
import { useWords } from '../../i18n/index.ts';
import type { KeyHint } from './situation.ts';

export function KeyHints({ keys }: { readonly keys: readonly KeyHint[] }) {
  const { t } = useWords();
  return keys.map(([names, words]) => (
    <span key={words} className="hint-key">
      {names.map((name) => (name === '…' ? '… ' : <KeyCap key={name} name={name} />))} {t(words)}
    </span>
  ));
}
