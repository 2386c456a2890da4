/** A sheet with a wrong word on it: voided with a reason, and issued anew of the same two weighings. Weights are not typed here. */
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { LoadSheet } from '../../../preload/contract/documents.ts';
import type { CallInput } from '../../../preload/contract/index.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { useWords, type WordKey } from '../../i18n/index.ts';

type Field = 'reason' | 'goods' | 'receiver' | 'driver' | 'destination';
type Terms = Omit<CallInput<'loadSheet.reissue'>, 'id' | 'operatorId'>;

const FIELDS: readonly {
  readonly field: Field;
  readonly words: WordKey;
  readonly required: boolean;
  readonly max: number;
}[] = [
  { field: 'goods', words: 'field.goods', required: true, max: 64 },
  { field: 'receiver', words: 'field.receiver', required: true, max: 128 },
  { field: 'driver', words: 'field.driver', required: false, max: 64 },
  { field: 'destination', words: 'field.destination', required: false, max: 128 },
  { field: 'reason', words: 'reissue.reason', required: true, max: 200 },
];

export function ReissuePanel({
  sheet,
  busy,
  onReissue,
  onBack,
}: {
  readonly sheet: LoadSheet;
  readonly busy: boolean;
  onReissue(terms: Terms): void;
  onBack(): void;
}) {
  const { t } = useWords();
  const [words, setWords] = useState<Readonly<Record<Field, string>>>({
    reason: '',
    goods: sheet.goods.name,
    receiver: sheet.receiver,
    driver: sheet.driver?.name ?? '',
    destination: sheet.destination ?? '',
  });
  const inputs = useRef(new Map<Field, InputRef>());
  useEffect(() => inputs.current.get('goods')?.focus({ cursor: 'all' }), []);
  const wanted = FIELDS.find(({ field, required }) => required && words[field].trim() === '');
  const reissue = (): void => {
    if (busy) return;
    if (wanted === undefined) onReissue(termsOf(sheet, words));
    else inputs.current.get(wanted.field)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!event.repeat) reissue();
  };
  return (
    <section className="record-facts panel reissue-panel" aria-label={t('record.reissue')}>
      <span className="reissue-title">{t('reissue.title', { number: sheet.number })}</span>
      {FIELDS.map(({ field, words: name, max }) => (
        <label key={field} className="editor-field">
          <span className="label">{t(name)}</span>
          <Input
            ref={(input) => {
              if (input !== null) inputs.current.set(field, input);
            }}
            value={words[field]}
            maxLength={max}
            onChange={(event) => setWords({ ...words, [field]: event.target.value })}
            onKeyDown={onKeyDown}
          />
        </label>
      ))}
      <span className="reissue-keys">
        <button
          type="button"
          className="plain-key plain-key-stop"
          disabled={busy || wanted !== undefined}
          onClick={reissue}
        >
          <KeyCap name="Enter" /> {t('reissue.do')}
        </button>
        <button type="button" className="plain-key" onClick={onBack}>
          <KeyCap name="Esc" /> {t('key.back')}
        </button>
      </span>
    </section>
  );
}

/** What nobody can change here is taken over from the sheet; the driver's licence only with its driver. */
function termsOf({ driver, goods, override, sender, transportPermit }: LoadSheet, words: Record<Field, string>): Terms {
  const said = Object.fromEntries(Object.entries(words).map(([field, text]) => [field, text.trim()])) as typeof words;
  const sameDriver = driver?.name === said.driver;
  return {
    reason: said.reason,
    goods: {
      ...(said.goods === goods.name && goods.category !== undefined ? { category: goods.category } : {}),
      name: said.goods,
    },
    receiver: said.receiver,
    sender,
    ...(said.destination === '' ? {} : { destination: said.destination }),
    ...(sameDriver && driver !== undefined ? { driver: { ...pick(driver, 'name'), ...pick(driver, 'licence') } } : {}),
    ...(!sameDriver && said.driver !== '' ? { driver: { name: said.driver } } : {}),
    ...(transportPermit === undefined ? {} : { transportPermit }),
    ...(override === undefined ? {} : { override: { manager: override.manager, reason: override.reason } }),
  };
}

const pick = <K extends string>(from: { readonly [key in K]?: string | undefined }, key: K): { [key in K]?: string } =>
  (from[key] === undefined ? {} : { [key]: from[key] }) as { [key in K]?: string };
