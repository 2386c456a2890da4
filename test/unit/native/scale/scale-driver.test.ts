/** The driver on wires and clocks of our own: what it emits, when the number goes, when it reopens, what it says is wrong. */
import { describe, expect, it } from 'vitest';
import { ScaleDriver } from '../../../../native/scale/scale-driver.ts';
import type { ScaleDriverOptions, ScaleEvent } from '../../../../native/scale/scale-driver.ts';
import type { ScaleFrame } from '../../../../native/scale/scale-frame.ts';
import { encodeToledo, encodeYaohua } from '../../../sim/indicator/encoders.ts';
import type { Shown } from '../../../sim/indicator/encoders.ts';
import { FakeWire } from '../fake-link.ts';
import { FakeTime } from '../fake-time.ts';

const still: Shown = {
  value: 0,
  decimals: 0,
  unit: 'kg',
  moving: false,
  tare: 0,
  outOfRange: false,
  checksum: 'right',
};
const yaohua = (value: number, more: Partial<Shown> = {}) => encodeYaohua({ ...still, value, ...more });
const toledo = (value: number, more: Partial<Shown> = {}) => encodeToledo({ ...still, value, ...more });

/** As a UART of twice the speed would give them: neither text nor parity. */
const wrongSpeed = Buffer.from('00e61ee07f80e678f81e9fe0', 'hex');
/** Each byte with its parity in bit 7: the number of ones is even (0) or odd (1). */
const withParity = (bytes: Uint8Array, odd: 0 | 1): Buffer =>
  Buffer.from(bytes.map((byte) => ((byte.toString(2).match(/1/g)?.length ?? 0) % 2 === odd ? byte : byte | 0x80)));

function setUp(more: Partial<ScaleDriverOptions> = {}) {
  const time = new FakeTime();
  const wire = new FakeWire();
  const frames: ScaleFrame[] = [];
  const conditions: string[] = [];
  const log: ScaleEvent[] = [];
  const driver = new ScaleDriver({
    id: 'scale-1',
    protocol: 'yaohua-tf0',
    options: { checksum: 'required' },
    unit: 'kg',
    connect: wire.connect,
    clock: time.clock,
    after: time.after,
    log: (event) => log.push(event),
    ...more,
  });
  driver.onFrame((frame) => frames.push(frame));
  driver.onCondition(({ state, detail }) => conditions.push(detail === null ? state : `${state} ${detail}`));
  const now = () => driver.reading(time.now);
  return { time, wire, frames, conditions, log, driver, now };
}

