/** Correcting takes a reason, chosen or written: what was recorded stays, and the correction stands beside it. */
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { RecordItem } from '../../../preload/contract/records.ts';
import { ChoiceRow } from '../../components/choice-row.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useWords, type WordKey } from '../../i18n/index.ts';
import { correctedValue, type CorrectedField } from './corrected-value.ts';

const FIELDS: readonly (readonly [CorrectedField, WordKey])[] = [
  ['plateFront', 'field.plate'],
  ['plateRear', 'field.trailer'],
  ['axleCount', 'field.axles'],
];
const REASONS: readonly WordKey[] = ['correct.reason-typed', 'correct.reason-pictures', 'correct.reason-papers'];

export function CorrectPanel({
  item,
  busy,
  managerWanted,
  onCorrect,
  onBack,
}: {
  readonly item: RecordItem;
  readonly busy: boolean;
  /** It was refused without him: another plate, too, may have a file that says less. */
  readonly managerWanted: boolean;
  /** @param managerId who stands for more axles than the file says; '' = nobody */
  onCorrect(field: CorrectedField, value: string | number | null, reason: string, managerId: string): void;
  onBack(): void;
}) {
  const { t } = useWords();
  const [field, setField] = useState<CorrectedField>('plateFront');
  const [text, setText] = useState(String(item.plateFront ?? ''));
  const [reason, setReason] = useState('');
  const [manager, setManager] = useState('');
  const valueInput = useRef<InputRef>(null);
  const reasonInput = useRef<InputRef>(null);
  useEffect(() => valueInput.current?.focus({ cursor: 'end' }), []);
  const value = correctedValue(field, text, item[field]);
  // Asked for once he stays asked for: while the next try is on its way nothing vanishes under the cursor.
  const [wanted, setWanted] = useState(managerWanted);
  if (managerWanted && !wanted) setWanted(true);
  const asksManager = field === 'axleCount' || wanted;
  const ready = value !== undefined && reason.trim() !== '' && !busy;
  const choose = (next: CorrectedField): void => {
    setField(next);
    setText(String(item[next] ?? ''));
  };
  const correct = (): void => {
    if (ready) onCorrect(field, value, reason.trim(), asksManager ? manager.trim() : '');
    else if (value === undefined) valueInput.current?.focus();
    else reasonInput.current?.focus();
  };
  const onEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!event.repeat) correct();
  };
  /** ↓ and ↑ walk through the usual reasons. */
  const onReasonKey = (event: KeyboardEvent): void => {
    onEnter(event);
    if (event.nativeEvent.isComposing || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    const usual = REASONS.map((words) => t(words));
    const at = usual.indexOf(reason);
    const next = event.key === 'ArrowDown' ? at + 1 : (at < 0 ? 0 : at) - 1;
    setReason(usual[(next + usual.length) % usual.length] ?? '');
  };
  return (
    <div className="correct-panel">
      <ChoiceRow<CorrectedField>
        label={t('correct.field')}
        choices={FIELDS.map(([name, words]) => ({ value: name, words: t(words) }))}
        value={field}
        onChange={choose}
      />
      <Input
        ref={valueInput}
        className="correct-value figures"
        value={text}
        maxLength={16}
        aria-label={t('correct.value')}
        placeholder={t('correct.value')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onEnter}
      />
      <Input
        ref={reasonInput}
        value={reason}
        maxLength={200}
        aria-label={t('correct.reason')}
        placeholder={t('correct.reason')}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={onReasonKey}
      />
      {asksManager && (
        <Input
          value={manager}
          maxLength={64}
          aria-label={t('correct.manager')}
          placeholder={t('correct.manager')}
          onChange={(event) => setManager(event.target.value)}
          onKeyDown={onEnter}
        />
      )}
      <button type="button" className="plain-key" disabled={!ready} onClick={correct}>
        <KeyCap name="Enter" /> {t('correct.do')}
      </button>
      <button type="button" className="plain-key" onClick={onBack}>
        <KeyCap name="Esc" /> {t('key.back')}
      </button>
    </div>
  );
}
