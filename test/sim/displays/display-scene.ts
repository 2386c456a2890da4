/** A display before a camera, drawn by seed: what it shows, how it is made, how it is seen. */
import { Chance } from '../curves/chance.ts';

export type Light = 'day' | 'dusk' | 'night' | 'glare';
export type LampColour = 'red' | 'amber' | 'green';

export interface DisplayScene {
  readonly seed: number;
  readonly value: string;
  readonly kind: 'seg' | 'dot';
  readonly light: Light;
  readonly width: number;
  readonly height: number;
  /** Clockwise from the top left, pixels. */
  readonly corners: readonly { readonly x: number; readonly y: number }[];
  readonly panel: PanelMake;
  /** Light of each place, and of each row of dots: what a short exposure catches of a multiplexed display. */
  readonly placeLight: readonly number[];
  readonly rowLight: readonly number[];
  readonly colour: LampColour;
  /** Of a lit lamp, 1 being just white in the picture. */
  readonly lampLight: number;
  /** Of what daylight shows of the panel and its unlit lamps. */
  readonly ambient: number;
  readonly unlit: number;
  readonly defocus: number;
  readonly bloom: number;
  readonly motion: { readonly dx: number; readonly dy: number };
  readonly glare: { readonly x: number; readonly y: number; readonly radius: number; readonly strength: number } | null;
  readonly noise: number;
  readonly jpegQuality: number;
  /** Coloured rectangles behind, and red lamps that are none of the display. */
  readonly clutter: readonly Clutter[];
}

export interface Clutter {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rgb: readonly [number, number, number];
  readonly round: boolean;
}

/** In digit heights, the digits' top left at 0,0. */
export interface PanelMake {
  readonly places: number;
  readonly digitWidth: number;
  readonly pitch: number;
  readonly stroke: number;
  readonly slant: number;
  readonly marginX: number;
  readonly marginY: number;
  readonly tails: boolean;
  readonly roundEnds: boolean;
  readonly font: number;
  readonly pointDrop: number;
}

export interface SceneWishes {
  readonly value?: string;
  readonly kind?: 'seg' | 'dot';
  readonly light?: Light;
  readonly size?: { readonly width: number; readonly height: number };
  readonly panelPixels?: number;
}

export function drawScene(seed: number, wishes: SceneWishes = {}): DisplayScene {
  const chance = new Chance(seed);
  const kind = wishes.kind ?? (chance.happens(0.6) ? 'seg' : 'dot');
  const light = wishes.light ?? chance.one<Light>(['day', 'dusk', 'night', 'glare']);
  const places = chance.whole(5, 8);
  const value = wishes.value ?? drawValue(chance, places);
  const panel = drawPanel(chance, kind, places);
  const { width, height } = wishes.size ?? { width: 1280, height: 720 };
  const across = wishes.panelPixels ?? chance.between(150, 420);
  const night = light === 'night';
  const corners = drawCorners(chance, panel, across, width, height);
  const dim = chance.happens(0.25) ? 0.35 : 0.7;
  return {
    seed,
    value,
    kind,
    light,
    width,
    height,
    corners,
    panel,
    placeLight: Array.from({ length: places }, () => chance.between(dim, 1)),
    rowLight: drawRows(chance),
    colour: chance.happens(0.75) ? 'red' : chance.one<LampColour>(['amber', 'green']),
    lampLight: night
      ? chance.betweenTimes(0.6, 25)
      : light === 'dusk'
        ? chance.betweenTimes(0.3, 3)
        : chance.betweenTimes(0.12, 1.2),
    ambient: night
      ? chance.between(0.002, 0.02)
      : light === 'dusk'
        ? chance.between(0.02, 0.12)
        : chance.between(0.12, 0.5),
    unlit: chance.between(0.02, 0.16),
    defocus: chance.between(0.4, across / 190),
    bloom: chance.between(0.02, 0.2),
    motion: chance.happens(0.3) ? { dx: chance.between(-3, 3), dy: chance.between(-2, 2) } : { dx: 0, dy: 0 },
    glare:
      light === 'glare'
        ? {
            x: chance.between(0, 1),
            y: chance.between(0, 1),
            radius: chance.between(0.06, 0.25),
            strength: chance.between(0.1, 0.6),
          }
        : null,
    noise: chance.between(0.5, night ? 6 : 4),
    jpegQuality: chance.whole(45, 92),
    clutter: drawClutter(chance, width, height),
  };
}

