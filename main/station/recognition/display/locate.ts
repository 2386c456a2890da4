import { type Box, beyondPanel, digitsOf } from './beyond-panel.ts';
import { panelHomography } from './homography.ts';
import { FOUND_ROWS, type LitLine, litLines, panelAround } from './lit-lines.ts';
import { moved, type Panel, panelSize, type Point } from './panel.ts';
import { type RawPicture } from './raw-picture.ts';
import { PANEL_ROWS, type PanelReading, readPanel } from './read-panel.ts';
import { ACCEPT, type KnownDisplay, type PanelFound } from './reading.ts';

/** A panel with what was read in it. */
export interface Located {
  readonly panel: Panel;
  readonly found: PanelFound;
  readonly read: PanelReading;
}

/** Of the picture's width and height: a camera nudged further has to be set up anew. */
const NUDGE = 0.05;
/** Picture pixels taken as one while looking for digits of unknown size: 14 to 26 of them a digit. */
const STEPS = [2, 4, 6];
/** The likeliest so many are read; more is seldom worth its time. */
const MOST_READ = 3;
/** Share of the light: what explains so much as a number is one, and is not looked for elsewhere. */
const EXPLAINED = 0.85;
/** And what explains so much shows at least where the digits are. */
const WORTH = 0.6;
/** Of the weight of the line that was read: so little of a line is not looked at beside it. */
const LIGHT = 0.3;
/** Fewer digits than a truck's weight has are not sure where no display was marked. */
const LEAST_FOUND = 3;
/** Rows of an upright panel. */
const RIM_ROWS = 5;
/** Of a panel's height that digits usually fill. */
const DIGITS = 0.6;

/**
 * Reads the panel where the configuration says, or where it has been nudged to. A number that the configured panel
 * cuts off is never read there: half a number is a wrong number.
 */
export function readConfigured(picture: RawPicture, panel: Panel, known: KnownDisplay): Located | null {
  const size = panelSize(panel);
  const [dx, dy] = [picture.width * NUDGE, picture.height * NUDGE];
  const window = {
    left: Math.min(...panel.map(({ x }) => x)) - dx,
    right: Math.max(...panel.map(({ x }) => x)) + dx,
    top: Math.min(...panel.map(({ y }) => y)) - dy,
    bottom: Math.max(...panel.map(({ y }) => y)) + dy,
  };
  const step = Math.max(1, Math.round((size.height * DIGITS) / FOUND_ROWS));
  const lines = litLines(picture, window, step);
  const cut = lines.filter((line) => crosses(line, panel));
  const here = readPanel(picture, panel, known);
  const centred = here !== null && here.sure.form === 1 && !touchesRim(here);
  const surely = centred && (here.confidence >= ACCEPT || here.fit.explained >= EXPLAINED);
  if (surely && cut.length === 0) return located(panel, 'as-configured', here, 1);
  const beyond = here === null ? null : beyondPanel(picture, panel, here);
  const asConfigured = here === null ? null : located(panel, 'as-configured', here, beyond?.whole ?? 0);
  if (surely && (beyond?.whole ?? 0) > 0) return asConfigured;
  let best: Located | null = null;
  const outside = lines.filter((one) => !cut.includes(one) && !within(one, panel));
  const boxes = [...cut, ...outside].filter((one) => isWholeLine(one, lines)).map(({ box }) => boxIn(panel, box));
  if (here !== null && beyond !== null && here.fit.explained >= WORTH) boxes.unshift(beyond.box);
  for (const box of boxes.slice(0, MOST_READ)) {
    const nudged = nudgedTo(panel, box, dx, dy);
    if (nudged === null) continue;
    const read = readPanel(picture, nudged, known);
    if (read === null || read.confidence <= (best?.read.confidence ?? 0)) continue;
    // Something beside the panel that is lit like one digit is a lamp rather than the display.
    const sure = box === beyond?.box ? 1 : unplaced(read.text);
    const whole = sure * beyondPanel(picture, nudged, read).whole;
    if (read.confidence * whole > (best?.read.confidence ?? 0)) best = located(nudged, 'shifted', read, whole);
  }
  if (here !== null && best !== null && here.sure.form === 1 && here.text === best.read.text) {
    // Reads the same with room on all sides: it was not cut, and the panel is where it was.
    return located(panel, 'as-configured', here.confidence > best.read.confidence ? here : best.read, 1);
  }
  if (best === null || best.read.confidence < ACCEPT) return asConfigured ?? best;
  const contested = here !== null && here.confidence >= ACCEPT && onlyBarsMore(best.read, here);
  return contested ? located(best.panel, best.found, best.read, 0) : best;
}

