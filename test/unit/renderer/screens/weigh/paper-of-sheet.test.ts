import { expect, test } from 'vitest';
import type { PrintJob } from '../../../../../preload/contract/load-sheet.ts';
import { paperOfSheet } from '../../../../../renderer/screens/weigh/paper-of-sheet.ts';

const SHEET = '01234567-89ab-7def-8123-456789abcdef';
const job = (kind: PrintJob['kind'], state: PrintJob['state'], lastError: string | null = null): PrintJob => ({
  id: '01234567-89ab-7def-8123-000000000001' as PrintJob['id'],
  sheetId: SHEET as PrintJob['sheetId'],
  sheetNumber: '140321-0001-1-20261122-0001',
  kind,
  copy: 1,
  state,
  createdAt: '2026-11-22T14:32:05.123+08:00' as PrintJob['createdAt'],
  lastError,
});
const NOTHING = { printed: false, uncertain: false, trouble: null };

test.each([
  ['nothing was ordered', [], NOTHING],
  ['it is out', [job('sheet', 'printed')], { ...NOTHING, printed: true }],
  ['it waits', [job('sheet', 'queued', 'printer.paper-out')], { ...NOTHING, trouble: 'printer.paper-out' }],
  [
    'nobody knows',
    [job('sheet', 'uncertain', 'printer.dropped')],
    { ...NOTHING, uncertain: true, trouble: 'printer.dropped' },
  ],
  [
    'a reprint is out',
    [job('sheet', 'printed'), job('sheet', 'uncertain', 'printer.dropped')],
    { printed: true, uncertain: false, trouble: 'printer.dropped' },
  ],
  [
    'the slip is out, and of the sheet nobody knows',
    [job('exit-slip', 'printed'), job('sheet', 'uncertain', 'printer.dropped')],
    { ...NOTHING, uncertain: true, trouble: 'printer.dropped' },
  ],
  [
    'the sheet is out, and the slip waits',
    [job('exit-slip', 'queued', 'printer.paper-out'), job('sheet', 'printed')],
    { ...NOTHING, printed: true },
  ],
] as const)('%s', (_name, jobs, said) => {
  expect(paperOfSheet(jobs, SHEET)).toEqual(said);
});

test('that of another sheet is another’s, and without a sheet there is none', () => {
  expect(paperOfSheet([job('sheet', 'printed')], '01234567-89ab-7def-8123-456789abcdee')).toEqual(NOTHING);
  expect(paperOfSheet([job('sheet', 'printed')], undefined)).toEqual(NOTHING);
});
