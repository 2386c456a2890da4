import { type Located, readAnywhere, readConfigured } from './locate.ts';
import { isPanel, type Panel } from './panel.ts';
import { isWhole, type RawPicture } from './raw-picture.ts';
import { ACCEPT, type KnownDisplay, type ReadingTrouble, type ReadOptions } from './reading.ts';

/** One look at a picture: what `read` tells of it and `verify` compares. Looking is what takes the time. */
export type Look =
  | { readonly located: Located; readonly trouble: null }
  | { readonly located: null; readonly trouble: ReadingTrouble; readonly panel: Panel | null };

/** @param panel its corners from the configuration; null where they are not known: it is looked for */
export function look(picture: RawPicture, panel: Panel | null, options: ReadOptions = {}): Look {
  if (!isWhole(picture)) return { located: null, trouble: 'picture-damaged', panel: null };
  if (panel !== null && !isPanel(panel)) return { located: null, trouble: 'panel-invalid', panel: null };
  const known: KnownDisplay = { kind: options.kind ?? null, decimals: options.decimals ?? null };
  const located = panel === null ? readAnywhere(picture, known) : readConfigured(picture, panel, known);
  if (located !== null) return { located, trouble: null };
  const elsewhere = panel === null ? null : readAnywhere(picture, known);
  if (elsewhere === null || elsewhere.read.confidence < ACCEPT) {
    return { located: null, trouble: 'nothing-lit', panel: null };
  }
  return { located: null, trouble: 'panel-elsewhere', panel: elsewhere.panel };
}
