/** A file being written: Tab walks through it, Enter keeps it with who says so, Esc leaves it as it was. */
import { Input } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { FilePage } from '../../../preload/contract/files.ts';
import type { Paper } from '../../../preload/contract/weighing.ts';
import { ChoiceRow } from '../../components/choice-row.tsx';
import { EnterGuard } from '../../components/enter-guard.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { FIELDS, fileOf, otherAxles, PAPERS, valuesOf, type FormValues, type Wanted } from './file-form-fields.ts';

export function FileForm({
  active,
  id,
  file,
  operator,
  onKept,
  onBack,
  onPreferences,
}: {
  readonly active: boolean;
  /** null: a new one. */
  readonly id: string | null;
  readonly file: FilePage['file'];
  readonly operator: string;
  onKept(id: string): void;
  onBack(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const { kind } = file;
  const [values, setValues] = useState<FormValues>(() => valuesOf(file));
  const [who, setWho] = useState(operator === 'nobody' ? '' : operator);
  const [manager, setManager] = useState('');
  const [wanted, setWanted] = useState<Wanted['wanted'] | 'operator' | null>(null);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input:not(:disabled)')?.focus(), []);
  const guard = useMemo(() => new EnterGuard(), []);
  const meaning = `form ${active} ${busy} ${failure?.code ?? ''}`;
  useEffect(() => guard.means(meaning, performance.now()), [guard, meaning]);

  const axles = otherAxles(file, values);
  const change = (next: FormValues): void => {
    setValues(next);
    setWanted(null);
    setFailure(null);
  };
  const type = (field: keyof FormValues['fields'], text: string): void =>
    change({ ...values, fields: { ...values.fields, [field]: text } });
  const paper = (of: Paper['kind'], part: 'number' | 'validUntil', text: string): void =>
    change({
      ...values,
      papers: { ...values.papers, [of]: { ...(values.papers[of] ?? { number: '', validUntil: '' }), [part]: text } },
    });
  const keep = (): void => {
    if (busy || !guard.allows(performance.now())) return;
    const next = fileOf(file, values);
    if ('wanted' in next) return setWanted(next.wanted);
    if (who.trim() === '') return setWanted('operator');
    const vouching = axles && manager.trim() !== '' ? { managerId: manager.trim() } : {};
    setBusy(true);
    call('files.put', { ...(id === null ? {} : { id }), file: next, operatorId: who.trim(), ...vouching })
      .then((kept) => onKept(kept.id))
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure(error);
        setBusy(false);
      });
  };
  useKeys(active, { Enter: keep, Escape: onBack, F12: onPreferences });
  const note = (): string => {
    if (wanted !== null) return t('files.wanted');
    if (!axles) return t('files.form-how');
    return manager.trim() === '' ? t('files.axles-will-wait') : t('files.axles-vouched-by', { who: manager.trim() });
  };
  const status = (field: string) => (wanted === field ? { status: 'error' as const } : {});

  return (
    <main className="panel files-form" aria-label={t(id === null ? 'files.new' : 'files.edit')} data-meaning={meaning}>
      <div className="truck-head">
        <h2>{`${t(`files.kind.${kind}`)} · ${t(id === null ? 'files.new' : 'files.edit')}`}</h2>
        <span className="hint-key">
          <KeyCap name="Esc" /> {t('key.back')}
        </span>
      </div>
      <div className="files-fields" ref={form}>
        {FIELDS[kind].map(({ field, kind: form, max }) => {
          const words = t(`files.field.${field as 'plate'}`);
          if (form === 'text' || form === 'whole')
            return (
              <label key={field} className="editor-field">
                <span className="label">{words}</span>
                <Input
                  value={values.fields[field] ?? ''}
                  maxLength={max}
                  disabled={id !== null && field === 'plate'}
                  onChange={(event) => type(field, event.target.value)}
                  {...status(field)}
                />
              </label>
            );
          return (
            <div key={field} className={form === 'vehicle-type' ? 'files-wide' : ''}>
              <ChoiceRow
                label={words}
                choices={
                  form === 'yes-no'
                    ? [
                        { value: 'true', words: t('files.yes') },
                        { value: 'false', words: t('files.no') },
                      ]
                    : (['rigid', 'articulated', 'centre-axle-train', 'full-trailer-train'] as const).map((value) => ({
                        value,
                        words: t(`vehicle.${value}`),
                      }))
                }
                value={values.fields[field] ?? null}
                onChange={(value) => type(field, value)}
              />
            </div>
          );
        })}
        {PAPERS[kind].flatMap((of) => [
          <label key={`${of} number`} className="editor-field">
            <span className="label">{t('files.paper-number', { paper: t(`files.paper.${of}`) })}</span>
            <Input
              value={values.papers[of]?.number ?? ''}
              maxLength={64}
              onChange={(event) => paper(of, 'number', event.target.value)}
            />
          </label>,
          <label key={`${of} until`} className="editor-field">
            <span className="label">{t('files.paper-until', { paper: t(`files.paper.${of}`) })}</span>
            <Input
              value={values.papers[of]?.validUntil ?? ''}
              maxLength={10}
              placeholder="2027-01-31"
              onChange={(event) => paper(of, 'validUntil', event.target.value)}
              {...status(of)}
            />
          </label>,
        ])}
        <label className="editor-field">
          <span className="label">{t('files.who')}</span>
          <Input
            value={who}
            maxLength={64}
            onChange={(event) => {
              setWho(event.target.value);
              setWanted(null);
            }}
            {...status('operator')}
          />
        </label>
        {axles && (
          <label className="editor-field">
            <span className="label">{t('files.axles-manager')}</span>
            <Input value={manager} maxLength={64} onChange={(event) => setManager(event.target.value)} />
          </label>
        )}
      </div>
      <p className={wanted === null ? (axles ? 'look' : 'label') : 'look files-note'} role="status">
        {note()}
      </p>
      {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
      <button type="button" className="default-key" disabled={busy} onClick={keep}>
        {!busy && <KeyCap name="Enter" />}
        <span>{t('files.keep')}</span>
      </button>
    </main>
  );
}
