/** The splitter alone: resync byte by byte, counters, and a buffer that never grows. */
import { describe, expect, it } from 'vitest';
import { FrameSplitter } from '../../../../native/scale/frame-splitter.ts';
import { yaohuaTf0 } from '../../../../native/scale/protocols/yaohua-tf0.ts';
import { bytesOf, collect } from './collect.ts';

const reader = yaohuaTf0.reader({ checksum: 'required' });
const GOOD = '022B30303135363030313903';

describe('FrameSplitter', () => {
  it.each([
    ['several frames in one chunk', GOOD.repeat(3), 3],
    ['a half frame before', `313903${GOOD}`, 1],
    ['starts right before a frame', `0202${GOOD}`, 1],
    ['a frame whose tail was lost', `${GOOD.slice(0, 14)}${GOOD}`, 1],
    ['a frame that lost three characters', `${GOOD}022B3030303333 03${GOOD}${GOOD}`, 3],
    ['NULs and FFs between', `${GOOD}0000FF00${GOOD}`, 2],
    ['a start inside a damaged frame', `022B3030${GOOD}`, 1],
  ])('finds the frames: %s', (_, hex, count) => {
    for (const sizes of [[1000], [1], [2], [11], [12], [13], [5, 1, 8]]) {
      expect(collect(reader, bytesOf(hex), sizes).frames.map((frame) => frame.weightText)).toEqual(
        Array.from({ length: count }, () => '1560'),
      );
    }
  });

  it('accounts for every byte', () => {
    const splitter = new FrameSplitter(reader, { frame: () => undefined, reject: () => undefined });
    splitter.push(bytesOf(`FFFF${GOOD}022B30303135363030313803${GOOD}022B30`));
    expect(splitter.counters()).toEqual({
      bytes: 41,
      frames: 2,
      traffic: 0,
      skippedBytes: 14,
      rejects: { checksum: 1 },
    });
    expect(splitter.heldBytes).toBe(3);
  });

  it('forgets the beginning of a frame when the wire is cut, so that two halves never become one', () => {
    const weights: (string | null)[] = [];
    const splitter = new FrameSplitter(reader, {
      frame: (frame) => weights.push(frame.weightText),
      reject: () => undefined,
    });
    splitter.push(bytesOf(GOOD.slice(0, 12)));
    expect(splitter.end()).toBe('incomplete');
    splitter.push(bytesOf(GOOD.slice(12)));
    expect(weights).toEqual([]);
    splitter.push(bytesOf(GOOD));
    expect(weights).toEqual(['1560']);
  });

  it('never holds a whole frame, whatever comes', () => {
    const starts = new Uint8Array(100_000).fill(0x02);
    for (const sizes of [[1], [7], [4096]])
      expect(collect(reader, starts, sizes).mostHeld).toBeLessThan(reader.longest);
  });
});
