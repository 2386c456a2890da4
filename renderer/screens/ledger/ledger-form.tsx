/** An entry being written: Tab walks through it, F2 takes a picture, Enter keeps it for ever, Esc leaves it. */
import { Input } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { EntryKind, LedgerName } from '../../../preload/contract/ledger.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { ChoiceRow } from '../../components/choice-row.tsx';
import { EnterGuard } from '../../components/enter-guard.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { photoUrl } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { entryOf, fieldsOf, KINDS, type EntryWritten, type FormValues, type TextField } from './ledger-form-fields.ts';

const MOST_PICTURES = 12;

export interface Written {
  readonly entry: EntryWritten;
  readonly reason: string;
  readonly operatorId: string;
}

export function LedgerForm({
  active,
  ledger,
  first,
  corrects,
  subjects,
  info,
  onKeep,
  onBack,
  onPreferences,
}: {
  readonly active: boolean;
  readonly ledger: LedgerName;
  readonly first: FormValues;
  /** It takes the place of an entry: a reason is asked for, and its kind stays. */
  readonly corrects: boolean;
  /** What it may be about; null: the site. */
  readonly subjects: readonly { readonly value: string; readonly words: string }[];
  readonly info: StationInfo;
  /** Rejected where the station refuses it. */
  onKeep(written: Written): Promise<void>;
  onBack(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const [values, setValues] = useState(first);
  const [reason, setReason] = useState('');
  const [who, setWho] = useState(info.operator === 'nobody' ? '' : info.operator);
  const [camera, setCamera] = useState(info.cameras[0]?.id ?? null);
  const [wanted, setWanted] = useState<TextField | 'reason' | 'operator' | null>(null);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input[data-first]')?.focus(), []);
  const guard = useMemo(() => new EnterGuard(), []);
  const meaning = `ledger-form ${String(active)} ${String(busy)} ${failure?.code ?? ''}`;
  useEffect(() => guard.means(meaning, performance.now()), [guard, meaning]);

  const { kind } = values;
  const change = (next: Partial<FormValues>): void => {
    setValues((now) => ({ ...now, ...next }));
    setWanted(null);
    setFailure(null);
  };
  const during = (work: () => Promise<void>): void => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    work()
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure(error);
      })
      .finally(() => setBusy(false));
  };
  const keep = (): void => {
    if (!guard.allows(performance.now())) return;
    const entry = entryOf(values);
    if ('wanted' in entry) return setWanted(entry.wanted);
    if (corrects && reason.trim() === '') return setWanted('reason');
    if (who.trim() === '') return setWanted('operator');
    during(() => onKeep({ entry, reason: reason.trim(), operatorId: who.trim() }));
  };
  const photograph = (): void => {
    if (camera === null || values.images.length >= MOST_PICTURES) return;
    during(async () => {
      const { sha256 } = await call('camera.snapshot', { cameraId: camera, role: 'attachment' });
      setValues((now) => ({ ...now, images: [...new Set([...now.images, sha256])] }));
    });
  };
  useKeys(active, { Enter: keep, Escape: onBack, F2: photograph, F12: onPreferences });
  const field = (
    name: TextField | 'reason' | 'operator',
    value: string,
    max: number,
    write: (text: string) => void,
    isFirst = false,
  ) => (
    <label key={name} className={`editor-field ledger-field-${name}`}>
      <span className="label">{t(`ledger.field-${name}`)}</span>
      <Input
        value={value}
        maxLength={max}
        {...(isFirst ? { 'data-first': true } : {})}
        onChange={(event) => {
          write(event.target.value);
          setWanted(null);
        }}
        {...(wanted === name ? { status: 'error' as const } : {})}
      />
    </label>
  );
  const kinds: readonly EntryKind[] = KINDS[ledger];

  return (
    <section className="panel ledger-form" aria-label={t('ledger.new')} data-meaning={meaning}>
      <div className="ledger-form-head">
        <h2>{t(corrects ? 'ledger.correct' : 'ledger.new')}</h2>
        <span className="label">{t('ledger.form-how')}</span>
      </div>
      <div className="ledger-fields" ref={form}>
        {kinds.length > 1 && !corrects && (
          <ChoiceRow
            label={t('ledger.kind')}
            choices={kinds.map((value) => ({ value, words: t(`ledger.kind-${value}`) }))}
            value={kind}
            onChange={(value) => change({ kind: value })}
          />
        )}
        {subjects.length > 1 && (
          <div className="ledger-wide">
            <ChoiceRow
              label={t('ledger.subject')}
              choices={subjects}
              value={values.subjectId ?? ''}
              onChange={(value) => change({ subjectId: value === '' ? null : value })}
            />
          </div>
        )}
        {kind === 'seal' && (
          <ChoiceRow
            label={t('ledger.seal-state')}
            choices={(['intact', 'replaced', 'broken'] as const).map((value) => ({
              value,
              words: t(`ledger.seal-${value}`),
            }))}
            value={values.sealState}
            onChange={(value) => change({ sealState: value })}
          />
        )}
        {kind === 'patrol' && (
          <ChoiceRow
            label={t('ledger.patrol-result')}
            choices={(['in-order', 'fault-found'] as const).map((value) => ({
              value,
              words: t(`ledger.patrol-${value}`),
            }))}
            value={values.patrol}
            onChange={(value) => change({ patrol: value })}
          />
        )}
        {fieldsOf(kind).map(({ field: name, max }, index) =>
          field(
            name,
            values.texts[name] ?? '',
            max,
            (text) => change({ texts: { ...values.texts, [name]: text } }),
            index === 0,
          ),
        )}
        {field('at', values.texts.at ?? '', 16, (text) => change({ texts: { ...values.texts, at: text } }))}
        {corrects && field('reason', reason, 500, setReason)}
        {field('operator', who, 64, setWho)}
      </div>
      {camera !== null && (
        <div className="ledger-pictures">
          <ChoiceRow<string>
            label={t('ledger.camera')}
            choices={info.cameras.map(({ id, role }) => ({ value: id, words: `${t(`device.camera-${role}`)} ${id}` }))}
            value={camera}
            onChange={(value) => setCamera(value)}
          />
          <button type="button" className="plain-key" disabled={busy} onClick={photograph}>
            <KeyCap name="F2" /> {t('ledger.photograph')}
          </button>
          {values.images.map((sha256, nth) => (
            <img key={sha256} src={photoUrl(sha256)} alt={t('ledger.picture', { nth: nth + 1 })} />
          ))}
        </div>
      )}
      <div className="ledger-form-foot">
        <div role="status">
          {failure === null ? (
            <span className={wanted === null ? 'label' : 'look'}>
              {wanted === null ? t('ledger.kept-for-ever') : t('ledger.wanted', { field: t(`ledger.field-${wanted}`) })}
            </span>
          ) : (
            <ErrorText code={failure.code} params={errorParams(failure.params, t)} />
          )}
        </div>
        <button type="button" className="plain-key" onClick={onBack}>
          <KeyCap name="Esc" /> {t('key.back')}
        </button>
        <button type="button" data-action="keep" className="default-key" disabled={busy} onClick={keep}>
          <KeyCap name="Enter" /> <span>{t('ledger.keep')}</span>
        </button>
      </div>
    </section>
  );
}
