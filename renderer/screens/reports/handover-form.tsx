/** Handing over: who to whom, and what the next one has to know. Enter does it. */
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { KeyCap } from '../../components/key-cap.tsx';
import { useWords, type WordKey } from '../../i18n/index.ts';

export interface HandoverWords {
  readonly from: string;
  readonly to: string;
  readonly note: string;
}
const FIELDS: readonly { readonly field: keyof HandoverWords; readonly words: WordKey; readonly max: number }[] = [
  { field: 'from', words: 'reports.handed-by', max: 64 },
  { field: 'to', words: 'reports.taken-by', max: 64 },
  { field: 'note', words: 'reports.note', max: 500 },
];

export function HandoverForm({
  operator,
  busy,
  onHandOver,
  onBack,
}: {
  readonly operator: string;
  readonly busy: boolean;
  onHandOver(words: HandoverWords): void;
  onBack(): void;
}) {
  const { t } = useWords();
  const [words, setWords] = useState<HandoverWords>({ from: operator, to: '', note: '' });
  const [asked, setAsked] = useState(false);
  const inputs = useRef(new Map<keyof HandoverWords, InputRef>());
  useEffect(() => inputs.current.get(operator === '' ? 'from' : 'to')?.focus(), [operator]);
  const wanted = (['from', 'to'] as const).find((field) => words[field].trim() === '');
  const handOver = (): void => {
    if (busy) return;
    if (wanted === undefined)
      return onHandOver({ from: words.from.trim(), to: words.to.trim(), note: words.note.trim() });
    setAsked(true);
    inputs.current.get(wanted)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    if (event.repeat) return;
    if (event.key === 'Enter') handOver();
    else onBack();
  };
  return (
    <section className="panel report-form" aria-label={t('reports.hand-over')} onKeyDown={onKeyDown}>
      {FIELDS.map(({ field, max, words: name }) => (
        <label key={field} className={`report-field report-field-${field}`}>
          <span className="label">{t(name)}</span>
          <Input
            ref={(input) => {
              if (input !== null) inputs.current.set(field, input);
            }}
            value={words[field]}
            maxLength={max}
            onChange={(event) => setWords({ ...words, [field]: event.target.value })}
          />
        </label>
      ))}
      <span className="report-form-keys">
        <button type="button" data-action="hand-over" className="plain-key" disabled={busy} onClick={handOver}>
          <KeyCap name="Enter" /> {t('reports.hand-over')}
        </button>
        <button type="button" className="plain-key" onClick={onBack}>
          <KeyCap name="Esc" /> {t('key.back')}
        </button>
      </span>
      <span className="label" role="status">
        {asked && wanted !== undefined ? t('reports.names-wanted') : t('reports.hand-over-how')}
      </span>
    </section>
  );
}
