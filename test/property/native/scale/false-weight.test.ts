/**
 * No false weight out of noise. A frame with a right checksum can come about by chance; a *false weight* is one that the
 * station could save: a weight that the scale never showed and that counts as steady (five frames that agree, over the
 * whole window, without a gap). Accidental frames are counted and told; false weights must not occur at all.
 */
import { describe, expect, it } from 'vitest';
import { StabilityWindow } from '../../../../main/station/rules/stability.ts';
import { FrameSplitter } from '../../../../native/scale/frame-splitter.ts';
import { SCALE_PROTOCOLS } from '../../../../native/scale/protocols/index.ts';
import { yaohuaTf0 } from '../../../../native/scale/protocols/yaohua-tf0.ts';
import type { FrameReader } from '../../../../native/scale/protocols/protocol.ts';
import { ScaleDriver } from '../../../../native/scale/scale-driver.ts';
import { wholeKilograms } from '../../../../native/scale/whole-kilograms.ts';
import { kg } from '../../../../preload/contract/vocabulary.ts';
import type { MonotonicMs } from '../../../../preload/contract/vocabulary.ts';
import { encodeYaohua } from '../../../sim/indicator/encoders.ts';
import { seeded } from '../../../sim/indicator/platform-weight.ts';
import { FakeWire } from '../../../unit/native/fake-link.ts';
import { FakeTime } from '../../../unit/native/fake-time.ts';

const TEN_MB = 10_000_000;
const CHUNK = 4096;
/** Bytes a millisecond of a 9,600-baud line. */
const LINE_RATE = 0.96;

/** Runs bytes through splitter and stability as if they came over a line; counts frames and steady weights. */
function listen(reader: FrameReader, chunks: Iterable<Uint8Array>) {
  const window = new StabilityWindow({ windowMs: 3000, toleranceKg: kg(20) });
  const steady = new Set<number>();
  const seen = new Map<number, number>();
  let bytes = 0;
  let mostHeld = 0;
  const splitter = new FrameSplitter(reader, {
    frame: (frame, _, at) => {
      const weightKg = frame.weightText === null ? null : wholeKilograms(frame.weightText, 'kg');
      const now = ((bytes + at) / LINE_RATE) as MonotonicMs;
      window.push(now, weightKg, frame.stable);
      if (weightKg === null) return;
      seen.set(weightKg, (seen.get(weightKg) ?? 0) + 1);
      if (window.evaluate(now).steady) steady.add(weightKg);
    },
    reject: () => undefined,
  });
  for (const chunk of chunks) {
    splitter.push(chunk);
    bytes += chunk.length;
    mostHeld = Math.max(mostHeld, splitter.heldBytes);
  }
  return { frames: splitter.counters().frames, seen, steady, mostHeld };
}

function* noise(seed: number, byte: (random: number) => number): Generator<Uint8Array> {
  const random = seeded(seed);
  for (let made = 0; made < TEN_MB; made += CHUNK) {
    const chunk = new Uint8Array(Math.min(CHUNK, TEN_MB - made));
    for (let index = 0; index < chunk.length; index += 1) chunk[index] = byte(random());
    yield chunk;
  }
}

/** What noise takes for a frame is one in so many bytes; where a checksum or a long form stands against it, none in 10 MB. */
const MOST_BY_CHANCE: Readonly<Record<string, number>> = {
  // Nothing but FF and three pairs of digits.
  'ff-bcd': 5000,
  // STX, a digit or two, CR.
  'toledo-8217': 20,
  // Three characters, of which the ninth bit says where they begin.
  'yaohua-bigscreen': 20_000,
};