/** What scales show: nothing at all and nought, kilograms, tonnes with a point, less than nothing after a tare. */
function drawValue(chance: Chance, places: number): string {
  const kind = chance.between(0, 1);
  if (kind < 0.1) return '0';
  if (kind < 0.15) return '0.00';
  if (kind < 0.2) return `-${chance.whole(2, 400)}`;
  if (kind < 0.4) return (chance.whole(1, 9999) / 100).toFixed(2);
  const most = Math.min(places, chance.whole(2, 5));
  return String(chance.whole(10 ** (most - 1), 10 ** most - 1));
}

function drawPanel(chance: Chance, kind: 'seg' | 'dot', places: number): PanelMake {
  const digitWidth = kind === 'seg' ? chance.between(0.46, 0.66) : chance.between(0.54, 0.72);
  return {
    places,
    digitWidth,
    pitch: digitWidth * chance.between(1.25, 1.65),
    stroke: kind === 'seg' ? chance.between(0.11, 0.18) : chance.between(0.08, 0.135),
    slant: kind === 'seg' ? chance.one([0, 0, 0.09, 0.14, 0.18]) : 0,
    marginX: chance.between(0.15, 0.5),
    marginY: chance.between(0.22, 0.5),
    tails: chance.happens(0.8),
    roundEnds: chance.happens(0.4),
    font: chance.whole(0, 2),
    pointDrop: chance.between(-0.02, 0.03),
  };
}

function drawCorners(
  chance: Chance,
  panel: PanelMake,
  across: number,
  width: number,
  height: number,
): DisplayScene['corners'] {
  const wide = (panel.places - 1) * panel.pitch + panel.digitWidth + 2 * panel.marginX;
  const ratio = (1 + 2 * panel.marginY) / wide;
  const turn = chance.between(-0.1, 0.1);
  const half = across / 2;
  const tall = (across * ratio) / 2;
  const x = chance.between(half * 1.1, width - half * 1.1);
  const y = chance.between(tall + half * 0.14, height - tall - half * 0.14);
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([sx = 0, sy = 0]) => {
    const px = sx * half + chance.between(-0.03, 0.03) * tall * 2;
    const py = sy * tall + chance.between(-0.08, 0.08) * tall * 2;
    return { x: x + px * Math.cos(turn) - py * Math.sin(turn), y: y + px * Math.sin(turn) + py * Math.cos(turn) };
  });
}

function drawRows(chance: Chance): number[] {
  if (!chance.happens(0.3)) return [1, 1, 1, 1, 1, 1, 1];
  const start = chance.whole(0, 6);
  const least = chance.between(0.5, 0.9);
  return Array.from({ length: 7 }, (_, row) => ((row - start + 7) % 7 < 3 ? least : 1));
}

function drawClutter(chance: Chance, width: number, height: number): Clutter[] {
  const rectangles = Array.from({ length: chance.whole(4, 24) }, (): Clutter => {
    const grey = chance.between(0.05, 0.6);
    const away = chance.between(0, 0.5);
    const channel = (): number => Math.min(0.9, Math.max(0.01, grey + chance.between(-away, away)));
    return {
      x: chance.between(-50, width),
      y: chance.between(-50, height),
      width: chance.between(10, width / 6),
      height: chance.between(8, height / 5),
      rgb: [channel(), channel(), channel()],
      round: false,
    };
  });
  const lamps = Array.from({ length: chance.whole(0, 2) }, (): Clutter => {
    const size = chance.between(10, 24);
    return {
      x: chance.between(0, width),
      y: chance.between(0, height),
      width: size,
      height: size,
      rgb: [1.2, 0.02, 0.01],
      round: true,
    };
  });
  return [...rectangles, ...lamps];
}