function located(panel: Panel, found: PanelFound, read: PanelReading, whole: number): Located {
  return { panel, found, read: { ...read, confidence: read.confidence * whole } };
}

/** Digits so near the upper or lower side have lost some of their light there, and perhaps their points. */
function touchesRim({ fit }: PanelReading): boolean {
  return fit.grid.pose.top < RIM_ROWS || fit.grid.pose.bottom > PANEL_ROWS - RIM_ROWS;
}

/** The one reading is the other with bars beside it: something long is lit in many places. */
function onlyBarsMore(longer: PanelReading, shorter: PanelReading): boolean {
  const [all, part] = [digitsOf(longer.text), digitsOf(shorter.text)];
  const at = all.lastIndexOf(part);
  return at >= 0 && /^1+$/.test(all.slice(0, at) + all.slice(at + part.length));
}

/** Looks for a display in the whole picture. */
export function readAnywhere(picture: RawPicture, known: KnownDisplay): Located | null {
  let best: Located | null = null;
  let second = '';
  let heaviest = 0;
  for (const line of linesAnywhere(picture).slice(0, 2 * MOST_READ)) {
    if (best !== null && best.read.confidence >= ACCEPT && line.weight < LIGHT * heaviest) break;
    const panel = panelAround(line);
    const seen = readPanel(picture, panel, known);
    if (seen === null) continue;
    const whole = seen.confidence > 0 ? beyondPanel(picture, panel, seen).whole : 0;
    const read = { ...seen, confidence: seen.confidence * whole * unplaced(seen.text) };
    const better = best === null || worth(read) > worth(best.read);
    const loser: PanelReading | null = better ? (best?.read ?? null) : read;
    if (loser !== null && loser.confidence >= ACCEPT) second = loser.text;
    if (better) best = { panel, found: 'searched', read };
    if (best?.read === read) heaviest = line.weight;
  }
  // Two displays: nobody said which of them is meant.
  if (best !== null && second !== '' && second !== best.read.text) return located(best.panel, best.found, best.read, 0);
  return best;
}

/** Whatever in the picture could be a line of lit digits, each once, the likeliest first. */
export function linesAnywhere(picture: RawPicture): LitLine[] {
  const window = { left: 0, top: 0, right: picture.width, bottom: picture.height };
  const lines = STEPS.flatMap((step) => litLines(picture, window, step)).sort((a, b) => b.weight - a.weight);
  const apart: LitLine[] = [];
  for (const line of lines.filter((one) => isWholeLine(one, lines)))
    if (!apart.some((other) => same(line, other))) apart.push(line);
  return apart;
}

/**
 * Where nobody said that there is a display nothing is quite as sure: bars and reflections are ones and sevens, a lamp is a
 * 0, an 8 or, in two halves, a 16 or 46; and few digits may be what is left of a number.
 */
function unplaced(text: string): number {
  if (/^-?[17]+$/.test(text)) return 0.2;
  return digitsOf(text).length < LEAST_FOUND ? 0.2 : 0.75;
}

function worth(read: PanelReading): number {
  return read.confidence + 0.1 * read.fit.explained;
}

