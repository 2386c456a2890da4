/** What became of a record: its checks, its receipt part by part, sheets and paper, what was said of it, its visit, the gates. */
import type { ReactNode } from 'react';
import type { Weighing } from '../../../preload/contract/documents.ts';
import type { RecordItem } from '../../../preload/contract/records.ts';
import type { RecordLife } from '../../../preload/contract/workbench.ts';
import { FactRow } from '../../components/fact-row.tsx';
import { Mark } from '../../components/mark.tsx';
import { UploadMark } from '../../components/upload-mark.tsx';
import { dayStart, dayTime, dottedPlate, grouped, minuteTime, roughAge } from '../../format.ts';
import { useWords, type Translate } from '../../i18n/index.ts';

export function RecordLifePanel({
  item,
  weighing,
  life,
}: {
  readonly item: RecordItem;
  readonly weighing: Weighing | null;
  readonly life: RecordLife | null;
}) {
  const { t } = useWords();
  const checks = weighing?.checks ?? [];
  if (life === null) return <section className="record-life panel" aria-label={t('life.title')} />;
  return (
    <section className="record-life panel" aria-label={t('life.title')} tabIndex={0}>
      <Group title={t('life.checks')} empty={checks.length === 0 ? t('life.no-checks') : null}>
        {checks.map(({ code, result, detail }) => (
          <FactRow key={code} name={t(`check.${code}`)}>
            <CheckMark result={result} t={t} /> {/* What the curve shows has its own words, beside it. */}
            <small>{code === 'trace-plausible' ? '' : detail}</small>
          </FactRow>
        ))}
      </Group>
      <Group title={t('life.parts')} empty={life.parts.length === 0 ? t('life.no-parts') : null}>
        {life.parts.map(({ part, sha256, state, attempts, receivedAt, late, lastError }) => (
          <FactRow
            key={sha256 ?? part}
            name={part === 'document' ? t('life.document') : pictureName(weighing, sha256, t)}
          >
            <UploadMark upload={state} t={t} /> {receivedAt !== null && <small>{dayTime(receivedAt)}</small>}{' '}
            {late !== null && <small>{lateWords(late, t)}</small>}{' '}
            {state !== 'done' && attempts > 0 && <small>{t('life.attempts', { count: attempts })}</small>}{' '}
            {state !== 'done' && lastError !== null && <small className="record-hex">{lastError}</small>}
          </FactRow>
        ))}
      </Group>
      {life.sheets.length > 0 && (
        <Group title={t('life.sheets')}>
          {life.sheets.map(({ id, number, issuedAt, voided, upload }) => (
            <FactRow key={id} name={dayTime(issuedAt)}>
              <span className={voided ? 'grid-void' : ''}>{number}</span> {voided && t('verdict.void')}{' '}
              {upload !== null && <UploadMark upload={upload} t={t} />}
            </FactRow>
          ))}
          {life.jobs.map(({ id, kind, copy, state, createdAt, lastError }) => (
            <FactRow key={id} name={dayTime(createdAt)}>
              {t(`printing.kind.${kind}`)} {t('life.copy', { copy })} {t(`life.job-${state}`)}{' '}
              <small>{lastError ?? ''}</small>
            </FactRow>
          ))}
        </Group>
      )}
      {life.notices.length > 0 && (
        <Group title={t('life.notices')}>
          {life.notices.map(({ kind, at, text, operatorId }) => (
            <FactRow key={`${kind}${at}`} name={dayTime(at)}>
              {text} <small>{operatorId}</small>
            </FactRow>
          ))}
        </Group>
      )}
      {life.visit.length > 1 && (
        <Group title={t('life.visit')}>
          {life.visit.map(({ id, sequence, kind, weightKg, weighedAt, overKg, voided, replaced }) => (
            <FactRow key={id} name={dayTime(weighedAt)}>
              <span className={voided || replaced ? 'grid-void' : ''}>
                {sequence} {t(`kind.${kind}`)} {grouped(weightKg)} kg
              </span>{' '}
              {(overKg ?? 0) > 0 && <span className="stop">+{grouped(overKg ?? 0)}</span>}{' '}
              {id === item.id && <small>{t('life.this-one')}</small>}
            </FactRow>
          ))}
        </Group>
      )}
      <Group title={t('life.gates')} empty={life.gates.length === 0 ? t('life.no-gates') : null}>
        {life.gates.map(({ id, direction, gateId, passedAt, plate }) => (
          <FactRow key={id} name={dayTime(passedAt)}>
            {t(`gate.${direction}`)} {gateId} {plate === null ? '' : dottedPlate(plate)}
          </FactRow>
        ))}
      </Group>
    </section>
  );
}

function Group({
  title,
  empty = null,
  children,
}: {
  readonly title: string;
  /** What is said where there is nothing. */
  readonly empty?: string | null;
  readonly children: ReactNode;
}) {
  return (
    <div className="life-group">
      <h2 className="label">{title}</h2>
      {empty === null ? <dl>{children}</dl> : <p className="empty">{empty}</p>}
    </div>
  );
}

function CheckMark({ result, t }: { readonly result: 'pass' | 'fail' | 'unknown'; readonly t: Translate }) {
  if (result === 'pass') return <Mark shape="tick" words={t('life.check-pass')} />;
  return result === 'fail' ? (
    <Mark shape="triangle" words={t('life.check-fail')} meaning="look" />
  ) : (
    <Mark shape="dash" words={t('life.check-unknown')} />
  );
}

/** How late, and when the line was down: the day is told where it is another one than the outage's first. */
function lateWords({ ms, outage }: NonNullable<RecordLife['parts'][number]['late']>, t: Translate): string {
  const age = roughAge(Math.floor(ms / 1000));
  if (outage === null) return t('life.late', { age });
  const from = dayTime(outage.fromMs).slice(0, -3);
  if (outage.untilMs === null) return t('life.late-line-still-down', { age, from });
  const sameDay = dayStart(outage.fromMs) === dayStart(outage.untilMs);
  const until = sameDay ? minuteTime(outage.untilMs) : dayTime(outage.untilMs).slice(0, -3);
  return t('life.late-line-down', { age, from, until });
}

/** A picture by its camera's place. */
function pictureName(weighing: Weighing | null, sha256: string | null, t: Translate): string {
  const role = weighing?.images.find((image) => image.sha256 === sha256)?.role;
  return role === 'front' || role === 'rear' ? t(`camera.short-${role}`) : t('life.picture');
}
