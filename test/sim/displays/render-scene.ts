/** A scene as a camera's sensor and encoder make a picture of it. Light is linear until the sensor. */
import turbo from '@julusian/jpeg-turbo';
import { Chance } from '../curves/chance.ts';
import { type DisplayScene } from './display-scene.ts';
import { inside, panelLamps } from './panel-lamps.ts';

export interface SeenPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  readonly channels: 3;
}

/** Linear light of a lamp in a camera's channels, leaking as real filters leak. */
const LAMP_RGB = { red: [1, 0.09, 0.04], amber: [1, 0.42, 0.03], green: [0.12, 1, 0.16] } as const;

/** Samples a pixel, across and down. */
const SAMPLES = 3;

/** The picture as a reader gets it: encoded and decoded once. */
export function seenScene(scene: DisplayScene): SeenPicture {
  const { data, width, height } = turbo.decompressSync(jpegOf(scene), { format: turbo.FORMAT_RGB });
  return { width, height, data, channels: 3 };
}

export function jpegOf(scene: DisplayScene): Buffer {
  const { width, height } = scene;
  return turbo.compressSync(renderScene(scene), {
    width,
    height,
    format: turbo.FORMAT_RGB,
    quality: scene.jpegQuality,
    subsampling: turbo.SAMP_420,
  });
}

function renderScene(scene: DisplayScene): Buffer {
  const { width, height } = scene;
  const channels = [0, 1, 2].map(() => new Float32Array(width * height));
  paintBackground(scene, channels);
  const lamps = paintPanel(scene, channels);
  const glow = blurred(lamps, width, height, 6);
  const rgb = LAMP_RGB[scene.colour];
  channels.forEach((channel, number) => {
    const share = scene.lampLight * (rgb[number] ?? 0);
    for (let i = 0; i < channel.length; i += 1) {
      channel[i] = (channel[i] ?? 0) + share * ((lamps[i] ?? 0) + scene.bloom * (glow[i] ?? 0));
    }
  });
  return sensor(
    scene,
    channels.map((channel) => smeared(scene, channel)),
  );
}

function paintBackground(scene: DisplayScene, channels: readonly Float32Array[]): void {
  const { width, height, ambient } = scene;
  const base = [0.3, 0.33, 0.36];
  channels.forEach((channel, number) => channel.fill(ambient * (base[number] ?? 0)));
  for (const { x, y, width: wide, height: tall, rgb, round } of scene.clutter) {
    for (let py = Math.max(0, Math.floor(y)); py < Math.min(height, y + tall); py += 1) {
      for (let px = Math.max(0, Math.floor(x)); px < Math.min(width, x + wide); px += 1) {
        if (round && Math.hypot(px - x - wide / 2, py - y - tall / 2) > wide / 2) continue;
        channels.forEach((channel, number) => {
          // A lamp shines at night too.
          channel[py * width + px] = round ? (rgb[number] ?? 0) : ambient * (rgb[number] ?? 0);
        });
      }
    }
  }
}

/** Paints housing, unlit lamps and glare into the channels; returns the light of the lit lamps. */
function paintPanel(scene: DisplayScene, channels: readonly Float32Array[]): Float32Array {
  const { width, height, panel, ambient, corners } = scene;
  const lit = new Float32Array(width * height);
  const places = panelLamps(scene);
  const wide = (panel.places - 1) * panel.pitch + panel.digitWidth + 2 * panel.marginX;
  const tall = 1 + 2 * panel.marginY;
  const back = toUnitSquare(corners);
  const [minX, maxX] = range(
    corners.map(({ x }) => x),
    width,
  );
  const [minY, maxY] = range(
    corners.map(({ y }) => y),
    height,
  );
  const rgb = LAMP_RGB[scene.colour];
  for (let y = minY; y < maxY; y += 1) {
    for (let x = minX; x < maxX; x += 1) {
      let cover = 0;
      let light = 0;
      let dark = 0;
      let glare = 0;
      for (let s = 0; s < SAMPLES * SAMPLES; s += 1) {
        const [u, v] = back(x + ((s % SAMPLES) + 0.5) / SAMPLES, y + (Math.floor(s / SAMPLES) + 0.5) / SAMPLES);
        if (u < 0 || v < 0 || u > 1 || v > 1) continue;
        cover += 1;
        if (scene.glare !== null) {
          const away = ((u - scene.glare.x) ** 2 * wide ** 2 + (v - scene.glare.y) ** 2 * tall ** 2) / wide ** 2;
          glare += scene.glare.strength * Math.exp(-away / (2 * scene.glare.radius ** 2));
        }
        const down = v * tall - panel.marginY;
        const along = u * wide - panel.marginX - panel.slant * (0.5 - down);
        if (down < -0.1 || down > 1.1) continue;
        const place = Math.floor((along + 0.02) / panel.pitch);
        const lamp = places[place]?.find((one) => inside(one, along - place * panel.pitch, down) > 0);
        if (lamp === undefined) continue;
        if (lamp.light > 0) light += lamp.light;
        else dark += 1;
      }
      if (cover === 0) continue;
      const all = SAMPLES * SAMPLES;
      const at = y * width + x;
      channels.forEach((channel, number) => {
        const housing = ambient * (0.035 * cover + scene.unlit * dark * (0.15 + 0.3 * (rgb[number] ?? 0))) + glare;
        channel[at] = (channel[at] ?? 0) * (1 - cover / all) + housing / all;
      });
      lit[at] = light / all;
    }
  }
  return lit;
}