describe('ScaleDriver frames', () => {
  it('gives kilograms, both times and the bytes as they came', () => {
    const { time, wire, frames, driver } = setUp();
    driver.start();
    time.advance(100);
    wire.send(yaohua(15_600));
    expect(frames).toEqual([
      {
        at: 100,
        wall: 1_795_000_000_100,
        weightKg: 15_600,
        stableFlag: null,
        overload: false,
        underload: false,
        net: null,
        expandedX10: false,
        rawHex: '022b3031353630303031' + '3903',
        protocol: 'yaohua-tf0',
      },
    ]);
    expect(driver.newest()).toBe(frames[0]);
  });

  it('gives every frame of a chunk, and one of many chunks', () => {
    const { wire, frames, driver } = setUp();
    driver.start();
    wire.send(Buffer.concat([yaohua(20), yaohua(40)]));
    for (const byte of yaohua(60)) wire.send(Uint8Array.of(byte));
    expect(frames.map((frame) => frame.weightKg)).toEqual([20, 40, 60]);
  });

  it('reads a line of nine-bit characters by its pauses, and nothing out of a half frame', () => {
    const { time, wire, frames, driver } = setUp({ protocol: 'yaohua-bigscreen', options: {} });
    driver.start();
    for (const byte of [0x3c, 0xf0]) wire.send(Uint8Array.of(byte));
    time.advance(63);
    for (const byte of [0x00, 0x3c, 0xf0]) {
      wire.send(Uint8Array.of(byte));
      time.advance(18);
    }
    expect(frames).toEqual([]);
    time.advance(45);
    expect(frames.map((frame) => frame.weightKg)).toEqual([15_600]);
  });

  it('turns tonnes into kilograms by the decimal text', () => {
    const { wire, frames, driver } = setUp({ unit: 't' });
    driver.start();
    wire.send(yaohua(38.62, { decimals: 2 }));
    wire.send(yaohua(1.005, { decimals: 3 }));
    expect(frames.map((frame) => frame.weightKg)).toEqual([38_620, 1005]);
  });

  it('never rounds: a weight that is no whole kilogram is no frame, and the condition says so', () => {
    const { time, wire, frames, conditions, driver } = setUp();
    driver.start();
    wire.send(yaohua(812.5, { decimals: 1 }));
    wire.send(yaohua(812, { decimals: 1 }));
    expect(frames.map((frame) => frame.weightKg)).toEqual([812]);
    expect(driver.counters()).toMatchObject({ frames: 2, unusable: 1 });
    for (let beat = 0; beat < 20; beat += 1) {
      time.advance(250);
      wire.send(yaohua(38.62, { decimals: 2 }));
    }
    expect(conditions.at(-1)).toBe('offline not-whole-kg');
  });

  it('passes on flags of Toledo: motion, net, out of range', () => {
    const { wire, frames, driver } = setUp({ protocol: 'toledo-continuous' });
    driver.start();
    wire.send(toledo(4520, { moving: true }));
    wire.send(toledo(4520, { tare: 300 }));
    wire.send(toledo(101_000, { outOfRange: true }));
    wire.send(toledo(-300, { outOfRange: true }));
    expect(frames).toMatchObject([
      { weightKg: 4520, stableFlag: false, net: false },
      { weightKg: 4520, stableFlag: true, net: true },
      { weightKg: null, overload: true, underload: false },
      { weightKg: null, overload: false, underload: true },
    ]);
  });

  it('lets the site’s unit win over the frame’s, and says that they differ', () => {
    const { wire, frames, conditions, driver } = setUp({
      protocol: 'toledo-continuous',
      options: { checksum: 'ignore' },
    });
    driver.start();
    wire.send(Buffer.from('022A20202034353230302020202020300D', 'hex'));
    expect(frames).toMatchObject([{ weightKg: 45_200 }]);
    expect(conditions.at(-1)).toBe('degraded unit-mismatch: lb');
    wire.send(toledo(45_200));
    expect(conditions.at(-1)).toBe('online');
    wire.send(Buffer.from('022A30303435323030352020202020300D', 'hex'));
    expect(frames.at(-1)).toMatchObject({ weightKg: 452_005, expandedX10: true });
    expect(conditions.at(-1)).toBe('degraded expanded-x10');
  });
});

