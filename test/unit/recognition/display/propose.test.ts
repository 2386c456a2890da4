import { expect, test } from 'vitest';
import { propose } from '../../../../main/station/recognition/display/propose.ts';
import { isPanel, panelSize } from '../../../../main/station/recognition/display/panel.ts';
import { read } from '../../../../main/station/recognition/display/read.ts';
import { plain, scenePicture } from './scene-picture.ts';

const scene = (seed: number, kind: 'seg' | 'dot', value: string) =>
  scenePicture(seed, { kind, value }, (one) => ({ ...plain(one), panel: { ...one.panel, places: 6 } }));

test.each([
  ['segments', 'seg', '48620', 'seven-segment'],
  ['dots', 'dot', '16240', 'dot-matrix'],
] as const)('the display with the expected number is proposed, and can be read there: %s', (_, kind, value, face) => {
  const { picture, panel } = scene(4, kind, value);
  const found = propose(picture, ['99.99', value], 6);
  expect(found).toMatchObject({ text: value, kind: face });
  if (found === null) throw new Error('nothing found');
  expect(isPanel(found.panel)).toBe(true);
  expect(found.digits).toBeGreaterThanOrEqual(5);
  // The right edge is where the panel's is, within a digit's height; it is no higher than the panel.
  expect(Math.abs(found.panel[1].x - panel[1].x)).toBeLessThan(found.digitHeight);
  expect(found.digitHeight).toBeLessThan(panelSize(panel).height);
  expect(read(picture, found.panel, { kind: face }).text).toBe(value);
});

test('dark places are left room for, as many as the installer says', () => {
  const { picture } = scene(4, 'seg', '48620');
  const [six, eight] = [propose(picture, ['48620'], 6), propose(picture, ['48620'], 8)];
  expect(eight?.digits).toBe(8);
  expect((six?.panel[0].x ?? 0) - (eight?.panel[0].x ?? 0)).toBeGreaterThan(six?.digitHeight ?? Infinity);
});

test('a display that shows another number than any expected is not proposed; without a number it is', () => {
  const { picture } = scene(4, 'seg', '48620');
  expect(propose(picture, ['48640', '48.64'], 6)).toBeNull();
  expect(propose(picture, [], 6)).toMatchObject({ text: '48620' });
});

test('an even picture holds none', () => {
  const picture = { width: 320, height: 200, channels: 3, data: new Uint8Array(320 * 200 * 3).fill(90) };
  expect(propose(picture, ['0'], 6)).toBeNull();
});
