/** A shift, so far or as it was handed over: what it came to, what is left behind, what was done by hand. */
import type { HandoverFigures, Override } from '../../../preload/contract/reports.ts';
import type { ScaleFacts } from '../../../preload/contract/station.ts';
import type { WarningKind } from '../../../preload/contract/warnings.ts';
import { dayTime, dottedPlate, grouped, roughAge } from '../../format.ts';
import { useWords, type Translate, type WordKey } from '../../i18n/index.ts';
import { ReportTable } from './report-table.tsx';
import { SoldTable } from './sold-table.tsx';
import { Fact } from './statistics-view.tsx';

const WARNING_WORDS: Readonly<Record<WarningKind, WordKey>> = {
  'pass-unrecorded': 'reports.warning-pass-unrecorded',
  'pass-curve': 'reports.warning-pass-curve',
  'video-unproven': 'reports.warning-video-unproven',
  'plate-doubt': 'reports.warning-plate-doubt',
  'exit-unweighed': 'gate.matter-exit-unweighed',
  'exit-over-limit': 'gate.matter-exit-over-limit',
  'exit-no-sheet': 'gate.matter-exit-no-sheet',
  'exit-plate': 'gate.matter-exit-plate',
  'exit-sheet-differs': 'gate.matter-exit-sheet-differs',
  'inside-too-long': 'gate.matter-inside-too-long',
  ledger: 'reports.warning-ledger',
};
/** One that this program does not know is a later one's. */
const warningWords = (kind: string, t: Translate): string =>
  Object.hasOwn(WARNING_WORDS, kind) ? t(WARNING_WORDS[kind as WarningKind]) : kind;
const KINDS = ['gross', 'tare', 'recheck', 'trial'] as const;

