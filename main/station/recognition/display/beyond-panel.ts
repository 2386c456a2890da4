import { emission } from './emission.ts';
import { panelHomography } from './homography.ts';
import { lineText } from './line-text.ts';
import { type Panel, panelSize } from './panel.ts';
import { readPlaces } from './places.ts';
import { type RawPicture } from './raw-picture.ts';
import { PANEL_ROWS, type PanelReading } from './read-panel.ts';
import { rectify } from './rectify.ts';

/** Digit heights above and below that a number needs to be wholly in the panel. */
const ROOM_ABOVE = 0.05;
/** Places: so much that is dark beside the number inside the panel ends it. */
const ROOM_BESIDE = 1.1;

/**
 * How sure it is that the panel's sides cut nothing off (0 to 1): the grid of places goes on beyond them, and is asked
 * whether more of the same number is lit there. What is lit there otherwise (a wall, a lamp) is no digit of this grid.
 */
export function endsInside(picture: RawPicture, panel: Panel, read: PanelReading): number {
  const { grid, line } = read.fit;
  const { top, bottom } = grid.pose;
  const tall = bottom - top;
  if (Math.min(top, PANEL_ROWS - bottom) < ROOM_ABOVE * tall) return 0;
  const [first, last] = [read.places[0]?.place, read.places.at(-1)?.place];
  if (first === undefined || last === undefined) return 0;
  const size = panelSize(panel);
  const columns = (PANEL_ROWS * size.width) / size.height;
  const scale = tall / line.digitHeight;
  const pitch = grid.pitch * tall;
  const left = Math.max(0, ROOM_BESIDE * pitch - first.x * scale);
  const right = Math.max(0, last.x * scale + grid.shape.width * tall + ROOM_BESIDE * pitch - columns);
  // As much on both sides: the middle column, at which the grid's pose holds, stays where it is.
  const more = Math.ceil(Math.max(left, right));
  if (more === 0) return 1;
  const region = { left: -more / columns, right: 1 + more / columns, top: 0, bottom: 1 };
  const wider = rectify(picture, panelHomography(panel), region, Math.round(columns) + 2 * more, PANEL_ROWS);
  const light = emission(wider, read.reach);
  if (light === null) return 0;
  const from = Math.floor(more - left);
  const until = Math.ceil(wider.red.width - more + right);
  const { plane } = light;
  for (let y = 0; y < plane.height; y += 1) {
    plane.values.fill(0, y * plane.width, y * plane.width + from);
    plane.values.fill(0, y * plane.width + until, (y + 1) * plane.width);
  }
  const places = readPlaces(plane, { ...grid, last: grid.last + more / tall });
  const said = lineText({ ...places, grid: { ...grid, last: grid.last + more / tall } });
  return digitsOf(said.text) === digitsOf(read.text) ? said.sure.blanks : 0;
}

/** The text without its points. */
export function digitsOf(text: string): string {
  return text.replaceAll('.', '');
}
