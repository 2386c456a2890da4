/** The place itself: yard and plant, the deck, the house, and the night over all of it. */
import { box, downwards, FONT, HEIGHT, polygon, seeded, WIDTH, type Context, type Point } from './drawing.ts';
import { drawLamps } from './truck.ts';

const HORIZON = 430;

/** Sky, hills, the plant with its conveyor, coal heaps, and the yard's ground. */
export function drawYard(ctx: Context, role: 'front' | 'rear'): void {
  const random = seeded(role === 'front' ? 11 : 12);
  box(ctx, [0, 0, WIDTH, HORIZON + 20], downwards(ctx, 0, HORIZON, ['#8fb0cd', '#b9cad6', '#d9dcd8']));
  for (let cloud = 0; cloud < 26; cloud += 1) {
    ctx.fillStyle = `rgba(255,255,255,${0.05 + random() * 0.1})`;
    ctx.beginPath();
    ctx.ellipse(random() * WIDTH, 40 + random() * 210, 90 + random() * 200, 14 + random() * 34, 0, 0, 7);
    ctx.fill();
  }
  const hill = (base: number, height: number, colour: string): void => {
    const outline: Point[] = [[0, HORIZON + 30]];
    const phase = random() * 9;
    for (let x = 0; x <= WIDTH; x += 24) {
      outline.push([x, base - height * (0.6 + 0.3 * Math.sin(x / 260 + phase) + 0.14 * Math.sin(x / 71 + phase * 2))]);
    }
    polygon(ctx, [...outline, [WIDTH, HORIZON + 30]], colour);
  };
  hill(HORIZON, 150, '#9fb0b8');
  hill(HORIZON + 6, 86, '#84948f');
  const flip = (x: number): number => (role === 'front' ? x : WIDTH + 760 - x);
  // Plant: silo, tower, sloping conveyor.
  for (const [x, width, height] of [
    [1180, 92, 250],
    [1282, 92, 250],
    [1430, 150, 330],
  ] as const) {
    box(
      ctx,
      [flip(x) - (role === 'front' ? 0 : width), HORIZON - height + 20, width, height],
      downwards(ctx, 120, HORIZON, ['#b7b9b6', '#8f9290']),
      4,
    );
  }
  polygon(
    ctx,
    [
      [flip(900), HORIZON],
      [flip(1440), 176],
      [flip(1440), 206],
      [flip(916), HORIZON + 12],
    ],
    '#787f84',
  );
  polygon(
    ctx,
    [
      [flip(960), HORIZON + 30],
      [flip(1090), HORIZON - 74],
      [flip(1190), HORIZON - 28],
      [flip(1330), HORIZON + 34],
    ],
    '#3b3a38',
  );
  polygon(
    ctx,
    [
      [flip(1250), HORIZON + 34],
      [flip(1390), HORIZON - 52],
      [flip(1560), HORIZON + 36],
    ],
    '#454341',
  );
  box(ctx, [0, HORIZON + 10, WIDTH, HEIGHT], downwards(ctx, HORIZON, HEIGHT, ['#9a948a', '#827c73', '#6b665f']));
  for (let patch = 0; patch < 420; patch += 1) {
    const y = HORIZON + 24 + random() ** 0.6 * (HEIGHT - HORIZON);
    const size = ((y - HORIZON) / HEIGHT) * 60 * random();
    ctx.fillStyle = `rgba(${random() > 0.5 ? '40,36,32' : '190,180,164'},${0.03 + random() * 0.07})`;
    ctx.beginPath();
    ctx.ellipse(random() * WIDTH, y, 8 + size * 2, 2 + size * 0.35, 0, 0, 7);
    ctx.fill();
  }
}

