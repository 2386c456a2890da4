/**
 * What an ESC/POS printer answers when it is asked how it is. Pure.
 * Source: Epson ESC/POS command reference, DLE EOT n, GS r n and GS a n ("Automatic Status Back"); the fixed bits that
 * tell the three kinds of answer apart are the same in the manuals of Chinese makers (HPRT, Gainscha, Xprinter).
 */
import type { ErrorCode } from '../../preload/contract/errors.ts';

export type PrinterCode = Extract<ErrorCode, `printer.${string}`>;

/** DLE EOT n, answered at once, even when the printer is offline or its buffer is full. */
export const askRealTime = (n: 1 | 2 | 4): Buffer => Buffer.from([0x10, 0x04, n]);

/** GS r 1, answered in its turn: only after all bytes before it were worked off; not at all while the paper is out. */
export const ASK_IN_TURN: Buffer = Buffer.from([0x1d, 0x72, 0x01]);

/** The bytes of DLE EOT 1, 2 and 4; null where the printer gave none. */
export interface RealTimeStatus {
  readonly printer: number | null;
  readonly offlineCause: number | null;
  readonly paper: number | null;
}

export const isRealTimeAnswer = (byte: number): boolean => (byte & 0x93) === 0x12;
export const isInTurnAnswer = (byte: number): boolean => (byte & 0x90) === 0x00;
/** First of the four bytes that a printer with Automatic Status Back sends unasked. */
export const isUnaskedStatus = (byte: number): boolean => (byte & 0x93) === 0x10;
export const UNASKED_STATUS_TAIL = 3;

/** Why the printer cannot print now, the most tangible cause first; null when it can. */
export function hindrance(status: RealTimeStatus): PrinterCode | null {
  const { printer, offlineCause, paper } = status;
  if (offlineCause !== null && (offlineCause & 0x04) !== 0) return 'printer.cover-open';
  if (paper !== null && (paper & 0x60) !== 0) return 'printer.paper-out';
  if (offlineCause !== null && (offlineCause & 0x20) !== 0) return 'printer.paper-out';
  if (printer !== null && (printer & 0x08) !== 0) return 'printer.offline';
  if (offlineCause !== null && (offlineCause & 0x40) !== 0) return 'printer.offline';
  return null;
}

/** The roll is nearly used up (a printer without that sensor never says so). */
export const isPaperLow = (status: RealTimeStatus): boolean => status.paper !== null && (status.paper & 0x0c) !== 0;
