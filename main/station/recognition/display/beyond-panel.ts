import { emission, panelLight } from './emission.ts';
import { panelHomography } from './homography.ts';
import { lineText, type LineText } from './line-text.ts';
import { type Panel, panelSize } from './panel.ts';
import { readPlaces } from './places.ts';
import { type RawPicture } from './raw-picture.ts';
import { PANEL_ROWS, type PanelReading } from './read-panel.ts';
import { rectify } from './rectify.ts';

/** Digit heights above and below that a number needs to be wholly in the panel. */
const ROOM_ABOVE = 0.05;
/** Places: so much that is dark beside the number inside the panel ends it. */
const ROOM_BESIDE = 1.1;

/** What the grid of a number that was read in a panel says beyond the panel's sides. */
export interface Beyond {
  /** How sure it is that the sides cut nothing off, 0 to 1. */
  readonly whole: number;
  /** Where the number lies, in panel units, with the digit that a side has cut off. */
  readonly box: Box;
}

/** Where a line lies in a panel, in panel units: its sides and its middle. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly middle: number;
}

/**
 * The grid of places goes on beyond the panel's sides, and is asked whether more of the same number is lit there. What is
 * lit there otherwise (a wall, a lamp) is no digit of this grid.
 */
export function beyondPanel(picture: RawPicture, panel: Panel, read: PanelReading): Beyond {
  const { grid, line } = read.fit;
  const { top, bottom } = grid.pose;
  const tall = bottom - top;
  const scale = tall / line.digitHeight;
  const size = panelSize(panel);
  const columns = (PANEL_ROWS * size.width) / size.height;
  const middle = (top + bottom) / 2 / PANEL_ROWS;
  const ends = (places: LineText['places']): { left: number; right: number } => ({
    left: (places[0]?.place.x ?? 0) * scale,
    right: (places.at(-1)?.place.x ?? 0) * scale + grid.shape.width * tall,
  });
  const here = ends(read.places);
  const box = { left: here.left / columns, right: here.right / columns, middle };
  if (read.places.length === 0) return { whole: 0, box };
  const pitch = grid.pitch * tall;
  const left = Math.max(0, ROOM_BESIDE * pitch - here.left);
  const right = Math.max(0, here.right + ROOM_BESIDE * pitch - columns);
  // As much on both sides: the middle column, at which the grid's pose holds, stays where it is.
  const more = Math.ceil(Math.max(left, right));
  const inside = Math.min(top, PANEL_ROWS - bottom) >= ROOM_ABOVE * tall;
  if (more === 0) return { whole: inside ? 1 : 0, box };
  const region = { left: -more / columns, right: 1 + more / columns, top: 0, bottom: 1 };
  const wider = rectify(picture, panelHomography(panel), region, Math.round(columns) + 2 * more, PANEL_ROWS);
  const light = emission(panelLight(wider), read.reach);
  if (light === null) return { whole: 0, box };
  const { plane } = light;
  const from = Math.floor(more - left);
  const until = Math.ceil(plane.width - more + right);
  for (let row = 0; row < plane.values.length; row += plane.width) {
    plane.values.fill(0, row, row + from);
    plane.values.fill(0, row + until, row + plane.width);
  }
  const moved = { ...grid, last: grid.last + more / tall };
  const said = lineText({ ...readPlaces(plane, moved), grid: moved }, null);
  if (digitsOf(said.text) === digitsOf(read.text)) return { whole: inside ? said.sure.blanks : 0, box };
  const all = ends(said.places);
  return { whole: 0, box: { left: (all.left - more) / columns, right: (all.right - more) / columns, middle } };
}

/** The text without its points. */
export function digitsOf(text: string): string {
  return text.replaceAll('.', '');
}