describe('ScaleDriver silence', () => {
  it('is live up to 1 s, stale up to 3 s, then lost; the frame goes with the first', () => {
    const { time, wire, driver, now } = setUp();
    expect(now()).toEqual({ quality: 'lost', ageMs: null, frame: null });
    driver.start();
    wire.send(yaohua(15_600));
    time.advance(1000);
    expect(now()).toMatchObject({ quality: 'live', ageMs: 1000, frame: { weightKg: 15_600 } });
    time.advance(1);
    expect(now()).toEqual({ quality: 'stale', ageMs: 1001, frame: null });
    time.advance(1999);
    expect(now()).toEqual({ quality: 'stale', ageMs: 3000, frame: null });
    time.advance(1);
    expect(now()).toEqual({ quality: 'lost', ageMs: 3001, frame: null });
  });

  it('opens a silent port anew after 3 s, then after 4, 5, 8, 13, 13 s more, and hears the first frame at once', () => {
    const { time, wire, frames, driver } = setUp();
    driver.start();
    wire.send(yaohua(20));
    const reopened: number[] = [];
    for (let tenth = 1; tenth <= 520; tenth += 1) {
      const before = wire.links.length;
      time.advance(100);
      if (wire.links.length > before) reopened.push(Math.round(time.now / 1000));
    }
    expect(reopened).toEqual([3, 8, 13, 21, 34, 48]);
    expect(driver.counters().reopened).toBe(6);
    wire.send(yaohua(40));
    expect(frames.at(-1)?.weightKg).toBe(40);
    time.advance(3500);
    expect(driver.counters().reopened).toBe(7);
  });

  it('does not count bytes that are no frame as a signal', () => {
    const { time, wire, driver, now } = setUp();
    driver.start();
    wire.send(yaohua(20));
    for (let beat = 0; beat < 34; beat += 1) {
      time.advance(100);
      wire.send(yaohua(20, { checksum: 'wrong' }));
    }
    expect(now().quality).toBe('lost');
    expect(wire.links.length).toBe(2);
  });

  it('does not join halves of frames across two connections', () => {
    const { time, wire, frames, driver } = setUp();
    driver.start();
    const frame = yaohua(15_600);
    wire.send(frame.subarray(0, 6));
    wire.newest.fail('ECONNRESET');
    time.advance(1000);
    wire.send(frame.subarray(6));
    expect(frames).toEqual([]);
  });
});

