import { expect, test } from 'vitest';
import { parsePreferences, PX_PER_MM_96DPI } from '../../../renderer/preferences.ts';

const INITIAL = { language: 'zh-CN', theme: 'day', pxPerMm: PX_PER_MM_96DPI, calibrated: false, sound: true };

test.each([
  [null],
  [''],
  ['{'],
  ['7'],
  ['null'],
  ['[]'],
  ['{"language":"de","theme":3,"pxPerMm":"4"}'],
  ['{"pxPerMm":900}'],
])('whatever is stored (%s), there are preferences', (text) => {
  expect(parsePreferences(text)).toEqual(INITIAL);
});

test('what a person chose is kept', () => {
  const chosen = { language: 'en', theme: 'night', pxPerMm: 3.61, calibrated: true, sound: false };
  expect(parsePreferences(JSON.stringify(chosen))).toEqual(chosen);
});
