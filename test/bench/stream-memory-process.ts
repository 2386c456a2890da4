/**
 * Its own process, with --expose-gc: 1 GB of an indicator's bytes through driver (splitter and decoder in it) and deck, or
 * only read and dropped. Says on stdout how its memory stood at each look, as one line of JSON.
 *
 * argv: `weigh` or `drop`
 */
import { CLOSED_BY_US, type LinkEvents } from '../../native/byte-link.ts';
import { ScaleDriver } from '../../native/scale/scale-driver.ts';
import { Deck } from '../../main/station/weighing/deck.ts';
import { kg, type EpochMs, type MonotonicMs, type Uuid } from '../../preload/contract/vocabulary.ts';
import { encoded, UNDAMAGED } from './decode-streams.ts';
import { noisy } from './line-noise.ts';
import type { Look } from './stream-memory.ts';
import { seeded } from '../sim/indicator/platform-weight.ts';

/** Of long and short frames, text and binary. */
const PROTOCOLS = ['yaohua-tf0', 'toledo-extended', 'cas22', 'dingsong-ds822', 'sartorius-sbi', 'dini-argeo'];
const BYTES = 1e9;
/** Memory is looked at after each. */
const PARTS = 20;
/** The code is compiled and every buffer has its size after so many parts. */
const WARM_UP_PARTS = 2;
const LARGEST_READ = 128;
const FRAME_MS = 100;
const START = 1_800_000_000_000;

const random = seeded(11);

/** Trucks that come, stand and go; one of them stays so long that its curve reaches its bound. */
const TRUCKS = 100;
const STAYS_FRAMES = 37_000;

interface Line {
  readonly bytes: Buffer;
  rounds: number;
  read(chunk: Buffer): void;
  /** @throws Error when what was fed was not weighed */
  end(): Promise<void>;
}

const lines = PROTOCOLS.map(process.argv[2] === 'drop' ? dropLine : weighLine);
const looks: Look[] = [];
for (let part = 1 - WARM_UP_PARTS; part <= PARTS; part += 1) {
  for (const line of lines) {
    const rounds = Math.ceil(BYTES / PARTS / lines.length / line.bytes.length);
    feed(line, rounds);
    line.rounds += rounds;
  }
  if (part >= 0) looks.push(look());
}
for (const line of lines) await line.end();
process.stdout.write(`${JSON.stringify(looks)}\n`);

/** Whole rounds, so that every deck is empty when memory is looked at; cut at other places each time. */
function feed({ bytes, read }: Line, rounds: number): void {
  for (let round = 0; round < rounds; round += 1)
    for (let at = 0; at < bytes.length;) {
      const chunk = bytes.subarray(at, at + 1 + Math.floor(random() * LARGEST_READ));
      read(chunk);
      at += chunk.length;
    }
}

function look(): Look {
  if (globalThis.gc === undefined) throw new Error('started without --expose-gc');
  globalThis.gc();
  globalThis.gc();
  const { arrayBuffers, heapUsed, rss } = process.memoryUsage();
  return { rssMb: rss / 1e6, heapMb: (heapUsed + arrayBuffers) / 1e6 };
}

function streamOf(protocol: string): Buffer {
  const frame = (value: number): Buffer =>
    encoded(protocol, { value, decimals: 0, unit: 'kg', moving: false, tare: 0, outOfRange: false, checksum: 'right' });
  const truck = (stays: number, weight: number): number[] => [
    ...Array<number>(8).fill(0),
    ...Array.from({ length: 15 }, (_, step) => Math.round((weight * step) / 15 / 20) * 20),
    ...Array<number>(stays).fill(weight),
    ...Array.from({ length: 10 }, (_, step) => Math.round((weight * (10 - step)) / 10 / 20) * 20),
    ...Array<number>(8).fill(0),
  ];
  const weights = Array.from({ length: TRUCKS }, (_, index) =>
    truck(index === 0 ? STAYS_FRAMES : 60, 12_000 + 20 * Math.floor(random() * 1800)),
  ).flat();
  return Buffer.concat(weights.map((value) => noisy(frame(value), random)));
}

function dropLine(protocol: string): Line {
  let seen = 0;
  return {
    bytes: streamOf(protocol),
    rounds: 0,
    read: (chunk) => void (seen += chunk.length),
    async end() {
      if (seen !== this.rounds * this.bytes.length) throw new Error('bytes were lost');
    },
  };
}

function weighLine(protocol: string): Line {
  let now = 0;
  let steady = 0;
  let ended = 0;
  let frames = 0;
  let shown = 0;
  const clock = { monotonic: () => now as MonotonicMs, wall: () => (START + now) as EpochMs };
  const wires: LinkEvents[] = [];
  const driver = new ScaleDriver({
    id: protocol,
    unit: 'kg',
    protocol,
    options: UNDAMAGED[protocol] ?? {},
    clock,
    connect: (events) => {
      wires.push(events);
      return { open: () => events.onOpen(), close: () => events.onClose(CLOSED_BY_US), write: () => true };
    },
  });
  const deck = new Deck({
    settings: {
      id: protocol,
      divisionKg: 20,
      maxKg: 100_000,
      minKg: 400,
      zeroBandKg: 40,
      unit: 'kg',
      indicator: { protocol, port: { kind: 'tcp', host: '127.0.0.1', port: 1 }, options: {} },
      stability: { windowMs: 3000, toleranceDivisions: 1 },
    },
    driver,
    clock,
    newId: () => `${protocol} ${ended}` as Uuid,
  });
  driver.onFrame(() => {
    frames += 1;
  });
  driver.start();
  deck.start({
    changed: () => undefined,
    steady: () => (steady += 1),
    ended: ({ points }) => (ended += points.length > 0 ? 1 : 0),
  });
  const bytes = streamOf(protocol);
  return {
    bytes,
    rounds: 0,
    read(chunk) {
      const before = frames;
      wires[0]?.onBytes(chunk);
      now += FRAME_MS * (frames - before);
      shown += deck.reading().weightKg ?? kg(0);
    },
    async end() {
      deck.stop();
      await driver.stop();
      const expected = this.rounds * TRUCKS;
      if (ended < 0.9 * expected || steady < 0.9 * expected || shown === 0)
        throw new Error(`${protocol}: ${expected} trucks came, ${steady} stood, ${ended} went`);
    },
  };
}
