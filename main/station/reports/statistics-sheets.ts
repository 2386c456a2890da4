/** Statistics as sheets of a workbook: days or months, goods, receivers, steps. Pure. */
import type { PeriodFigures, SoldRow, Statistics } from '../../../preload/contract/reports.ts';
import { addSold } from '../rules/reports/figures.ts';
import type { Cell, Column, Row } from '../spreadsheet/sheet.ts';
import type { SheetSource } from '../spreadsheet/spreadsheet-writer.ts';
import type { ReportWords } from './report-words.ts';

/** null: of nothing. */
const share = (part: number, of: number): number | null => (of === 0 ? null : part / of);

/** Those that are one word, and no family of them. */
type PlainWords = { [key in keyof ReportWords]: ReportWords[key] extends string ? key : never }[keyof ReportWords];

interface PeriodColumn {
  readonly words: PlainWords;
  readonly kind: Column['kind'];
  readonly cell: (figures: PeriodFigures) => Cell;
}
const whole = (words: PlainWords, cell: PeriodColumn['cell']): PeriodColumn => ({ words, kind: 'whole', cell });
const rate = (words: PlainWords, cell: PeriodColumn['cell']): PeriodColumn => ({ words, kind: 'share', cell });

const PERIOD: readonly PeriodColumn[] = [
  whole('trucks', ({ trucks }) => trucks),
  whole('gross', ({ weighings }) => weighings.gross),
  whole('tare', ({ weighings }) => weighings.tare),
  whole('recheck', ({ weighings }) => weighings.recheck),
  whole('trial', ({ weighings }) => weighings.trial),
  whole('voided', ({ weighings }) => weighings.voided),
  whole('replaced', ({ weighings }) => weighings.replaced),
  whole('sheets', ({ sheets }) => sheets.issued),
  whole('sheetsVoided', ({ sheets }) => sheets.voided),
  whole('netKg', ({ sheets }) => sheets.netKg),
  whole('averageNetKg', ({ sheets }) => sheets.averageNetKg),
  whole('loaded', ({ loaded }) => loaded.of),
  whole('overLimitCount', ({ loaded }) => loaded.overLimit),
  rate('overLimitRate', ({ loaded }) => share(loaded.overLimit, loaded.of)),
  whole('unloaded', ({ loaded }) => loaded.unloaded),
  whole('overLoad', ({ loaded }) => loaded.overLoad),
  rate('overLoadRate', ({ loaded }) => share(loaded.overLoad, loaded.of)),
  whole('limitUnknown', ({ loaded }) => loaded.limitUnknown),
  rate('evidence', ({ evidence }) => share(evidence.complete, evidence.of)),
  rate('displays', ({ displays }) =>
    share(displays.matches, displays.matches + displays.differs + displays.cannotTell),
  ),
  rate('plates', ({ plates }) => share(plates.right, plates.right + plates.wrong + plates.notRead)),
];

export function statisticsSheets(
  { by, from, periods, sold, to, total }: Statistics,
  unitName: string,
  words: ReportWords,
): SheetSource[] {
  const lines = [unitName, `${from} – ${to}`];
  const name = words[by === 'day' ? 'days' : 'months'];
  const row = (label: string, figures: PeriodFigures): Row => [label, ...PERIOD.map(({ cell }) => cell(figures))];
  return [
    {
      name,
      lines,
      columns: [
        text(words[by === 'day' ? 'day' : 'month'], 12),
        ...PERIOD.map(({ kind, words: of }) => ({ header: words[of], kind, width: 14 })),
      ],
      pages: () => [periods.map(({ figures, period }) => row(period, figures))],
      closing: () => [row(words.total, total)],
    },
    soldSheet(words.goodsSheet, [words.goods], lines, by1(sold, 'goods'), words, ({ goods }) => [goods]),
    soldSheet(words.receivers, [words.receiver], lines, by1(sold, 'receiver'), words, ({ receiver }) => [receiver]),
    soldSheet(words.sold, [words.goods, words.receiver], lines, sold, words, ({ goods, receiver }) => [
      goods,
      receiver,
    ]),
    stepsSheet(lines, periods, total, words),
  ];
}

export const text = (header: string, width: number): Column => ({ header, kind: 'text', width });
export const kilos = (header: string, width = 14): Column => ({ header, kind: 'whole', width });

/** All rows of one goods, or of one receiver, as one. */
const by1 = (sold: readonly SoldRow[], of: 'goods' | 'receiver'): SoldRow[] =>
  addSold(sold.map((row) => ({ ...row, [of === 'goods' ? 'receiver' : 'goods']: '' })));

export function soldSheet(
  name: string,
  heads: readonly string[],
  lines: readonly string[],
  sold: readonly SoldRow[],
  words: ReportWords,
  labels: (row: SoldRow) => readonly string[],
): SheetSource {
  const figures = ({ sheets }: SoldRow): Row => [sheets.issued, sheets.voided, sheets.netKg, sheets.averageNetKg];
  const [sum] = addSold(sold.map((row) => ({ ...row, goods: '', receiver: '' })));
  return {
    name,
    lines,
    columns: [
      ...heads.map((head) => text(head, 24)),
      kilos(words.sheets),
      kilos(words.sheetsVoided),
      kilos(words.netKg, 16),
      kilos(words.averageNetKg, 16),
    ],
    pages: () => [sold.map((row) => [...labels(row), ...figures(row)])],
    closing: () => (sum === undefined ? [] : [[words.total, ...heads.slice(1).map(() => null), ...figures(sum)]]),
  };
}

function stepsSheet(
  lines: readonly string[],
  periods: Statistics['periods'],
  total: PeriodFigures,
  words: ReportWords,
): SheetSource {
  const rows = (label: string, { steps }: PeriodFigures): Row[] =>
    steps
      .filter(({ count }) => count > 0)
      .map(({ count, medianS, p90S, step }) => [label, words.step_[step], count, medianS, p90S]);
  return {
    name: words.steps,
    lines,
    columns: [text(words.day, 12), text(words.step, 28), kilos(words.count), kilos(words.median), kilos(words.p90, 20)],
    pages: () => [periods.flatMap(({ figures, period }) => rows(period, figures))],
    closing: () => rows(words.total, total),
  };
}
