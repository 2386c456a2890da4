/** The load sheet on receipts of 58 and 80 mm. */
import { RollLayout } from '../layout-form.ts';
import { WORDS } from '../sheet-words.ts';

const BLOCKS = [
  { kind: 'centred', value: { fact: 'simulated' }, size: 'large' },
  { kind: 'centred', value: { fact: 'simulatedNote' } },
  { kind: 'centred', value: { fact: 'header' } },
  { kind: 'centred', value: { fact: 'contact' } },
  { kind: 'centred', value: WORDS.title, size: 'large' },
  { kind: 'number', value: 'number' },
  { kind: 'centred', value: { fact: 'reprint' }, size: 'large' },
  { kind: 'centred', value: { fact: 'voided' }, size: 'large' },
  { kind: 'field', label: WORDS.voidReason, value: 'voidReason' },
  { kind: 'field', label: WORDS.reissues, value: 'reissues' },
  { kind: 'rule' },
  { kind: 'field', label: WORDS.sender, value: 'sender' },
  { kind: 'field', label: WORDS.issuer, value: 'issuer' },
  { kind: 'field', label: WORDS.receiver, value: 'receiver' },
  { kind: 'field', label: WORDS.destination, value: 'destination' },
  { kind: 'field', label: WORDS.goods, value: 'goods' },
  { kind: 'field', label: WORDS.plate, value: 'plate', size: 'large' },
  { kind: 'field', label: WORDS.trailerPlate, value: 'trailerPlate', size: 'large' },
  { kind: 'field', label: WORDS.driver, value: 'driver' },
  { kind: 'field', label: WORDS.permit, value: 'permit' },
  { kind: 'rule' },
  { kind: 'weight', label: WORDS.gross, value: 'gross', at: 'grossAt' },
  { kind: 'weight', label: { fact: 'tareLabel' }, value: 'tare', at: 'tareAt' },
  { kind: 'weight', label: WORDS.net, value: 'net', size: 'large' },
  { kind: 'weight', label: { fact: 'limitLabel' }, value: 'limit' },
  { kind: 'weight', label: WORDS.over, value: 'over', size: 'large' },
  { kind: 'weight', label: WORDS.approvedLoad, value: 'approvedLoad' },
  { kind: 'weight', label: WORDS.overLoad, value: 'overLoad', size: 'large' },
  { kind: 'field', label: WORDS.verdict, value: 'verdict', size: 'large' },
  { kind: 'field', label: WORDS.evidence, value: 'evidence', bold: true },
  { kind: 'field', label: WORDS.override, value: 'override', bold: true },
  { kind: 'rule' },
  { kind: 'field', label: WORDS.issuedAt, value: 'issuedAt' },
  { kind: 'field', label: WORDS.operator, value: 'operator' },
  { kind: 'field', label: WORDS.sequence, value: 'sequence' },
  { kind: 'field', label: WORDS.hash, value: 'hash' },
  { kind: 'field', label: WORDS.key, value: 'key' },
  { kind: 'feed', lines: 1 },
  { kind: 'qr', value: 'qr' },
  // The code's quiet zone is four modules, 20 to 24 dots; a line is 30.
  { kind: 'feed', lines: 1 },
  // The number once more in one piece, to read out and to search for.
  { kind: 'centred', value: { fact: 'number' } },
  { kind: 'feed', lines: 1 },
  { kind: 'seal', rows: 5 },
  { kind: 'signatures', room: 2 },
  { kind: 'centred', value: { fact: 'simulated' }, size: 'large' },
];

export const SHEET_ON_58 = RollLayout.parse({
  kind: 'roll',
  columns: 32,
  labelColumns: 9,
  timesBeside: false,
  blocks: BLOCKS,
});
/** Printers of 80 mm whose narrow font is 12 dots wide on 512 dots. */
export const SHEET_ON_80_42 = RollLayout.parse({ ...SHEET_ON_58, columns: 42, blocks: BLOCKS });
export const SHEET_ON_80 = RollLayout.parse({ ...SHEET_ON_58, columns: 48, timesBeside: true, blocks: BLOCKS });
