/** What a load sheet says, as the texts that a layout may name; empty is what there is not. Pure; times in Beijing time. */
import type { LoadSheet, LoadSheetBody } from '../../../preload/contract/documents.ts';
import { timestamp, type EpochMs, type Timestamp } from '../../../preload/contract/vocabulary.ts';
import { axles, overrideText, reprintMark, TARE_ORIGIN, VERDICT, WORDS } from './sheet-words.ts';
import { oneLine } from './text-columns.ts';

/** The closed list of what a layout can ask for. */
export const FACTS = [
  'header',
  'unitName',
  'contact',
  'number',
  'reprint',
  'voided',
  'voidReason',
  'simulated',
  'simulatedNote',
  'marks',
  'sender',
  'issuer',
  'receiver',
  'destination',
  'goods',
  'plate',
  'trailerPlate',
  'driver',
  'permit',
  'gross',
  'grossAt',
  'tare',
  'tareLabel',
  'tareAt',
  'net',
  'limit',
  'limitLabel',
  'over',
  'approvedLoad',
  'overLoad',
  'verdict',
  'evidence',
  'override',
  'reissues',
  'issuedAt',
  'operator',
  'sequence',
  'hash',
  'key',
  'qr',
] as const;
export type Fact = (typeof FACTS)[number];
export type Facts = Readonly<Record<Fact, string>>;

/** The unit as it wants to be named on paper; what is left out is not printed. */
export interface UnitHeader {
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
}

export interface SheetOnPaper {
  /** A body alone is a draft: it has no number, is not signed, and must not pass for one that is. */
  readonly sheet: LoadSheet | LoadSheetBody;
  /** Thumbprint of the station's public key (RFC 7638). */
  readonly keyId: string;
  /** 1 = the first copy; from 2 on it is marked as a reprint. */
  readonly copy: number;
  /** The unit that runs this station; a receipt names it only where it is not the sender itself. */
  readonly unitName: string;
  readonly header?: UnitHeader | undefined;
  readonly grossWeighedAt: Timestamp;
  /** The axles that the limit was taken for; null when unknown. */
  readonly axleCount: number | null;
  readonly simulated: boolean;
}

/** Hex digits of the hash in print: enough to find the record by, the whole hash is in the QR code. */
const HASH_DIGITS = 16;

export function sheetFacts(paper: SheetOnPaper): Facts {
  const { axleCount, copy, grossWeighedAt, header = {}, keyId, sheet, unitName } = paper;
  const { category, name } = sheet.goods;
  const signed = isSigned(sheet) ? sheet : null;
  const simulated = paper.simulated || signed?.simulated === true;
  const reprint = signed === null ? WORDS.draft : copy > 1 ? reprintMark(copy) : '';
  const voided = sheet.status === 'void' ? WORDS.voided : '';
  const { approvedLoadKg, overKg } = sheet;
  const overLoadKg = sheet.overLoadKg ?? 0;
  const facts: Record<Fact, string> = {
    header: header.name ?? '',
    unitName: header.name ?? unitName,
    contact: contactOf(header),
    number: signed === null ? WORDS.unnumbered : sheet.number,
    reprint,
    voided,
    voidReason: sheet.voidReason ?? '',
    simulated: simulated ? WORDS.simulated : '',
    simulatedNote: simulated ? WORDS.simulatedNote : '',
    marks: [reprint, voided, simulated ? WORDS.simulated : ''].join(' '),
    sender: sheet.sender,
    issuer: oneLine(unitName) === oneLine(sheet.sender) ? '' : unitName,
    receiver: sheet.receiver,
    destination: sheet.destination ?? '',
    goods: category === undefined || category === name ? name : `${name} (${category})`,
    plate: sheet.plate,
    trailerPlate: sheet.trailerPlate ?? '',
    driver: sheet.driver?.name ?? '',
    permit: sheet.transportPermit ?? '',
    gross: groupedKg(sheet.grossKg),
    grossAt: localTime(grossWeighedAt),
    tare: groupedKg(sheet.tareKg),
    tareLabel: `${WORDS.tare} ${TARE_ORIGIN[sheet.tareSource]}`,
    tareAt: localTime(sheet.tareWeighedAt),
    net: groupedKg(sheet.netKg),
    limit: groupedKg(sheet.limitKg),
    limitLabel: axleCount === null ? WORDS.limit : `${WORDS.limit} ${axles(axleCount)}`,
    over: overKg > 0 ? groupedKg(overKg) : '',
    approvedLoad: typeof approvedLoadKg === 'number' ? groupedKg(approvedLoadKg) : '',
    overLoad: overLoadKg > 0 ? groupedKg(overLoadKg) : '',
    verdict: VERDICT[sheet.verdict],
    evidence: sheet.evidenceAccepted ?? '',
    override: sheet.override === undefined ? '' : overrideText(sheet.override),
    reissues: sheet.reissues?.number ?? '',
    issuedAt: signed === null ? '' : localTime(signed.createdAt),
    operator: sheet.operatorId,
    sequence: signed === null ? '' : String(signed.sequence),
    hash: signed === null ? '' : signed.hash.slice(0, HASH_DIGITS),
    key: signed === null ? '' : keyId,
    qr: signed === null ? '' : qrText(signed),
  };
  return Object.fromEntries(Object.entries(facts).map(([fact, text]) => [fact, oneLine(text)])) as Facts;
}

const isSigned = (sheet: LoadSheet | LoadSheetBody): sheet is LoadSheet => 'hash' in sheet;

export const contactOf = ({ address, phone }: UnitHeader): string =>
  oneLine(
    [
      address === undefined ? '' : `${WORDS.address}: ${address}`,
      phone === undefined ? '' : `${WORDS.phone}: ${phone}`,
    ].join('  '),
  );

/** What the QR code holds: the sheet's number and the document's whole hash, a space between. */
export const qrText = (sheet: LoadSheet): string => `${sheet.number} ${sheet.hash}`;

/** 48620 → "48 620". */
export const groupedKg = (kg: number): string => `${String(kg).replace(/\B(?=(\d{3})+$)/g, ' ')} kg`;

/** Columns of {@link localTime}. */
export const LOCAL_TIME_COLUMNS = 19;
/** "2026-11-22 14:32:05" */
export const localTime = (at: Timestamp): string =>
  timestamp(Date.parse(at) as EpochMs)
    .slice(0, LOCAL_TIME_COLUMNS)
    .replace('T', ' ');
