import { type FaceKind } from './face.ts';
import { type LitLine, panelAround } from './lit-lines.ts';
import { linesAnywhere } from './locate.ts';
import { type Panel, panelSize, type Point } from './panel.ts';
import { type RawPicture } from './raw-picture.ts';
import { type PanelReading, readPanel } from './read-panel.ts';
import { ACCEPT, NOTHING_KNOWN } from './reading.ts';

/** Where an installer may mark the display, and what is lit there. */
export interface Proposal {
  readonly panel: Panel;
  readonly digits: number;
  readonly kind: FaceKind;
  readonly text: string;
  /** Pixels of the picture. */
  readonly digitHeight: number;
}

/** Of a digit's height: what of the panel is left around its digits; each is tried. */
const ROOMS = [0.05, 0.15];
/** Rise to the right beside that of what is lit, pixels a pixel: a blurred line looks flatter than it is. */
const TILTS = [0, 0.04, -0.04];
const MOST_READ = 10;
const MOST_PLACES = 8;
const SURE_PITCH = 3;

/**
 * Looks for the display in the whole picture, for a person who marks it. Unlike a reading it is told what the display should
 * show: of several lit things that is the one with this number. Nothing is read for a record here.
 * @param expected in the ways that displays show one weight; empty: it is not known, and what stands for itself is proposed
 * @param places how many digits it has where that cannot be seen
 */
export function propose(picture: RawPicture, expected: readonly string[], places: number): Proposal | null {
  let best: { readonly line: LitLine; readonly read: PanelReading } | null = null;
  for (const line of linesAnywhere(picture).slice(0, MOST_READ)) {
    const read = readPanel(picture, panelAround(line), NOTHING_KNOWN);
    if (read === null || read.sure.form === 0) continue;
    if (expected.includes(read.text)) return proposal(picture, line, read, places);
    if (expected.length > 0) continue;
    if (read.confidence >= Math.max(ACCEPT, best?.read.confidence ?? 0)) best = { line, read };
  }
  return best === null ? null : proposal(picture, best.line, best.read, places);
}

function proposal(picture: RawPicture, line: LitLine, read: PanelReading, places: number): Proposal {
  const { kind } = read.fit.grid.face;
  const tight = bestRead(picture, line, read.text, kind) ?? { panel: withRoom(line, 0, ROOMS[0] ?? 0), read };
  const { digitHeight, fit } = tight.read;
  const pitch = fit.grid.pitch * digitHeight;
  const lit = read.text.replace(/[-.]/g, '').length;
  // As many as the lit box holds: dark lamps that can be seen make it wider than its number.
  const held = Math.max(lit, Math.min(MOST_PLACES, Math.round(panelSize(line.box).width / pitch)));
  // From one or two digits their distance is a guess.
  const digits = lit < SURE_PITCH && held > lit ? Math.max(lit, places) : Math.max(held, places);
  const panel = lit < SURE_PITCH && held > lit ? tight.panel : widened(tight.panel, (digits - held) * pitch);
  return { panel, digits, kind, text: read.text, digitHeight };
}

/** Of all tilts the one that is read most surely with more and with less room; of its panels the better one. */
function bestRead(
  picture: RawPicture,
  line: LitLine,
  text: string,
  kind: FaceKind,
): { readonly panel: Panel; readonly read: PanelReading } | null {
  let best: { readonly panel: Panel; readonly read: PanelReading; readonly sure: number } | null = null;
  for (const tilt of TILTS) {
    const tried = ROOMS.flatMap((room) => {
      const panel = withRoom(line, tilt, room);
      const read = readPanel(picture, panel, { ...NOTHING_KNOWN, kind });
      return read === null || read.text !== text ? [] : [{ panel, read }];
    }).sort((a, b) => b.read.confidence - a.read.confidence);
    const sure = tried.reduce((sum, { read }) => sum + read.confidence, 0);
    const [first] = tried;
    if (first !== undefined && sure > (best?.sure ?? -1)) best = { ...first, sure };
  }
  return best;
}

/** Numbers stand at the right: what is dark is at the left. */
function widened([a, b, c, d]: Panel, by: number): Panel {
  return [beyond(b, a, by), b, c, beyond(c, d, by)];
}

/** The lit box turned about its middle, with room around it. */
function withRoom({ box, digitHeight }: LitLine, tilt: number, room: number): Panel {
  const by = room * digitHeight;
  const fall = (tilt * panelSize(box).width) / 2;
  const [a, b, c, d] = box;
  return [
    { x: a.x - by, y: a.y - by - fall },
    { x: b.x + by, y: b.y - by + fall },
    { x: c.x + by, y: c.y + by + fall },
    { x: d.x - by, y: d.y + by - fall },
  ];
}

/** `to`, so many pixels further away from `from`. */
function beyond(from: Point, to: Point, by: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return { x: to.x + ((to.x - from.x) * by) / length, y: to.y + ((to.y - from.y) * by) / length };
}
