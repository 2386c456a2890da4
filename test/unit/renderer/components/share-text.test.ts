import { expect, test } from 'vitest';
import { shareText } from '../../../../renderer/components/share-text.ts';

test.each([
  [0, '0.0'],
  [1, '100.0'],
  [0.9996, '99.9'],
  [298 / 299, '99.6'],
  [0.57, '57.0'],
  [0.29, '29.0'],
  [0.989_999, '98.9'],
  [0.990_031, '99.0'],
])('%d is %s %%, never more than it is', (share, text) => {
  expect(shareText(share)).toBe(text);
});
