/** Paints what a weighbridge camera sees, and hands it out as JPEG. The still part is kept; every shot adds what moves. */
import { createCanvas, type Canvas, type Image } from '@napi-rs/canvas';
import { FONT, HEIGHT, loadFonts, seeded, WIDTH, type Context } from './drawing.ts';
import { drawArm, drawGate } from './gate.ts';
import { drawDisplayHousing, drawDisplayText, type DisplayLayout } from './led-display.ts';
import { drawTruckFront, drawTruckRear } from './truck.ts';
import { drawDeck, drawNight, drawOffice, drawYard } from './yard.ts';

export interface Scene {
  truckOnDeck: boolean;
  plateFront: string;
  /** null: the plate holder is empty. */
  plateRear: string | null;
  night: boolean;
}

export interface ScenePainterOptions {
  readonly role: 'front' | 'rear';
  readonly display: DisplayLayout;
  /** The gate where it stands; null: over the weighbridge. */
  readonly gate: string | null;
}

const NOISE_SIZE = 512;
/** 300–600 kB with the noise below. */
const JPEG_QUALITY = 86;
/** Of all cameras of a process together: each of a pair goes back and forth between an empty deck and a truck. */
const MAX_STILLS = 8;
/** The still part of the newest scenes. To paint one takes as long as a whole shot without it. */
const stills = new Map<string, Canvas>();
/** The same for everyone, from one seed. */
let noise: Canvas | null = null;

export class ScenePainter {
  readonly #options: ScenePainterOptions;
  readonly #canvas = createCanvas(WIDTH, HEIGHT);

  constructor(options: ScenePainterOptions) {
    loadFonts();
    this.#options = options;
  }

