/** A coal truck from the front (cab-over tractor) and from behind (trailer tail), as paint on a 1920×1080 picture. */
import { box, downwards, FONT, polygon, seeded, type Context, type Point } from './drawing.ts';
import { drawPlate } from './plate.ts';

/** Middle of the truck in the picture; the deck is drawn to it. */
const MIDDLE = 470;

function wheel(ctx: Context, x: number, y: number, width: number, height: number): void {
  box(ctx, [x, y, width, height], downwards(ctx, y, y + height, ['#2b2b2c', '#161617', '#0c0c0d']), 16);
  for (let line = y + 14; line < y + height - 10; line += 15)
    box(ctx, [x + 8, line, width - 16, 4], 'rgba(70,66,60,0.55)');
}

function shadowUnder(ctx: Context, y: number): void {
  const gradient = ctx.createRadialGradient(MIDDLE, y, 60, MIDDLE, y, 420);
  gradient.addColorStop(0, 'rgba(0,0,0,0.75)');
  gradient.addColorStop(1, 'rgba(0,0,0,0)');
  ctx.save();
  ctx.translate(0, y * 0.82);
  ctx.scale(1, 0.18);
  ctx.fillStyle = gradient;
  ctx.fillRect(0, y - 460, 960, 920);
  ctx.restore();
}

/** Coal heaped above the side boards. */
function load(ctx: Context, left: number, right: number, y: number, seed: number): void {
  const random = seeded(seed);
  const outline: Point[] = [[left, y]];
  for (let x = left; x <= right; x += 22) {
    const bulge = Math.sin(((x - left) / (right - left)) * Math.PI);
    outline.push([x, y - 12 - bulge * 44 - random() * 12]);
  }
  polygon(ctx, [...outline, [right, y]], '#23211f');
  for (let lump = 0; lump < 260; lump += 1) {
    const x = left + 12 + random() * (right - left - 24);
    const bulge = Math.sin(((x - left) / (right - left)) * Math.PI);
    const size = 2 + random() * 6;
    const shade = 26 + Math.floor(random() * 42);
    box(ctx, [x, y - 4 - random() * (8 + bulge * 42), size, size * 0.7], `rgb(${shade},${shade - 1},${shade - 3})`, 2);
  }
}

function plate(ctx: Context, text: string | null, rows: 1 | 2, y: number, width: number): void {
  const height = width * (rows === 1 ? 140 / 440 : 220 / 440);
  box(ctx, [MIDDLE - width / 2 - 5, y - 5, width + 10, height + 10], '#26282a', 4);
  if (text === null || text === '') return;
  ctx.drawImage(drawPlate(text, rows), MIDDLE - width / 2, y, width, height);
}

