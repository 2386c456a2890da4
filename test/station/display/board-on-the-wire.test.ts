/** The board device on real wires: what people see, darkness, a board that goes and comes back. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeBoard, type BoardSettings } from '../../../native/display/boards/index.ts';
import type { BoardReading } from '../../../native/display/boards/board.ts';
import { DisplayBoard } from '../../../native/display/display-board.ts';
import type { WritableLinkFactory } from '../../../native/byte-link.ts';
import { SerialLink } from '../../../native/serial-link.ts';
import { TcpLink } from '../../../native/tcp-link.ts';
import { kg } from '../../../preload/contract/vocabulary.ts';
import type { BoardKind } from '../../sim/display-board/controllers.ts';
import { DisplayBoardSimulator } from '../../sim/display-board/display-board-simulator.ts';
import { encodeYaohua } from '../../sim/indicator/encoders.ts';
import { SerialPair } from '../../sim/serial-pair.ts';
import { realClock } from '../scale/live-scale.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const AREA = { id: 0, x: 0, y: 0, width: 16, height: 32 };
const ONBON: BoardSettings = { board: 'onbon-bx', address: 1, area: AREA, font: 'O000', answers: true };
const WLTJ: BoardSettings = { board: 'led-wltj', line: 1 };
const BOARDS: readonly (readonly [BoardSettings, BoardKind])[] = [
  [{ board: 'indicator-frame' }, 'yaohua'],
  [{ board: 'led-sum4', address: 1 }, 'led-sum4'],
  [WLTJ, 'led-wltj'],
  [{ board: 'led-xunpeng', address: 1, colour: 0 }, 'led-xunpeng'],
  [ONBON, 'onbon-bx'],
];

const STILL = { decimals: 0, unit: 'kg', moving: false, tare: 0, outOfRange: false, checksum: 'right' } as const;
const live = (weightKg: number): BoardReading => ({
  quality: 'live',
  weightKg: kg(weightKg),
  rawFrame: encodeYaohua({ ...STILL, value: weightKg }).toString('hex'),
});

/** An indicator that says a weight ten times a second until it is told otherwise. */
function readings(device: DisplayBoard): { say(weightKg: number | null): void } {
  let now: BoardReading | null = null;
  const timer = setInterval(() => now !== null && device.show(now), 100);
  undo.push(async () => clearInterval(timer));
  return {
    say: (weightKg) => {
      now = weightKg === null ? null : live(weightKg);
      if (weightKg === null) device.show({ quality: 'stale', weightKg: null, rawFrame: live(20).rawFrame });
    },
  };
}

async function setUp(settings: BoardSettings, kind: BoardKind, wire: 'tcp' | 'serial') {
  const pair = wire === 'serial' ? new SerialPair() : null;
  if (pair !== null) {
    await pair.start();
    undo.push(() => pair.stop());
  }
  const serialPath = pair?.ends[1];
  const simulator = new DisplayBoardSimulator({ board: kind, ...(serialPath === undefined ? {} : { serialPath }) });
  await simulator.start();
  undo.push(() => simulator.stop());
  const connect: WritableLinkFactory = (events) =>
    pair === null
      ? new TcpLink({ host: '127.0.0.1', port: simulator.port }, events)
      : new SerialLink({ path: pair.ends[0], baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }, events);
  const baudRate = pair === null ? null : 9600;
  const device = new DisplayBoard({ id: 'display', board: makeBoard(settings), connect, baudRate, clock: realClock });
  undo.push(() => device.stop());
  device.start();
  const until = (holds: () => boolean, what: string): Promise<void> =>
    vi.waitFor(
      () => {
        if (!holds())
          throw new Error(`waiting for ${what}; lit '${simulator.text}', ${JSON.stringify(device.condition())}`);
      },
      { timeout: 20_000, interval: 10 },
    );
  return { simulator, device, pair, until, indicator: readings(device) };
}

