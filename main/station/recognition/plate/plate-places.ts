/**
 * Where plates may be: from text lines and coloured grounds to quads that hold one whole plate each, single or double row.
 * Rather too many than too few: the network says of each what it holds, and of most that it holds nothing.
 */
import { overlap, type Quad, quadCentre, quadHeight, quadWidth, widen } from './quad.ts';
import { type GroundRegion } from './plate-grounds.ts';
import { type TextLine } from './text-lines.ts';

export interface PlatePlace {
  /** The whole plate with a little margin. */
  readonly quad: Quad;
  /** The lines of writing, from the top: what PP-OCR reads. */
  readonly lines: readonly Quad[];
  readonly rows: 1 | 2;
}

/** Measures of GA 36-2018 in millimetres: the writing within the plate. */
const SINGLE = { left: 15.5 / 409, right: 15.5 / 409, top: 25 / 90, bottom: 25 / 90 };
/** The five characters of the lower line: 385 of 440 wide, 110 of 220 high, 20 above the lower edge. */
const LOWER = { left: 27.5 / 385, right: 27.5 / 385, top: 90 / 110, bottom: 20 / 110 };
/** A text line's box is a little larger than its writing already. */
const LESS = 0.45;
/** A line's box around a whole plate is about so many times as wide as high; beyond LONG more than a plate is in it. */
const PLATE_LINE = 3.9;
const LONG = 4.7;
/** The upper line of a double-row plate ends here, from the top. */
const UPPER_SHARE = 0.41;

const shrink = (by: typeof SINGLE, share: number) => ({
  left: by.left * share,
  right: by.right * share,
  top: by.top * share,
  bottom: by.bottom * share,
});

/** The two lines of a double-row plate whose quad is known. */
export function linesOfDouble(quad: Quad): readonly [Quad, Quad] {
  return [
    widen(quad, { left: -0.2, right: -0.2, top: -0.02, bottom: -(1 - UPPER_SHARE) }),
    widen(quad, { left: 0, right: 0, top: -(UPPER_SHARE - 0.03), bottom: 0 }),
  ];
}

/** Is this line the upper one of that? Two characters above five, on one axis, close together. */
function isAbove(upper: Quad, lower: Quad): boolean {
  const h = quadHeight(lower);
  const w = quadWidth(lower);
  const [a, b] = [quadCentre(upper), quadCentre(lower)];
  const share = quadWidth(upper) / w;
  const gap = b.y - a.y;
  return (
    share > 0.28 &&
    share < 0.85 &&
    Math.abs(a.x - b.x) < 0.25 * w &&
    gap > 0.5 * h &&
    gap < 1.45 * h &&
    quadHeight(upper) > 0.35 * h &&
    quadHeight(upper) < 1.1 * h
  );
}

/** The quad around two lines of one plate. */
function around(upper: Quad, lower: Quad): Quad {
  const grown = widen(lower, { ...shrink(LOWER, 0.7), top: 0 });
  const [, , c, d] = grown;
  const [a, b] = grown;
  const top = Math.min(upper[0].y, upper[1].y);
  const rise = Math.max(0.3, ((a.y + b.y) / 2 - top + 0.06 * quadHeight(lower)) / Math.max(1, quadHeight(grown)));
  const raised = widen([a, b, c, d], { left: 0, right: 0, top: rise, bottom: 0 });
  return raised;
}

