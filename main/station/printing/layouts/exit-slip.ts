/** The exit slip (出场小票, product.md L7): what the gate reads through the cab's window. */
import type { PageForm, PaperColumns } from '../../../../preload/contract/paper.ts';
import { PageLayout, RollLayout } from '../layout-form.ts';
import { WORDS } from '../sheet-words.ts';
import { A4, FORM_22, FORM_33, FORM_66 } from './forms.ts';

const onRoll = (columns: PaperColumns): RollLayout =>
  RollLayout.parse({
    kind: 'roll',
    columns,
    labelColumns: 9,
    timesBeside: false,
    blocks: [
      { kind: 'centred', value: { fact: 'simulated' }, size: 'large' },
      { kind: 'centred', value: WORDS.exitSlip, size: 'large' },
      { kind: 'centred', value: { fact: 'reprint' }, size: 'large' },
      { kind: 'centred', value: { fact: 'voided' }, size: 'large' },
      { kind: 'field', label: WORDS.plate, value: 'plate', size: 'large' },
      { kind: 'field', label: WORDS.trailerPlate, value: 'trailerPlate', size: 'large' },
      { kind: 'weight', label: WORDS.net, value: 'net', size: 'large' },
      { kind: 'field', label: WORDS.verdict, value: 'verdict', size: 'large' },
      { kind: 'field', label: WORDS.evidence, value: 'evidence', bold: true },
      { kind: 'field', label: WORDS.override, value: 'override', bold: true },
      { kind: 'field', label: WORDS.issuedAt, value: 'issuedAt' },
      { kind: 'feed', lines: 1 },
      { kind: 'qr', value: 'qr' },
      { kind: 'feed', lines: 1 },
      { kind: 'centred', value: { fact: 'number' } },
    ],
  });

const onPage = (form: PageForm, columns: number, sizeMm: number, size: 'wide' | 'large'): PageLayout => {
  const big = { size, bold: true };
  const half = Math.floor(columns / 2);
  return PageLayout.parse({
    kind: 'page',
    form,
    labelColumns: 11,
    bands: [
      { kind: 'line', parts: [{ value: WORDS.exitSlip, align: 'centre', ...big }] },
      { kind: 'line', parts: [{ value: { fact: 'marks' }, align: 'centre', ...big }] },
      { kind: 'rule' },
      {
        kind: 'beside-code',
        value: 'qr',
        sizeMm,
        column: columns + 1,
        bands: [
          {
            kind: 'row',
            cells: [
              { label: WORDS.plate, value: 'plate', columns: half, ...big },
              { label: WORDS.trailerPlate, value: 'trailerPlate', columns: half, ...big },
            ],
          },
          {
            kind: 'row',
            cells: [
              { label: WORDS.net, value: 'net', columns: half, ...big },
              { label: WORDS.verdict, value: 'verdict', columns: half, ...big },
            ],
          },
          { kind: 'row', cells: [{ label: WORDS.evidence, value: 'evidence', columns, bold: true }] },
          { kind: 'row', cells: [{ label: WORDS.override, value: 'override', columns, bold: true }] },
          { kind: 'row', cells: [{ label: WORDS.issuedAt, value: 'issuedAt', columns }] },
          { kind: 'line', parts: [{ value: { fact: 'number' }, bold: true }] },
        ],
      },
    ],
  });
};

export const SLIP_ON_58 = onRoll(32);
export const SLIP_ON_80_42 = onRoll(42);
export const SLIP_ON_80 = onRoll(48);
export const SLIP_ON_FORM_22 = onPage(FORM_22, 102, 25, 'wide');
export const SLIP_ON_FORM_33 = onPage(FORM_33, 102, 25, 'wide');
export const SLIP_ON_FORM_66 = onPage(FORM_66, 102, 25, 'wide');
export const SLIP_ON_A4 = onPage(A4, 70, 32, 'large');
