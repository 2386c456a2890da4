/**
 * How much faster than its wire each decoder is, on a stream of which one byte in a hundred is wrong, lost or too many;
 * and how it does beside the plain regular-expression reader of the same stream (plain-readers.ts).
 */
import { FrameSplitter } from '../../native/scale/frame-splitter.ts';
import { SCALE_PROTOCOLS } from '../../native/scale/protocols/index.ts';
import type { ScaleProtocol } from '../../native/scale/protocols/protocol.ts';
import { seeded } from '../sim/indicator/platform-weight.ts';
import { framesFor, UNDAMAGED } from './decode-streams.ts';
import { median, say, spread, type Bench } from './figure.ts';
import { noisy } from './line-noise.ts';
import { PLAIN_READERS, PlainReader } from './plain-readers.ts';

/** 9,600 baud, ten bits a character. */
const LINE_BYTES_PER_SECOND = 960;
const FRAMES = 20_000;
/** The largest read: what a serial driver hands over at once is anything from one byte to a few frames. */
const LARGEST_CHUNK = 32;
const WARM_UP = 3;
const ROUNDS = 25;
/** Of the frames that noise did not touch, at least so many must be found: else the speed is of something else. */
const LEAST_FOUND = 0.95;

export const decodes: readonly Bench[] = SCALE_PROTOCOLS.map((protocol) => ({
  name: `decode-${protocol.id}`,
  unit: 'B/s',
  // The most common one was promised more before there were others.
  goal: { of: 'ratio', is: 'at-least', bound: protocol.id === 'yaohua-tf0' ? 10_000 : 5_000 },
  rival: 'plain regular expression',
  measure: async () => measure(protocol),
}));

function measure(protocol: ScaleProtocol) {
  const { chunks, bytes, whole } = makeLine(protocol.id);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const turns = [
      () => timed(ours, round, bytes, () => splitterFinds(protocol, chunks), whole, 'the splitter'),
      () => timed(theirs, round, bytes, () => plainReaderFinds(protocol.id, chunks), whole, 'the plain reader'),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) turn();
  }
  const perSecond = (speeds: readonly number[]): string => spread(speeds.map((one) => one / 1e6));
  say(`  MB per second of processor time: ${perSecond(ours)} · plain: ${perSecond(theirs)}`);
  // Turn by turn: what slows the machine slows two turns in a row, not all of one reader's.
  const ratio = median(ours.map((speed, round) => speed / (theirs[round] ?? speed)));
  return { value: median(ours), baseline: LINE_BYTES_PER_SECOND, rival: median(ours) / ratio };
}

/** Processor time of the whole process, garbage collector included: "on one core", however busy the machine is. */
function timed(speeds: number[], round: number, bytes: number, run: () => number, whole: number, who: string): void {
  const before = process.cpuUsage();
  const found = run();
  const { user, system } = process.cpuUsage(before);
  if (found < whole * LEAST_FOUND) throw new Error(`${who} found ${found} of ${whole} undamaged frames`);
  if (round >= 0) speeds.push(bytes / ((user + system) / 1e6));
}

function splitterFinds(protocol: ScaleProtocol, chunks: readonly Buffer[]): number {
  let found = 0;
  let sum = 0;
  const splitter = new FrameSplitter(protocol.reader(UNDAMAGED[protocol.id] ?? {}), {
    frame(frame) {
      found += 1;
      sum += frame.weight ?? 0;
    },
    reject() {},
  });
  for (const chunk of chunks) splitter.push(chunk);
  if (!Number.isFinite(sum)) throw new Error('a weight was no number');
  return found;
}

function plainReaderFinds(id: string, chunks: readonly Buffer[]): number {
  const form = PLAIN_READERS[id];
  if (form === undefined) throw new Error(`plain-readers.ts has no ${id}`);
  let found = 0;
  let sum = 0;
  const reader = new PlainReader(form, (weight) => {
    found += 1;
    sum += weight;
  });
  for (const chunk of chunks) reader.push(chunk);
  if (!Number.isFinite(sum)) throw new Error('a weight was no number');
  return found;
}

/** What an indicator says while trucks come and go, with noise, cut as reads cut it: anywhere. */
function makeLine(id: string): { chunks: Buffer[]; bytes: number; whole: number } {
  const random = seeded(1);
  let whole = 0;
  const frames = framesFor(id, FRAMES).map((frame) => {
    const arriving = noisy(frame, random);
    if (arriving.equals(frame)) whole += 1;
    return arriving;
  });
  const line = Buffer.concat(frames);
  const chunks: Buffer[] = [];
  for (let at = 0; at < line.length;) {
    const length = 1 + Math.floor(random() * LARGEST_CHUNK);
    chunks.push(line.subarray(at, at + length));
    at += length;
  }
  return { chunks, bytes: line.length, whole };
}
