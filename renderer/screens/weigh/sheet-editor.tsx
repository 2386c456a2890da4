/** F3: goods, receiver, driver, destination. ↓ brings back what was used before, a digit takes a name that is on file. */
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { KeyCap } from '../../components/key-cap.tsx';
import { useWords, type WordKey } from '../../i18n/index.ts';
import type { Acceptor } from './plate-editor.tsx';
import { QuickMatchList, useQuickMatches, type Typing } from './quick-matches.tsx';
import { keepRecent, readRecent, type RecentField } from './recent-words.ts';
import { useKeys } from '../../components/use-keys.ts';
import type { Desk, SheetFields } from './use-desk.ts';

const FIELDS: readonly {
  readonly field: RecentField;
  readonly words: WordKey;
  readonly required: boolean;
  readonly max: number;
}[] = [
  { field: 'goods', words: 'field.goods', required: true, max: 64 },
  { field: 'receiver', words: 'field.receiver', required: true, max: 128 },
  { field: 'driver', words: 'field.driver', required: false, max: 64 },
  { field: 'destination', words: 'field.destination', required: false, max: 128 },
];

export function SheetEditor({
  active,
  desk,
  acceptor,
  previewed,
  onPreview,
}: {
  readonly active: boolean;
  readonly desk: Desk;
  readonly acceptor: Acceptor;
  /** The paper is shown beside it. */
  readonly previewed: boolean;
  /** What stands here, to be shown as paper; null: not any more. */
  onPreview(fields: SheetFields | null): void;
}) {
  const { t } = useWords();
  const [draft, setDraft] = useState<SheetFields>(() => {
    const { destination, driver, goods, receiver } = desk.draft;
    return { destination, driver, goods, receiver };
  });
  const [wanted, setWanted] = useState<RecentField | null>(null);
  const [typing, setTyping] = useState<Typing | null>(null);
  const quick = useQuickMatches(typing);
  const inputs = useRef(new Map<RecentField, InputRef>());

  // Where the person starts when it opens; later they walk by themselves.
  const [first] = useState(() => (FIELDS.find(({ field }) => desk.draft[field] === '') ?? FIELDS[0])?.field ?? 'goods');
  useEffect(() => inputs.current.get(first)?.focus({ cursor: 'all' }), [first]);

  useKeys(active, { F6: () => onPreview(previewed ? null : draft) });
  // It ends with the editor: the next one begins with the pictures.
  useEffect(() => () => onPreview(null), [onPreview]);
  const change = (next: SheetFields): void => {
    setDraft(next);
    if (previewed) onPreview(next);
  };

  const accept = (): void => {
    const trimmed = { ...draft };
    for (const { field } of FIELDS) trimmed[field] = draft[field].trim();
    const missing = FIELDS.find(({ field, required }) => required && trimmed[field] === '');
    if (missing !== undefined) {
      setWanted(missing.field);
      inputs.current.get(missing.field)?.focus();
      return;
    }
    for (const { field } of FIELDS) if (trimmed[field] !== '') keepRecent(field, trimmed[field]);
    desk.acceptSheet(trimmed);
  };
  useEffect(() => {
    acceptor.current = accept;
    return () => {
      acceptor.current = null;
    };
  });

  const pick = (field: RecentField, name: string): void => {
    change({ ...draft, [field]: name });
    setTyping(null);
    const next = FIELDS[FIELDS.findIndex((one) => one.field === field) + 1];
    if (next !== undefined) inputs.current.get(next.field)?.focus({ cursor: 'all' });
  };

  const recall = (field: RecentField, event: KeyboardEvent): void => {
    const taken = quick.taken(event);
    if (taken !== null) {
      event.preventDefault();
      if (!taken.deaf) pick(field, taken.name);
      return;
    }
    if (event.nativeEvent.isComposing || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    const recent = readRecent(field);
    if (recent.length === 0) return;
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    const next = recent[(recent.indexOf(draft[field]) + step + recent.length) % recent.length];
    if (next !== undefined) change({ ...draft, [field]: next });
  };

  return (
    <section className="panel editor sheet-editor" aria-label={t('sheet.title')}>
      <div className="truck-head">
        <span className="label">{t('sheet.title')}</span>
        <span className="hint-key">
          <KeyCap name="F6" /> {t(previewed ? 'printing.draft-hide' : 'printing.draft')}
        </span>
        <span className="hint-key">
          <KeyCap name="Esc" /> {t('key.back')}
        </span>
      </div>
      {FIELDS.map(({ field, words, required, max }) => (
        <label key={field} className="editor-field">
          <span className="label">
            {t(words)}
            {!required && <small> {t('sheet.optional')}</small>}
          </span>
          <Input
            ref={(input) => {
              if (input !== null) inputs.current.set(field, input);
            }}
            value={draft[field]}
            maxLength={max}
            onFocus={() => setTyping((now) => (now?.field === field ? now : null))}
            onChange={({ target: { value: text } }) => {
              change({ ...draft, [field]: text });
              setTyping({ field, text });
            }}
            onKeyDown={(event) => recall(field, event)}
            {...(wanted === field && draft[field] === '' ? { status: 'error' as const } : {})}
          />
        </label>
      ))}
      <p className={wanted === null ? 'editor-note' : 'editor-note editor-note-on'} role="status">
        {t(wanted === null ? 'sheet.how' : 'sheet.wanted')}
      </p>
      {typing !== null && <QuickMatchList names={quick.names} onPick={(name) => pick(typing.field, name)} />}
    </section>
  );
}