export function drawTruckFront(ctx: Context, plateText: string): void {
  shadowUnder(ctx, 962);
  // The box behind the cab, its side running away to the right.
  load(ctx, 190, 752, 196, 7);
  polygon(
    ctx,
    [
      [186, 190],
      [756, 190],
      [756, 330],
      [186, 330],
    ],
    downwards(ctx, 190, 330, ['#7d3a2c', '#5f2a20']),
  );
  polygon(
    ctx,
    [
      [756, 190],
      [836, 296],
      [836, 806],
      [756, 880],
    ],
    downwards(ctx, 190, 880, ['#5a261d', '#3a1813']),
  );
  for (let rib = 0; rib < 4; rib += 1) {
    const t = (rib + 0.5) / 4;
    polygon(
      ctx,
      [
        [756 + 80 * t, 190 + 106 * t],
        [764 + 80 * t, 200 + 106 * t],
        [764 + 80 * t, 790 - 20 * t],
        [756 + 80 * t, 800 - 20 * t],
      ],
      'rgba(0,0,0,0.28)',
    );
  }
  for (const x of [186, 700]) wheel(ctx, x === 186 ? 182 : 640, 838, 118, 142);
  // Cab shell, roof spoiler, side shading.
  const red = downwards(ctx, 236, 900, ['#d3382c', '#c22a21', '#a91f18']);
  ctx.fillStyle = red;
  ctx.beginPath();
  ctx.moveTo(214, 300);
  ctx.quadraticCurveTo(222, 244, 280, 240);
  ctx.lineTo(660, 240);
  ctx.quadraticCurveTo(718, 244, 726, 300);
  ctx.lineTo(740, 880);
  ctx.lineTo(200, 880);
  ctx.closePath();
  ctx.fill();
  polygon(
    ctx,
    [
      [214, 300],
      [232, 300],
      [222, 880],
      [200, 880],
    ],
    'rgba(255,255,255,0.13)',
  );
  polygon(
    ctx,
    [
      [706, 300],
      [726, 300],
      [740, 880],
      [716, 880],
    ],
    'rgba(0,0,0,0.24)',
  );
  box(ctx, [262, 250, 416, 22], '#8f1b15', 9);
  for (const x of [282, 402, 470, 538, 640]) box(ctx, [x - 13, 254, 26, 11], '#f0b23c', 4);
  // Windscreen with the sky in it, wipers, visor.
  polygon(
    ctx,
    [
      [240, 312],
      [700, 312],
      [714, 520],
      [226, 520],
    ],
    downwards(ctx, 312, 520, ['#5d7385', '#2c3944', '#141a20']),
  );
  polygon(
    ctx,
    [
      [300, 312],
      [430, 312],
      [352, 520],
      [226, 520],
      [228, 488],
    ],
    'rgba(255,255,255,0.10)',
  );
  polygon(
    ctx,
    [
      [240, 306],
      [700, 306],
      [702, 338],
      [238, 338],
    ],
    '#1b1d20',
  );
  box(ctx, [300, 440, 92, 80], '#20262b', 26); // the driver, just visible
  box(ctx, [322, 398, 46, 52], '#3b332d', 22);
  ctx.strokeStyle = '#0b0c0d';
  ctx.lineWidth = 6;
  for (const [x, tip] of [
    [330, 452],
    [520, 642],
  ] as const) {
    ctx.beginPath();
    ctx.moveTo(x, 526);
    ctx.lineTo(tip, 452);
    ctx.stroke();
  }
  // Mirrors.
  for (const x of [156, 742]) {
    box(ctx, [x, 330, 44, 130], '#17181a', 12);
    box(ctx, [x + 5, 340, 34, 76], '#6f7d87', 8);
    box(ctx, [x < 400 ? 192 : 726, 344, 24, 8], '#17181a');
  }
  // Grille, badge, lamps, bumper, plate.
  box(ctx, [262, 548, 416, 170], '#1a1b1d', 14);
  for (let y = 562; y < 712; y += 21) box(ctx, [274, y, 392, 9], downwards(ctx, y, y + 9, ['#b9bdc1', '#6f7479']), 4);
  box(ctx, [396, 598, 148, 50], '#d9dcde', 22);
  ctx.fillStyle = '#8e1510';
  ctx.font = `34px ${FONT}`;
  ctx.textAlign = 'center';
  ctx.fillText('重卡', MIDDLE, 635);
  for (const x of [216, 640]) {
    box(ctx, [x, 730, 92, 66], '#101113', 14);
    box(ctx, [x + 8, 738, 76, 50], downwards(ctx, 738, 788, ['#ffffff', '#cfd8de', '#8d99a1']), 12);
    box(ctx, [x + 22, 744, 24, 38], 'rgba(90,110,122,0.7)', 12);
  }
  box(ctx, [194, 800, 552, 110], downwards(ctx, 800, 910, ['#43474b', '#25282b']), 18);
  box(ctx, [322, 732, 296, 58], '#8f1b15', 8);
  for (const x of [232, 664]) box(ctx, [x, 858, 44, 26], '#f4e7b8', 10);
  plate(ctx, plateText, 1, 820, 236);
  box(ctx, [194, 906, 552, 10], 'rgba(0,0,0,0.45)', 4);
}

