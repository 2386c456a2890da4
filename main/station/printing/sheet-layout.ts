/** The load sheet on paper: which line says what, for 58 mm and 80 mm rolls. Pure; weights in kg, times in Beijing time. */
import type { LoadSheet } from '../../../preload/contract/documents.ts';
import { timestamp, type EpochMs, type Timestamp } from '../../../preload/contract/vocabulary.ts';
import type { Paper, PaperColumns, PaperItem, PaperSpan, TextSize } from '../../../native/printer/paper.ts';
import { axles, reprintMark, TARE_ORIGIN, VERDICT, WORDS } from './sheet-words.ts';
import { columnsOf, oneLine, padTo, wrap } from './text-columns.ts';

export interface SheetOnPaper {
  readonly sheet: LoadSheet;
  /** Thumbprint of the station's public key (RFC 7638). */
  readonly keyId: string;
  /** 1 = the first copy; from 2 on it is marked as a reprint. */
  readonly copy: number;
  /** The unit that runs this station; printed only where it is not the sender itself. */
  readonly unitName: string;
  readonly grossWeighedAt: Timestamp;
  /** The axles that the limit was taken for; null when unknown. */
  readonly axleCount: number | null;
  readonly simulated: boolean;
}

type Line = Extract<PaperItem, { kind: 'line' }>;
const LABEL_COLUMNS = 9;
/** From here on a weight and its time stand on one line. */
const WIDE = 48;
/** Blank lines above a signature line: with its own, about 11 mm to write in. */
const SIGNATURE_ROOM = 2;
/** Hex digits of the hash in print: enough to find the record by, the whole hash is in the QR code. */
const HASH_DIGITS = 16;

const span = (text: string, size: TextSize = 'normal', bold = size !== 'normal'): PaperSpan => ({ text, size, bold });
const left = (...spans: readonly PaperSpan[]): Line => ({ kind: 'line', align: 'left', spans });
const RULE: PaperItem = { kind: 'rule' };
const FEED: PaperItem = { kind: 'feed', lines: 1 };

/**
 * Lays out one copy. No line is wider than the paper; long texts wrap below themselves; nothing is left out.
 * A void sheet says so in large letters and has no line for the release.
 */
export function layoutSheet(paper: SheetOnPaper, columns: PaperColumns): Paper {
  const { sheet } = paper;
  return {
    columns,
    items: [
      ...head(paper, columns),
      RULE,
      ...parties(paper, columns),
      RULE,
      ...weights(paper, columns),
      RULE,
      ...record(paper, columns),
      FEED,
      { kind: 'qr', text: qrText(sheet) },
      // The code's quiet zone is four modules, 20 to 24 dots; a line is 30.
      FEED,
      // The number once more in one piece, to read out and to search for.
      ...centred(sheet.number, columns),
      ...signatures(sheet, columns),
      ...(isSimulated(paper) ? [FEED, ...centred(WORDS.simulated, columns, 'large')] : []),
      { kind: 'cut' },
    ],
  };
}

/** What the QR code holds: the sheet's number and the document's whole hash, a space between. */
export const qrText = (sheet: LoadSheet): string => `${sheet.number} ${sheet.hash}`;

/** 48620 → "48 620". */
export const groupedKg = (kg: number): string => `${String(kg).replace(/\B(?=(\d{3})+$)/g, ' ')} kg`;

const isSimulated = (paper: SheetOnPaper): boolean => paper.simulated || paper.sheet.simulated === true;

function head(paper: SheetOnPaper, columns: number): PaperItem[] {
  const { sheet, copy } = paper;
  return [
    ...(isSimulated(paper)
      ? [...centred(WORDS.simulated, columns, 'large'), ...centred(WORDS.simulatedNote, columns)]
      : []),
    ...centred(WORDS.title, columns, 'large'),
    ...largeNumber(sheet.number, columns),
    ...(copy > 1 ? centred(reprintMark(copy), columns, 'large') : []),
    ...(sheet.status === 'void' ? centred(WORDS.voided, columns, 'large') : []),
    ...(sheet.voidReason === undefined ? [] : field(WORDS.voidReason, sheet.voidReason, columns)),
  ];
}

function parties(paper: SheetOnPaper, columns: number): PaperItem[] {
  const { sheet, unitName } = paper;
  const { name, category } = sheet.goods;
  return [
    ...field(WORDS.sender, sheet.sender, columns),
    ...(oneLine(unitName) === oneLine(sheet.sender) ? [] : field(WORDS.issuer, unitName, columns)),
    ...field(WORDS.receiver, sheet.receiver, columns),
    ...field(WORDS.destination, sheet.destination, columns),
    ...field(WORDS.goods, category === undefined || category === name ? name : `${name} (${category})`, columns),
    ...largeField(WORDS.plate, sheet.plate, columns),
    ...largeField(WORDS.trailerPlate, sheet.trailerPlate, columns),
    ...field(WORDS.driver, sheet.driver?.name, columns),
    ...field(WORDS.permit, sheet.transportPermit, columns),
  ];
}

