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
  ['text', 9],
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
    item.voided ? words.voided : null,
  ];
}

/** Below the table: how many, and the net mass of their valid sheets. */
export const totalRow = (count: number, netKg: number, { total }: ExportWords): Row => [
  count,
  total,
  ...Array.from({ length: NET - 2 }, () => null),
  netKg,
];
