/** Whole, large enough, showing something, of now: each rule refuses what it is for and nothing else. */
import turbo from '@julusian/jpeg-turbo';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkPicture, PICTURE_RULES } from '../../../../native/camera/picture-check.ts';
import type { EpochMs } from '../../../../preload/contract/vocabulary.ts';

const NOW = Date.UTC(2026, 10, 22, 6, 32, 5) as EpochMs;
const CLOCKS = { stationNow: NOW, cameraOffsetMs: 0, cameraUtcOffsetMinutes: 480 };
const NO_CLAIMS = { date: null, lastModified: null };

/** A grey picture painted pixel by pixel. */
function jpegOf(width: number, height: number, paint: (x: number, y: number) => number): Buffer {
  const raw = Buffer.alloc(width * height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) raw[y * width + x] = paint(x, y);
  return turbo.compressSync(raw, {
    format: turbo.FORMAT_GRAY,
    width,
    height,
    quality: 80,
    subsampling: turbo.SAMP_GRAY,
  });
}

const grain = (x: number, y: number): number => (x * 7919 + y * 104_729) % 9;
let good: Buffer;

beforeAll(() => {
  good = jpegOf(1280, 720, (x, y) => 60 + ((x + y) % 120) + grain(x, y));
});

const codeOf = async (jpeg: Buffer, claims: Parameters<typeof checkPicture>[1] = NO_CLAIMS): Promise<string> =>
  await checkPicture(jpeg, claims, CLOCKS).then(
    () => 'good',
    (error: { code: string }) => error.code,
  );

describe('checkPicture', () => {
  it('measures a good picture', async () => {
    expect(await checkPicture(good, NO_CLAIMS, CLOCKS)).toEqual({ width: 1280, height: 720 });
  });

  it('refuses data that is missing inside a file that ends properly', async () => {
    const end = Buffer.from([0xff, 0xd9]);
    for (const share of [0.1, 0.5, 0.9]) {
      const cut = Buffer.concat([good.subarray(0, Math.floor(good.length * share)), end]);
      expect(await codeOf(cut)).toBe('camera.truncated');
    }
  });

  it('keeps a picture with the harmless stray bytes that some cameras send', async () => {
    const stray = Buffer.concat([good.subarray(0, -2), Buffer.from([0x00, 0x00, 0x00, 0xff, 0xd9])]);
    expect(await codeOf(stray)).toBe('good');
  });

  it.each([
    ['lens cap', () => 10, 'camera.black'],
    ['lens cap with a noisy sensor', (x: number, y: number) => 8 + 2 * grain(x, y), 'camera.black'],
    ['a blue or grey "no video"', () => 110, 'camera.black'],
    // A lit display of 164×50 in 1280×720 is 0.9 % of it: the least that a night picture is wanted for.
    [
      'a night with nothing but the lit display',
      (x: number, y: number) => (x > 500 && x < 664 && y > 400 && y < 450 ? 200 : 9),
      'good',
    ],
    ['fog', (x: number, y: number) => 170 + Math.floor(x / 90) + grain(x, y), 'good'],
  ])('%s', async (_name, paint, expected) => {
    expect(await codeOf(jpegOf(1280, 720, paint))).toBe(expected);
  });

  it('refuses a sub-stream picture and says its size', async () => {
    const small = jpegOf(352, 288, (x) => x % 200);
    await expect(checkPicture(small, NO_CLAIMS, CLOCKS)).rejects.toMatchObject({
      code: 'camera.too-small',
      detail: '352×288, at least 640×360',
    });
    expect(await checkPicture(small, NO_CLAIMS, CLOCKS, { ...PICTURE_RULES, minWidth: 352, minHeight: 288 })).toEqual({
      width: 352,
      height: 288,
    });
  });

  it('decodes nothing that claims to be gigantic', async () => {
    const claim = Buffer.from(good);
    const frame = claim.indexOf(Buffer.from([0xff, 0xc0]));
    claim.writeUInt16BE(65_000, frame + 5);
    claim.writeUInt16BE(65_000, frame + 7);
    expect(await codeOf(claim)).toBe('camera.too-large');
  });

  // A stamp of whole seconds cuts off up to one: a picture stamped 3 s ago is 2 to 3 s old, one stamped 4 s ago 3 to 4.
  it.each([
    ['of now', 0, 'good'],
    ['3 s old at most', 3, 'good'],
    ['perhaps just 3 s old', 3.9, 'good'],
    ['surely older than 3 s', 4, 'camera.stale'],
    ['of a frozen buffer', 60, 'camera.stale'],
  ])('%s: stamped %f s ago is %s', async (_name, seconds, expected) => {
    const stationNow = (NOW + (seconds % 1) * 1000) as EpochMs;
    const stamp = new Date(NOW - Math.floor(seconds) * 1000).toUTCString();
    for (const claims of [
      { date: stamp, lastModified: null },
      { date: new Date(NOW).toUTCString(), lastModified: stamp },
    ])
      expect(
        await checkPicture(good, claims, { ...CLOCKS, stationNow }).then(
          () => 'good',
          (error: { code: string }) => error.code,
        ),
      ).toBe(expected);
  });

  it('refuses HTML before anything else', async () => {
    expect(
      await codeOf(Buffer.from('<html></html>'), { date: 'Thu, 01 Jan 2026 00:00:00 GMT', lastModified: null }),
    ).toBe('camera.not-jpeg');
  });
});