describe.each(BOARDS)('$board', (settings, kind) => {
  it.each(['tcp', 'serial'] as const)(
    'on %s: shows what it is told, dark without a weight, no zero in between',
    async (wire) => {
      const { simulator, device, until, indicator } = await setUp(settings, kind, wire);
      indicator.say(48_620);
      await until(() => simulator.text === '48620', '48620');
      await until(() => device.condition().state === 'online', 'online');
      indicator.say(15_600);
      await until(() => simulator.text === '15600', '15600');
      const silentAt = performance.now();
      indicator.say(null);
      await until(() => simulator.text === '', 'darkness');
      // Half of it is the board's own time-out; the rest is how late this test woke up.
      expect((simulator.history.at(-1)?.at ?? Infinity) - silentAt).toBeLessThan(1500);
      indicator.say(20);
      await until(() => simulator.text === '20', '20');
      expect(new Set(simulator.history.map(({ text }) => text))).toEqual(new Set(['', '48620', '15600', '20']));
      expect(simulator.foreignBytes).toBe(0);
    },
  );
});

describe('a board that goes and comes back', () => {
  it('loses its power: offline, and by itself right again with the weight of now', async () => {
    const { simulator, device, until, indicator } = await setUp(WLTJ, 'led-wltj', 'tcp');
    indicator.say(48_620);
    await until(() => simulator.text === '48620', '48620');
    await simulator.stop();
    await until(() => /^not-open: /.test(device.condition().detail ?? ''), 'offline');
    expect(device.condition().state).toBe('offline');
    indicator.say(15_600);
    await simulator.start();
    await until(() => simulator.text === '15600', '15600');
    expect(device.condition()).toMatchObject({ state: 'online', detail: null });
    expect(simulator.history.slice(-2).map(({ text }) => text)).toEqual(['', '15600']);
  });

  it('has its adapter pulled out and put back', async () => {
    const { simulator, device, pair, until, indicator } = await setUp(WLTJ, 'led-wltj', 'serial');
    indicator.say(48_620);
    await until(() => simulator.text === '48620', '48620');
    await simulator.stop();
    await pair?.unplug();
    await until(() => device.condition().state === 'offline', 'offline');
    await pair?.start();
    await simulator.start();
    await until(() => simulator.text === '48620', '48620');
    expect(device.condition().state).toBe('online');
  });

  it('answers no more: offline, though the line still takes bytes', async () => {
    const { simulator, device, until, indicator } = await setUp(ONBON, 'onbon-bx', 'tcp');
    indicator.say(48_620);
    await until(() => device.condition().state === 'online', 'online');
    simulator.mute = true;
    await until(() => device.condition().detail === 'no-answer', 'no-answer');
    simulator.mute = false;
    await until(() => device.condition().state === 'online', 'online');
    simulator.onbonError = 12;
    await until(() => device.condition().detail === 'refused: 12', 'refused');
  });

  it('is left dark, and free for others, when the program ends', async () => {
    const { simulator, device, until, indicator } = await setUp(WLTJ, 'led-wltj', 'serial');
    indicator.say(48_620);
    await until(() => simulator.text === '48620', '48620');
    await device.stop();
    await until(() => simulator.text === '', 'darkness');
    expect(device.condition()).toMatchObject({ state: 'offline', detail: 'stopped' });
  });

  it('goes dark by its own time-out when the program is killed (Onbon)', async () => {
    const { simulator, device, until, indicator } = await setUp(ONBON, 'onbon-bx', 'tcp');
    indicator.say(48_620);
    await until(() => simulator.text === '48620', '48620');
    // As a kill does: no last word.
    device.show = () => undefined;
    indicator.say(20);
    const last = performance.now();
    await until(() => simulator.text === '', 'darkness');
    expect((simulator.history.at(-1)?.at ?? Infinity) - last).toBeLessThan(3500);
  });
});
