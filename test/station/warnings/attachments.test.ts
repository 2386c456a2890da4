/** Pictures that a person adds: by their content, whole, within bounds; the largest holds no weight up. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';
import { png } from './pictures.ts';

const MB = 1024 * 1024;
let site: Site;
let station: RunningStation;
beforeAll(async () => {
  site = await Site.open({ rateHz: 20 });
  station = await RunningStation.start(site);
});
afterAll(async () => {
  await station.stop();
  await site.close();
});

const add = (bytes: Buffer, role: 'before' | 'after' | 'attachment' = 'before') => ({
  base64: bytes.toString('base64'),
  role,
});

test('a PNG and a camera’s JPEG are kept as they are, and served under their hash', async () => {
  const picture = png(320, 200);
  const image = await station.call('attachment.add', add(picture));
  expect(image).toMatchObject({ role: 'before', width: 320, height: 200, bytes: picture.length, cameraId: 'file' });
  const [base, token] = [
    station.url.replace(/^ws/, 'http').replace(/\/rpc.*/, ''),
    new URL(station.url).searchParams.get('token'),
  ];
  const served = await fetch(`${base}/photos/${image.sha256}?token=${token}`);
  expect(Buffer.from(await served.arrayBuffer()).equals(picture)).toBe(true);
  const shot = await station.call('camera.snapshot', { cameraId: 'cam-front', role: 'after' });
  const jpeg = Buffer.from(await (await fetch(`${base}/photos/${shot.sha256}?token=${token}`)).arrayBuffer());
  const again = await station.call('attachment.add', add(jpeg, 'attachment'));
  expect(again).toMatchObject({
    sha256: shot.sha256,
    cameraId: 'cam-front',
    takenAt: shot.takenAt,
    role: 'attachment',
  });
});

test('the same call again finds its answer; the same bytes twice are one picture', async () => {
  const input = add(png(64, 64, { shade: 3 }));
  const first = await station.call('attachment.add', input, 'once');
  expect(await station.call('attachment.add', input, 'once')).toEqual(first);
  expect(await station.call('attachment.add', input)).toEqual(first);
});

const whole = png(100, 100);
const flipped = Buffer.from(whole);
flipped[60] = (flipped[60] ?? 0) ^ 1;
test.each([
  ['nothing', Buffer.alloc(0), 'attachment.not-a-picture'],
  ['a page', Buffer.from('<html><script>alert(1)</script>'), 'attachment.not-a-picture'],
  ['a GIF', Buffer.from('GIF89a\u0001\u0000\u0001\u0000', 'latin1'), 'attachment.not-a-picture'],
  ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'attachment.not-a-picture'],
  ['half a PNG', whole.subarray(0, whole.length / 2), 'attachment.damaged'],
  ['a PNG with a bit changed', flipped, 'attachment.damaged'],
  ['the beginning of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 1, 2]), 'attachment.damaged'],
  ['eight pixels', png(8, 100), 'attachment.too-many-pixels'],
  ['a bomb', png(30_000, 30_000), 'attachment.too-many-pixels'],
])('%s is refused', async (_what, bytes, code) => {
  expect(await station.refusal('attachment.add', add(bytes))).toBe(code);
});

test.each(['%%%', 'QUJD=QUJD', 'QUJD\n'])('what is no base64 is refused: %j', async (base64) => {
  expect(await station.refusal('attachment.add', { base64, role: 'before' })).toBe('attachment.not-a-picture');
});

test('more than 8 MB does not come through the border', async () => {
  expect(await station.refusal('attachment.add', add(Buffer.alloc(8 * MB + 4, 1)))).toBe('rpc.invalid-input');
});

test('8 MB: no reading of the scale is late by more than 200 ms for it', async () => {
  const heavy = add(png(1000, 1000, { extraBytes: 8 * MB - 100_000 }));
  const times: number[] = [];
  let before = station.readings;
  const watch = setInterval(() => {
    if (station.readings !== before) times.push(performance.now());
    before = station.readings;
  }, 5);
  await station.until('readings', () => times.length > 10);
  const quiet = longest(times);
  times.length = 0;
  await station.call('attachment.add', heavy);
  await station.until('readings after it', () => times.length > 10);
  clearInterval(watch);
  // The client of this test shares the machine with the station: what it is late by itself is in both.
  expect(longest(times)).toBeLessThan(quiet + 200);
});

const longest = (times: readonly number[]): number =>
  Math.max(...times.slice(1).map((at, nth) => at - (times[nth] ?? at)));
