/** What a display board is to the device that drives it: readings into bytes. Pure. */
import type { Kg, ReadingQuality } from '../../../preload/contract/vocabulary.ts';

/** The reading as the station pushes it. */
export interface BoardReading {
  readonly quality: ReadingQuality;
  /** null unless it is live and within the indicator's range. */
  readonly weightKg: Kg | null;
  /** The newest frame of the indicator as it came, lower-case hex; old when the quality is not `live`. */
  readonly rawFrame: string | null;
}

export interface Board {
  /** The bytes that make it show this live reading; null where it has no way to: it is dark then, never wrong. */
  show(reading: BoardReading): Uint8Array | null;
  /** The bytes that make it dark. null: it goes dark by itself when nothing comes, so nothing is sent. Never a zero. */
  readonly dark: Uint8Array | null;
  /** The greatest weight it can show. */
  readonly mostKg: number;
  /** A listener to what it answers; null where it never says anything. */
  hears(): ((bytes: Uint8Array) => readonly BoardAnswer[]) | null;
}

/** `taken`, or why the board refused, in a short technical word. */
export type BoardAnswer = 'taken' | { readonly refused: string };