describe('ScaleDriver condition', () => {
  const after4s = (send: (wire: FakeWire) => void, more: Partial<ScaleDriverOptions> = {}) => {
    const all = setUp(more);
    all.driver.start();
    for (let beat = 0; beat < 40; beat += 1) {
      send(all.wire);
      all.time.advance(100);
    }
    return all.driver.condition();
  };

  it.each([
    ['nothing comes', () => undefined, {}, 'no-signal'],
    ['another protocol', (wire: FakeWire) => wire.send(toledo(4520)), {}, 'no-frames'],
    ['a line at another speed', (wire: FakeWire) => wire.send(wrongSpeed), {}, 'rubbish'],
    [
      'seven bits and even parity read as 8N1',
      (wire: FakeWire) => wire.send(withParity(yaohua(20), 0)),
      {},
      'parity: 7E1',
    ],
    [
      'seven bits and odd parity read as 8N1, of a protocol whose start passes',
      (wire: FakeWire) => wire.send(withParity(toledo(4520), 1)),
      { protocol: 'toledo-continuous' },
      'parity: 7O1',
    ],
    [
      'bytes above 7F in a port opened as 7E1: no form to be told',
      (wire: FakeWire) => wire.send(withParity(yaohua(20), 0)),
      { form: { dataBits: 7, parity: 'even', stopBits: 1 } as const },
      'rubbish',
    ],
    ['a wrong checksum', (wire: FakeWire) => wire.send(yaohua(20, { checksum: 'wrong' })), {}, 'checksum'],
    [
      'a checksum is required and none comes',
      (wire: FakeWire) => wire.send(toledo(4520, { checksum: 'none' })),
      { protocol: 'toledo-continuous' },
      'checksum',
    ],
  ])('says why there is no weight: %s', (_, send, more, detail) => {
    expect(after4s(send, more)).toMatchObject({ state: 'offline', detail });
  });

  it('does not waver while a silent port is opened anew', () => {
    const { time, wire, conditions, driver } = setUp();
    driver.start();
    for (let beat = 0; beat < 400; beat += 1) {
      wire.send(yaohua(20, { checksum: 'wrong' }));
      time.advance(100);
    }
    expect(driver.counters().reopened).toBe(5);
    expect(conditions).toEqual(['offline no-signal', 'offline checksum']);
  });

  it('names what the system said when the port does not open, and recovers by itself', () => {
    const { time, wire, conditions, log, driver } = setUp();
    wire.refuses = 'ECONNREFUSED';
    driver.start();
    time.advance(20_000);
    expect(driver.condition()).toMatchObject({ state: 'offline', detail: 'port.gone: ECONNREFUSED' });
    // Five attempts, one line in the log.
    expect(wire.links.length).toBeGreaterThan(4);
    expect(log.filter((entry) => entry.event === 'closed')).toHaveLength(1);
    wire.refuses = null;
    time.advance(10_000);
    wire.send(yaohua(20));
    expect(driver.condition()).toMatchObject({ state: 'online', detail: null, since: time.clock.wall() });
    expect(conditions.at(-1)).toBe('online');
  });

  it('says after a live connection broke that it is not open, not that frames are missing', () => {
    const { time, wire, driver } = setUp();
    driver.start();
    wire.send(Buffer.concat([yaohua(20), yaohua(40).subarray(0, 5)]));
    wire.refuses = 'ECONNREFUSED';
    wire.newest.fail('ECONNRESET');
    time.advance(1500);
    expect(driver.condition()).toMatchObject({ state: 'degraded', detail: 'port.gone: ECONNREFUSED' });
    time.advance(2000);
    expect(driver.condition()).toMatchObject({ state: 'offline', detail: 'port.gone: ECONNREFUSED' });
  });

  it('stops, is nobody’s weight afterwards, and leaves no timer', async () => {
    const { time, wire, frames, driver, now } = setUp();
    driver.start();
    wire.send(yaohua(20));
    const { newest } = wire;
    await driver.stop();
    newest.events.onBytes(yaohua(40));
    expect(frames).toHaveLength(1);
    expect(now()).toEqual({ quality: 'lost', ageMs: null, frame: null });
    expect(driver.condition()).toMatchObject({ state: 'offline', detail: 'stopped' });
    expect(time.waiting).toBe(0);
    driver.start();
    wire.send(yaohua(60));
    expect(now().frame?.weightKg).toBe(60);
  });

  it('keeps what happened on the wire with its times, questions included, but no attempt that never opened', () => {
    const { time, wire, driver } = setUp({ protocol: 'yaohua-cmd', options: {} });
    wire.refuses = 'EACCES';
    driver.start();
    wire.refuses = null;
    time.advance(1000);
    const [question] = wire.newest.written;
    time.advance(7);
    wire.send(Uint8Array.of(0xff, 0x02));
    wire.newest.fail('EIO');
    const start = 1_795_000_001_000;
    const held = driver.trace.entries().map(({ at, bytes, what }) => [at - start, what, Buffer.from(bytes)]);
    expect(held).toEqual([
      [0, 'opened', Buffer.alloc(0)],
      [0, 'written', Buffer.from(question ?? [])],
      [7, 'received', Buffer.from([0xff, 0x02])],
      [7, 'closed', Buffer.from('EIO')],
    ]);
  });
});

describe('ScaleDriver with another line', () => {
  it('reads another protocol from another wire, and says so in each frame; its listeners stay', async () => {
    const { wire, frames, driver, time } = setUp();
    driver.start();
    wire.send(yaohua(20));
    const other = new FakeWire();
    await driver.use({ protocol: 'toledo-continuous', options: { checksum: 'required' }, connect: other.connect });
    expect(wire.newest.closed).toBe(true);
    expect(driver.reading(time.now).frame).toBeNull();
    other.send(toledo(40));
    wire.send(yaohua(60));
    expect(frames.map(({ protocol, weightKg }) => [protocol, weightKg])).toEqual([
      ['yaohua-tf0', 20],
      ['toledo-continuous', 40],
    ]);
    expect(driver.condition()).toMatchObject({ state: 'online' });
    await driver.stop();
    expect(time.waiting).toBe(0);
  });

  it('stays stopped when it was', async () => {
    const { wire, driver } = setUp();
    await driver.use({ protocol: 'cas10', options: {}, connect: wire.connect });
    expect(wire.links).toHaveLength(0);
    expect(driver.condition()).toMatchObject({ state: 'offline', detail: 'stopped' });
  });
});
