/** The ninth bit out of pauses: three characters and a pause are a frame, nothing else is. */
import { describe, expect, it } from 'vitest';
import { burstLink } from '../../../../native/scale/burst-link.ts';
import { yaohuaBigscreen } from '../../../../native/scale/protocols/yaohua-bigscreen.ts';
import { FakeWire } from '../fake-link.ts';
import { FakeTime } from '../fake-time.ts';
import { collect } from './collect.ts';

/** One character takes 11 bits at 600 baud. */
const CHARACTER_MS = 18;
const EVERY_MS = 100;

function setUp() {
  const time = new FakeTime();
  const wire = new FakeWire();
  const stream: number[] = [];
  const closed: string[] = [];
  const link = burstLink(
    wire.connect,
    time.after,
  )({ onOpen: () => undefined, onBytes: (bytes) => stream.push(...bytes), onClose: (reason) => closed.push(reason) });
  link.open();
  const weights = () =>
    collect(yaohuaBigscreen.reader({}), Uint8Array.from(stream)).frames.map((frame) => frame.weightText);
  /** Characters as they fall out of the line, and the silence up to the next frame. */
  const frame = (...bytes: readonly number[]) => {
    for (const byte of bytes) {
      time.advance(CHARACTER_MS);
      wire.send(Uint8Array.of(byte));
    }
    time.advance(EVERY_MS - bytes.length * CHARACTER_MS);
  };
  return { time, wire, link, stream, closed, weights, frame };
}

describe('burstLink', () => {
  it('reads a frame after the pause behind it', () => {
    const { time, wire, weights } = setUp();
    for (const byte of [0x20, 0x86, 0x9e]) {
      time.advance(CHARACTER_MS);
      wire.send(Uint8Array.of(byte));
    }
    expect(weights()).toEqual([]);
    time.advance(39);
    expect(weights()).toEqual([]);
    time.advance(1);
    expect(weights()).toEqual(['99998']);
    expect(time.waiting).toBe(0);
  });

  it('joined in the middle, it gives no weight until the first whole frame', () => {
    const { weights, frame } = setUp();
    frame(0x9e);
    frame(0x86, 0x9e);
    expect(weights()).toEqual([]);
    frame(0x20, 0x86, 0x9e);
    frame(0x00, 0x3c, 0xf0);
    expect(weights()).toEqual(['99998', '15600']);
  });

  it('a lost character costs its frame', () => {
    const { weights, frame } = setUp();
    frame(0x20, 0x86, 0x9e);
    frame(0x20, 0x9e);
    frame(0x20, 0x86, 0x9e);
    expect(weights()).toEqual(['99998', '99998']);
  });

  it('two frames handed over at once are none: where one ends cannot be seen', () => {
    const { wire, weights, frame } = setUp();
    wire.send(Uint8Array.of(0x20, 0x86, 0x9e, 0x20, 0x86));
    frame(0x9e);
    expect(weights()).toEqual([]);
    frame(0x20, 0x86, 0x9e);
    expect(weights()).toEqual(['99998']);
  });

  it('keeps no half frame over a closed wire, and no timer', () => {
    const { time, wire, closed, weights } = setUp();
    wire.send(Uint8Array.of(0x20, 0x86, 0x9e));
    wire.newest.fail('EIO');
    expect(closed).toEqual(['EIO']);
    expect(time.waiting).toBe(0);
    time.advance(1000);
    expect(weights()).toEqual([]);
  });
});
