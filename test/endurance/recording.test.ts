/**
 * Ten minutes of four cameras recorded, segments and trucks' clips: the memory stands still, and the files are films.
 * It runs beside the rest of the suite on a machine that has its hands full: nothing here asks when a picture came.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { complaints, probe } from '../station/camera/media-probe.ts';
import { driftOf, quartersOf, record, withFourStreams, type Recording } from './recording.ts';

const SECONDS = Number(process.env['ENDURANCE_S'] ?? 600);
const TRUCK_EVERY_S = 10;
/** What a process may hold more or less than at first, in MB. */
const MOST_DRIFT = 20;
const CAMERAS = 4;
const RESULTS = join(import.meta.dirname, '..', '..', 'test-results');

let dataDir = '';
let recording: Recording;

beforeAll(
  async () => {
    await mkdir(RESULTS, { recursive: true });
    dataDir = await mkdtemp(join(RESULTS, 'endurance-'));
    recording = await withFourStreams((addresses) =>
      record({ what: 'record', dataDir, seconds: SECONDS, truckEveryS: TRUCK_EVERY_S, addresses }),
    );
    const means = quartersOf(recording).map((value) => value.toFixed(1));
    process.stderr.write(
      `recorded ${SECONDS} s: RSS ${means.join(' → ')} MB, ${recording.files.length} files, ${recording.cpuS.toFixed(1)} s of processor time\n`,
    );
  },
  (SECONDS + 300) * 1000,
);
afterAll(() => rm(dataDir, { recursive: true, force: true }));

it('holds as much memory at the end as at first', () => {
  expect(recording.looks.length).toBeGreaterThanOrEqual(4);
  expect(driftOf(recording)).toBeLessThanOrEqual(MOST_DRIFT);
});

it('recorded every camera all the time, and every truck', () => {
  const { files } = recording;
  // Not begun again and again because the thread died or a stream was lost.
  const whole = files.filter(({ state }) => state === 'whole');
  expect(whole.length).toBeGreaterThanOrEqual(files.length - CAMERAS * 2);
  for (let camera = 0; camera < CAMERAS; camera += 1) {
    const own = whole.filter(({ cameraId }) => cameraId === `cam-${camera}`);
    const always = own.filter(({ tied }) => tied === 0);
    const recordedS = always.reduce((sum, { fromMs, toMs }) => sum + ((toMs ?? fromMs) - fromMs) / 1000, 0);
    expect(recordedS).toBeGreaterThan(SECONDS * 0.8);
    expect(own.length - always.length).toBeGreaterThan((SECONDS / TRUCK_EVERY_S) * 0.8);
  }
});

it('left films that ffprobe reads to the end', async () => {
  const kept = recording.files.filter(({ path, state }) => state === 'whole' && existsSync(path));
  for (const tied of [0, 1]) {
    // The first that was kept, one from the middle and the last one.
    const own = kept.filter((file) => file.tied === tied);
    const sample = [own.at(0), own.at(own.length >> 1), own.at(-1)].filter((file) => file !== undefined);
    expect(sample).toHaveLength(3);
    for (const { bytes, fromMs, path, toMs } of sample) {
      expect(await complaints(path)).toBe('');
      const { codec, frames, height, seconds, width } = await probe(path);
      expect({ codec, width, height }).toEqual({ codec: 'h264', width: 1280, height: 720 });
      expect(frames).toBeGreaterThan(0);
      expect(seconds).toBeCloseTo(((toMs ?? 0) - fromMs) / 1000, 0);
      expect(bytes).toBeGreaterThan(0);
    }
  }
}, 120_000);
