/** Chinese licence plates as GA 36-2018 paints them: one row of 440×140 mm, or two rows of 440×220 mm at the rear. */
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { FONT, box, downwards, type Context } from './drawing.ts';

interface Paint {
  readonly ground: readonly string[];
  readonly ink: string;
}

/** Large trucks and trailers are yellow; eight characters are new-energy, large ones yellow-green. */
function paintOf(text: string): Paint {
  if ([...text].length === 8) return { ground: ['#e8b914', '#7fc26a', '#5fb45c'], ink: '#101010' };
  return { ground: ['#efb51a', '#e9a90f'], ink: '#121212' };
}

/** One millimetre of plate is drawn as one pixel. */
export function drawPlate(text: string, rows: 1 | 2): Canvas {
  const canvas = createCanvas(440, rows === 1 ? 140 : 220);
  const ctx = canvas.getContext('2d');
  const { ground, ink } = paintOf(text);
  box(ctx, [0, 0, canvas.width, canvas.height], downwards(ctx, 0, canvas.height, ground), 10);
  ctx.strokeStyle = ink;
  ctx.lineWidth = 4;
  ctx.beginPath();
  ctx.roundRect(7, 7, canvas.width - 14, canvas.height - 14, 7);
  ctx.stroke();
  for (const x of [105, 335]) box(ctx, [x - 5, 10, 10, 6], '#8b7a45', 3);
  const characters = [...text];
  const [head, tail] = [characters.slice(0, 2), characters.slice(2)];
  if (rows === 1) drawRow(ctx, [...head, '·', ...tail], { x: 16, y: 25, width: 408, height: 90 }, ink);
  else {
    drawRow(ctx, [head[0] ?? '', '·', head[1] ?? ''], { x: 130, y: 18, width: 180, height: 62 }, ink);
    drawRow(ctx, tail, { x: 22, y: 92, width: 396, height: 110 }, ink);
  }
  return canvas;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Every character is stretched into a cell of its own, as the stamps do; the dot takes little room. */
function drawRow(ctx: Context, characters: readonly string[], area: Area, ink: string): void {
  const weights = characters.map((character) => (character === '·' ? 0.35 : 1));
  const unit = area.width / weights.reduce((sum, weight) => sum + weight, 0);
  let x = area.x;
  characters.forEach((character, index) => {
    const cell = unit * (weights[index] ?? 1);
    if (character === '·') {
      ctx.fillStyle = ink;
      ctx.beginPath();
      ctx.arc(x + cell / 2, area.y + area.height / 2, 6, 0, Math.PI * 2);
      ctx.fill();
    } else drawStretched(ctx, character, { ...area, x: x + cell * 0.08, width: cell * 0.84 }, ink);
    x += cell;
  });
}

function drawStretched(ctx: Context, character: string, area: Area, ink: string): void {
  ctx.save();
  ctx.font = `100px ${FONT}`;
  ctx.textBaseline = 'alphabetic';
  const size = ctx.measureText(character);
  const width = size.actualBoundingBoxLeft + size.actualBoundingBoxRight;
  const height = size.actualBoundingBoxAscent + size.actualBoundingBoxDescent;
  ctx.translate(area.x, area.y);
  // A 1 stays narrow: stretched to the cell it would be a bar.
  const slim = width < height * 0.42;
  const scale = slim ? area.height / height : area.width / width;
  if (slim) ctx.translate((area.width - width * scale) / 2, 0);
  ctx.scale(scale, area.height / height);
  ctx.fillStyle = ink;
  ctx.fillText(character, size.actualBoundingBoxLeft, size.actualBoundingBoxAscent);
  ctx.restore();
}
