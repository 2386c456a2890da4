import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DisplaySamples, KEPT } from '../../../main/station/recognition/display-samples.ts';
import type { DisplayTrial } from '../../../preload/contract/camera-display.ts';
import { kg, timestamp, type EpochMs, type Uuid } from '../../../preload/contract/vocabulary.ts';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'display-samples-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const trial = (minute: number, light: 'day' | 'night', cameraId = 'cam-front'): DisplayTrial => ({
  id: `01935a2c-0000-7000-8000-0000000000${String(minute).padStart(2, '0')}` as Uuid,
  cameraId,
  light,
  mark: {
    corners: [
      [1, 1],
      [99, 1],
      [99, 40],
      [1, 40],
    ],
    digits: 6,
    type: 'segments',
    unit: 'kg',
    decimals: 0,
    pictureSize: [640, 480],
  },
  startedAt: timestamp((1_795_000_000_000 + minute * 60_000) as EpochMs),
  shots: [0, 1].map((nth) => ({
    at: timestamp((1_795_000_000_000 + minute * 60_000 + nth) as EpochMs),
    code: null,
    text: '16200',
    accepted: true,
    legibility: 80 + nth,
    indicatorKg: kg(16_200),
    verdict: nth === 0 ? 'matches' : 'cannot-tell',
    trouble: null,
  })),
  of: 2,
  state: 'done',
  code: null,
});
const PICTURES = [Buffer.from('one'), null];
const folders = async (): Promise<string[]> => {
  const [camera = ''] = await readdir(join(dataDir, 'display-samples'));
  return (await readdir(join(dataDir, 'display-samples', camera))).toSorted();
};

test('none yet', async () => {
  expect(await new DisplaySamples(dataDir).newest('cam-front')).toEqual({
    cameraId: 'cam-front',
    day: null,
    night: null,
  });
});

test('of each camera and light the newest few are kept, with their pictures; the newest is told', async () => {
  const samples = new DisplaySamples(dataDir);
  for (let minute = 0; minute < KEPT + 2; minute += 1) await samples.keep(trial(minute, 'day'), PICTURES);
  await samples.keep(trial(9, 'night'), PICTURES);
  const names = await folders();
  expect(names.filter((name) => name.startsWith('day'))).toHaveLength(KEPT);
  expect(names.filter((name) => name.startsWith('night'))).toHaveLength(1);
  expect(await samples.newest('cam-front')).toEqual({
    cameraId: 'cam-front',
    day: { at: trial(KEPT + 1, 'day').startedAt, shots: 2, compared: 2, matched: 1, legibility: 81 },
    night: { at: trial(9, 'night').startedAt, shots: 2, compared: 2, matched: 1, legibility: 81 },
  });
  const [camera = ''] = await readdir(join(dataDir, 'display-samples'));
  const night = join(dataDir, 'display-samples', camera, names.at(-1) ?? '');
  expect((await readdir(night)).toSorted()).toEqual(['01.jpg', 'sample.json']);
  expect(await readFile(join(night, '01.jpg'), 'utf8')).toBe('one');
  // Another camera's are its own, whatever it is called.
  expect(await samples.newest('../cam-front')).toMatchObject({ day: null, night: null });
});

test('what a power cut left half written is no sample, and goes with the next one; a damaged one is passed over', async () => {
  const samples = new DisplaySamples(dataDir);
  await samples.keep(trial(1, 'day'), PICTURES);
  await samples.keep(trial(2, 'day'), PICTURES);
  const [camera = ''] = await readdir(join(dataDir, 'display-samples'));
  const newest = (await folders()).at(-1) ?? '';
  await writeFile(join(dataDir, 'display-samples', camera, newest, 'sample.json'), '{"trial":');
  await mkdir(join(dataDir, 'display-samples', camera, 'day-20261130T000000000.part'));
  expect((await samples.newest('cam-front')).day?.at).toBe(trial(1, 'day').startedAt);
  await samples.keep(trial(3, 'day'), PICTURES);
  expect((await folders()).some((name) => name.endsWith('.part'))).toBe(false);
});

test('a folder that cannot be written is said, and nothing is left', async () => {
  await writeFile(join(dataDir, 'display-samples'), 'a file in the way');
  await expect(new DisplaySamples(dataDir).keep(trial(1, 'day'), PICTURES)).rejects.toMatchObject({
    code: 'store.failed',
  });
});