/** Lens and shake. */
function smeared(scene: DisplayScene, channel: Float32Array): Float32Array {
  const { width, height, motion } = scene;
  const soft = blurred(channel, width, height, scene.defocus);
  const steps = Math.ceil(Math.hypot(motion.dx, motion.dy));
  if (steps < 1) return soft;
  const out = new Float32Array(soft.length);
  for (let step = 0; step <= steps; step += 1) {
    const dx = Math.round(motion.dx * (step / steps - 0.5));
    const dy = Math.round(motion.dy * (step / steps - 0.5));
    for (let y = 0; y < height; y += 1) {
      const from = Math.min(height - 1, Math.max(0, y + dy)) * width;
      for (let x = 0; x < width; x += 1) {
        const at = y * width + x;
        out[at] = (out[at] ?? 0) + (soft[from + Math.min(width - 1, Math.max(0, x + dx))] ?? 0) / (steps + 1);
      }
    }
  }
  return out;
}

/** Near a Gauss of that deviation: three boxes of it, the middle one shared out to its neighbours. */
function blurred(plane: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const reach = Math.sqrt(4 * sigma * sigma + 1) / 2 - 0.5;
  let now = plane;
  for (let pass = 0; pass < 3; pass += 1) now = box(box(now, width, height, reach), height, width, reach);
  return now;
}

/** Mean over 2·reach + 1 along the rows, reach not whole; turned on its diagonal. */
function box(plane: Float32Array, width: number, height: number, reach: number): Float32Array {
  const out = new Float32Array(plane.length);
  const whole = Math.floor(reach);
  const part = reach - whole;
  const size = 2 * reach + 1;
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    const at = (x: number): number => plane[row + Math.min(width - 1, Math.max(0, x))] ?? 0;
    let sum = 0;
    for (let x = -whole; x <= whole; x += 1) sum += at(x);
    for (let x = 0; x < width; x += 1) {
      out[x * height + y] = (sum + part * (at(x - whole - 1) + at(x + whole + 1))) / size;
      sum += at(x + whole + 1) - at(x - whole);
    }
  }
  return out;
}

/** Photons, saturation, the camera's curve, eight bits. */
function sensor(scene: DisplayScene, channels: readonly Float32Array[]): Buffer {
  const chance = new Chance(scene.seed ^ 0x5f3759df);
  const out = Buffer.alloc(scene.width * scene.height * 3);
  for (let i = 0; i < out.length; i += 1) {
    const light = Math.min(1, channels[i % 3]?.[Math.floor(i / 3)] ?? 0);
    const level = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
    out[i] = Math.min(255, Math.max(0, Math.round(255 * level + scene.noise * chance.roughNormal())));
  }
  return out;
}

/** Picture to unit square, from the four corners: the eight equations solved outright. */
function toUnitSquare(corners: DisplayScene['corners']): (x: number, y: number) => [number, number] {
  const square = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  const rows: number[][] = [];
  corners.forEach(({ x, y }, number) => {
    const [u = 0, v = 0] = square[number] ?? [];
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  });
  const h = solved(rows);
  const k = (number: number): number => h[number] ?? 0;
  return (x, y) => {
    const w = k(6) * x + k(7) * y + 1;
    return [(k(0) * x + k(1) * y + k(2)) / w, (k(3) * x + k(4) * y + k(5)) / w];
  };
}

/** Gauss with pivoting. */
function solved(rows: number[][]): number[] {
  const n = rows.length;
  for (let column = 0; column < n; column += 1) {
    let best = column;
    for (let row = column; row < n; row += 1) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = row;
    }
    rows.splice(column, 0, ...rows.splice(best, 1));
    const pivot = rows[column] ?? [];
    rows.forEach((row, number) => {
      if (number === column) return;
      const times = (row[column] ?? 0) / (pivot[column] ?? 1);
      for (let c = column; c <= n; c += 1) row[c] = (row[c] ?? 0) - times * (pivot[c] ?? 0);
    });
  }
  return rows.map((row, number) => (row[n] ?? 0) / (row[number] ?? 1));
}

function range(values: readonly number[], limit: number): [number, number] {
  return [Math.max(0, Math.floor(Math.min(...values))), Math.min(limit, Math.ceil(Math.max(...values)))];
}
