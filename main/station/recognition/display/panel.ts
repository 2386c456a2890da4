/** Where the display is in a picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The four corners in pixels of the picture, clockwise from the top left of the panel as it is read. */
export type Panel = readonly [topLeft: Point, topRight: Point, bottomRight: Point, bottomLeft: Point];

/** Pixels; below it there is nothing to read, and the reader says so. */
const LEAST_SIDE = 8;

/** Four finite corners that go round clockwise without a dent, large enough to hold a digit. */
export function isPanel(panel: Panel): boolean {
  if (panel.length !== 4) return false;
  return panel.every((corner, index) => {
    const next = panel[(index + 1) % 4] ?? corner;
    const after = panel[(index + 2) % 4] ?? corner;
    const turn = (next.x - corner.x) * (after.y - next.y) - (next.y - corner.y) * (after.x - next.x);
    return Number.isFinite(turn) && turn > 0 && distance(corner, next) >= LEAST_SIDE;
  });
}

/** Mean of the two long and of the two short sides, in pixels. */
export function panelSize([a, b, c, d]: Panel): { width: number; height: number } {
  return { width: (distance(a, b) + distance(d, c)) / 2, height: (distance(a, d) + distance(b, c)) / 2 };
}

/** The panel moved by so many pixels. */
export function moved(panel: Panel, dx: number, dy: number): Panel {
  const move = ({ x, y }: Point): Point => ({ x: x + dx, y: y + dy });
  return [move(panel[0]), move(panel[1]), move(panel[2]), move(panel[3])];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
