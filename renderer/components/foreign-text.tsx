/**
 * Words of somebody outside, as text and nothing else: what would turn or hide its neighbours is shown by its name, and nothing of it
 * is ever part of a sentence of ours.
 */
import { useMemo } from 'react';

/** Control characters but line ends and tabs; marks that turn the direction of text; invisible ones. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

export const shownText = (text: string): string =>
  text.replace(UNSEEN, (sign) => `⟨${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);

export function ForeignText({ text }: { readonly text: string }) {
  return <bdi className="foreign">{shownText(text)}</bdi>;
}

/** A line that is longer is laid out in pieces: a hundred thousand characters in one would keep the window busy, or end it. */
const MOST_LINE = 500;

/** Many lines of somebody's words; only what is in sight is laid out. */
export function ForeignLines({ text }: { readonly text: string }) {
  const pieces = useMemo(() => piecesOf(text), [text]);
  return (
    <>
      {pieces.map((piece, index) => (
        // In their order, and they never change places.
        <div key={index} className="foreign-line">
          <ForeignText text={piece} />
        </div>
      ))}
    </>
  );
}

/** Exported for its test: every character once, in order. */
export function piecesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/).flatMap((line) => {
    const characters = [...line];
    const count = Math.max(1, Math.ceil(characters.length / MOST_LINE));
    return Array.from({ length: count }, (_, nth) => characters.slice(nth * MOST_LINE, (nth + 1) * MOST_LINE).join(''));
  });
}
