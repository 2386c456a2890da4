/** The board on wires and clocks of our own: what it is sent and when, what it is sent when there is no weight, what it says. */
import { describe, expect, it } from 'vitest';
import { makeBoard, type BoardSettings } from '../../../../native/display/boards/index.ts';
import type { BoardReading } from '../../../../native/display/boards/board.ts';
import { DisplayBoard, type DisplayBoardOptions } from '../../../../native/display/display-board.ts';
import { onbonFrame } from '../../../../native/display/onbon-frame.ts';
import type { LinkEvents, WritableLink, WritableLinkFactory } from '../../../../native/byte-link.ts';
import { kg } from '../../../../preload/contract/vocabulary.ts';
import { FakeLink } from '../fake-link.ts';
import { FakeTime } from '../fake-time.ts';

class BoardWire {
  readonly links: FakeLink[] = [];
  readonly written: { readonly hex: string; readonly at: number }[] = [];
  refuses: string | null = null;
  /** Writes are taken and never leave. */
  stuck = false;
  #waiting = false;
  readonly #time: FakeTime;

  constructor(time: FakeTime) {
    this.#time = time;
  }

  readonly connect: WritableLinkFactory = (events: LinkEvents): WritableLink => {
    const link = new FakeLink(events, (self) => {
      this.#waiting = false;
      if (this.refuses === null) self.events.onOpen();
      else self.fail(this.refuses);
    });
    this.links.push(link);
    return Object.assign(link, {
      write: (bytes: Uint8Array, sent?: () => void): boolean => {
        if (link.closed || this.#waiting) return false;
        this.#waiting = this.stuck;
        this.written.push({ hex: Buffer.from(bytes).toString('hex'), at: this.#time.now });
        if (!this.stuck) sent?.();
        return true;
      },
    });
  };

  get newest(): FakeLink {
    const link = this.links.at(-1);
    if (link === undefined) throw new Error('no attempt was made');
    return link;
  }
}

const SUM4: BoardSettings = { board: 'led-sum4', address: 1 };
const WLTJ: BoardSettings = { board: 'led-wltj', line: 1 };
const AREA = { id: 0, x: 0, y: 0, width: 16, height: 32 };
const ONBON: BoardSettings = { board: 'onbon-bx', address: 1, area: AREA, answers: true };
const DARK = 'a0900150000051';

function setUp(settings: BoardSettings, more: Partial<DisplayBoardOptions> = {}) {
  const time = new FakeTime();
  const wire = new BoardWire(time);
  const board = makeBoard(settings);
  const conditions: string[] = [];
  const { clock, after } = time;
  const device = new DisplayBoard({
    id: 'display',
    board,
    connect: wire.connect,
    baudRate: null,
    clock,
    after,
    ...more,
  });
  device.onCondition(({ state, detail }) => conditions.push(detail === null ? state : `${state} ${detail}`));
  const frameOf = (weightKg: number): string => Buffer.from(board.show(live(weightKg)) ?? []).toString('hex');
  return { time, wire, device, conditions, frameOf };
}

const live = (weightKg: number | null, rawFrame: string | null = null): BoardReading => ({
  quality: 'live',
  weightKg: weightKg === null ? null : kg(weightKg),
  rawFrame,
});
const STALE: BoardReading = { quality: 'stale', weightKg: null, rawFrame: '022b303135363030303139' + '03' };

describe('what is sent', () => {
  it('first of all darkness, where there is a frame for it: an old weight may stand there', () => {
    const { wire, device } = setUp(WLTJ);
    device.start();
    expect(wire.written.map(({ hex }) => hex)).toEqual([DARK]);
    const silent = setUp(SUM4);
    silent.device.start();
    expect(silent.wire.written).toEqual([]);
  });

  it('the newest weight, five times a second at most', () => {
    const { time, wire, device, frameOf } = setUp(WLTJ);
    device.start();
    time.advance(1000);
    wire.written.length = 0;
    for (let step = 1; step <= 100; step += 1) {
      device.show(live(step * 20));
      time.advance(10);
    }
    expect(wire.written.map(({ at }) => at)).toEqual([1000, 1200, 1400, 1600, 1800, 2000]);
    expect(wire.written.at(-1)?.hex).toBe(frameOf(2000));
  });

  it('as often as the line can carry', () => {
    const { time, wire, device } = setUp(WLTJ, { baudRate: 600 });
    device.start();
    time.advance(1000);
    wire.written.length = 0;
    for (let step = 1; step <= 200; step += 1) {
      device.show(live(48_620 + step));
      time.advance(10);
    }
    // 17 bytes of 12 bits at 600 bits a second take 340 ms.
    expect(wire.written.map(({ at }) => at - 1000)).toEqual([0, 340, 680, 1020, 1360, 1700]);
  });

  it('an unchanged weight twice a second, so that the board does not forget', () => {
    const { time, wire, device, frameOf } = setUp(WLTJ);
    device.start();
    time.advance(1000);
    wire.written.length = 0;
    for (let step = 0; step < 20; step += 1) {
      device.show(live(48_620));
      time.advance(100);
    }
    expect(new Set(wire.written.map(({ hex }) => hex))).toEqual(new Set([frameOf(48_620)]));
    expect(wire.written.map(({ at }) => at)).toEqual([1000, 1500, 2000, 2500]);
  });

  it('to a board that goes dark by itself: one frame a reading and never one without', () => {
    const { time, wire, device } = setUp({ board: 'indicator-frame' });
    device.start();
    for (let step = 0; step < 10; step += 1) {
      device.show(live(20, `0203${String(step).padStart(2, '0')}`));
      time.advance(250);
    }
    time.advance(10_000);
    expect(wire.written.map(({ hex }) => hex)).toEqual(
      Array.from({ length: 10 }, (_, step) => `0203${String(step).padStart(2, '0')}`),
    );
  });
});

describe('no weight', () => {
  it('at a stale reading: dark at once, again while it lasts, and never a zero', () => {
    const { time, wire, device, frameOf } = setUp(WLTJ);
    device.start();
    time.advance(1000);
    device.show(live(48_620));
    time.advance(200);
    wire.written.length = 0;
    device.show(STALE);
    time.advance(5000);
    expect(wire.written[0]).toEqual({ hex: DARK, at: 1200 });
    expect(wire.written.length).toBeGreaterThan(3);
    expect(new Set(wire.written.map(({ hex }) => hex))).toEqual(new Set([DARK]));
    expect(frameOf(0)).not.toBe(DARK);
  });

  it('a frame that waits for its turn is not sent once the reading is stale', () => {
    for (const settings of [WLTJ, SUM4]) {
      const { time, wire, device, frameOf } = setUp(settings);
      device.start();
      time.advance(1000);
      device.show(live(20));
      device.show(live(40));
      device.show(STALE);
      time.advance(5000);
      expect(wire.written.map(({ hex }) => hex)).not.toContain(frameOf(40));
    }
  });

  it('when nobody says anything any more: dark within 1.5 s', () => {
    const { time, wire, device, frameOf } = setUp(WLTJ);
    device.start();
    time.advance(1000);
    device.show(live(48_620));
    time.advance(1500);
    expect(wire.written.at(-2)?.hex).toBe(frameOf(48_620));
    expect(wire.written.at(-1)?.hex).toBe(DARK);
  });

  it('when the whole program stood still: the weight of before is not sent', () => {
    const { wire, device, time, frameOf } = setUp(WLTJ, {});
    let skipped = 0;
    const { clock } = time;
    const late = new DisplayBoard({
      id: 'display',
      board: makeBoard(WLTJ),
      connect: wire.connect,
      baudRate: null,
      clock: { wall: clock.wall, monotonic: () => (clock.monotonic() + skipped) as ReturnType<typeof clock.monotonic> },
      after: time.after,
    });
    late.start();
    late.show(live(20));
    skipped = 5000;
    time.advance(200);
    expect(wire.written.map(({ hex }) => hex)).not.toContain(frameOf(20));
    expect(device.condition().detail).toBe('stopped');
  });

  it('out of range: dark', () => {
    const { time, wire, device } = setUp(WLTJ);
    device.start();
    time.advance(1000);
    device.show(live(48_620));
    time.advance(300);
    device.show(live(null));
    expect(wire.written.at(-1)?.hex).toBe(DARK);
    expect(device.condition().state).toBe('online');
  });

  it('a weight beyond its digits: dark, and it says so', () => {
    const { time, wire, device, conditions } = setUp(SUM4);
    device.start();
    device.show(live(65_535));
    time.advance(300);
    device.show(live(65_536));
    time.advance(300);
    device.show(live(-20));
    expect(wire.written).toHaveLength(1);
    expect(conditions.slice(-2)).toEqual(['degraded cannot-show: 65536 kg', 'degraded cannot-show: -20 kg']);
    device.show(live(0));
    expect(conditions.at(-1)).toBe('online');
  });

  it('when it stops: dark last of all, then nothing', async () => {
    const { time, wire, device } = setUp(WLTJ);
    device.start();
    time.advance(1000);
    device.show(live(48_620));
    await device.stop();
    expect(wire.written.at(-1)?.hex).toBe(DARK);
    const { length } = wire.written;
    device.show(live(20));
    time.advance(5000);
    expect(wire.written).toHaveLength(length);
    expect(time.waiting).toBe(0);
    expect(device.condition()).toMatchObject({ state: 'offline', detail: 'stopped' });
  });
});

describe('the wire', () => {
  it('is tried again for ever, and what belongs there is shown when it is back', () => {
    const { time, wire, device, conditions, frameOf } = setUp(WLTJ);
    wire.refuses = 'ECONNREFUSED';
    device.start();
    for (let step = 0; step < 50; step += 1) {
      device.show(live(48_620));
      time.advance(100);
    }
    expect(wire.written).toEqual([]);
    expect(conditions).toEqual(['offline connecting', 'offline not-open: ECONNREFUSED']);
    wire.refuses = null;
    for (let step = 0; step < 100; step += 1) {
      device.show(live(48_640));
      time.advance(100);
    }
    expect(wire.written[0]?.hex).toBe(frameOf(48_640));
    expect(conditions.at(-1)).toBe('online');
    wire.newest.fail('EIO');
    expect(conditions.at(-1)).toBe('offline not-open: EIO');
    time.advance(1000);
    expect(conditions.at(-1)).toBe('online');
  });

  it('that takes nothing is opened anew, after longer each time, and nothing piles up', () => {
    const { time, wire, device, conditions } = setUp(WLTJ);
    wire.stuck = true;
    device.start();
    const run = (ms: number): void => {
      for (let step = 0; step < ms / 100; step += 1) {
        device.show(live(48_620 + step));
        time.advance(100);
      }
    };
    run(3000);
    expect(wire.written).toHaveLength(1);
    run(500);
    expect(conditions.at(-1)).toBe('offline not-taking');
    run(60_000);
    // 3 s, then 4, 5, 8, 13, 13 …
    expect(wire.links.length).toBeGreaterThan(5);
    expect(wire.links.length).toBeLessThan(10);
    wire.stuck = false;
    run(15_000);
    expect(conditions.at(-1)).toBe('online');
  });

  it('stops though the board takes nothing', async () => {
    const { time, wire, device } = setUp(WLTJ);
    wire.stuck = true;
    device.start();
    const stopped = device.stop();
    time.advance(600);
    await stopped;
    expect(wire.newest.closed).toBe(true);
    expect(time.waiting).toBe(0);
  });
});

describe('a controller that answers', () => {
  const answer = (command: number, error: number): Uint8Array =>
    onbonFrame([0x00, 0x80, 0x01, 0x00, 0, 0, 0, 0, 0, 0, 0xfe, 0x02], [0xa0, command, error, 0, 0]);

  it('is online when it has answered, and offline when it no longer does', () => {
    const { time, wire, device, conditions } = setUp(ONBON);
    device.start();
    time.advance(1000);
    expect(conditions).toEqual(['offline connecting']);
    wire.newest.events.onBytes(answer(0, 0));
    expect(conditions.at(-1)).toBe('online');
    time.advance(10_000);
    expect(conditions.at(-1)).toBe('offline no-answer');
    expect(wire.links.length).toBeGreaterThan(1);
    wire.newest.events.onBytes(answer(0, 0));
    expect(conditions.at(-1)).toBe('online');
  });

  it('says what it refuses', () => {
    const { wire, device, conditions } = setUp(ONBON);
    device.start();
    wire.newest.events.onBytes(answer(1, 12));
    expect(conditions.at(-1)).toBe('degraded refused: 12');
    wire.newest.events.onBytes(answer(0, 0));
    expect(conditions.at(-1)).toBe('online');
  });

  it('is not waited for where its answers cannot come back', () => {
    const { time, wire, device, conditions } = setUp({ ...ONBON, answers: false });
    device.start();
    time.advance(20_000);
    expect(conditions).toEqual(['offline connecting', 'online']);
    expect(wire.links).toHaveLength(1);
  });
});
