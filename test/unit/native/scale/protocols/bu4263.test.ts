/** Byte table of BU4263M1: the frame of a public driver's own test, and its layout. */
import { describe, expect, it } from 'vitest';
import { bu4263 } from '../../../../../native/scale/protocols/bu4263.ts';
import { bytesOf, collect } from '../collect.ts';

const reader = bu4263.reader({});

describe('bu4263', () => {
  it.each([
    ['the frame of the driver, between zeroes', '00 00 00 23 4E 94 00 00 24 00 00 00', '1480', '234E94000024'],
    ['empty', '23 4E 00 00 00 24', '0', '234E00000024'],
    ['a lorry', '23 4E A8 11 00 24', '45200', '234EA8110024'],
    ['the highest byte', '23 4E 00 00 01 24', '655360', '234E00000124'],
    ['its own start within the number', '23 4E 23 4E 00 24', '200030', '234E234E0024'],
    ['a lone start before it', '23 23 4E 94 00 00 24', '1480', '234E94000024'],
  ])('%s', (_, hex, weightText, raw) => {
    const { frames, firstReason } = collect(reader, bytesOf(hex));
    expect(firstReason).toBeNull();
    expect(frames).toMatchObject([{ weightText, weight: Number(weightText), unit: 'kg', stable: null, raw }]);
  });

  it.each([
    ['another end', '23 4E A8 11 00 25', 'framing'],
    ['a byte too many', '23 4E A8 11 00 00 24', 'framing'],
    ['another second character', '23 4F A8 11 00 24', 'no-frame'],
    ['start lost', 'A8 11 00 24', 'no-frame'],
    ['input ends inside', '23 4E A8', 'incomplete'],
    ['input ends at the start', '23', 'incomplete'],
  ])('drops: %s', (_, hex, reason) => {
    const { frames, firstReason } = collect(reader, bytesOf(hex));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });
});
