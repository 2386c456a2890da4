/** What is said of a camera: every part had or not, enough or not. */
import { expect, test } from 'vitest';
import type { CameraInspection } from '../../../../../preload/contract/cameras.ts';
import { factsOf, type FactRow } from '../../../../../renderer/screens/cameras/facts.ts';

const SEEN: CameraInspection = {
  certificate: null,
  information: { ok: true, is: { maker: 'HIK', model: 'DS-2', firmware: '', serial: '1' } },
  clockOffsetMs: 400,
  profiles: { ok: true, is: [] },
  picture: { ok: true, is: { width: 1920, height: 1080, bytes: 1 } },
  video: { ok: true, is: { codec: 'h265', width: 1280, height: 720, frameRate: 24.99 } },
  demands: { picturePixels: 2_000_000, video: { width: 1280, height: 720 } },
  fits: { picture: true, video: true },
};
const of = (
  name: string,
  seen: Partial<CameraInspection>,
  pinned: string | null = null,
  https = false,
): FactRow | undefined =>
  factsOf({ ...SEEN, ...seen }, pinned, https).find((row) => row.name === `cameras.fact-${name}`);

test.each([
  ['picture', {}, 'yes'],
  ['picture', { fits: { picture: false, video: null } }, 'no'],
  ['picture', { fits: { picture: null, video: null } }, null],
  ['picture', { picture: { ok: false, why: { code: 'camera.black', detail: '' } } } as const, 'no'],
  ['video', {}, 'yes'],
  ['video', { fits: { picture: null, video: false } }, 'no'],
  ['clock', {}, 'yes'],
  ['clock', { clockOffsetMs: -2000 }, 'yes'],
  ['clock', { clockOffsetMs: -2001 }, 'look'],
  ['clock', { clockOffsetMs: null }, null],
] as const)('%s %o: %s', (name, seen, mark) => expect(of(name, seen)?.mark).toBe(mark));

test('a part that could not be had says why', () => {
  expect(of('video', { video: { ok: false, why: { code: 'camera.no-video', detail: '' } } })).toMatchObject({
    code: 'camera.no-video',
    text: '—',
    note: { words: 'cameras.demand-video' },
  });
  expect(of('what', { information: { ok: false, why: { code: 'camera.service-fault', detail: '' } } })?.code).toBe(
    'camera.service-fault',
  );
});

test('in figures', () => {
  expect(of('picture', {})?.text).toEqual({
    words: 'cameras.picture-size',
    params: { size: '1920×1080', millions: '2.1' },
  });
  expect(of('video', {})?.text).toBe('H.265 1280×720 · 25/s');
  expect(of('clock', { clockOffsetMs: 7_240_000 })?.text).toBe('+7\u2009240 s');
  expect(of('what', {})).toMatchObject({ text: 'HIK DS-2', note: { params: { firmware: '—', serial: '1' } } });
});

test('a certificate: none over http; to be pinned, the pinned one, another one', () => {
  const shown = 'AB:CD'.padEnd(95, ':EF');
  expect(of('certificate', { certificate: shown })).toBeUndefined();
  expect(of('certificate', { certificate: shown }, null, true)?.mark).toBe('look');
  expect(of('certificate', { certificate: shown }, shown.replaceAll(':', '').toLowerCase(), true)?.mark).toBe('yes');
  expect(of('certificate', { certificate: shown }, '00'.repeat(32), true)?.mark).toBe('no');
});
