/** A shift as sheets of a workbook. Pure. */
import type { HandoverFigures, HandoverRow } from '../../../preload/contract/reports.ts';
import type { WarningKind } from '../../../preload/contract/warnings.ts';
import type { Column, Row } from '../spreadsheet/sheet.ts';
import type { SheetSource } from '../spreadsheet/spreadsheet-writer.ts';
import type { ReportWords } from './report-words.ts';
import { kilos, soldSheet, text } from './statistics-sheets.ts';

const time = (header: string): Column => ({ header, kind: 'time', width: 20 });
const ms = (at: string): number => Date.parse(at);

/** @param row null: the shift has not been handed over */
export function handoverSheets(
  figures: HandoverFigures,
  row: HandoverRow | null,
  unitName: string,
  words: ReportWords,
): SheetSource[] {
  const lines = [unitName, `${clock(figures.from)} – ${clock(figures.until)}  ${words.since_[figures.since]}`];
  const sheet = (name: string, columns: readonly Column[], rows: readonly Row[]): SheetSource => ({
    name,
    lines,
    columns,
    pages: () => [rows],
  });
  const { openTrucks, outbox, overLimit, overrides, sold, warnings, zero } = figures;
  return [
    sheet(words.shift, [text(words.item, 24), text(words.value, 40)], summary(figures, row, words)),
    sheet(
      words.openTrucks,
      [text(words.plate, 14), text(words.rear, 14), kilos(words.tareKg), time(words.since)],
      openTrucks.map(({ plateFront, plateRear, tareKg, weighedAt }) => [plateFront, plateRear, tareKg, ms(weighedAt)]),
    ),
    soldSheet(words.sold, [words.goods, words.receiver], lines, sold, words, (one) => [one.goods, one.receiver]),
    sheet(
      words.overLimit,
      [
        time(words.time),
        text(words.plate, 14),
        kilos(words.weightKg),
        kilos(words.limitKg),
        kilos(words.overKg),
        text(words.end, 24),
        kilos(words.lastWeightKg, 20),
        text(words.number, 30),
      ],
      overLimit.map((one) => [
        ms(one.weighedAt),
        one.plate,
        one.weightKg,
        one.limitKg,
        one.overKg,
        words.end_[one.end],
        one.lastKg,
        one.sheetNumber,
      ]),
    ),
    sheet(
      words.overrides,
      [
        time(words.time),
        text(words.kind, 28),
        text(words.plate, 14),
        text(words.number, 30),
        text(words.by, 14),
        text(words.reason, 40),
      ],
      overrides.newest.map(({ at, by, kind, number, plate, reason }) => [
        ms(at),
        words.override_[kind],
        plate,
        number,
        by,
        reason,
      ]),
    ),
    sheet(
      words.warnings,
      [time(words.time), text(words.kind, 20), text(words.plate, 20)],
      warnings.newest.map(({ kind, raisedAt, subject }) => [ms(raisedAt), warningWord(kind, words), subject]),
    ),
    sheet(
      words.unsent,
      [text(words.document, 16), kilos(words.sequence), text(words.why, 60)],
      outbox.parkedItems.map(({ documentKind, lastError, sequence }) => [
        words.document_[documentKind],
        sequence,
        lastError === null ? null : `${lastError.title} ${lastError.detail}`.trim(),
      ]),
    ),
    sheet(
      words.zero,
      [text(words.scale, 16), kilos(words.passes), kilos(words.firstKg), kilos(words.lastKg), kilos(words.worstKg)],
      zero.map(({ firstKg, lastKg, passes, scaleId, worstKg }) => [scaleId, passes, firstKg, lastKg, worstKg]),
    ),
  ];
}

/** One that this program does not know is a later one's. */
const warningWord = (kind: string, { warning_ }: ReportWords): string =>
  Object.hasOwn(warning_, kind) ? warning_[kind as WarningKind] : kind;

const clock = (at: string): string => at.slice(0, 16).replace('T', ' ');

function summary(figures: HandoverFigures, row: HandoverRow | null, words: ReportWords): Row[] {
  const { openTrucks, outbox, overrides, printer, totals, voidedBefore, warnings } = figures;
  const { loaded, sheets, trucks, weighings } = totals;
  const kinds = (['gross', 'tare', 'recheck', 'trial', 'voided', 'replaced'] as const).map((kind): Row => [
    words[kind],
    String(weighings[kind]),
  ]);
  return [
    ...(row === null
      ? []
      : [
          [words.handedBy, row.handedBy],
          [words.takenBy, row.takenBy],
          [words.note, row.note],
        ]),
    [words.openTrucks, String(openTrucks.length)],
    [words.trucks, String(trucks)],
    ...kinds,
    [words.sheets, String(sheets.issued)],
    [words.sheetsVoided, String(sheets.voided)],
    [words.netKg, String(sheets.netKg)],
    ...(voidedBefore === undefined
      ? []
      : [
          [words.voidedBefore, String(voidedBefore.sheets)],
          [words.voidedBeforeKg, String(voidedBefore.netKg)],
        ]),
    [words.overLimitCount, String(loaded.overLimit)],
    [words.unloaded, String(loaded.unloaded)],
    [words.overLoad, String(loaded.overLoad)],
    [words.pending, String(outbox.pending)],
    [words.parked, String(outbox.parked)],
    [words.warnings, String(warnings.count)],
    ...overrides.counts.map(({ count, kind }): Row => [words.override_[kind], String(count)]),
    ...printer.devices.map(({ state }): Row => [words.printer, words.device_[state]]),
    [words.waiting, String(printer.waiting)],
    [words.uncertain, String(printer.uncertain)],
  ];
}