  /**
   * One shot. No two shots have the same bytes: noise, exposure and dust differ, the overlay shows the time.
   * @param displayText what the big display shows at this moment
   */
  async shoot(scene: Scene, displayText: string, at: Date): Promise<Buffer> {
    const ctx = this.#canvas.getContext('2d');
    ctx.drawImage(stillOf(this.#options, scene), 0, 0);
    if (this.#options.gate === null) drawDisplayText(ctx, this.#options.display, displayText);
    else drawArm(ctx, scene.truckOnDeck ? 1 : 0);
    this.#drawMoving(ctx, scene.night, at);
    return await this.#canvas.encode('jpeg', JPEG_QUALITY);
  }

  #drawMoving(ctx: Context, night: boolean, at: Date): void {
    ctx.fillStyle = night ? 'rgba(150,150,150,0.012)' : 'rgba(205,195,175,0.05)';
    for (let puff = 0; puff < 9; puff += 1) {
      ctx.beginPath();
      ctx.ellipse(
        1050 + Math.random() * 800,
        700 + Math.random() * 200,
        60 + Math.random() * 120,
        18 + Math.random() * 30,
        0,
        0,
        7,
      );
      ctx.fill();
    }
    const exposure = (Math.random() - 0.5) * 0.07;
    ctx.fillStyle = exposure > 0 ? `rgba(255,255,255,${exposure})` : `rgba(0,0,0,${-exposure})`;
    ctx.fillRect(0, 0, WIDTH, HEIGHT);
    const [x0, y0] = [Math.random() * NOISE_SIZE, Math.random() * NOISE_SIZE];
    const grain = theNoise();
    ctx.globalAlpha = night ? 0.75 : 0.55;
    for (let y = -y0; y < HEIGHT; y += NOISE_SIZE) {
      for (let x = -x0; x < WIDTH; x += NOISE_SIZE) ctx.drawImage(grain, Math.round(x), Math.round(y));
    }
    ctx.globalAlpha = 1;
    drawOverlay(ctx, at, this.#options);
  }
}

function stillOf(options: ScenePainterOptions, scene: Scene): Canvas {
  const key = JSON.stringify([options, scene]);
  const still = stills.get(key) ?? paintStill(options, scene);
  // Behind all others: what was wanted longest ago is the first.
  stills.delete(key);
  stills.set(key, still);
  const [oldest] = stills.keys();
  if (stills.size > MAX_STILLS && oldest !== undefined) stills.delete(oldest);
  return still;
}

/** What of a scene does not move. */
export function paintStill({ role, display, gate }: ScenePainterOptions, scene: Scene): Canvas {
  const canvas = createCanvas(WIDTH, HEIGHT);
  const ctx = canvas.getContext('2d');
  drawYard(ctx, role);
  if (gate === null) {
    drawDeck(ctx);
    drawOffice(ctx, scene.night);
  } else drawGate(ctx, gate);
  if (scene.truckOnDeck) {
    if (role === 'front') drawTruckFront(ctx, scene.plateFront);
    else drawTruckRear(ctx, scene.plateRear);
  }
  if (scene.night) drawNight(ctx, role, scene.truckOnDeck);
  if (gate === null) drawDisplayHousing(ctx, display, scene.night);
  return canvas;
}

/** A picture that a camera with its lens capped takes: black, with the noise of its sensor. */
export async function blackPicture(): Promise<Buffer> {
  const canvas = createCanvas(WIDTH, HEIGHT);
  const ctx = canvas.getContext('2d');
  ctx.fillStyle = '#0a0a0b';
  ctx.fillRect(0, 0, WIDTH, HEIGHT);
  ctx.globalAlpha = 0.4;
  const grain = theNoise();
  const shift = Math.floor(Math.random() * NOISE_SIZE);
  for (let y = -shift; y < HEIGHT; y += NOISE_SIZE) {
    for (let x = -shift; x < WIDTH; x += NOISE_SIZE) ctx.drawImage(grain, x, y);
  }
  return await canvas.encode('jpeg', JPEG_QUALITY);
}

/** The same picture as a sub-stream would give it. */
export async function shrink(picture: Image | Canvas, width: number, height: number): Promise<Buffer> {
  const canvas = createCanvas(width, height);
  canvas.getContext('2d').drawImage(picture, 0, 0, width, height);
  return await canvas.encode('jpeg', JPEG_QUALITY);
}

const theNoise = (): Canvas => (noise ??= makeNoise());

function makeNoise(): Canvas {
  const canvas = createCanvas(NOISE_SIZE, NOISE_SIZE);
  const ctx = canvas.getContext('2d');
  const image = ctx.createImageData(NOISE_SIZE, NOISE_SIZE);
  const random = seeded(4711);
  for (let at = 0; at < image.data.length; at += 4) {
    const value = random() + random() + random() - 1.5;
    const tone = value > 0 ? 255 : 0;
    image.data[at] = tone;
    image.data[at + 1] = tone;
    image.data[at + 2] = tone;
    image.data[at + 3] = Math.min(255, Math.abs(value) * 26);
  }
  ctx.putImageData(image, 0, 0);
  return canvas;
}

const WEEKDAYS = '日一二三四五六';

/** What cameras write into their pictures: the time (Beijing) and their own place. */
export function drawOverlay(ctx: Context, at: Date, { gate, role }: Pick<ScenePainterOptions, 'gate' | 'role'>): void {
  const local = new Date(at.getTime() + 8 * 3_600_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${local.getUTCFullYear()}年${two(local.getUTCMonth() + 1)}月${two(local.getUTCDate())}日`;
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':');
  ctx.font = `36px ${FONT}`;
  ctx.lineWidth = 5;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = 'rgba(0,0,0,0.7)';
  ctx.fillStyle = '#f4f4f4';
  for (const [text, x, y, align] of [
    [`${day} 星期${WEEKDAYS[local.getUTCDay()] ?? ''} ${time}`, 36, 60, 'left'],
    [gate ?? (role === 'front' ? '1号磅 车头' : '1号磅 车尾'), WIDTH - 36, HEIGHT - 36, 'right'],
  ] as const) {
    ctx.textAlign = align;
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  }
}
