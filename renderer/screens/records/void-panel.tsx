/** Voiding takes a reason and a second step; nothing is deleted. */
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { KeyCap } from '../../components/key-cap.tsx';
import { useWords } from '../../i18n/index.ts';

export function VoidPanel({
  sheet,
  busy,
  onVoid,
  onBack,
}: {
  /** The sheet's number when it is the sheet that is voided. */
  readonly sheet: string | null;
  readonly busy: boolean;
  onVoid(reason: string): void;
  onBack(): void;
}) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const input = useRef<InputRef>(null);
  useEffect(() => input.current?.focus(), []);
  const ready = reason.trim() !== '' && !busy;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (ready && !event.repeat) onVoid(reason.trim());
  };
  return (
    <div className="void-panel">
      <span>{sheet === null ? t('void.weighing') : t('void.sheet', { number: sheet })}</span>
      <Input
        ref={input}
        value={reason}
        maxLength={200}
        aria-label={t('void.reason')}
        placeholder={t('void.reason')}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        className="plain-key plain-key-stop"
        disabled={!ready}
        onClick={() => onVoid(reason.trim())}
      >
        <KeyCap name="Enter" /> {t('void.do')}
      </button>
      <button type="button" className="plain-key" onClick={onBack}>
        <KeyCap name="Esc" /> {t('key.back')}
      </button>
    </div>
  );
}
