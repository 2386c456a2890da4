/** The records list as rows of a spreadsheet. Pure. */
import type { RecordItem } from '../../../preload/contract/records.ts';
import type { CellKind, Column, Row } from '../spreadsheet/sheet.ts';
import type { ExportWords } from './export-words.ts';

/** Kind and width of each column, in the order of its words. */
const COLUMNS: readonly (readonly [CellKind, number])[] = [
  ['whole', 10],
  ['time', 20],
  ['text', 8],
  ['text', 10],
  ['text', 13],
  ['text', 13],
  ['whole', 6],
  ['whole', 11],
  ['whole', 11],
  ['whole', 10],
  ['text', 12],
  ['text', 11],
  ['text', 30],
  ['text', 12],
  ['text', 24],
  ['whole', 11],
  ['whole', 11],
  ['whole', 9],
  ['text', 9],
  ['text', 12],
  ['text', 14],
];
const NET = 16;

export const recordColumns = ({ columns }: ExportWords): readonly Column[] =>
  columns.map((header, at) => ({ header, kind: COLUMNS[at]?.[0] ?? 'text', width: COLUMNS[at]?.[1] ?? 12 }));

export function recordRow(item: RecordItem, words: ExportWords): Row {
  const { sheet } = item;
  return [
    item.sequence,
    Date.parse(item.weighedAt),
    words.kinds[item.kind],
    item.scaleId,
    item.plateFront,
    item.plateRear,
    item.axleCount,
    item.weightKg,
    item.limitKg,
    item.overKg,
    words.verdicts[item.verdict],
    words.evidence[item.evidenceState],
    sheet?.number ?? null,
    sheet?.goods ?? null,
    sheet?.receiver ?? null,
    sheet?.tareKg ?? null,
    sheet?.netKg ?? null,
    sheet?.printed ?? null,
    words.uploads[item.upload],
    item.operatorId,
    item.voided ? words.voided : item.replaced ? words.replaced : null,
  ];
}

export interface Total {
  readonly count: number;
  /** Void, or weighed again. */
  readonly gone: number;
  /** Of their valid sheets. */
  readonly netKg: number;
}

/** Below the table. */
export const totalRow = ({ count, gone, netKg }: Total, words: ExportWords): Row => [
  count,
  words.total,
  ...Array.from({ length: NET - 2 }, () => null),
  netKg,
  ...Array.from({ length: COLUMNS.length - NET - 2 }, () => null),
  gone === 0 ? null : words.gone(gone),
];