/** The weighbridge: a steel deck running at the camera, with kerbs, plate joints and a stop line. */
export function drawDeck(ctx: Context): void {
  const left = (t: number): number => 300 - 330 * t;
  const right = (t: number): number => 700 + 400 * t;
  const y = (t: number): number => HORIZON + 60 + t * (HEIGHT - HORIZON - 40);
  polygon(
    ctx,
    [
      [left(0) - 14, y(0)],
      [right(0) + 14, y(0)],
      [right(1) + 70, y(1)],
      [left(1) - 60, y(1)],
    ],
    '#4a4d50',
  );
  polygon(
    ctx,
    [
      [left(0), y(0)],
      [right(0), y(0)],
      [right(1), y(1)],
      [left(1), y(1)],
    ],
    downwards(ctx, y(0), y(1), ['#6d7174', '#5d6164', '#515558']),
  );
  ctx.strokeStyle = 'rgba(20,22,24,0.5)';
  for (let joint = 1; joint < 9; joint += 1) {
    const t = (joint / 9) ** 1.8;
    ctx.lineWidth = 1 + t * 4;
    ctx.beginPath();
    ctx.moveTo(left(t), y(t));
    ctx.lineTo(right(t), y(t));
    ctx.stroke();
  }
  for (const side of [left, right]) {
    const [near, far] = [side === left ? 34 : -34, side === left ? 8 : -8];
    polygon(
      ctx,
      [
        [side(0), y(0)],
        [side(0) + far, y(0)],
        [side(1) + near, y(1)],
        [side(1), y(1)],
      ],
      '#d9b22a',
    );
  }
}

/** The weighbridge house on the right, with a lit window by night. */
export function drawOffice(ctx: Context, night: boolean): void {
  polygon(
    ctx,
    [
      [1500, 250],
      [1920, 210],
      [1920, 760],
      [1500, 690],
    ],
    downwards(ctx, 210, 760, ['#dcd8cd', '#c3bfb4']),
  );
  polygon(
    ctx,
    [
      [1462, 262],
      [1920, 170],
      [1920, 216],
      [1500, 264],
    ],
    '#9b3a2e',
  );
  polygon(
    ctx,
    [
      [1580, 380],
      [1760, 370],
      [1760, 540],
      [1580, 536],
    ],
    '#4c5459',
  );
  polygon(
    ctx,
    [
      [1590, 390],
      [1750, 381],
      [1750, 530],
      [1590, 526],
    ],
    night ? '#ffe2a0' : '#7e97a8',
  );
  polygon(
    ctx,
    [
      [1668, 386],
      [1676, 386],
      [1676, 528],
      [1668, 528],
    ],
    '#4c5459',
  );
  polygon(
    ctx,
    [
      [1810, 410],
      [1900, 406],
      [1900, 752],
      [1810, 738],
    ],
    '#6b5b48',
  );
  ctx.fillStyle = '#a32b20';
  ctx.font = `46px ${FONT}`;
  ctx.textAlign = 'left';
  ctx.fillText('地磅房', 1590, 346);
}

/** Darkness with the light of one mast above the deck, then the lamps, which shine through it. */
export function drawNight(ctx: Context, role: 'front' | 'rear', truckOnDeck: boolean): void {
  ctx.save();
  ctx.globalCompositeOperation = 'multiply';
  const light = ctx.createRadialGradient(560, 720, 120, 640, 700, 1180);
  light.addColorStop(0, '#a79f8c');
  light.addColorStop(0.35, '#5c5a55');
  light.addColorStop(0.7, '#22252c');
  light.addColorStop(1, '#0d1017');
  ctx.fillStyle = light;
  ctx.fillRect(0, 0, WIDTH, HEIGHT);
  ctx.fillStyle = downwards(ctx, 0, HORIZON + 80, ['#10131c', '#2b3040', '#ffffff']);
  ctx.fillRect(0, 0, WIDTH, HORIZON + 80);
  ctx.restore();
  polygon(
    ctx,
    [
      [1590, 390],
      [1750, 381],
      [1750, 530],
      [1590, 526],
    ],
    'rgba(255,216,140,0.75)',
  );
  polygon(
    ctx,
    [
      [1668, 386],
      [1676, 386],
      [1676, 528],
      [1668, 528],
    ],
    '#1d1c1a',
  );
  if (truckOnDeck) drawLamps(ctx, role);
}