/** Plates that a text line may be: alone, as the lower of two, or as both lines seen as one. */
function placesOfLine(line: TextLine, others: readonly TextLine[]): PlatePlace[] {
  const aspect = quadWidth(line.quad) / Math.max(1, quadHeight(line.quad));
  const out: PlatePlace[] = [];
  const above = others.filter((other) => isAbove(other.quad, line.quad));
  for (const upper of above) out.push({ quad: around(upper.quad, line.quad), lines: [upper.quad, line.quad], rows: 2 });
  if (aspect >= 2 && aspect <= 7.5) {
    out.push({ quad: widen(line.quad, shrink(SINGLE, LESS)), lines: [line.quad], rows: 1 });
  }
  // Writing beside the plate was taken into its line: the plate is its beginning or its end.
  if (aspect > LONG && aspect <= 10) {
    const rest = 1 - PLATE_LINE / aspect;
    for (const cut of [
      { left: 0, right: -rest },
      { left: -rest, right: 0 },
    ]) {
      const part = widen(line.quad, { ...cut, top: 0, bottom: 0 });
      out.push({ quad: widen(part, shrink(SINGLE, LESS)), lines: [part], rows: 1 });
    }
  }
  if (above.length === 0 && aspect >= 2.1 && aspect <= 4.6) {
    const quad = widen(line.quad, { ...shrink(LOWER, LESS), top: 0.72 });
    out.push({ quad, lines: linesOfDouble(quad), rows: 2 });
  }
  if (aspect >= 1.2 && aspect < 2.6) {
    const quad = widen(line.quad, { left: 0.03, right: 0.03, top: 0.04, bottom: 0.04 });
    out.push({ quad, lines: linesOfDouble(quad), rows: 2 });
  }
  return out;
}

/** Plates that a coloured ground may be, where no text line covers it. */
function placesOfGround(ground: GroundRegion): PlatePlace[] {
  const aspect = quadWidth(ground.quad) / Math.max(1, quadHeight(ground.quad));
  const quad = widen(ground.quad, { left: 0.02, right: 0.02, top: 0.03, bottom: 0.03 });
  const out: PlatePlace[] = [];
  if (aspect >= 2.3) {
    const line = widen(quad, { left: -0.02, right: -0.02, top: -0.1, bottom: -0.1 });
    out.push({ quad, lines: [line], rows: 1 });
  }
  if (aspect <= 2.8 && ground.colour === 'yellow') out.push({ quad, lines: linesOfDouble(quad), rows: 2 });
  return out;
}

/** Below this many pixels across nothing can be read. */
const LEAST_WIDTH = 40;

/** A turned shape is looked at as a rectangle and with upright sides. */
function shapesOf<T extends { readonly quad: Quad; readonly upright: Quad | null }>(one: T): T[] {
  return one.upright === null ? [one] : [one, { ...one, quad: one.upright }];
}

/**
 * @param most places to look at: ten plates in one picture are many
 * @returns the likeliest first
 */
export function platePlaces(lines: readonly TextLine[], grounds: readonly GroundRegion[], most: number): PlatePlace[] {
  const scored: { place: PlatePlace; score: number }[] = [];
  for (const line of lines) {
    const ground = grounds.some((one) => overlap(one.quad, line.quad) > 0.5);
    const others = lines.filter((other) => other !== line);
    for (const place of shapesOf(line).flatMap((shape) => placesOfLine(shape, others))) {
      scored.push({ place, score: line.score + (ground ? 0.5 : 0) + Math.min(0.5, quadWidth(place.quad) / 600) });
    }
  }
  for (const ground of grounds) {
    for (const place of shapesOf(ground).flatMap(placesOfGround)) {
      const covered = lines.some((line) => overlap(line.quad, ground.quad) > 0.5);
      scored.push({
        place,
        score: (covered ? 0.7 : 0.4) + 0.4 * ground.fill + Math.min(0.5, quadWidth(place.quad) / 600),
      });
    }
  }
  return scored
    .filter(({ place }) => quadWidth(place.quad) >= LEAST_WIDTH)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ place }) => place);
}

/** A weak province or a red last character is often left out of its line: room all around, to the left, to the right. */
const ROOM = [
  { left: 0.1, right: 0.1, top: 0.2, bottom: 0.2 },
  { left: 0.2, right: 0, top: 0.05, bottom: 0.05 },
  { left: 0, right: 0.2, top: 0.05, bottom: 0.05 },
] as const;

/** The same places, larger: for a picture in which nothing sure was seen. At most so many, all with room around first. */
export function withRoom(places: readonly PlatePlace[], most: number): PlatePlace[] {
  return ROOM.flatMap((room) =>
    places.map(({ quad, lines, rows }) => ({
      quad: widen(quad, room),
      lines: lines.map((line) => widen(line, { ...room, top: room.top / 2, bottom: room.bottom / 2 })),
      rows,
    })),
  ).slice(0, most);
}
