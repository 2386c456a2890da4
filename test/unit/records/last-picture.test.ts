/** Which picture a camera gave last, by which a frozen one is known: by the order of the captures, never by a clock. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CaptureStore } from '../../../main/station/records/capture-store.ts';
import { tempStation, type TempStation } from '../store/temp-station.ts';
import { AT, captureRow, image, minutesLater } from './samples.ts';

let station: TempStation;
let captures: CaptureStore;
beforeEach(() => {
  station = tempStation();
  captures = new CaptureStore(station.db);
});
afterEach(() => station.end());

const last = (cameraId: string) => captures.lastPictureOf('scale-1', cameraId)?.slice(0, 2) ?? null;
const taken = (cameraId: string, sha: string, minutes: number) => ({
  ...image(cameraId, cameraId === 'cam-rear' ? 'rear' : 'front', sha),
  takenAt: minutesLater(minutes),
});

test('none before the first', () => {
  expect(last('cam-front')).toBeNull();
});

test('a clock that was set back does not make an older picture the last one', () => {
  captures.insert(captureRow({ images: [taken('cam-front', 'a1', 60), taken('cam-rear', 'b1', 60)] }));
  captures.insert(captureRow({ images: [taken('cam-front', 'a2', 0)] }));
  expect([last('cam-front'), last('cam-rear'), last('cam-side')]).toEqual(['a2', 'b1', null]);
});

test('a picture taken again is newer than the first', () => {
  const row = captureRow({ images: [taken('cam-front', 'a1', 60), taken('cam-rear', 'b1', 60)] });
  captures.insert(row);
  captures.addRetake(row.id, { images: [taken('cam-front', 'a2', 0)], missing: [], takenAt: AT });
  expect([last('cam-front'), last('cam-rear')]).toEqual(['a2', 'b1']);
});

test('the same bytes from two cameras: each has its own last picture', () => {
  captures.insert(captureRow({ images: [taken('cam-front', 'a1', 0), taken('cam-rear', 'a1', 0)] }));
  expect([last('cam-front'), last('cam-rear')]).toEqual(['a1', 'a1']);
});

test('a picture that came back after another one counts from its newest capture', () => {
  for (const sha of ['a1', 'a2', 'a1']) captures.insert(captureRow({ images: [taken('cam-front', sha, 0)] }));
  expect(last('cam-front')).toBe('a1');
});

test('a camera that was away for long is not looked for through all years', () => {
  captures.insert(captureRow({ images: [taken('cam-front', 'a1', 0)] }));
  for (let more = 0; more < 49; more++) captures.insert(captureRow({ images: [] }));
  expect(last('cam-front')).toBe('a1');
  captures.insert(captureRow({ images: [] }));
  expect(last('cam-front')).toBeNull();
});
