/** What is wanted of an encoder is always something that the camera offers, and only what differs is sent. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CameraProfile, EncoderOption } from '../../../../../preload/contract/cameras.ts';
import {
  changeOf,
  codecWords,
  FIELDS,
  isAsSet,
  settable,
  stepped,
  wishOf,
} from '../../../../../renderer/screens/cameras/encoder-wish.ts';

const option = (
  encoding: string,
  sizes: readonly (readonly [number, number])[],
  more: Partial<EncoderOption> = {},
): EncoderOption => ({
  encoding,
  sizes: sizes.map(([width, height]) => ({ width, height })),
  frameRate: { min: 1, max: 25 },
  frameRates: null,
  bitRateKbit: null,
  gop: null,
  ...more,
});
const H264 = option('H264', [
  [1920, 1080],
  [1280, 720],
  [704, 576],
]);
const H265 = option(
  'H265',
  [
    [2560, 1440],
    [1280, 720],
  ],
  { frameRates: [25, 12, 6] },
);
const profile = (token: string, width: number, height: number, more: Partial<CameraProfile> = {}): CameraProfile => ({
  token,
  name: token,
  encoder: { encoding: 'H264', width, height, frameRate: 25, bitRateKbit: 4096, gop: 50 },
  options: [H264, H265],
  measured: null,
  ...more,
});
const MAIN = profile('main', 1920, 1080);
const WISH = wishOf(MAIN);

test('the largest stands first; what cannot be set is left out', () => {
  const all = [
    profile('sub', 640, 360),
    MAIN,
    profile('none', 9, 9, { options: [] }),
    profile('dumb', 9, 9, { encoder: null }),
  ];
  expect(settable(all).map(({ token }) => token)).toEqual(['main', 'sub']);
});

describe('a step', () => {
  test.each([
    ['size', -1, { width: 1280, height: 720 }],
    ['size', 1, { width: 1920, height: 1080 }],
    ['frameRate', -1, { frameRate: 20 }],
    ['frameRate', 1, { frameRate: 25 }],
    ['encoding', -1, { encoding: 'H264' }],
    // The nearest that the other codec has.
    ['encoding', 1, { encoding: 'H265', width: 1280, height: 720, frameRate: 25 }],
  ] as const)('of %s by %i', (field, by, expected) => {
    expect(stepped(WISH, field, by, MAIN.options)).toMatchObject(expected);
  });

  test('goes to the only rates that are taken, where the camera names them', () => {
    expect(stepped({ ...WISH, encoding: 'h265' }, 'frameRate', -1, MAIN.options).frameRate).toBe(12);
  });

  test('from a value that is not offered leads to one that is', () => {
    expect(stepped({ ...WISH, width: 1, height: 1 }, 'size', 1, MAIN.options)).toMatchObject({
      width: 704,
      height: 576,
    });
    expect(stepped({ ...WISH, encoding: 'MPEG4' }, 'encoding', 1, MAIN.options).encoding).toBe('H264');
    expect(stepped(WISH, 'size', 1, [])).toEqual(WISH);
  });

  test('whatever is pressed: after the codec was chosen everything is offered', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom(...FIELDS), fc.constantFrom(1 as const, -1 as const)), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, (pressed) => {
        const wish = pressed.reduce((now, [field, by]) => stepped(now, field, by, MAIN.options), WISH);
        const offered = MAIN.options.find(({ encoding }) => encoding === wish.encoding);
        expect(offered?.sizes).toContainEqual({ width: wish.width, height: wish.height });
        const { frameRate } = wish;
        expect(
          offered?.frameRates?.includes(frameRate ?? -1) ?? (frameRate !== null && frameRate >= 1 && frameRate <= 25),
        ).toBe(true);
      }),
    );
  });
});

describe('what is sent', () => {
  test('is only what differs', () => {
    expect(changeOf(WISH, MAIN.encoder)).toBeNull();
    expect(changeOf({ ...WISH, encoding: 'h264' }, MAIN.encoder)).toBeNull();
    expect(changeOf({ ...WISH, frameRate: 20 }, MAIN.encoder)).toEqual({ profile: 'main', frameRate: 20 });
    expect(changeOf({ ...WISH, width: 1280, height: 720 }, MAIN.encoder)).toEqual({
      profile: 'main',
      width: 1280,
      height: 720,
    });
    expect(changeOf(WISH, null)).toBeNull();
  });
});

test.each([
  ['nothing measured', null, null],
  ['it could not be played', { ok: false, why: { code: 'camera.refused', detail: '' } }, null],
  ['the same', { ok: true, is: { codec: 'h264', width: 1920, height: 1080, frameRate: 24.9 } }, true],
  ['no rate said', { ok: true, is: { codec: 'h264', width: 1920, height: 1080, frameRate: null } }, true],
  ['another size', { ok: true, is: { codec: 'h264', width: 1280, height: 720, frameRate: 25 } }, false],
  ['another codec', { ok: true, is: { codec: 'h265', width: 1920, height: 1080, frameRate: 25 } }, false],
  ['half the rate', { ok: true, is: { codec: 'h264', width: 1920, height: 1080, frameRate: 12.5 } }, false],
] as const)('whether what came is what it is set to: %s', (_, measured, expected) => {
  expect(isAsSet({ ...MAIN, measured })).toBe(expected);
});

test('codecs as people write them', () => {
  expect(['H264', 'h265', 'JPEG'].map(codecWords)).toEqual(['H.264', 'H.265', 'JPEG']);
});
