/** How the indicator is, in one state and one short technical text: said from facts, without a clock of its own. */
import type { DeviceState } from '../../preload/contract/vocabulary.ts';
import { portFaultDetail } from '../port-fault.ts';
import type { WordForm } from './listening/heard.ts';
import { bitSeven, looksLike } from './listening/word-form.ts';
import type { DecodedFrame } from './protocols/protocol.ts';
import { RejectCounts } from './reject-counts.ts';
import { LOST_AFTER_MS, STALE_AFTER_MS } from './scale-frame.ts';

/** What has come over the wire since it opened or since the last valid frame: it tells why there is none. */
export interface SinceValid {
  bytes: number;
  readonly rejects: RejectCounts;
  /** Frames of the right form whose weight is no whole kilogram or beyond any scale. */
  unusable: number;
}

export function nothingSince(): SinceValid {
  return { bytes: 0, rejects: new RejectCounts(), unusable: 0 };
}

export interface ScaleFacts {
  readonly running: boolean;
  /** The wire is open, or is being opened anew only because it was silent. */
  readonly open: boolean;
  /** Why it is not open; null while it never failed. */
  readonly closedBecause: string | null;
  /** Age of the newest valid frame. */
  readonly ageMs: number | null;
  readonly since: SinceValid;
  /** The newest of these bytes, and how the port was opened. */
  readonly heard: () => Uint8Array;
  readonly form: WordForm;
  /** What a person should look at though the weight comes ({@link attention}). */
  readonly attention: string | null;
}

/**
 * Details, each `word` or `word: more`:
 * `stopped` · `connecting` · `port.…: <what the system said, or the
 * adapter's number>` (an error code) · `no-signal` (not one byte) · `parity: 7E1`
 * (a line of seven bits and parity, read as 8N1: protocols.md §1.8) · `checksum` (frames, but none with a right checksum:
 * the indicator may send none, see the option) · `rubbish` (no text: a wrong speed or form, noise, or a protocol of plain
 * bytes) · `no-frames` (text, but not of this protocol) · `not-whole-kg` (weights that are no whole kilogram: look at the
 * unit) · and those of {@link attention}.
 */
export function scaleState(facts: ScaleFacts): { readonly state: DeviceState; readonly detail: string | null } {
  if (!facts.running) return { state: 'offline', detail: 'stopped' };
  if (facts.ageMs !== null && facts.ageMs <= STALE_AFTER_MS) {
    return { state: facts.attention === null ? 'online' : 'degraded', detail: facts.attention };
  }
  const state = facts.ageMs !== null && facts.ageMs <= LOST_AFTER_MS ? 'degraded' : 'offline';
  return { state, detail: whyNoFrame(facts) };
}

/** Fewer bytes than this look like anything. */
const LEAST_BYTES = 24;

function whyNoFrame({ open, closedBecause, form, heard: newest, since }: ScaleFacts): string {
  if (!open) return closedBecause === null ? 'connecting' : portFaultDetail(closedBecause);
  if (since.unusable > 0) return 'not-whole-kg';
  if (since.bytes === 0) return 'no-signal';
  const heard = newest();
  const sent = bitSeven(heard, form);
  if (sent !== null) return `parity: ${sent.dataBits}${sent.parity === 'even' ? 'E' : 'O'}${sent.stopBits}`;
  const { checksum = 0, ...others } = since.rejects.all();
  // Chance alone gives a wrong checksum now and then; a missing one gives nothing else.
  if (checksum >= 3 && checksum > Math.max(0, ...Object.values(others))) return 'checksum';
  return heard.length >= LEAST_BYTES && looksLike(heard, form) === 'rubbish' ? 'rubbish' : 'no-frames';
}

/**
 * What a person should look at in a frame that is otherwise good: `unit-mismatch: <unit>` (the site's setting wins over
 * the frame's unit), `expanded-x10` (not for trade), `zero-not-captured`.
 */
export function attention(decoded: DecodedFrame, unit: 'kg' | 't'): string | null {
  if (decoded.unit !== null && decoded.unit !== unit) return `unit-mismatch: ${decoded.unit}`;
  if (decoded.expandedX10 === true) return 'expanded-x10';
  return decoded.zeroNotCaptured === true ? 'zero-not-captured' : null;
}
