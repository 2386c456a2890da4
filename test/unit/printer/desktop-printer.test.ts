/** Which of the known states a printer of the desktop is in, and what became of a job, from what the host answers. */
import { expect, it, vi } from 'vitest';
import {
  DesktopPrinter,
  judgeFound,
  type DesktopJob,
  type DesktopJobEnd,
  type FoundPrinter,
} from '../../../native/printer/desktop-printer.ts';
import type { PagePaper } from '../../../preload/contract/paper.ts';
import { FakeTime } from '../native/fake-time.ts';

const WELL: FoundPrinter = { kind: 'windows', status: 0, reasons: [], accepts: true };
const CUPS: FoundPrinter = { ...WELL, kind: 'cups', status: 3, reasons: ['none'] };
const PAPER: PagePaper = {
  kind: 'page',
  form: {
    widthMm: 241,
    heightMm: 93,
    leftMm: 8,
    topMm: 4,
    cellWidthMm: 1.7,
    cellHeightMm: 4.2,
    columns: 130,
    rows: 20,
  },
  pages: [[{ kind: 'qr', column: 0, row: 0, text: 'code', sizeMm: 20 }]],
};

it.each([
  ['well', WELL, null],
  ['an Electron that tells nothing', { ...WELL, status: null }, null],
  ['printing', { ...WELL, status: 0x400 }, null],
  ['paper out', { ...WELL, status: 0x10 }, 'printer.paper-out'],
  ['door open and paper out', { ...WELL, status: 0x40_0010 }, 'printer.cover-open'],
  ['jam', { ...WELL, status: 0x8 }, 'printer.jam'],
  ['offline', { ...WELL, status: 0x80 }, 'printer.offline'],
  ['not available', { ...WELL, status: 0x1000 }, 'printer.offline'],
  ['paused', { ...WELL, status: 0x1 }, 'printer.stopped'],
  ['an error', { ...WELL, status: 0x2 }, 'printer.stopped'],
  ['CUPS, well', CUPS, null],
  ['CUPS, stopped', { ...CUPS, status: 5, reasons: ['paused'] }, 'printer.stopped'],
  ['CUPS, without paper', { ...CUPS, reasons: ['media-empty-error'] }, 'printer.paper-out'],
  ['CUPS, taking no jobs', { ...CUPS, accepts: false }, 'printer.not-accepting'],
] as const)('%s', (_, printer, code) => {
  const look = judgeFound({ service: true, printer });
  expect(look.kind === 'away' ? look.code : null).toBe(code);
});

it('a name that the system does not know, and a system that knows no printer at all', () => {
  expect(judgeFound({ service: true, printer: null })).toEqual({ kind: 'away', code: 'printer.no-queue' });
  expect(judgeFound({ service: false, printer: null })).toEqual({ kind: 'away', code: 'printer.no-spooler' });
});

function printerWith(end: DesktopJobEnd['end'], found: FoundPrinter = WELL) {
  const jobs: DesktopJob[] = [];
  const printer = new DesktopPrinter({
    id: 'printer',
    clock: new FakeTime().clock,
    name: 'EPSON LQ',
    codesOf: () => Promise.resolve(new Map([['code', [[true, false]]]])),
    host: {
      find: () => Promise.resolve({ service: true, printer: found }),
      print: (job) => {
        jobs.push(job);
        return Promise.resolve({ end, detail: '' });
      },
    },
  });
  return { printer, jobs };
}

it('hands over the pages and their codes', async () => {
  const { jobs, printer } = printerWith('taken');
  expect(await printer.print(PAPER)).toEqual({ kind: 'printed' });
  expect(jobs).toEqual([{ printer: 'EPSON LQ', paper: PAPER, codes: [{ text: 'code', rows: ['10'] }] }]);
});

it.each([
  ['unknown-printer', 'printer.no-queue', false],
  ['not-begun', 'printer.refused', false],
  ['given-up', 'printer.job-ended', true],
  // What is not heard of may be on paper: never again unmarked.
  ['no-answer', 'printer.timeout', true],
] as const)('%s', async (end, code, sent) => {
  expect(await printerWith(end).printer.print(PAPER)).toMatchObject({ kind: 'failed', code, sent });
});

it('hands over nothing to a printer that could not print, and nothing that was withdrawn', async () => {
  const away = printerWith('taken', { ...WELL, status: 0x10 });
  const mayStart = vi.fn(() => true);
  expect(await away.printer.print(PAPER, mayStart)).toMatchObject({ code: 'printer.paper-out', sent: false });
  expect(mayStart).not.toHaveBeenCalled();
  const withdrawn = printerWith('taken');
  expect(await withdrawn.printer.print(PAPER, () => false)).toEqual({ kind: 'withdrawn' });
  expect([...away.jobs, ...withdrawn.jobs]).toEqual([]);
});
