import { emission } from './emission.ts';
import { type FaceKind } from './face.ts';
import { type FittedLine, fitLine } from './fit-line.ts';
import { panelHomography } from './homography.ts';
import { lineText, type LineText } from './line-text.ts';
import { type Panel, panelSize } from './panel.ts';
import { type RawPicture } from './raw-picture.ts';
import { rectify } from './rectify.ts';

/** Rows that a panel is resampled to: its digits are then about as high as they are fitted. */
const PANEL_ROWS = 72;
const MOST_COLUMNS = 1200;
/** Wider than a stroke of the largest digits on such a panel. */
const REACH = 20;

/** A panel as it was read, with all that was measured on the way. */
export interface PanelReading extends LineText {
  readonly fit: FittedLine;
  /** Levels of 255 between lit and unlit. */
  readonly contrast: number;
  /** Pixels of the picture. */
  readonly digitHeight: number;
  readonly confidence: number;
  readonly legibility: number;
}

/** Reads what is lit within four corners. Null where nothing is. */
export function readPanel(picture: RawPicture, panel: Panel, kind: FaceKind | null): PanelReading | null {
  const size = panelSize(panel);
  const columns = Math.min(MOST_COLUMNS, Math.max(8, Math.round((PANEL_ROWS * size.width) / size.height)));
  const whole = { left: 0, top: 0, right: 1, bottom: 1 };
  const lit = emission(rectify(picture, panelHomography(panel), whole, columns, PANEL_ROWS), REACH);
  if (lit === null) return null;
  const fit = fitLine(lit.plane, kind);
  if (fit === null) return null;
  const said = lineText(fit);
  if (said.places.length === 0) return null;
  const { pose } = fit.grid;
  const digitHeight = ((pose.bottom - pose.top) * size.height) / PANEL_ROWS;
  const { digits, blanks, points, fit: fits, form } = said.sure;
  const size01 = Math.min(1, digitHeight / 14);
  return {
    ...said,
    fit,
    contrast: lit.contrast,
    digitHeight,
    confidence: digits * blanks * points * fits * form * size01,
    legibility: Math.round(
      100 * Math.sqrt(Math.min(1, lit.contrast / 60)) * fits * Math.min(1, digitHeight / 20) * (0.4 + 0.6 * digits),
    ),
  };
}
