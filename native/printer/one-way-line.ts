/**
 * Lines on which a printer says nothing: TCP to a print server, a serial port, the device file of a USB or parallel port.
 * What they prove is that every byte left, no more; a printer that tells how it is stands on `printer-link.ts`.
 */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { reasonOf, type WritableLinkFactory } from '../byte-link.ts';
import type { ByteRoute } from './escp-printer.ts';
import { PrinterLink, type LinkTimes, type PrinterAddress, type SendOutcome } from './printer-link.ts';
import type { PrinterCode } from './printer-status.ts';

/** All in milliseconds. */
export interface LineTimes {
  readonly openMs: number;
  /** A page of 4 kB takes 4 s at 9600 baud; a printer that stopped reading takes for ever. */
  readonly writeMs: number;
  /** Between two tries at a device that takes no more bytes just now. */
  readonly againMs: number;
}
const TIMES: LineTimes = { openMs: 3000, writeMs: 60_000, againMs: 50 };

const WELL = { kind: 'well', paperLow: false } as const;
const failed = (code: PrinterCode, sent: boolean, detail: string): SendOutcome => ({
  kind: 'failed',
  code,
  sent,
  detail,
});

/** A print server (raw port 9100): its orderly close after ours is the proof. */
export function networkLine(address: PrinterAddress, times: Partial<LinkTimes> = {}): ByteRoute {
  const link = new PrinterLink(address, times, false);
  return {
    look: async (signal) => {
      const outcome = await link.status(signal);
      return outcome.kind === 'failed' ? { kind: 'away', code: outcome.code } : WELL;
    },
    send: (bytes, mayStart) => link.send(bytes, mayStart),
  };
}

/** A serial port, opened for each paper. The proof: the last byte left this computer. */
export function serialLine(connect: WritableLinkFactory, times: Partial<LineTimes> = {}): ByteRoute {
  const { openMs, writeMs } = { ...TIMES, ...times };
  const hold = async <T>(work: (write: (bytes: Buffer) => Promise<boolean>) => T | Promise<T>): Promise<T | string> => {
    let opened: () => void = () => undefined;
    let ended: (reason: string) => void = () => undefined;
    const isOpen = new Promise<null>((resolve) => (opened = () => resolve(null)));
    const end = new Promise<string>((resolve) => (ended = resolve));
    const link = connect({ onOpen: opened, onBytes: () => undefined, onClose: ended });
    const within = <R>(ms: number, ...waits: Promise<R>[]): Promise<R | string> => {
      const { promise, stop } = after(ms);
      return Promise.race([...waits, end, promise]).finally(stop);
    };
    try {
      link.open();
      const refusal = await within(openMs, isOpen);
      if (refusal !== null) return refusal;
      return await work(async (bytes) => {
        const gone = await within(
          writeMs,
          new Promise<null>((resolve) => {
            if (!link.write(bytes, () => resolve(null))) ended('not taken');
          }),
        );
        return gone === null;
      });
    } finally {
      link.close();
      // The next paper finds the port free.
      await within(openMs, end);
    }
  };
  return {
    look: async () => ((await hold(() => WELL)) === WELL ? WELL : { kind: 'away', code: 'printer.refused' }),
    send: async (bytes, mayStart) => {
      const outcome = await hold<SendOutcome>(async (write) => {
        if (!mayStart()) return { kind: 'withdrawn' };
        return (await write(bytes)) ? { kind: 'printed' } : failed('printer.dropped', true, 'the port broke off');
      });
      return typeof outcome === 'string' ? failed('printer.refused', false, outcome) : outcome;
    },
  };
}

/** What of an open device file is used. */
export type DeviceFile = Pick<FileHandle, 'close'> & {
  write(bytes: Buffer, offset: number, length: number): Promise<{ readonly bytesWritten: number }>;
};
const openDevice = (path: string): Promise<DeviceFile> => open(path, constants.O_WRONLY | constants.O_NONBLOCK);

/**
 * The device file of a printer. Never waited in: the kernel says EAGAIN while the printer takes nothing. What it took is
 * still on its way then, and closing the file throws that away (usblp_release kills its transfers): it is asked with
 * writes of no size until nothing is under way any more. On USB (`/dev/usb/lp0`) paper that is out looks like a printer
 * that takes its time; a parallel port (`/dev/lp0`) says ENOSPC, and EIO off line.
 * Sources: Linux, drivers/usb/class/usblp.c (usblp_write, usblp_wtest, usblp_release), drivers/char/lp.c (lp_check_status).
 * @param opens the file as the kernel gives it
 */
export function deviceLine(path: string, times: Partial<LineTimes> = {}, opens = openDevice): ByteRoute {
  const { againMs, writeMs } = { ...TIMES, ...times };
  return {
    look: async () => {
      try {
        await (await opens(path)).close();
        return WELL;
      } catch {
        return { kind: 'away', code: 'printer.refused' };
      }
    },
    send: async (bytes, mayStart) => {
      let file: DeviceFile;
      try {
        file = await opens(path);
      } catch (error) {
        return failed('printer.refused', false, reasonOf(error));
      }
      try {
        if (!mayStart()) return { kind: 'withdrawn' };
        return await writeAll(file, bytes, writeMs, againMs);
      } finally {
        await file.close().catch(() => undefined);
      }
    },
  };
}

/** The last round writes nothing: it only succeeds when the printer has taken everything before it. */
async function writeAll(file: DeviceFile, bytes: Buffer, writeMs: number, againMs: number): Promise<SendOutcome> {
  const until = performance.now() + writeMs;
  for (let at = 0; ;) {
    try {
      // Not an empty buffer: Node keeps that one to itself.
      const { bytesWritten } = await file.write(bytes, at, bytes.length - at);
      if (at === bytes.length) return { kind: 'printed' };
      at += bytesWritten;
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== 'EAGAIN') return failed(codeOf(reason), true, reason);
      if (performance.now() > until) return failed('printer.timeout', true, `stopped after ${String(at)} bytes`);
      await after(againMs).promise;
    }
  }
}

const codeOf = (reason: string): PrinterCode =>
  reason === 'ENOSPC' ? 'printer.paper-out' : reason === 'EIO' ? 'printer.offline' : 'printer.dropped';

function after(ms: number): { readonly promise: Promise<string>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<string>((resolve) => (timer = setTimeout(() => resolve('ETIMEDOUT'), ms)));
  return { promise, stop: () => clearTimeout(timer) };
}
