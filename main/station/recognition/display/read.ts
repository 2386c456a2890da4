import { type Located, readAnywhere, readConfigured } from './locate.ts';
import { isPanel, type Panel } from './panel.ts';
import { isWhole, type RawPicture } from './raw-picture.ts';
import { ACCEPT, type Reading, type ReadingTrouble, type ReadOptions } from './reading.ts';

/**
 * Reads the display in a picture. It is never told what the indicator says.
 * @param panel its corners from the configuration; null where they are not known: it is looked for
 */
export function read(picture: RawPicture, panel: Panel | null, options: ReadOptions = {}): Reading {
  if (!isWhole(picture)) return nothing('picture-damaged');
  if (panel !== null && !isPanel(panel)) return nothing('panel-invalid');
  const kind = options.kind ?? null;
  if (panel === null) {
    const found = readAnywhere(picture, kind);
    return found === null ? nothing('nothing-lit') : said(found);
  }
  const found = readConfigured(picture, panel, kind);
  if (found !== null && found.read.confidence >= ACCEPT) return said(found);
  if (found === null) {
    const elsewhere = readAnywhere(picture, kind);
    if (elsewhere === null || elsewhere.read.confidence < ACCEPT) return nothing('nothing-lit');
    return { ...nothing('panel-elsewhere'), panel: elsewhere.panel };
  }
  return said(found);
}

/** What was read, as it is told. */
export function said({ panel, found, read: { text, confidence, legibility, fit, sure } }: Located): Reading {
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

export function nothing(trouble: ReadingTrouble): Reading {
  return { text: null, confidence: 0, legibility: 0, panel: null, found: null, kind: null, trouble };
}
