/** Words of somebody outside: nothing unseen, nothing lost, no line without an end. */
import { expect, test } from 'vitest';
import { oneLine, piecesOf, shownText } from '../../../../renderer/components/foreign-text.tsx';

test('what turns or hides is shown by its number; everything else stays', () => {
  expect(shownText('a\u202eb\u0000c\u200bd\ufeff\n\t<b>&amp;')).toBe('a⟨202E⟩b⟨0000⟩c⟨200B⟩d⟨FEFF⟩\n\t<b>&amp;');
});

test('a line of a hundred thousand characters comes in pieces, each character once', () => {
  const text = `一行\r\n${'很长😀'.repeat(30_000)}\n\nend`;
  const pieces = piecesOf(text);
  expect(Math.max(...pieces.map((piece) => [...piece].length))).toBeLessThanOrEqual(500);
  expect(pieces.join('')).toBe(text.replaceAll(/[\r\n]/g, ''));
  expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
  expect(pieces.filter((piece) => piece === '')).toHaveLength(1);
});

test('a row holds so many signs, a Chinese one as wide as two, and says where it goes on', () => {
  expect(oneLine('超限 48t', 8)).toBe('超限 48t');
  expect(oneLine('超限 48t', 7)).toBe('超限 48…');
  expect(oneLine('😀😀', 2)).toBe('😀…');
});
