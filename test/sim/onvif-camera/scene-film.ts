/**
 * The same scene as a moving picture: trucks drive on and off, the beacon turns, steam drifts, the display shows the weight and
 * the corner the time. What stands still is painted once, so that a frame costs little more than copying it.
 */
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { HEIGHT, loadFonts, WIDTH, type Context, type Point } from './drawing.ts';
import { drawArm } from './gate.ts';
import { drawDisplayText, type DisplayLayout } from './led-display.ts';
import { drawOverlay, paintStill, type Scene } from './scene.ts';
import { drawTruckFront, drawTruckRear } from './truck.ts';

/** Half of what is sent, each way: the copying of whole frames is what it costs. */
export const FILM_WIDTH = 640;
export const FILM_HEIGHT = 360;
const SCALE = FILM_WIDTH / WIDTH;
const DRIVE_MS = 1500;
/** How far a truck that is not on the deck stands beside the picture. */
const AWAY = 1100;
const ON_HOUSE: Point = [1520, 236];
const ON_HUT: Point = [1494, 374];

export interface SceneFilmOptions {
  readonly role: 'front' | 'rear';
  readonly display: DisplayLayout;
  /** The gate where it stands; null: over the weighbridge. */
  readonly gate: string | null;
}

/** What was painted, and of what. */
interface Painted {
  readonly key: string;
  readonly canvas: Canvas;
}

export class SceneFilm {
  readonly #options: SceneFilmOptions;
  readonly #canvas = createCanvas(FILM_WIDTH, FILM_HEIGHT);
  readonly #ctx: Context;
  #ground: Painted | null = null;
  #rest: Painted = { key: '', canvas: createCanvas(FILM_WIDTH, FILM_HEIGHT) };
  #truck: Painted | null = null;
  #on = false;
  #changedAt = 0;

  constructor(options: SceneFilmOptions) {
    loadFonts();
    this.#options = options;
    this.#ctx = this.#canvas.getContext('2d');
  }

  /** One frame, as RGBA. @param at the camera's time */
  frame(scene: Scene, displayText: string, at: Date): Buffer {
    const now = at.getTime();
    if (scene.truckOnDeck !== this.#on) {
      this.#on = scene.truckOnDeck;
      this.#changedAt = now;
    }
    const away = this.#awayAt(now);
    const ctx = this.#ctx;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    if (away > 0 && away < 1) this.#draw(ctx, scene, displayText, away);
    else ctx.drawImage(this.#restOf(scene, displayText, away), 0, 0);
    ctx.setTransform(SCALE, 0, 0, SCALE, 0, 0);
    drawSteam(ctx, now);
    drawBeacon(ctx, now, this.#options.gate === null ? ON_HOUSE : ON_HUT);
    drawOverlay(ctx, at, this.#options);
    return this.#canvas.data();
  }

  #draw(ctx: Context, scene: Scene, displayText: string, away: number): void {
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(this.#groundOf(scene), 0, 0);
    if (away < 1) ctx.drawImage(this.#truckOf(scene), -away * away * AWAY * SCALE, 0);
    ctx.setTransform(SCALE, 0, 0, SCALE, 0, 0);
    if (this.#options.gate === null) drawDisplayText(ctx, this.#options.display, displayText);
    else drawArm(ctx, 1 - away);
  }

  /** While nothing drives. */
  #restOf(scene: Scene, displayText: string, away: number): Canvas {
    const key = JSON.stringify([scene, displayText, away]);
    if (this.#rest.key !== key) {
      this.#draw(this.#rest.canvas.getContext('2d'), scene, displayText, away);
      this.#rest = { key, canvas: this.#rest.canvas };
    }
    return this.#rest.canvas;
  }

  /** 0 on the deck, 1 beside the picture. */
  #awayAt(now: number): number {
    const share = Math.min(1, Math.max(0, (now - this.#changedAt) / DRIVE_MS));
    return this.#on ? 1 - share : share;
  }

  #groundOf(scene: Scene): Canvas {
    const key = String(scene.night);
    if (this.#ground?.key !== key) {
      const canvas = this.#small(paintStill(this.#options, { ...scene, truckOnDeck: false }));
      this.#ground = { key, canvas };
    }
    return this.#ground.canvas;
  }

  /** The truck that is or was there: whoever drives off keeps his plates until he is out of sight. */
  #truckOf(scene: Scene): Canvas {
    const key = JSON.stringify([scene.plateFront, scene.plateRear, scene.night]);
    if (this.#truck?.key !== key && (scene.truckOnDeck || this.#truck === null)) {
      const whole = createCanvas(WIDTH, HEIGHT);
      const ctx = whole.getContext('2d');
      if (scene.night) ctx.filter = 'brightness(0.45)';
      if (this.#options.role === 'front') drawTruckFront(ctx, scene.plateFront);
      else drawTruckRear(ctx, scene.plateRear);
      this.#truck = { key, canvas: this.#small(whole) };
    }
    return this.#truck?.canvas ?? this.#canvas;
  }

  #small(canvas: Canvas): Canvas {
    const small = createCanvas(FILM_WIDTH, FILM_HEIGHT);
    small.getContext('2d').drawImage(canvas, 0, 0, FILM_WIDTH, FILM_HEIGHT);
    return small;
  }
}

/** Over the tower of the plant. */
function drawSteam(ctx: Context, now: number): void {
  for (let puff = 0; puff < 4; puff += 1) {
    const age = (now / 4000 + puff / 4) % 1;
    ctx.fillStyle = `rgba(245,247,248,${0.5 * (1 - age)})`;
    ctx.beginPath();
    ctx.ellipse(1400 + age * 260, 120 - age * 60, 30 + age * 90, 20 + age * 40, 0, 0, 7);
    ctx.fill();
  }
}

/** Dark, lit, dark. */
function drawBeacon(ctx: Context, now: number, [x, y]: Point): void {
  const lit = Math.max(0, Math.sin((now / 1000) * 2 * Math.PI));
  ctx.fillStyle = `rgb(${90 + 165 * lit},${50 + 110 * lit},0)`;
  ctx.beginPath();
  ctx.ellipse(x, y, 16, 20, 0, 0, 7);
  ctx.fill();
}