function boxIn(panel: Panel, box: Panel): Box {
  const inPanel = box.map((corner) => unproject(panel, corner));
  return {
    left: Math.min(...inPanel.map(({ x }) => x)),
    right: Math.max(...inPanel.map(({ x }) => x)),
    middle: inPanel.reduce((sum, { y }) => sum + y, 0) / inPanel.length,
  };
}

/** The panel moved so that the line lies in it as digits lie in a panel. Null where that is further than a nudge. */
function nudgedTo(panel: Panel, { left, right, middle }: Box, dx: number, dy: number): Panel | null {
  const size = panelSize(panel);
  const margin = 0.03;
  const u = right > 1 - margin ? right - (1 - margin) : left < margin ? left - margin : 0;
  const v = middle - 0.5;
  const [a, b, , d] = panel;
  const shiftX = ((b.x - a.x) * u * size.width) / Math.hypot(b.x - a.x, b.y - a.y) + (d.x - a.x) * v;
  const shiftY = ((b.y - a.y) * u * size.width) / Math.hypot(b.x - a.x, b.y - a.y) + (d.y - a.y) * v;
  if (Math.abs(shiftX) > dx * 1.1 || Math.abs(shiftY) > dy * 1.1) return null;
  return moved(panel, shiftX, shiftY);
}

/** Partly inside the panel, partly outside: there it is cut. */
function crosses(line: LitLine, panel: Panel): boolean {
  const inPanel = line.box.map((corner) => unproject(panel, corner));
  const left = Math.min(...inPanel.map(({ x }) => x));
  const right = Math.max(...inPanel.map(({ x }) => x));
  const top = Math.min(...inPanel.map(({ y }) => y));
  const bottom = Math.max(...inPanel.map(({ y }) => y));
  const outside = left < -SLACK || right > 1 + SLACK || top < -2 * SLACK || bottom > 1 + 2 * SLACK;
  return outside && left < 0.98 && right > 0.02 && top < 0.9 && bottom > 0.1;
}

const SLACK = 0.015;

function within(line: LitLine, panel: Panel): boolean {
  return line.box.every((corner) => {
    const { x, y } = unproject(panel, corner);
    return x >= -SLACK && x <= 1 + SLACK && y >= -2 * SLACK && y <= 1 + 2 * SLACK;
  });
}

/** Where a point of the picture lies in panel units: the homography turned round (adjugate). */
function unproject(panel: Panel, { x, y }: Point): Point {
  const [a, b, c, d, e, f, g, h] = panelHomography(panel);
  const u = (e - f * h) * x + (c * h - b) * y + (b * f - c * e);
  const v = (f * g - d) * x + (a - c * g) * y + (c * d - a * f);
  const w = (d * h - e * g) * x + (b * g - a * h) * y + (a * e - b * d);
  return { x: u / w, y: v / w };
}

/** Nothing else is lit beside it that could be more of the same number. */
function isWholeLine(line: LitLine, lines: readonly LitLine[]): boolean {
  const tall = line.digitHeight;
  const mine = extent(line.box);
  return !lines.some((other) => {
    const its = extent(other.box);
    const common = Math.min(mine.bottom, its.bottom) - Math.max(mine.top, its.top);
    if (common < 0.5 * tall) return false;
    const left = its.left < mine.left - 0.3 * tall && its.right > mine.left - 1.4 * tall;
    const right = its.right > mine.right + 0.3 * tall && its.left < mine.right + 1.4 * tall;
    return left || right;
  });
}

function extent(box: Panel): { left: number; right: number; top: number; bottom: number } {
  const [xs, ys] = [box.map(({ x }) => x), box.map(({ y }) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

function same(a: LitLine, b: LitLine): boolean {
  const [p, q] = [centre(a.box), centre(b.box)];
  return Math.abs(p.x - q.x) < a.digitHeight && Math.abs(p.y - q.y) < a.digitHeight / 2;
}

function centre(box: Panel): Point {
  return { x: (box[0].x + box[2].x) / 2, y: (box[0].y + box[2].y) / 2 };
}