function weights(paper: SheetOnPaper, columns: number): PaperItem[] {
  const { sheet, grossWeighedAt, axleCount } = paper;
  const { approvedLoadKg, overKg } = sheet;
  const overLoadKg = sheet.overLoadKg ?? 0;
  const limit = axleCount === null ? WORDS.limit : `${WORDS.limit} ${axles(axleCount)}`;
  return [
    ...weight(WORDS.gross, sheet.grossKg, columns, { at: grossWeighedAt }),
    ...weight(`${WORDS.tare} ${TARE_ORIGIN[sheet.tareSource]}`, sheet.tareKg, columns, { at: sheet.tareWeighedAt }),
    ...weight(WORDS.net, sheet.netKg, columns, { size: 'large' }),
    ...weight(limit, sheet.limitKg, columns),
    ...(overKg > 0 ? weight(WORDS.over, overKg, columns, { size: 'large' }) : []),
    ...(typeof approvedLoadKg === 'number' ? weight(WORDS.approvedLoad, approvedLoadKg, columns) : []),
    ...(overLoadKg > 0 ? weight(WORDS.overLoad, overLoadKg, columns, { size: 'large' }) : []),
    ...largeField(WORDS.verdict, VERDICT[sheet.verdict], columns),
    ...field(WORDS.evidence, sheet.evidenceAccepted, columns, true),
  ];
}

function record(paper: SheetOnPaper, columns: number): PaperItem[] {
  const { sheet, keyId } = paper;
  return [
    ...field(WORDS.issuedAt, localTime(sheet.createdAt), columns),
    ...field(WORDS.operator, sheet.operatorId, columns),
    ...field(WORDS.sequence, String(sheet.sequence), columns),
    ...field(WORDS.hash, sheet.hash.slice(0, HASH_DIGITS), columns),
    ...field(WORDS.key, keyId, columns),
  ];
}

function signatures(sheet: LoadSheet, columns: number): PaperItem[] {
  const signers = sheet.status === 'void' ? [WORDS.weigher] : [WORDS.weigher, WORDS.driverSigns, WORDS.release];
  return signers.flatMap((signer): PaperItem[] => {
    const label = padTo(signer, LABEL_COLUMNS);
    return [{ kind: 'feed', lines: SIGNATURE_ROOM }, left(span(label + '_'.repeat(columns - columnsOf(label))))];
  });
}

/** Label and value, the value wrapped under itself; nothing at all when there is no value. */
function field(label: string, value: string | null | undefined, columns: number, bold = false): Line[] {
  const whole = oneLine(value ?? '');
  if (whole === '') return [];
  return wrap(whole, columns - LABEL_COLUMNS).map((part, index) =>
    left(span(padTo(index === 0 ? label : '', LABEL_COLUMNS) + part, 'normal', bold)),
  );
}

/** As {@link field}, for what is read across a counter; a value too long for one large line is merely bold. */
function largeField(label: string, value: string | null | undefined, columns: number): Line[] {
  const whole = oneLine(value ?? '');
  if (whole === '' || LABEL_COLUMNS + 2 * columnsOf(whole) > columns) return field(label, whole, columns, true);
  return [left(span(padTo(label, LABEL_COLUMNS)), span(whole, 'large'))];
}

/** Label left, kilograms in one right-aligned column, the time at the right edge or, on narrow paper, on a line of its own. */
function weight(
  label: string,
  kg: number,
  columns: number,
  { at, size = 'normal' }: { readonly at?: Timestamp; readonly size?: TextSize } = {},
): Line[] {
  const time = at === undefined ? '' : localTime(at);
  const wide = columns >= WIDE;
  const amount = groupedKg(kg);
  const edge = wide ? columns - LOCAL_TIME_COLUMNS - 1 : columns;
  const gap = edge - columnsOf(label) - columnsOf(amount) * (size === 'large' ? 2 : 1);
  // Cannot happen with today's words and a scale's figures; a longer word must not push the figure off the paper.
  if (gap < 1)
    return [...wrap(label, columns), amount, time].filter((part) => part !== '').map((part) => left(span(part)));
  const line = [span(label + ' '.repeat(gap)), span(amount, size)];
  if (time === '') return [left(...line)];
  return wide ? [left(...line, span(` ${time}`))] : [left(...line), left(span(time.padStart(columns)))];
}

function centred(line: string, columns: number, size: TextSize = 'normal'): Line[] {
  const width = size === 'large' ? columns / 2 : columns;
  return wrap(line, width).map((part) => ({ kind: 'line', align: 'centre', spans: [span(part, size)] }));
}

/** The number as large as one line or two balanced ones allow, broken behind a hyphen; a very long one only tall. */
function largeNumber(number: string, columns: number): Line[] {
  const whole = oneLine(number);
  const half = columns / 2;
  if (columnsOf(whole) <= half) return centred(whole, columns, 'large');
  const halves = [...whole.matchAll(/-/g)]
    .map(({ index }) => [whole.slice(0, index + 1), whole.slice(index + 1)] as const)
    .filter((parts) => parts.every((part) => part !== '' && columnsOf(part) <= half))
    .sort((a, b) => longest(a) - longest(b));
  return halves[0]?.flatMap((part) => centred(part, columns, 'large')) ?? centred(whole, columns, 'tall');
}

const longest = (parts: readonly string[]): number => Math.max(...parts.map(columnsOf));

const LOCAL_TIME_COLUMNS = 19;
/** "2026-11-22 14:32:05" */
const localTime = (at: Timestamp): string =>
  timestamp(Date.parse(at) as EpochMs)
    .slice(0, LOCAL_TIME_COLUMNS)
    .replace('T', ' ');
