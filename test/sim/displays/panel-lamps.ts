/** Which lamps a panel has, and where their light lies: exact shapes, no pixels yet. Digit heights, place by place. */
import { type DisplayScene } from './display-scene.ts';
import { DOT_FONTS, dotLit } from './dot-fonts.ts';

export interface PanelLamp {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly thick: number;
  /** Ends cut to a point, as most segments have them, or round. */
  readonly mitred: boolean;
  /** 0 unlit. */
  readonly light: number;
}

/** Truth table of a seven-segment decoder (74LS47 and 4511 differ in the tails of 6 and 9), segment a the lowest bit. */
const SEGMENTS: Readonly<Record<string, number>> = {
  '0': 0x3f,
  '1': 0x06,
  '2': 0x5b,
  '3': 0x4f,
  '4': 0x66,
  '5': 0x6d,
  '6': 0x7d,
  '7': 0x07,
  '8': 0x7f,
  '9': 0x6f,
  '-': 0x40,
};

/** Lamps of one place each, from the left; the text stands at the right. */
export function panelLamps(scene: DisplayScene): PanelLamp[][] {
  const { panel, value, kind } = scene;
  const characters = value.replace('.', '');
  const pointAfter = value.includes('.') ? value.indexOf('.') - 1 : -1;
  return Array.from({ length: panel.places }, (_, place) => {
    const at = place - (panel.places - characters.length);
    const character = characters[at] ?? ' ';
    const light = scene.placeLight[place] ?? 1;
    const lamps = kind === 'seg' ? segments(scene, character, light) : dots(scene, character, light);
    const point = {
      x: panel.digitWidth + Math.min(0.12, (panel.pitch - panel.digitWidth) / 2),
      y: 1 - panel.stroke / 2 + panel.pointDrop,
    };
    const thick = panel.stroke * (kind === 'seg' ? 1.05 : 1.15);
    lamps.push({
      x0: point.x,
      y0: point.y,
      x1: point.x,
      y1: point.y,
      thick,
      mitred: false,
      light: at === pointAfter && pointAfter >= 0 ? light : 0,
    });
    return lamps;
  });
}

function segments({ panel }: DisplayScene, character: string, light: number): PanelLamp[] {
  const { digitWidth: w, stroke: t } = panel;
  const near = t / 2;
  const far = w - t / 2;
  const low = 1 - t / 2;
  const gap = t * 0.12;
  let bits = SEGMENTS[character] ?? 0;
  if (!panel.tails && character === '6') bits &= ~0x01;
  if (!panel.tails && character === '9') bits &= ~0x08;
  const lines: [number, number, number, number][] = [
    [near + gap, near, far - gap, near],
    [far, near + gap, far, 0.5 - gap],
    [far, 0.5 + gap, far, low - gap],
    [near + gap, low, far - gap, low],
    [near, 0.5 + gap, near, low - gap],
    [near, near + gap, near, 0.5 - gap],
    [near + gap, 0.5, far - gap, 0.5],
  ];
  return lines.map(([x0, y0, x1, y1], number) => {
    const inset = panel.roundEnds ? t * 0.45 : 0;
    const flat = y0 === y1;
    return {
      x0: flat ? x0 + inset : x0,
      y0: flat ? y0 : y0 + inset,
      x1: flat ? x1 - inset : x1,
      y1: flat ? y1 : y1 - inset,
      thick: t,
      mitred: !panel.roundEnds,
      light: ((bits >> number) & 1) === 1 ? light : 0,
    };
  });
}

function dots({ panel, rowLight }: DisplayScene, character: string, light: number): PanelLamp[] {
  const font = DOT_FONTS[panel.font] ?? DOT_FONTS[0];
  const { digitWidth: w, stroke: t } = panel;
  return Array.from({ length: 35 }, (_, dot) => {
    const column = dot % 5;
    const row = Math.floor(dot / 5);
    const x = t / 2 + (column * (w - t)) / 4;
    const y = t / 2 + (row * (1 - t)) / 6;
    const lit = dotLit(font, character, column, row);
    return { x0: x, y0: y, x1: x, y1: y, thick: t, mitred: false, light: lit ? light * (rowLight[row] ?? 1) : 0 };
  });
}

/** Signed distance into a lamp, positive inside. */
export function inside(lamp: PanelLamp, x: number, y: number): number {
  const half = lamp.thick / 2;
  if (!lamp.mitred) {
    const nearX = Math.min(lamp.x1, Math.max(lamp.x0, x));
    const nearY = Math.min(lamp.y1, Math.max(lamp.y0, y));
    return half - Math.hypot(x - nearX, y - nearY);
  }
  const flat = lamp.y0 === lamp.y1;
  const along = flat ? Math.min(x - lamp.x0, lamp.x1 - x) : Math.min(y - lamp.y0, lamp.y1 - y);
  const beside = flat ? Math.abs(y - lamp.y0) : Math.abs(x - lamp.x0);
  return Math.min(half - beside, (along - beside) * Math.SQRT1_2);
}
