/** What a camera at a gate sees instead of the weighbridge: a road between two posts, the keeper's hut, and the arm that goes up. */
import { box, downwards, FONT, HEIGHT, polygon, WIDTH, type Context } from './drawing.ts';

const FAR = 480;

/** All that stands still there. */
export function drawGate(ctx: Context, name: string): void {
  const road = downwards(ctx, FAR, HEIGHT, ['#74777a', '#5f6265', '#4f5255']);
  polygon(ctx, [[330, FAR], [640, FAR], [1180, HEIGHT], [-160, HEIGHT]], road); // prettier-ignore
  polygon(ctx, [[330, FAR], [318, FAR], [-220, HEIGHT], [-160, HEIGHT]], '#c9c4b4'); // prettier-ignore
  polygon(ctx, [[640, FAR], [652, FAR], [1240, HEIGHT], [1180, HEIGHT]], '#c9c4b4'); // prettier-ignore
  // The hut of the keeper, and his sign.
  box(ctx, [1330, 420, 330, 330], downwards(ctx, 420, 750, ['#e2ded2', '#c6c1b4']));
  box(ctx, [1300, 392, 390, 34], '#35597a');
  box(ctx, [1370, 480, 150, 120], '#7e97a8');
  box(ctx, [1556, 480, 76, 270], '#6b5b48');
  box(ctx, [1360, 628, 170, 64], '#f4f1e8', 6);
  ctx.fillStyle = '#a32b20';
  ctx.font = `48px ${FONT}`;
  ctx.textAlign = 'center';
  ctx.fillText(name, 1445, 678);
  // Posts on both sides of the road.
  for (const x of [1190, WIDTH - 1900])
    box(ctx, [x, 520, 46, 330], downwards(ctx, 520, 850, ['#8b9094', '#5d6165']), 6);
}

/** @param up 0 across the road, 1 upright */
export function drawArm(ctx: Context, up: number): void {
  ctx.save();
  ctx.translate(1212, 600);
  ctx.rotate(up * 1.35);
  for (let part = 0; part < 8; part += 1)
    box(ctx, [-140 * (part + 1), -14, 140, 28], part % 2 === 0 ? '#f2f2f0' : '#c0392b', 4);
  ctx.restore();
}
