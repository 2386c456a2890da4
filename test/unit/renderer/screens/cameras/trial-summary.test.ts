/** What ten pictures say, picture by picture. */
import { expect, test } from 'vitest';
import type { DisplaySample, DisplayShot } from '../../../../../preload/contract/camera-display.ts';
import { kg, type Timestamp } from '../../../../../preload/contract/vocabulary.ts';
import { lightOf, missingSamples, summaryOf } from '../../../../../renderer/screens/cameras/trial-summary.ts';

const SHOT: DisplayShot = {
  at: '2026-11-30T14:02:00.000+08:00' as Timestamp,
  code: null,
  text: '48620',
  accepted: true,
  legibility: 88,
  indicatorKg: kg(48_620),
  verdict: 'matches',
  trouble: null,
};

test('bars in the order of time, those to come as well; what was read how often; how many matched', () => {
  const shots: DisplayShot[] = [
    SHOT,
    { ...SHOT, text: '48628', verdict: 'differs', legibility: 70 },
    { ...SHOT, text: null, verdict: 'cannot-tell', legibility: 60 },
    { ...SHOT, text: null, code: 'camera.timeout', legibility: 0, verdict: 'cannot-tell' },
    { ...SHOT, indicatorKg: null, verdict: null },
  ];
  const summary = summaryOf({ of: 6, shots });
  expect(summary.bars).toEqual([
    { legibility: 88, mark: 'matches' },
    { legibility: 70, mark: 'differs' },
    { legibility: 60, mark: 'cannot-tell' },
    { legibility: 0, mark: 'no-picture' },
    { legibility: 88, mark: 'none' },
    { legibility: null, mark: 'waits' },
  ]);
  expect(summary).toMatchObject({ matched: 1, compared: 4, unread: 2, flickers: false });
  expect(summary.texts).toEqual([
    { text: '48620', count: 2 },
    { text: '48628', count: 1 },
  ]);
});

test.each([
  ['nothing yet', [], false],
  ['one picture', [90], false],
  ['as a standing display does', [90, 75, 88, 80], false],
  ['some of its lamps are missed', [92, 40, 90, 55], true],
])('does it flicker: %s', (_, legibilities, flickers) => {
  const shots = legibilities.map((legibility) => ({ ...SHOT, legibility }));
  expect(summaryOf({ of: 10, shots }).flickers).toBe(flickers);
});

const exposure = (meanPercent: number) =>
  ({ meanPercent, burntPercent: 0, drownedPercent: 0, advice: 'good' }) as const;
test('day or night is proposed by how bright the picture is; day where nobody knows', () => {
  expect([lightOf(null), lightOf(exposure(55)), lightOf(exposure(13))]).toEqual(['day', 'day', 'night']);
});

test('what is missing: both, one, none; nothing is said before the station has answered', () => {
  const sample: DisplaySample = { at: SHOT.at, shots: 10, matched: 10, compared: 10, legibility: 90 };
  const samples = (day: DisplaySample | null, night: DisplaySample | null) => ({ cameraId: 'cam-front', day, night });
  expect(missingSamples(undefined)).toEqual([]);
  expect(missingSamples(samples(null, null))).toEqual(['day', 'night']);
  expect(missingSamples(samples(sample, null))).toEqual(['night']);
  expect(missingSamples(samples(sample, sample))).toEqual([]);
});
