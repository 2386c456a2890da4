/** How much faster than its wire the decoder of the most common indicator is. */
import { FrameSplitter } from '../../native/scale/frame-splitter.ts';
import { yaohuaTf0 } from '../../native/scale/protocols/yaohua-tf0.ts';
import { encodeYaohua } from '../sim/indicator/encoders.ts';
import { median, say, spread, type Bench } from './figure.ts';

/** 9,600 baud, eight data bits, one start and one stop bit. */
const LINE_BYTES_PER_SECOND = 960;
const FRAMES = 100_000;
/** The largest read: what a serial driver hands over at once is anything from one byte to a few frames. */
const LARGEST_CHUNK = 32;
const WARM_UP = 5;
const ROUNDS = 40;

export const decode: Bench = {
  name: 'decode-yaohua-tf0',
  unit: 'B/s',
  goal: { of: 'ratio', is: 'at-least', bound: 10_000 },
  async measure() {
    const { chunks, bytes, sumKg } = makeLine();
    const speeds: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      let frames = 0;
      let seenKg = 0;
      const splitter = new FrameSplitter(yaohuaTf0.reader({ checksum: 'required' }), {
        frame(frame) {
          frames += 1;
          seenKg += frame.weight ?? 0;
        },
        reject(reason) {
          throw new Error(`a good frame was rejected: ${reason}`);
        },
      });
      // Processor time of the whole process, garbage collector included: "on one core", however busy the machine is.
      const before = process.cpuUsage();
      for (const chunk of chunks) splitter.push(chunk);
      const { user, system } = process.cpuUsage(before);
      if (frames !== FRAMES || seenKg !== sumKg)
        throw new Error(`${frames} frames, ${seenKg} kg instead of ${sumKg} kg`);
      if (round >= 0) speeds.push(bytes / ((user + system) / 1e6));
    }
    say(
      `  ${FRAMES} frames in ${chunks.length} chunks, MB per second of processor time: ${spread(speeds.map((one) => one / 1e6))}`,
    );
    return { value: median(speeds), baseline: LINE_BYTES_PER_SECOND };
  },
};

/** What an indicator says while trucks come and go, cut as reads cut it: anywhere. */
function makeLine(): { chunks: Buffer[]; bytes: number; sumKg: number } {
  let sumKg = 0;
  const frames = Array.from({ length: FRAMES }, (_, index) => {
    const value = (Math.round(index * 7.3) % 5000) * 20 - 20;
    sumKg += value;
    return encodeYaohua({
      value,
      decimals: 0,
      unit: 'kg',
      moving: false,
      tare: 0,
      outOfRange: false,
      checksum: 'right',
    });
  });
  const line = Buffer.concat(frames);
  const chunks: Buffer[] = [];
  let seed = 1;
  for (let at = 0; at < line.length;) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    // The low bits of such a generator repeat; the high ones do not.
    const length = 1 + ((seed >>> 16) % LARGEST_CHUNK);
    chunks.push(line.subarray(at, at + length));
    at += length;
  }
  return { chunks, bytes: line.length, sumKg };
}
