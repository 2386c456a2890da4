/** Words of somebody outside: nothing unseen, nothing lost, no line without an end. */
import { expect, test } from 'vitest';
import { piecesOf, shownText } from '../../../../renderer/components/foreign-text.tsx';

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
