/** What the station gets of the scale: frames in kilograms, and the reading that ages. */
import type { EpochMs, Kg, MonotonicMs, ReadingQuality } from '../../preload/contract/vocabulary.ts';
import type { DecodedFrame } from './protocols/protocol.ts';
import { wholeKilograms } from './whole-kilograms.ts';

/** One valid frame of the indicator. */
export interface ScaleFrame {
  /** When its last byte arrived. */
  readonly at: MonotonicMs;
  readonly wall: EpochMs;
  /** What the display shows (net where a tare is set); null while the indicator itself is out of range. */
  readonly weightKg: Kg | null;
  /** The indicator's own flag; null where the protocol has none. */
  readonly stableFlag: boolean | null;
  readonly overload: boolean;
  readonly underload: boolean;
  /** Whether the display shows net; null where the protocol does not say. */
  readonly net: boolean | null;
  /** A display of ten times the resolution: not for trade, nothing may be saved of it. */
  readonly expandedX10: boolean;
  /** The frame's bytes as they came over the wire, lower-case hex. */
  readonly rawHex: string;
  /** Id of the protocol that it was read in. */
  readonly protocol: string;
}

export interface FrameReading {
  readonly quality: ReadingQuality;
  /** Age of the newest valid frame in ms; null when there never was one. */
  readonly ageMs: number | null;
  /** The newest frame while it is live, else null: an old weight is nobody's weight. */
  readonly frame: ScaleFrame | null;
}

/** Without a valid frame for longer than this the number disappears (protocols.md §1.10). */
export const STALE_AFTER_MS = 1000;
/** Without a valid frame for longer than this the signal is lost and the port is opened anew. */
export const LOST_AFTER_MS = 3000;

/** The reading at `now` of the newest valid frame. */
export function readingOf(newest: ScaleFrame | null, now: MonotonicMs): FrameReading {
  if (newest === null) return { quality: 'lost', ageMs: null, frame: null };
  const ageMs = Math.max(0, Math.round(now - newest.at));
  if (ageMs <= STALE_AFTER_MS) return { quality: 'live', ageMs, frame: newest };
  return { quality: ageMs <= LOST_AFTER_MS ? 'stale' : 'lost', ageMs, frame: null };
}

/**
 * Whether a frame says anything of the weight: one number, or that there is none to show. A line with the tare alone and
 * the 8217's word that the weight moves do not: they are no reading, neither a new one nor the end of the last.
 */
export function tellsOfWeight({ weightText, overload, underload }: DecodedFrame): boolean {
  return weightText !== null || overload === true || underload === true;
}

/** The frame in kilograms, or null when its weight is no whole kilogram in the unit of the stream ({@link wholeKilograms}). */
export function scaleFrame(
  decoded: DecodedFrame,
  { protocol, unit }: { readonly protocol: string; readonly unit: 'kg' | 't' },
  at: MonotonicMs,
  wall: EpochMs,
  bytes: Uint8Array,
): ScaleFrame | null {
  const weightKg = decoded.weightText === null ? null : wholeKilograms(decoded.weightText, unit);
  if (weightKg === null && decoded.weightText !== null) return null;
  return {
    at,
    wall,
    weightKg,
    stableFlag: decoded.stable,
    overload: decoded.overload === true,
    underload: decoded.underload === true,
    net: decoded.grossNet === null ? null : decoded.grossNet === 'net',
    expandedX10: decoded.expandedX10 === true,
    rawHex: Buffer.from(bytes).toString('hex'),
    protocol,
  };
}
