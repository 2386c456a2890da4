import { emptyPlane, type Plane, quantile, softened } from './plane.ts';
import { type Rectified } from './rectify.ts';
import { dilated, eroded, topHat } from './top-hat.ts';

/** What the panel's own lamps send, 0 unlit to 1 the brightest of them. */
export interface Emission {
  readonly plane: Plane;
  /** How far the lamps stand out, in levels of 255. */
  readonly contrast: number;
  /** Levels of 255. */
  readonly noise: number;
  /** How bright it is without the lamps, levels of 255: daylight and glare. */
  readonly veil: Plane;
  /** What stands out in brightness alone, whatever its colour. */
  readonly bright: Plane;
}

/** Below it (levels of 255) nothing is lit that could be told from noise and compression. */
const LEAST_CONTRAST = 6;
/** Of brightness without colour near it: hardly a lamp, but one whose colour the encoder has lost must not be called dark. */
const PALE = 0.3;
/** Of the brightness: lamps of less colour than that are white ones, or the picture is grey. */
const COLOURLESS = 0.12;

/** A panel's light before anything is taken out of it. */
export interface PanelLight {
  readonly seen: Rectified;
  /** The strongest channel. */
  readonly strongest: Plane;
  readonly light: Plane;
  readonly colour: Plane;
}

/** What does not depend on the square that is taken out: it is asked for several of them. */
export function panelLight(seen: Rectified): PanelLight {
  const strongest = brightness(seen);
  return { seen, strongest, light: softened(strongest), colour: softened(lampColour(seen)) };
}

/**
 * Daylight, glare and the glow around lamps are taken out: only what is thinner than `reach` counts, of brightness and
 * of the lamps' own colour together. A blown-out stroke has lost its colour and keeps its brightness and a coloured
 * rim; a reflection of the sun has no colour near it at all.
 *
 * @param reach pixels; wider than a stroke, about a third of a digit's height
 * @returns null where nothing stands out from the noise
 */
export function emission({ seen, strongest, light, colour }: PanelLight, reach: number): Emission | null {
  if (isBlown(strongest)) return blownEmission(seen, reach);
  const bright = topHat(light, reach);
  const veil = emptyPlane(light.width, light.height);
  for (let i = 0; i < veil.values.length; i += 1) veil.values[i] = (light.values[i] ?? 0) - (bright.values[i] ?? 0);
  const coloured = topHat(colour, reach);
  const floor = quantile(coloured.values, 0.5);
  const white = quantile(coloured.values, 0.996) - floor < COLOURLESS * quantile(bright.values, 0.996);
  if (white) return normalised({ ...bright, values: bright.values.slice() }, veil, bright);
  const half = Math.max(1, Math.round(reach / 4));
  const near = dilated(coloured, half);
  // A blown-out core between its coloured rims.
  const closed = eroded(near, half);
  const sum = emptyPlane(bright.width, bright.height);
  for (let i = 0; i < sum.values.length; i += 1) {
    const all = bright.values[i] ?? 0;
    const shine = Math.min(all, PALE * all + 2 * Math.max(0, (near.values[i] ?? 0) - floor));
    sum.values[i] = shine + Math.max(coloured.values[i] ?? 0, Math.min(closed.values[i] ?? 0, shine));
  }
  return normalised(sum, veil, bright);
}

/** Levels of 255 at which a channel says no more, and from which share of the pixels on the lamps are blown out. */
const FULL = 250;
const BLOWN_SHARE = 0.008;

function isBlown({ values }: Plane): boolean {
  let full = 0;
  for (let i = 0; i < values.length; i += 1) if ((values[i] ?? 0) >= FULL) full += 1;
  return full > BLOWN_SHARE * values.length;
}

/**
 * Lamps that blow out their own channel, as at night: glow fills it up to the holes of an 8, but in the other channels,
 * which get a tenth of the light, strokes still differ from holes. No glare is that bright without being white all over.
 */
function blownEmission({ red, green, blue }: Rectified, reach: number): Emission | null {
  const mean = emptyPlane(red.width, red.height);
  for (let i = 0; i < mean.values.length; i += 1) {
    mean.values[i] = ((red.values[i] ?? 0) + (green.values[i] ?? 0) + (blue.values[i] ?? 0)) / 3;
  }
  const light = softened(mean);
  const bright = topHat(light, reach);
  const veil = emptyPlane(light.width, light.height);
  for (let i = 0; i < veil.values.length; i += 1) veil.values[i] = (light.values[i] ?? 0) - (bright.values[i] ?? 0);
  return normalised({ ...bright, values: bright.values.slice() }, veil, bright);
}

function normalised(sum: Plane, veil: Plane, bright: Plane): Emission | null {
  const floor = quantile(sum.values, 0.5);
  // Noise as it is below the median: lamps are above it.
  const noise = Math.max(0.5, floor - quantile(sum.values, 0.16));
  const peak = quantile(sum.values, 0.996) - floor;
  if (!(peak > 3 * noise) || peak < LEAST_CONTRAST) return null;
  for (let i = 0; i < sum.values.length; i += 1) {
    sum.values[i] = Math.min(1.3, Math.max(0, ((sum.values[i] ?? 0) - floor - noise) / peak));
  }
  clearRim(sum);
  return { plane: sum, contrast: peak, noise, veil, bright };
}

/** Pixels at the sides: the housing's edge, and what shines past it. */
const EDGE = 3;

function clearRim({ width, height, values }: Plane): void {
  values.fill(0, 0, EDGE * width);
  values.fill(0, Math.max(0, height - EDGE) * width);
  for (let y = 0; y < height; y += 1) {
    values.fill(0, y * width, y * width + Math.min(EDGE, width));
    values.fill(0, y * width + Math.max(0, width - EDGE), (y + 1) * width);
  }
}

/** The strongest channel. */
function brightness({ red, green, blue }: Rectified): Plane {
  const out = emptyPlane(red.width, red.height);
  for (let i = 0; i < out.values.length; i += 1) {
    out.values[i] = Math.max(red.values[i] ?? 0, green.values[i] ?? 0, blue.values[i] ?? 0);
  }
  return out;
}

/** How red, amber or green: the colours that displays are made in. */
const COLOURS: readonly ((r: number, g: number, b: number) => number)[] = [
  (r, g, b) => r - Math.max(g, b),
  (r, g, b) => Math.min(r, g) - b,
  (r, g, b) => g - Math.max(r, b),
];

/** Of the panel's sides: there the surroundings may look in. */
const RIM = 0.1;

/** How much of the lamps' colour: that of the three which stands out most in the middle of the panel. */
function lampColour({ red, green, blue }: Rectified): Plane {
  const { width, height } = red;
  const planes = COLOURS.map((measure) => {
    const plane = emptyPlane(width, height);
    for (let i = 0; i < plane.values.length; i += 1) {
      plane.values[i] = Math.max(0, measure(red.values[i] ?? 0, green.values[i] ?? 0, blue.values[i] ?? 0));
    }
    return plane;
  });
  const strength = planes.map((plane) => {
    const level = quantile(plane.values, 0.5);
    let sum = 0;
    for (let y = Math.floor(height * RIM); y < height * (1 - RIM); y += 2) {
      for (let x = Math.floor(height * RIM); x < width - height * RIM; x += 2) {
        sum += Math.max(0, (plane.values[y * width + x] ?? 0) - level) ** 2;
      }
    }
    return sum;
  });
  return planes[strength.indexOf(Math.max(...strength))] ?? emptyPlane(width, height);
}
