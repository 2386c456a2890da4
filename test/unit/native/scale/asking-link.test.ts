/** Who talks only when asked is asked, one question at a time; who talks by itself never gets a byte. */
import { describe, expect, it } from 'vitest';
import { AskingLink } from '../../../../native/scale/asking-link.ts';
import { SCALE_PROTOCOLS } from '../../../../native/scale/protocols/index.ts';
import { ScaleDriver } from '../../../../native/scale/scale-driver.ts';
import type { ScaleDriverOptions } from '../../../../native/scale/scale-driver.ts';
import { encode8217, encodeYaohuaAnswer, encodeYaohuaQuestion } from '../../../sim/indicator/encoders-yaohua.ts';
import type { Shown } from '../../../sim/indicator/encoders.ts';
import { FakeWire } from '../fake-link.ts';
import { FakeTime } from '../fake-time.ts';

const still: Shown = {
  value: 15_600,
  decimals: 0,
  unit: 'kg',
  moving: false,
  tare: 0,
  outOfRange: false,
  checksum: 'right',
};

describe('AskingLink', () => {
  function setUp() {
    const time = new FakeTime();
    const wire = new FakeWire();
    const seen: string[] = [];
    const asking = new AskingLink(wire.connect, { request: Uint8Array.of(0x57), everyMs: 200 }, time.after);
    const link = asking.connect({
      onOpen: () => seen.push('open'),
      onBytes: (bytes) => seen.push(Buffer.from(bytes).toString()),
      onClose: (reason) => seen.push(reason),
    });
    link.open();
    return { time, wire, asking, link, seen, questions: () => wire.newest.written.length };
  }

  it('asks at once, then at its pace, each time when the answer is here', () => {
    const { time, asking, questions } = setUp();
    expect(questions()).toBe(1);
    for (let turn = 2; turn < 10; turn += 1) {
      time.advance(30);
      asking.answered();
      time.advance(169);
      expect(questions()).toBe(turn - 1);
      time.advance(1);
      expect(questions()).toBe(turn);
    }
    expect(asking.asked).toBe(9);
  });

  it('never has two questions under way: a slow answer puts the next one off, none at all by half a second', () => {
    const { time, asking, questions } = setUp();
    time.advance(350);
    expect(questions()).toBe(1);
    asking.answered();
    expect(questions()).toBe(2);
    time.advance(499);
    expect(questions()).toBe(2);
    time.advance(1);
    expect(questions()).toBe(3);
    time.advance(5000);
    expect(questions()).toBe(13);
  });

  it('goes on when a question does not leave, and counts only those that do', () => {
    const { time, wire, asking } = setUp();
    wire.newest.takes = false;
    time.advance(2000);
    expect(asking.asked).toBe(1);
    wire.newest.takes = true;
    time.advance(500);
    expect(asking.asked).toBe(2);
  });

  it('passes everything on, and asks a closed wire nothing', () => {
    const { time, wire, asking, seen } = setUp();
    wire.newest.events.onBytes(Buffer.from('answer'));
    wire.newest.fail('ECONNRESET');
    expect(seen).toEqual(['open', 'answer', 'ECONNRESET']);
    asking.answered();
    time.advance(5000);
    expect(asking.asked).toBe(1);
    expect(time.waiting).toBe(0);
  });
});

describe('ScaleDriver', () => {
  function setUp(protocol: string, options: ScaleDriverOptions['options'] = {}) {
    const time = new FakeTime();
    const wire = new FakeWire();
    const driver = new ScaleDriver({
      id: 'scale-1',
      protocol,
      options,
      unit: 'kg',
      connect: wire.connect,
      clock: time.clock,
      after: time.after,
    });
    driver.start();
    const written = () => wire.links.flatMap((link) => link.written.map((bytes) => Buffer.from(bytes).toString('hex')));
    return { time, wire, driver, written };
  }
  const listening = SCALE_PROTOCOLS.filter(({ talks }) => talks === 'by-itself');

  it.each(listening)('$id: is listened to and never gets a byte, whatever comes or does not', ({ id }) => {
    const { time, wire, driver, written } = setUp(id);
    for (let beat = 0; beat < 100; beat += 1) {
      time.advance(100);
      wire.send(beat % 2 === 0 ? encodeYaohuaQuestion('B') : Buffer.from('W\r\nS\r\nREAD\r\n'));
    }
    time.advance(60_000);
    expect(written()).toEqual([]);
    expect(driver.counters().asked).toBe(0);
    // It was opened anew on the way, and was not written to then either.
    expect(wire.links.length).toBeGreaterThan(3);
  });

  it.each(SCALE_PROTOCOLS.filter(({ talks }) => talks === 'when-asked'))('$id: is asked', ({ id, poll }) => {
    const { time, driver, written } = setUp(id);
    const question = Buffer.from(poll?.({}).request ?? []).toString('hex');
    expect(written()).toEqual([question]);
    time.advance(2000);
    expect(written().length).toBeGreaterThanOrEqual(4);
    expect(new Set(written())).toEqual(new Set([question]));
    expect(driver.counters().asked).toBe(written().length);
  });

  it('asks the configured indicator, takes its answer and keeps the pace', () => {
    const { time, wire, driver, written } = setUp('yaohua-cmd', { address: 7 });
    for (let turn = 0; turn < 10; turn += 1) {
      // The echo of the question comes first, as on two wires.
      wire.send(encodeYaohuaQuestion('B', 7));
      time.advance(50);
      wire.send(encodeYaohuaAnswer(still, 'B', 7));
      expect(driver.reading(time.now)).toMatchObject({ quality: 'live', frame: { weightKg: 15_600, net: false } });
      time.advance(150);
    }
    expect(written()).toEqual(Array.from({ length: 11 }, () => encodeYaohuaQuestion('B', 7).toString('hex')));
    expect(driver.counters()).toMatchObject({ frames: 10, traffic: 10, skippedBytes: 0 });
    wire.send(encodeYaohuaAnswer({ ...still, value: 1 }, 'B', 8));
    expect(driver.counters().rejects).toEqual({ address: 1 });
  });

  it('asks again after the wire came back, and not after it stopped', async () => {
    const { time, wire, driver, written } = setUp('toledo-8217');
    wire.newest.fail('ECONNRESET');
    time.advance(1000);
    expect(wire.newest.written).toHaveLength(1);
    await driver.stop();
    const before = written().length;
    time.advance(10_000);
    expect(written()).toHaveLength(before);
    expect(time.waiting).toBe(0);
  });

  it('does not take the word that it moves for a weight, nor for the end of the last one', () => {
    const { time, wire, driver } = setUp('toledo-8217');
    wire.send(encode8217(still));
    time.advance(300);
    wire.send(encode8217({ ...still, value: 16_000, moving: true }));
    expect(driver.reading(time.now)).toMatchObject({ quality: 'live', ageMs: 300, frame: { weightKg: 15_600 } });
    time.advance(800);
    wire.send(encode8217({ ...still, value: 16_000, moving: true }));
    expect(driver.reading(time.now)).toMatchObject({ quality: 'stale', frame: null });
    wire.send(encode8217({ ...still, outOfRange: true }));
    expect(driver.reading(time.now)).toMatchObject({ quality: 'live', frame: { weightKg: null, overload: true } });
  });
});
