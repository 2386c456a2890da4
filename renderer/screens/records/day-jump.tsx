/** F4: to the newest record of a day, in the same list. */
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { KeyCap } from '../../components/key-cap.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useWords } from '../../i18n/index.ts';
import { endOfDay, isWrongDay } from './record-filter.ts';

export function DayJump({
  active,
  onDay,
  onClose,
}: {
  readonly active: boolean;
  /** @param endMs the last millisecond of that day */
  onDay(endMs: number): void;
  onClose(): void;
}) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  useKeys(active, {
    Enter: () => {
      const endMs = endOfDay(typed, Date.now());
      if (endMs !== null) onDay(endMs);
    },
    Escape: onClose,
  });
  return (
    <section className="filter-panel panel" aria-label={t('jump.title')}>
      <label className="filter-field">
        <span className="label">{t('jump.to')}</span>
        <Input
          ref={field}
          className="filter-day"
          value={typed}
          placeholder={t('filter.day')}
          maxLength={12}
          status={isWrongDay(typed, Date.now()) ? 'error' : ''}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <span className="hint-key">
        <KeyCap name="Enter" /> {t('jump.go')}
      </span>
      <span className="hint-key">{t('filter.day-how')}</span>
    </section>
  );
}
