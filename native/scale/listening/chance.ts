/**
 * How much a protocol's frames prove. Some formats accept nearly anything, so that finding them says nothing; some have a
 * checksum. Neither is written down anywhere: it is tried out on the very bytes that were heard.
 */
import { attempt } from './attempt.ts';
import type { Attempt } from './attempt.ts';

/** A generator with its seed, so that the same bytes are always judged alike (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SEED = 20_261_123;
const SHUFFLES = 2;
/** Frames whose bits are flipped. */
const SPOILT_FRAMES = 64;

/** 0…1: the share that the same protocol explains of the same bytes in an order thrown by dice. */
export function explainedByChance({ protocol, options }: Attempt, bytes: Uint8Array): number {
  const random = seeded(SEED);
  let sum = 0;
  for (let turn = 0; turn < SHUFFLES; turn += 1) {
    const shuffled = Uint8Array.from(bytes);
    for (let at = shuffled.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      [shuffled[at], shuffled[other]] = [shuffled[other] ?? 0, shuffled[at] ?? 0];
    }
    sum += attempt(protocol, options, shuffled).explained;
  }
  return sum / SHUFFLES;
}

/** 0…1: how many of its own frames the protocol refuses once a single bit of them is wrong; about 1 with a checksum. */
export function refusesSpoilt({ protocol, options, frames }: Attempt, bytes: Uint8Array): number {
  if (frames.length === 0) return 0;
  const reader = protocol.reader(options);
  const random = seeded(SEED);
  let refused = 0;
  for (let turn = 0; turn < SPOILT_FRAMES; turn += 1) {
    const frame = frames[turn % frames.length];
    if (frame === undefined) continue;
    const spoilt = Uint8Array.from(bytes.subarray(frame.at, frame.at + frame.length));
    const at = Math.floor(random() * spoilt.length);
    spoilt[at] = (spoilt[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    const found = reader.starts[spoilt[0] ?? 0] === 0 ? 'no' : reader.read(spoilt, 0, spoilt.length);
    if (found === null || typeof found === 'string' || !('frame' in found)) refused += 1;
  }
  return refused / SPOILT_FRAMES;
}
