/** What the list is narrowed by: days, goods, verdict, evidence, upload, scale. Tab goes on, arrows choose. */
import { useQuery } from '@tanstack/react-query';
import { Input, type InputRef, Select } from 'antd';
import { useEffect, useRef } from 'react';
import type { ScaleFacts } from '../../../preload/contract/station.ts';
import { ChoiceRow } from '../../components/choice-row.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { isWrongDay, type Narrowed } from './record-filter.ts';

const VERDICTS = ['all', 'within-limit', 'over-limit'] as const;
const EVIDENCE = ['all', 'complete', 'incomplete'] as const;
const UPLOADS = ['all', 'done', 'pending', 'parked'] as const;

export function FilterPanel({
  narrowed,
  scales,
  onChange,
  onClear,
}: {
  readonly narrowed: Narrowed;
  readonly scales: readonly ScaleFacts[];
  onChange(narrowed: Narrowed): void;
  onClear(): void;
}) {
  const { t } = useWords();
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus({ cursor: 'all' }), []);
  const goods =
    useQuery({ queryKey: ['records.search', 'goods'], queryFn: () => call('records.goods', {}) }).data?.goods ?? [];
  const set = <K extends keyof Narrowed>(key: K, value: Narrowed[K]): void => onChange({ ...narrowed, [key]: value });
  const day = (key: 'from' | 'to') => (
    <label className="filter-field">
      <span className="label">{t(`filter.${key}`)}</span>
      <Input
        ref={key === 'from' ? first : null}
        className="filter-day"
        value={narrowed[key]}
        placeholder={t('filter.day')}
        maxLength={12}
        status={isWrongDay(narrowed[key], Date.now()) ? 'error' : ''}
        onChange={(event) => set(key, event.target.value)}
      />
    </label>
  );
  return (
    <section className="filter-panel panel" aria-label={t('filter.title')}>
      {day('from')}
      {day('to')}
      <label className="filter-field">
        <span className="label">{t('field.goods')}</span>
        <Select<string>
          className="filter-goods"
          aria-label={t('field.goods')}
          showSearch
          value={narrowed.goods}
          onChange={(value) => set('goods', value)}
          options={[{ value: 'all', label: t('records.all') }, ...goods.map((value) => ({ value, label: value }))]}
        />
      </label>
      <ChoiceRow
        label={t('records.verdict')}
        choices={VERDICTS.map((value) => ({ value, words: t(`filter.verdict-${value}`) }))}
        value={narrowed.verdict === 'unknown' ? null : narrowed.verdict}
        onChange={(value) => set('verdict', value)}
      />
      <ChoiceRow
        label={t('records.evidence')}
        choices={EVIDENCE.map((value) => ({ value, words: t(`filter.evidence-${value}`) }))}
        value={narrowed.evidence}
        onChange={(value) => set('evidence', value)}
      />
      <ChoiceRow
        label={t('records.upload')}
        choices={UPLOADS.map((value) => ({ value, words: t(`filter.upload-${value}`) }))}
        value={narrowed.upload}
        onChange={(value) => set('upload', value)}
      />
      {scales.length > 1 && (
        <ChoiceRow
          label={t('filter.scale')}
          choices={[
            { value: 'all', words: t('records.all') },
            ...scales.map(({ id, name }) => ({ value: id, words: name })),
          ]}
          value={narrowed.scaleId}
          onChange={(value) => set('scaleId', value)}
        />
      )}
      <button type="button" className="plain-key" onClick={onClear}>
        <KeyCap name="Shift+F3" /> {t('filter.clear')}
      </button>
    </section>
  );
}
