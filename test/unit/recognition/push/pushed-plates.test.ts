/** The last suggestions of each camera: bounded, by time, and told. */
import { expect, test } from 'vitest';
import { PushedPlates } from '../../../../main/station/recognition/push/pushed-plates.ts';
import type { PlatePushed } from '../../../../preload/contract/readings.ts';
import { timestamp, type EpochMs } from '../../../../preload/contract/vocabulary.ts';

const T0 = 1_795_000_000_000;
const pushed = (text: string, atMs: number, cameraId = 'cam-front'): PlatePushed => ({
  cameraId,
  role: cameraId === 'cam-front' ? 'front' : 'rear',
  text,
  kind: 'ordinary',
  color: 'yellow',
  confidence: 0.9,
  at: timestamp((T0 + atMs) as EpochMs),
  cameraAt: null,
});
const texts = (list: readonly PlatePushed[]): string[] => list.map(({ text }) => text);

test('what came since a time, of these cameras, oldest first', () => {
  const list = new PushedPlates();
  list.add(pushed('晋C00001', 0));
  list.add(pushed('晋K1111挂', 500, 'cam-rear'));
  list.add(pushed('晋C00002', 1000));
  expect(texts(list.since(T0, ['cam-front', 'cam-rear']))).toEqual(['晋C00001', '晋K1111挂', '晋C00002']);
  expect(texts(list.since(T0 + 1, ['cam-front']))).toEqual(['晋C00002']);
  expect(list.since(T0, ['cam-other'])).toEqual([]);
});

test('the same plate again is one suggestion, of now; a ninth pushes out the oldest', () => {
  const list = new PushedPlates();
  for (let nth = 1; nth <= 8; nth += 1) list.add(pushed(`晋C0000${nth}`, nth));
  list.add(pushed('晋C00001', 9));
  expect(texts(list.since(T0, ['cam-front'])).slice(-2)).toEqual(['晋C00008', '晋C00001']);
  list.add(pushed('晋C00009', 10));
  expect(texts(list.since(T0, ['cam-front']))).toHaveLength(8);
  expect(texts(list.since(T0, ['cam-front']))).not.toContain('晋C00002');
});

test('who listens hears which camera it was, until it listens no more', () => {
  const list = new PushedPlates();
  const heard: string[] = [];
  const off = list.onPush((cameraId) => heard.push(cameraId));
  list.add(pushed('晋C00001', 0));
  off();
  list.add(pushed('晋C00002', 1));
  expect(heard).toEqual(['cam-front']);
});
