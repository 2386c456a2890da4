/** The load sheet on the continuous three-part form of 241 mm: a third (93 mm), a half (140 mm) and a whole (279 mm). */
import { PageLayout } from '../layout-form.ts';
import { WORDS } from '../sheet-words.ts';
import { FORM_22, FORM_33, FORM_66 } from './forms.ts';

/** Only wide, never high: on needle printers what is two rows high moves the lines below it, each make in its own way. */
const WIDE = { size: 'wide', bold: true };
const MARKS = { kind: 'line', parts: [{ value: { fact: 'marks' }, align: 'centre', ...WIDE }] };
const VOID_REASON = {
  kind: 'row',
  cells: [{ label: WORDS.voidReason, value: 'voidReason', columns: 120, bold: true }],
};
const RULE = { kind: 'rule' };
const GAP = { kind: 'gap', rows: 1 };
const RECORD = [
  {
    kind: 'row',
    cells: [
      { label: WORDS.issuedAt, value: 'issuedAt', columns: 40 },
      { label: WORDS.operator, value: 'operator', columns: 40 },
      { label: WORDS.sequence, value: 'sequence', columns: 40 },
    ],
  },
  {
    kind: 'row',
    cells: [
      { label: WORDS.hash, value: 'hash', columns: 40 },
      { label: WORDS.key, value: 'key', columns: 80 },
    ],
  },
];
const CODE = { kind: 'beside-code', value: 'qr', sizeMm: 25, column: 103 };
const pair = (one: object, other: object) => ({ kind: 'row', cells: [one, other] });
const half = (label: unknown, value: string, more: object = {}) => ({ label, value, columns: 51, ...more });
const amount = (label: unknown, value: string, more: object = {}) => ({
  label,
  value,
  columns: 34,
  labelColumns: 14,
  align: 'right',
  ...more,
});
const whole = (label: string, value: string, more: object = {}) => ({
  kind: 'row',
  cells: [{ label, value, columns: 102, ...more }],
});

const TRUCK = [
  whole(WORDS.sender, 'sender'),
  whole(WORDS.issuer, 'issuer'),
  whole(WORDS.receiver, 'receiver'),
  pair(half(WORDS.goods, 'goods'), half(WORDS.destination, 'destination')),
  pair(half(WORDS.plate, 'plate', WIDE), half(WORDS.trailerPlate, 'trailerPlate', WIDE)),
  pair(half(WORDS.driver, 'driver'), half(WORDS.permit, 'permit')),
];
const time = (value: string) => ({ label: WORDS.time, value, columns: 34 });
const WEIGHTS = [
  pair(amount(WORDS.gross, 'gross'), time('grossAt')),
  pair(amount({ fact: 'tareLabel' }, 'tare'), time('tareAt')),
  pair(amount(WORDS.net, 'net', WIDE), half(WORDS.verdict, 'verdict', WIDE)),
  pair(amount({ fact: 'limitLabel' }, 'limit'), amount(WORDS.approvedLoad, 'approvedLoad')),
  pair(amount(WORDS.over, 'over', WIDE), amount(WORDS.overLoad, 'overLoad', WIDE)),
  whole(WORDS.evidence, 'evidence', { bold: true }),
  whole(WORDS.override, 'override', { bold: true }),
  whole(WORDS.reissues, 'reissues'),
];

const ON_HALF = [
  { kind: 'line', parts: [{ value: { fact: 'unitName' }, align: 'centre', ...WIDE }] },
  { kind: 'line', parts: [{ value: { fact: 'contact' }, align: 'centre' }] },
  { kind: 'line', parts: [{ value: WORDS.title, align: 'centre', ...WIDE }] },
  MARKS,
  {
    kind: 'line',
    parts: [
      { value: { fact: 'number' }, ...WIDE },
      { value: { fact: 'simulatedNote' }, align: 'right' },
    ],
  },
  VOID_REASON,
  RULE,
  { ...CODE, bands: [...TRUCK, RULE, ...WEIGHTS] },
  RULE,
  ...RECORD,
  GAP,
  { kind: 'signatures', columns: 88, perRow: 2, spacing: 3, seal: { columns: 30, rows: 6 } },
];

/** Two facts a line, and no frame: the stamp goes over the lines. */
const ON_THIRD = [
  {
    kind: 'line',
    parts: [{ value: { fact: 'unitName' } }, { value: { fact: 'simulatedNote' }, align: 'right' }],
  },
  {
    kind: 'line',
    parts: [
      { value: { fact: 'number' }, ...WIDE },
      { value: WORDS.title, align: 'right', ...WIDE },
    ],
  },
  MARKS,
  VOID_REASON,
  RULE,
  { ...CODE, bands: [...TRUCK, ...WEIGHTS] },
  ...RECORD,
  { kind: 'signatures', columns: 120, perRow: 4, spacing: 2 },
];

const sheet = (form: object, bands: readonly object[]) =>
  PageLayout.parse({ kind: 'page', form, labelColumns: 9, bands });

export const SHEET_ON_FORM_22 = sheet(FORM_22, ON_THIRD);
export const SHEET_ON_FORM_33 = sheet(FORM_33, ON_HALF);
export const SHEET_ON_FORM_66 = sheet(FORM_66, ON_HALF);
