/** Byte table of Yaohua's display line, after the manuals; it was never seen on a wire. */
import { describe, expect, it } from 'vitest';
import { ninthBitStream } from '../../../../../native/scale/protocols/ninth-bit.ts';
import { yaohuaBigscreen } from '../../../../../native/scale/protocols/yaohua-bigscreen.ts';
import { bytesOf, collect } from '../collect.ts';

const reader = yaohuaBigscreen.reader({});
const read = (hex: string, marks: readonly number[]) => collect(reader, ninthBitStream(bytesOf(hex), marks));

describe('yaohua-bigscreen', () => {
  it.each([
    // A description names 99990 for the first bytes; by the layout that number is the second ones.
    ['a number of 17 bits', '20 86 9E', '99998', 0],
    ['another one', '20 86 96', '99990', 0],
    ['empty', '00 00 00', '0', 0],
    ['below zero', '08 00 14', '-20', 0],
    ['negative zero is zero', '08 00 00', '0', 0],
    ['two decimals', '02 11 A8', '45.20', 2],
    ['four decimals', '04 00 05', '0.0005', 4],
    ['the free bit set', '10 30 39', '12345', 0],
    ['all bits of the number', 'E0 FF FF', '524287', 0],
  ])('%s', (_, hex, weightText, decimals) => {
    const { frames, firstReason } = read(hex, [0, 0, 1]);
    expect(firstReason).toBeNull();
    expect(frames).toMatchObject([
      { weightText, weight: Number(weightText), decimals, unit: null, stable: null, raw: hex.replaceAll(' ', '') },
    ]);
  });

  it.each([
    ['no ninth bit', '00 30 39', [0, 0, 0], 'framing'],
    ['marks that say nothing of it', '00 30 39', [], 'framing'],
    ['a ninth bit too early', '00 30 39', [0, 1, 0], 'incomplete'],
    ['ends of frames only', '39 39 39', [1, 1, 1], 'no-frame'],
    ['five decimals', '05 30 39', [0, 0, 1], 'range'],
    ['seven decimals', '0F 30 39', [0, 0, 1], 'range'],
    ['input ends inside', '00 30', [0, 0], 'incomplete'],
  ])('drops: %s', (_, hex, marks, reason) => {
    const { frames, firstReason } = read(hex, marks);
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('gives no weight from bytes as a port hands them over, whatever they are', () => {
    const stream = bytesOf('00 30 39 '.repeat(50));
    expect(collect(reader, stream).frames).toEqual([]);
  });

  it('finds the frames wherever it is joined', () => {
    const characters = bytesOf('00 30 39 E0 FF FF 20 86 9E');
    for (let cut = 0; cut <= 6; cut += 1) {
      const { frames } = collect(reader, ninthBitStream(characters, [0, 0, 1, 0, 0, 1, 0, 0, 1]).subarray(cut), [1]);
      expect(frames.at(-1)?.weightText).toBe('99998');
    }
  });

  it('drops what is no stream of characters', () => {
    for (const hex of ['C8 80', 'C0 80', 'FF', 'C4 41', '00 FF', '00 30 C4']) {
      const { frames } = collect(reader, bytesOf(hex));
      expect(frames).toEqual([]);
    }
  });
});

describe('ninthBitStream', () => {
  it('is UTF-8, one character each, so that no character begins within another', () => {
    const bytes = Uint8Array.from({ length: 512 }, (_, index) => index & 0xff);
    const marks = Array.from({ length: 512 }, (_, index) => index >> 8);
    const text = String.fromCharCode(...Array.from({ length: 512 }, (_, index) => index));
    expect(Buffer.from(ninthBitStream(bytes, marks)).toString('utf8')).toBe(text);
  });
});
