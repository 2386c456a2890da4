import { darkIsDark } from './blind-places.ts';
import { type Emission, emission, panelLight } from './emission.ts';
import { type FittedKinds, fitAgain, type FittedLine, fitLine } from './fit-line.ts';
import { panelHomography } from './homography.ts';
import { lineText, type LineText } from './line-text.ts';
import { type Panel, panelSize } from './panel.ts';
import { type RawPicture } from './raw-picture.ts';
import { type KnownDisplay } from './reading.ts';
import { rectify } from './rectify.ts';

/** Rows that a panel is resampled to: its digits are then about as high as they are fitted. */
export const PANEL_ROWS = 72;
const MOST_COLUMNS = 1200;
/** Pixels: wider than the strokes of the largest digits on such a panel; and wider than strokes that have grown by their glow. */
const REACHES = [20, 28];
/** A fit that explains so much is not tried again. */
const ENOUGH = 0.945;
/** And one that explains less will not be mended by that. */
const WORTH = 0.6;
/** Pixels: lower digits are hardly read by the program, and by a person on a screen. */
const LARGE = 14;
const LEGIBLE = 20;
/** By so much more must one kind of display explain the light than the other. */
const ONE_KIND = 0.04;

/** A panel as it was read, with all that was measured on the way. */
export interface PanelReading extends LineText {
  readonly fit: FittedLine;
  /** The square's side that took daylight and glow out, in rows of the upright panel. */
  readonly reach: number;
  /** Levels of 255 between lit and unlit. */
  readonly contrast: number;
  /** Pixels of the picture. */
  readonly digitHeight: number;
  readonly confidence: number;
  readonly legibility: number;
}

/** Reads what is lit within four corners. Null where nothing is. */
export function readPanel(picture: RawPicture, panel: Panel, known: KnownDisplay): PanelReading | null {
  const size = panelSize(panel);
  const columns = Math.min(MOST_COLUMNS, Math.max(8, Math.round((PANEL_ROWS * size.width) / size.height)));
  const whole = { left: 0, top: 0, right: 1, bottom: 1 };
  const seen = panelLight(rectify(picture, panelHomography(panel), whole, columns, PANEL_ROWS));
  let best: PanelReading | null = null;
  let before: FittedKinds | null = null;
  for (const reach of REACHES) {
    const light = emission(seen, reach);
    const kinds: FittedKinds | null =
      light === null ? null : before === null ? fitLine(light.plane, known.kind) : fitAgain(light.plane, before);
    before = kinds ?? before;
    const read =
      light === null || kinds === null ? null : told(kinds, light, reach, size.height / PANEL_ROWS, known.decimals);
    if (read !== null && (best === null || better(read, best))) best = read;
    if (best === null || best.fit.explained >= ENOUGH || best.fit.explained < WORTH) break;
  }
  return best;
}

/** Of two that read the same digits the surer one counts (its point is clearer), else the one that explains more. */
function better(a: PanelReading, b: PanelReading): boolean {
  const sameDigits = a.text.replaceAll('.', '') === b.text.replaceAll('.', '');
  return sameDigits ? a.confidence > b.confidence : a.fit.explained > b.fit.explained;
}

/** @param scale picture pixels a row */
function told(
  kinds: FittedKinds,
  lit: Emission,
  reach: number,
  scale: number,
  decimals: number | null,
): PanelReading | null {
  const fit = kinds.best;
  const said = lineText(fit, decimals);
  if (said.places.length === 0) return null;
  const { pose } = fit.grid;
  const digitHeight = (pose.bottom - pose.top) * scale;
  const { digits, points, form } = said.sure;
  const fits = Math.min(said.sure.fit, oneKind(kinds, said.text, decimals));
  const blanks = Math.min(said.sure.blanks, darkIsDark(fit, said, lit));
  const large = Math.min(1, digitHeight / LARGE);
  return {
    ...said,
    sure: { ...said.sure, blanks, fit: fits },
    fit,
    reach,
    contrast: lit.contrast / 2,
    digitHeight,
    confidence: digits * blanks * points * fits * form * large,
    legibility: Math.round(
      100 *
        Math.sqrt(Math.min(1, lit.contrast / 60)) *
        fits *
        Math.min(1, digitHeight / LEGIBLE) *
        (0.4 + 0.6 * digits),
    ),
  };
}

/** A display of the other kind that says something else and explains the light as well makes both unsure. */
function oneKind({ best, other }: FittedKinds, text: string, decimals: number | null): number {
  if (other === null || lineText(other, decimals).text === text) return 1;
  return Math.min(1, Math.max(0, (best.explained - other.explained) / ONE_KIND));
}
