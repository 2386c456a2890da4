import { look, type Look } from './look.ts';
import { type Panel } from './panel.ts';
import { type RawPicture } from './raw-picture.ts';
import { ACCEPT, type Reading, type ReadOptions } from './reading.ts';

/**
 * Reads the display in a picture. It is never told what the indicator says.
 * @param panel its corners from the configuration; null where they are not known: it is looked for
 */
export function read(picture: RawPicture, panel: Panel | null, options: ReadOptions = {}): Reading {
  return readingOf(look(picture, panel, options));
}

/** What a look says by itself. */
export function readingOf(seen: Look): Reading {
  if (seen.located === null) {
    const { trouble, panel } = seen;
    return { text: null, confidence: 0, legibility: 0, panel, found: null, kind: null, trouble };
  }
  const { panel, found, read: panelReading } = seen.located;
  const { text, confidence, legibility, fit, sure } = panelReading;
  const number = sure.form > 0;
  return {
    text: number ? text : null,
    confidence: number ? confidence : 0,
    legibility,
    panel,
    found,
    kind: fit.grid.face.kind,
    trouble: number && confidence >= ACCEPT ? null : 'illegible',
  };
}
