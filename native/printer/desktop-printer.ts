/**
 * An office printer where there is no CUPS: the desktop (Chromium) draws the pages and prints them by the printer's name.
 * It only knows that the system's queue took the job whole, not that the paper came out.
 */
import type { PagePaper } from '../../preload/contract/paper.ts';
import { judge } from './ipp-queue.ts';
import { PrinterDevice, type Look, type PrinterDeviceSettings } from './printer-device.ts';
import type { LinkFailure, SendOutcome } from './printer-link.ts';
import type { PrinterCode } from './printer-status.ts';

/** How the desktop finds a printer. */
export interface FoundPrinter {
  readonly kind: 'windows' | 'cups';
  /** Of the Windows spooler (PRINTER_STATUS_…), or CUPS's printer-state; null: not told. */
  readonly status: number | null;
  readonly reasons: readonly string[];
  readonly accepts: boolean;
}

export interface DesktopJob {
  readonly printer: string;
  readonly paper: PagePaper;
  /** The modules of each code on it: a line of 0 and 1 a row. */
  readonly codes: readonly { readonly text: string; readonly rows: readonly string[] }[];
}

export interface DesktopJobEnd {
  readonly end: 'taken' | 'unknown-printer' | 'not-begun' | 'given-up' | 'no-answer';
  readonly detail: string;
}

/** The host as a printer's way out. Both always answer, and within a minute. */
export interface PrintHost {
  find(printer: string): Promise<{ readonly service: boolean; readonly printer: FoundPrinter | null }>;
  print(job: DesktopJob): Promise<DesktopJobEnd>;
}

export class DesktopPrinter extends PrinterDevice {
  /** @param settings.name as the system calls it */
  constructor(
    settings: PrinterDeviceSettings & {
      readonly name: string;
      readonly host: PrintHost;
      codesOf(paper: PagePaper): Promise<ReadonlyMap<string, readonly (readonly boolean[])[]>>;
    },
  ) {
    const { codesOf, host, name } = settings;
    const look = async (): Promise<Look> => judgeFound(await host.find(name));
    super(settings, {
      look,
      send: async (paper, mayStart) => {
        if (paper.kind !== 'page') throw new RangeError('an office printer prints pages');
        const codes = [...(await codesOf(paper))].map(([text, rows]) => ({ text, rows: rows.map(lineOf) }));
        const before = await look();
        if (before.kind === 'away') return { kind: 'failed', code: before.code, sent: false, detail: 'queue' };
        if (!mayStart()) return { kind: 'withdrawn' };
        return outcomeOf(await host.print({ printer: name, paper, codes }));
      },
    });
  }
}

const lineOf = (row: readonly boolean[]): string => row.map((dark) => (dark ? '1' : '0')).join('');

const FAILURES: Readonly<
  Record<Exclude<DesktopJobEnd['end'], 'taken'>, Pick<LinkFailure, 'sent'> & { readonly code: PrinterCode }>
> = {
  'unknown-printer': { code: 'printer.no-queue', sent: false },
  'not-begun': { code: 'printer.refused', sent: false },
  'given-up': { code: 'printer.job-ended', sent: true },
  'no-answer': { code: 'printer.timeout', sent: true },
};

const outcomeOf = ({ detail, end }: DesktopJobEnd): SendOutcome =>
  end === 'taken' ? { kind: 'printed' } : { kind: 'failed', ...FAILURES[end], detail };

/**
 * What hinders a printer of the Windows spooler, the most tangible cause first. Source: Windows SDK, winspool.h,
 * PRINTER_INFO_2.Status (PRINTER_STATUS_…).
 */
const WINDOWS_CAUSES: readonly (readonly [number, PrinterCode])[] = [
  [0x0040_0000, 'printer.cover-open'], // DOOR_OPEN
  [0x0000_0010, 'printer.paper-out'], // PAPER_OUT
  [0x0000_0008, 'printer.jam'], // PAPER_JAM
  [0x0000_0080, 'printer.offline'], // OFFLINE
  [0x0000_1000, 'printer.offline'], // NOT_AVAILABLE
  [0x0000_0001, 'printer.stopped'], // PAUSED
  [0x0000_0002, 'printer.stopped'], // ERROR
];

/** How a printer that the desktop found could print. */
export function judgeFound({ printer, service }: Awaited<ReturnType<PrintHost['find']>>): Look {
  // Windows always has some printer, be it the one that makes files.
  if (!service) return { kind: 'away', code: 'printer.no-spooler' };
  if (printer === null) return { kind: 'away', code: 'printer.no-queue' };
  const { accepts, kind, reasons, status } = printer;
  if (kind === 'windows') {
    const cause = WINDOWS_CAUSES.find(([bit]) => ((status ?? 0) & bit) !== 0);
    return cause === undefined ? { kind: 'well', paperLow: false } : { kind: 'away', code: cause[1] };
  }
  return judge({
    status: 0,
    attributes: new Map<string, (string | number | boolean)[]>([
      ['printer-state', status === null ? [] : [status]],
      ['printer-state-reasons', [...reasons]],
      ['printer-is-accepting-jobs', [accepts]],
    ]),
  });
}