describe('10 MB of random bytes', () => {
  it.each(SCALE_PROTOCOLS.map((protocol) => protocol.id))('%s: no false weight', (id) => {
    const reader = SCALE_PROTOCOLS.find((protocol) => protocol.id === id)?.reader({ checksum: 'required' });
    if (reader === undefined) throw new Error(`no protocol ${id}`);
    const { frames, steady, mostHeld } = listen(
      reader,
      noise(7, (random) => random * 256),
    );
    expect(frames).toBeLessThanOrEqual(MOST_BY_CHANCE[id] ?? 0);
    expect(steady.size).toBe(0);
    expect(mostHeld).toBeLessThan(reader.longest);
  });

  it('through the whole driver: no frame, no weight, bounded memory', () => {
    const time = new FakeTime();
    const wire = new FakeWire();
    const { clock, after } = time;
    const settings = { protocol: 'yaohua-tf0', options: { checksum: 'required' }, unit: 'kg', clock, after } as const;
    const driver = new ScaleDriver({ id: 'scale-1', connect: wire.connect, ...settings });
    let frames = 0;
    driver.onFrame(() => (frames += 1));
    driver.start();
    for (const chunk of noise(11, (random) => random * 256)) {
      wire.send(chunk);
      time.advance(5);
      expect(driver.trace.bytes).toBeLessThanOrEqual(64 * 1024);
    }
    expect(frames).toBe(0);
    expect(driver.reading(time.now)).toEqual({ quality: 'lost', ageMs: null, frame: null });
    expect(driver.condition()).toMatchObject({ state: 'offline', detail: 'rubbish' });
    expect(driver.counters().bytes).toBe(TEN_MB);
  });
});

describe('noise that knows the layout', () => {
  it('10 MB of frames of Yaohua with every digit and checksum by chance: accidental frames, no false weight', () => {
    const random = seeded(13);
    const anyOf = (text: string) => text.charAt(Math.floor(random() * text.length));
    function* shapes(): Generator<Uint8Array> {
      for (let made = 0; made < TEN_MB; made += 12) {
        const digits = Array.from({ length: 6 }, () => anyOf('0123456789')).join('');
        const checksum = `${anyOf('0123456789ABCDEF')}${anyOf('0123456789ABCDEF')}`;
        yield Buffer.from(`\u0002${anyOf('+-')}${digits}0${checksum}\u0003`, 'latin1');
      }
    }
    const { frames, steady } = listen(yaohuaTf0.reader({ checksum: 'required' }), shapes());
    console.log(`accidental frames in 10 MB of Yaohua shapes: ${frames}`);
    // One in 256 has the right checksum: the test would prove nothing if none came.
    expect(frames).toBeGreaterThan(2000);
    expect(steady.size).toBe(0);
  });

  it('a line that flips one bit of two digits in three of ten frames: wrong weights pass the checksum, none becomes steady', () => {
    const random = seeded(17);
    const trueWeights = new Set([0, 15_600, 48_200]);
    const frames = [...trueWeights].map((value) =>
      encodeYaohua({ value, decimals: 0, unit: 'kg', moving: false, tare: 0, outOfRange: false, checksum: 'right' }),
    );
    function* line(): Generator<Uint8Array> {
      for (let frame = 0; frame < 400_000; frame += 1) {
        const bytes = Uint8Array.from(frames[Math.floor(frame / 2000) % frames.length] ?? []);
        if (random() < 0.3) {
          // The same bit of two bytes: what an XOR cannot see.
          const bit = 1 << Math.floor(random() * 4);
          for (let hit = 0; hit < 2; hit += 1) {
            const at = 2 + Math.floor(random() * 6);
            bytes[at] = (bytes[at] ?? 0) ^ bit;
          }
        }
        yield bytes;
      }
    }
    const { seen, steady } = listen(yaohuaTf0.reader({ checksum: 'required' }), line());
    const wrong = [...seen].filter(([weight]) => !trueWeights.has(weight)).reduce((sum, [, count]) => sum + count, 0);
    console.log(`wrong weights that a right checksum let through: ${wrong} of 400000 frames`);
    expect(wrong).toBeGreaterThan(1000);
    expect([...steady].filter((weight) => !trueWeights.has(weight))).toEqual([]);
  });
});
