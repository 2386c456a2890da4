/** One warning of the platform: its words, what belongs to it, what became of it, and the answer. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import type { WarningDetail as Detail, WarningStep } from '../../../preload/contract/warnings.ts';
import { CurvePanel } from '../../components/curve-panel.tsx';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { ForeignLines, ForeignText } from '../../components/foreign-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { TimeLeft } from '../../components/time-left.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { dayTime, dottedPlate, fullTime, grouped, photoUrl } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import type { Theme } from '../../preferences.ts';
import { call } from '../../station/client.ts';
import { LevelMark, StateMark, waits } from './inbox-columns.tsx';
import { RectifyForm, roleWords } from './rectify-form.tsx';

const RECEIPT_MS = 1000;

export function WarningDetail({
  warningId,
  active,
  info,
  theme,
  onBack,
  onRecords,
  onPreferences,
}: {
  readonly warningId: string;
  readonly active: boolean;
  readonly info: StationInfo;
  readonly theme: Theme;
  onBack(): void;
  onRecords(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [writing, setWriting] = useState(false);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const found = useQuery({
    queryKey: ['warnings.get', warningId],
    queryFn: () => call('warnings.get', { warningId }),
    staleTime: 0,
    // Nothing is pushed for a receipt.
    refetchInterval: ({ state }) =>
      state.data?.history.some(({ upload }) => upload === 'pending') === true ? RECEIPT_MS : false,
  });
  const detail = found.data;
  const item = detail?.item;
  const open = item !== undefined && waits(item);
  const take = (): void => {
    setFailure(null);
    call('warnings.acknowledge', { warningId, operatorId: info.operator })
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure(error);
      })
      .finally(() => {
        for (const queryKey of [['warnings.list'], ['warnings.get']]) void queries.invalidateQueries({ queryKey });
      });
  };
  const canTake = open && item.owner !== info.operator;
  const canAnswer = open && !item.announcement;
  useKeys(active && !writing, {
    Escape: onBack,
    F8: onRecords,
    F9: onBack,
    ...(canTake ? { F2: take } : {}),
    ...(canAnswer ? { F3: () => setWriting(true) } : {}),
    F12: onPreferences,
  });
  const trouble = failure ?? (found.error instanceof CodedError ? found.error : null);
  return (
    <main
      className="warning-detail"
      // A file that misses the form opens nothing.
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => event.preventDefault()}
    >
      <header className="warning-head panel">
        {item !== undefined && (
          <>
            <LevelMark item={item} />
            <h2 className="warning-title">
              <ForeignText text={item.title} />
            </h2>
            {open && <TimeLeft dueAt={item.dueAt} stage={item.stage} />}
            <StateMark state={item.state} />
          </>
        )}
        <span className="record-keys">
          {canTake && (
            <button type="button" className="plain-key" onClick={take}>
              <KeyCap name="F2" /> {t(item.announcement ? 'warning.read' : 'warning.take')}
            </button>
          )}
          {canAnswer && !writing && (
            <button type="button" className="plain-key" onClick={() => setWriting(true)}>
              <KeyCap name="F3" /> {t('warning.rectify')}
            </button>
          )}
          <button type="button" className="plain-key" onClick={onBack}>
            <KeyCap name="Esc" /> {t('key.back')}
          </button>
        </span>
      </header>
      {trouble !== null && (
        <div className="panel warning-trouble">
          <ErrorText code={trouble.code} params={errorParams(trouble.params, t)} />
        </div>
      )}
      {detail !== undefined && (
        <>
          <div className="warning-left">
            <Words detail={detail} />
            {writing && canAnswer ? (
              <RectifyForm
                active={active}
                warningId={warningId}
                info={info}
                onBack={() => setWriting(false)}
                onPreferences={onPreferences}
              />
            ) : (
              <History steps={detail.history} />
            )}
          </div>
          <Evidence detail={detail} info={info} theme={theme} />
        </>
      )}
    </main>
  );
}

function Words({ detail: { item, text } }: { readonly detail: Detail }) {
  const { t } = useWords();
  return (
    <section className="warning-words panel" aria-label={t('warning.words')}>
      <p className="label">
        {t('warning.words')}
        {!item.announcement && (
          <>
            {' · '}
            {t('warning.code')} <ForeignText text={item.code} />
          </>
        )}
        {' · '}
        <span className="figures">{fullTime(item.raisedAt)}</span>
        {item.dueAt !== null && ` · ${t('warning.due', { time: fullTime(item.dueAt) })}`}
        {' · '}
        {item.owner ?? t('inbox.nobody')}
      </p>
      <div className="warning-text" tabIndex={0} role="group" aria-label={t('warning.words')}>
        {text === '' ? <span className="label">{t('warning.no-words')}</span> : <ForeignLines text={text} />}
      </div>
    </section>
  );
}

function History({ steps }: { readonly steps: readonly WarningStep[] }) {
  const { t } = useWords();
  return (
    <section className="warning-history panel" aria-label={t('warning.history')} tabIndex={0}>
      <h3 className="label">{t('warning.history')}</h3>
      <ol>
        {steps.map((step, index) => (
          // In the order of time; two of one kind may stand at one moment.
          <li key={index}>
            <span className="figures">{dayTime(step.at)}</span> <strong>{t(`wstep.${step.step}`)}</strong>{' '}
            {step.who !== null && <span>{step.who}</span>} {step.text !== '' && <ForeignLines text={step.text} />}
            {step.upload !== null && (
              <span className={step.upload === 'parked' ? 'look' : 'label'}>
                {' '}
                {step.upload === 'parked'
                  ? t('warning.parked')
                  : step.receivedAt === null
                    ? t('warning.not-received')
                    : t('warning.received', { time: dayTime(step.receivedAt) })}
              </span>
            )}
            {step.images.length > 0 && (
              <div className="warning-pictures">
                {step.images.map((image) => (
                  <figure key={image.sha256} className="rectify-picture">
                    <img src={photoUrl(image.sha256)} alt={roleWords(image.role, t)} />
                    <figcaption>{roleWords(image.role, t)}</figcaption>
                  </figure>
                ))}
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Evidence({
  detail: { evidence, item, unknownIds },
  info,
  theme,
}: {
  readonly detail: Detail;
  readonly info: StationInfo;
  readonly theme: Theme;
}) {
  const { t } = useWords();
  const curveOf = evidence.find((one) => one.curveOf !== null)?.curveOf ?? null;
  const curve = useQuery({
    queryKey: ['records.curve', curveOf],
    queryFn: () => call('records.curve', { id: curveOf ?? '' }),
    enabled: curveOf !== null,
  });
  if (item.announcement) return null;
  const camera = (id: string, role: string): string => {
    const known = info.cameras.find((one) => one.id === id)?.role;
    return known === undefined
      ? role === 'front' || role === 'rear'
        ? t(`device.camera-${role}`)
        : id
      : t(`device.camera-${known}`);
  };
  return (
    <section className="warning-evidence panel" aria-label={t('warning.evidence')} tabIndex={0}>
      <h3 className="label">{t('warning.evidence')}</h3>
      {unknownIds.length > 0 && <p className="look">{t('warning.unknown-documents', { count: unknownIds.length })}</p>}
      {evidence.length === 0 && <p className="label">{t('warning.evidence-none')}</p>}
      {evidence.map(({ at, id, images, kind, plate, weightKg, why }) => (
        <article key={id} className="warning-record">
          <p>
            <strong>{t(`document.${kind}`)}</strong> <span className="figures">{dayTime(at)}</span>{' '}
            {plate !== null && <span className="figures">{dottedPlate(plate)}</span>}{' '}
            {weightKg !== null && <span className="figures">{grouped(weightKg)} kg</span>}{' '}
            <span className="label">{t(`warning.evidence-${why}`)}</span>
          </p>
          {images.length > 0 && (
            <div className="warning-pictures">
              {images.map((image) => (
                <figure key={image.sha256} className="rectify-picture">
                  <img src={photoUrl(image.sha256)} alt={camera(image.cameraId, image.role)} />
                  <figcaption>{camera(image.cameraId, image.role)}</figcaption>
                </figure>
              ))}
            </div>
          )}
        </article>
      ))}
      {curve.data !== undefined && <CurvePanel curve={curve.data} theme={theme} />}
    </section>
  );
}