export function ShiftView({
  figures,
  scales,
}: {
  readonly figures: HandoverFigures;
  readonly scales: readonly ScaleFacts[];
}) {
  const { t } = useWords();
  const { openTrucks, outbox, overLimit, overrides, printer, sold, totals, voidedBefore, warnings, zero } = figures;
  const { loaded, sheets, trucks, weighings } = totals;
  const placeOf = (id: string): string => scales.find((scale) => scale.id === id)?.name ?? id;
  // A sheet's number is long, and its end tells it.
  const numberOf = (kind: Override['kind'], number: string | null): string | null =>
    number === null ? null : kind === 'manual-opening' ? placeOf(number) : number.slice(-13);
  const unsent = outbox.pending + outbox.parked;
  return (
    <div className="report-body report-shift">
      <dl className="panel report-large">
        <Fact words={t('reports.net')} value={grouped(sheets.netKg)} unit="kg" />
        <Fact words={t('reports.trucks')} value={grouped(trucks)} />
        <Fact words={t('reports.sheets-valid')} value={grouped(sheets.issued - sheets.voided)} />
        <Fact words={t('reports.open-trucks')} value={grouped(openTrucks.length)} />
        <Fact
          words={t('reports.over-limit')}
          value={grouped(loaded.overLimit)}
          look={loaded.overLimit > loaded.unloaded}
        />
        <Fact words={t('reports.unsent')} value={grouped(unsent)} look={outbox.parked > 0} />
        <Fact words={t('reports.to-check')} value={grouped(warnings.count)} look={warnings.count > 0} />
      </dl>
      <div className="report-columns">
        <div className="report-column">
          <ReportTable
            label={t('reports.open-trucks')}
            columns={[
              { name: 'plate', words: t('field.plate'), left: true },
              { name: 'tare', words: t('reports.tare-kg') },
              { name: 'since', words: t('reports.since') },
            ]}
            rows={openTrucks.map(({ plateFront, plateRear, tareKg, tareWeighingId, weighedAt }) => ({
              id: tareWeighingId,
              cells: [
                [plateFront, plateRear].flatMap((plate) => (plate === null ? [] : [dottedPlate(plate)])).join(' '),
                grouped(tareKg),
                dayTime(weighedAt),
              ],
            }))}
            empty={t('reports.open-none')}
          />
          <ReportTable
            label={t('reports.over-limit')}
            columns={[
              { name: 'plate', words: t('field.plate'), left: true },
              { name: 'over', words: t('reports.over-kg') },
              { name: 'end', words: t('reports.end'), left: true },
            ]}
            rows={overLimit.map(({ caseId, end, lastKg, overKg, plate, weightKg }) => ({
              id: caseId,
              cells: [
                plate === null ? '—' : dottedPlate(plate),
                `${grouped(weightKg)} +${grouped(overKg)}`,
                <span key="end" className={end === 'unloaded' ? '' : 'look'}>
                  {t(`reports.end-${end}`)}
                  {lastKg !== null && ` ${grouped(lastKg)}`}
                </span>,
              ],
            }))}
            empty={t('reports.over-limit-none')}
          />
        </div>
        <div className="report-column">
          <SoldTable sold={sold} />
          <ReportTable
            label={t('reports.counted')}
            columns={[
              { name: 'what', words: t('reports.what'), left: true },
              { name: 'count', words: t('reports.how-many') },
            ]}
            rows={[
              ...KINDS.map((kind) => ({ id: kind, cells: [t(`kind.${kind}`), grouped(weighings[kind])] })),
              { id: 'voided', cells: [t('reports.voided'), grouped(weighings.voided + weighings.replaced)] },
              { id: 'issued', cells: [t('reports.sheets-issued'), grouped(sheets.issued)] },
              { id: 'void', cells: [t('reports.sheets-void'), grouped(sheets.voided)] },
              ...(voidedBefore === undefined
                ? []
                : [
                    {
                      id: 'voided-before',
                      cells: [
                        t('reports.voided-before'),
                        `${grouped(voidedBefore.sheets)} · ${grouped(voidedBefore.netKg)} kg`,
                      ],
                    },
                  ]),
              {
                id: 'outbox',
                cells: [
                  t('reports.unsent-parked'),
                  <>
                    {grouped(outbox.pending)} · {grouped(outbox.parked)}
                    {outbox.oldestAgeSeconds !== null && ` · ${roughAge(outbox.oldestAgeSeconds)}`}
                  </>,
                ],
              },
              ...zero.map(({ firstKg, lastKg, scaleId, worstKg }) => ({
                id: `zero-${scaleId}`,
                cells: [
                  t('reports.zero', { scale: placeOf(scaleId) }),
                  [firstKg, lastKg, worstKg].map(signed).join(' · '),
                ],
              })),
              ...printer.devices.map(({ detail, id, state }) => ({
                id: `printer-${id}`,
                cells: [
                  t('reports.printer'),
                  <span key="state" className={state === 'online' ? '' : 'look'} title={detail ?? ''}>
                    {t(`reports.device-${state}`)}
                  </span>,
                ],
              })),
              {
                id: 'papers',
                cells: [t('reports.papers-waiting'), `${grouped(printer.waiting)} · ${grouped(printer.uncertain)}`],
              },
            ]}
            empty=""
          />
        </div>
        <div className="report-column">
          <ReportTable
            label={t('reports.by-hand', {
              count: grouped(overrides.counts.reduce((sum, { count }) => sum + count, 0)),
            })}
            columns={[
              { name: 'what', words: t('reports.what'), left: true },
              { name: 'whose', words: t('reports.whose'), left: true },
              { name: 'by', words: t('reports.by-whom'), left: true },
            ]}
            rows={[
              ...overrides.counts.map(({ count, kind }) => ({
                id: kind,
                cells: [<b key="kind">{t(`reports.override-${kind}`)}</b>, <b key="count">× {grouped(count)}</b>, ''],
              })),
              ...overrides.newest
                .filter(({ kind }) => kind !== 'manual-plate')
                .map(({ at, by, kind, number, plate, reason }, index) => ({
                  id: `${index}-${at}`,
                  cells: [
                    `${dayTime(at).slice(6, 11)} ${t(`reports.override-${kind}`)}`,
                    [plate === null ? null : dottedPlate(plate), numberOf(kind, number)]
                      .filter((one) => one !== null)
                      .join(' '),
                    reason === null ? by : `${by}：${reason}`,
                  ],
                })),
            ]}
            empty={t('reports.by-hand-none')}
          />
          <ReportTable
            label={t('reports.to-check')}
            columns={[
              { name: 'time', words: t('records.time'), left: true },
              { name: 'what', words: t('reports.what'), left: true },
              { name: 'whose', words: t('reports.whose'), left: true },
            ]}
            rows={warnings.newest.map(({ id, kind, raisedAt, subject }) => ({
              id,
              cells: [dayTime(raisedAt), warningWords(kind, t), subject === null ? '—' : dottedPlate(subject)],
            }))}
            empty={t('reports.to-check-none')}
          />
        </div>
      </div>
    </div>
  );
}

const signed = (kg: number | null): string => (kg === null ? '—' : grouped(kg));
