/** The load sheet on A4, for the office's printer. */
import { PageLayout } from '../layout-form.ts';
import { WORDS } from '../sheet-words.ts';
import { A4 } from './forms.ts';

const LARGE = { size: 'large', bold: true };
const RULE = { kind: 'rule' };
const GAP = { kind: 'gap', rows: 1 };
const whole = (label: string, value: string, columns = 90) => ({ kind: 'row', cells: [{ label, value, columns }] });
const pair = (one: object, other: object) => ({ kind: 'row', cells: [one, other] });
const half = (label: unknown, value: string, more: object = {}) => ({ label, value, columns: 45, ...more });
const amount = (label: unknown, value: string, more: object = {}) => ({
  label,
  value,
  columns: 45,
  labelColumns: 16,
  align: 'right',
  ...more,
});

export const SHEET_ON_A4 = PageLayout.parse({
  kind: 'page',
  form: A4,
  labelColumns: 11,
  bands: [
    { kind: 'line', parts: [{ value: { fact: 'unitName' }, align: 'centre', bold: true }] },
    { kind: 'line', parts: [{ value: { fact: 'contact' }, align: 'centre' }] },
    { kind: 'line', parts: [{ value: WORDS.title, align: 'centre', ...LARGE }] },
    { kind: 'line', parts: [{ value: { fact: 'number' }, align: 'centre', ...LARGE }] },
    { kind: 'line', parts: [{ value: { fact: 'marks' }, align: 'centre', ...LARGE }] },
    { kind: 'line', parts: [{ value: { fact: 'simulatedNote' }, align: 'centre' }] },
    { kind: 'row', cells: [{ label: WORDS.voidReason, value: 'voidReason', columns: 90, bold: true }] },
    RULE,
    whole(WORDS.sender, 'sender'),
    whole(WORDS.issuer, 'issuer'),
    whole(WORDS.receiver, 'receiver'),
    whole(WORDS.destination, 'destination'),
    whole(WORDS.goods, 'goods'),
    GAP,
    pair(half(WORDS.plate, 'plate', LARGE), half(WORDS.trailerPlate, 'trailerPlate', LARGE)),
    pair(half(WORDS.driver, 'driver'), half(WORDS.permit, 'permit')),
    RULE,
    pair(amount(WORDS.gross, 'gross'), half('', 'grossAt')),
    pair(amount({ fact: 'tareLabel' }, 'tare'), half('', 'tareAt')),
    pair(amount(WORDS.net, 'net', LARGE), half(WORDS.verdict, 'verdict', LARGE)),
    pair(amount({ fact: 'limitLabel' }, 'limit'), amount(WORDS.approvedLoad, 'approvedLoad')),
    pair(amount(WORDS.over, 'over', LARGE), amount(WORDS.overLoad, 'overLoad', LARGE)),
    { kind: 'row', cells: [{ label: WORDS.evidence, value: 'evidence', columns: 90, bold: true }] },
    { kind: 'row', cells: [{ label: WORDS.override, value: 'override', columns: 90, bold: true }] },
    { kind: 'row', cells: [{ label: WORDS.reissues, value: 'reissues', columns: 90 }] },
    RULE,
    {
      kind: 'beside-code',
      value: 'qr',
      sizeMm: 32,
      column: 72,
      bands: [
        whole(WORDS.issuedAt, 'issuedAt', 71),
        whole(WORDS.operator, 'operator', 71),
        whole(WORDS.sequence, 'sequence', 71),
        whole(WORDS.hash, 'hash', 71),
        whole(WORDS.key, 'key', 71),
      ],
    },
    GAP,
    { kind: 'signatures', columns: 60, perRow: 1, spacing: 2, seal: { columns: 28, rows: 7 } },
  ],
});