export function drawTruckRear(ctx: Context, plateText: string | null): void {
  shadowUnder(ctx, 962);
  load(ctx, 176, 764, 214, 19);
  polygon(
    ctx,
    [
      [766, 206],
      [838, 300],
      [838, 790],
      [766, 850],
    ],
    downwards(ctx, 206, 850, ['#23405c', '#152839']),
  );
  const steel = downwards(ctx, 206, 790, ['#41678c', '#355a7d', '#284863']);
  box(ctx, [172, 206, 596, 584], steel, 6);
  box(ctx, [160, 198, 620, 26], '#2b4c69', 6);
  // Tail gate: ribs, hinges, dirt running down.
  for (let x = 188; x < 760; x += 94) {
    box(ctx, [x, 226, 30, 560], downwards(ctx, 226, 786, ['#4d7398', '#2f5170']), 4);
    box(ctx, [x + 26, 226, 5, 560], 'rgba(0,0,0,0.32)');
    box(ctx, [x + 6, 214, 18, 40], '#20394f', 4);
  }
  for (const y of [404, 600]) box(ctx, [176, y, 588, 22], downwards(ctx, y, y + 22, ['#5480a6', '#274661']), 4);
  const random = seeded(23);
  for (let streak = 0; streak < 90; streak += 1) {
    const top = 560 + random() * 180;
    box(
      ctx,
      [180 + random() * 580, top, 2 + random() * 5, 40 + random() * 160],
      `rgba(52,44,36,${0.04 + random() * 0.12})`,
      2,
    );
  }
  ctx.fillStyle = 'rgba(236,238,240,0.86)';
  ctx.font = `58px ${FONT}`;
  ctx.textAlign = 'center';
  ctx.fillText('保持车距', MIDDLE, 528);
  // Red and white reflex tape, lamp carrier, under-run guard.
  for (let x = 176; x < 764; x += 60) {
    box(ctx, [x, 748, 30, 18], '#c81d17');
    box(ctx, [x + 30, 748, 30, 18], '#e9e6df');
  }
  for (const x of [186, 640]) wheel(ctx, x, 838, 116, 142);
  box(ctx, [184, 786, 572, 66], '#1e2124', 6);
  for (const x of [196, 640]) {
    box(ctx, [x, 796, 104, 44], '#2a0b0a', 8);
    box(ctx, [x + 4, 800, 44, 36], downwards(ctx, 800, 836, ['#e23027', '#8d120d']), 6);
    box(ctx, [x + 52, 800, 24, 36], '#d98a1d', 5);
    box(ctx, [x + 80, 800, 20, 36], '#d9dadb', 5);
  }
  for (const x of [206, 652])
    polygon(
      ctx,
      [
        [x - 26, 852],
        [x + 104, 852],
        [x + 98, 958],
        [x - 20, 958],
      ],
      'rgba(14,14,15,0.94)',
    );
  box(ctx, [196, 904, 548, 30], downwards(ctx, 904, 934, ['#8f9499', '#4c5156']), 5);
  for (let x = 210; x < 730; x += 104) box(ctx, [x, 908, 52, 22], '#c0261e', 2);
  plate(ctx, plateText, 2, 792, 208);
}

/** Headlights or tail lamps by night: light that spills over their edges. */
export function drawLamps(ctx: Context, role: 'front' | 'rear'): void {
  const spots: Point[] =
    role === 'front'
      ? [
          [262, 763],
          [686, 763],
        ]
      : [
          [222, 818],
          [666, 818],
        ];
  ctx.save();
  ctx.globalCompositeOperation = 'lighter';
  for (const [x, y] of spots) {
    const reach = role === 'front' ? 96 : 70;
    const glow = ctx.createRadialGradient(x, y, 4, x, y, reach);
    glow.addColorStop(0, role === 'front' ? 'rgba(255,246,220,0.85)' : 'rgba(255,60,40,0.8)');
    glow.addColorStop(0.25, role === 'front' ? 'rgba(255,236,190,0.28)' : 'rgba(255,40,20,0.26)');
    glow.addColorStop(1, 'rgba(0,0,0,0)');
    ctx.fillStyle = glow;
    ctx.fillRect(x - reach, y - reach, reach * 2, reach * 2);
  }
  ctx.restore();
}
