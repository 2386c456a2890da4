import { type CellShape, type Face } from './face.ts';
import { lampKernels, type LampKernels } from './lamp-kernels.ts';

/** Steps of the stock, in digit heights: finer differences cannot be seen. */
const WIDTH = 0.015;
const STROKE = 0.0125;
const BLUR = 0.025;
/** Some 15 kB each. */
const MOST = 1000;

/** Lamp pictures already made. They follow from the proportions alone, so one stock serves all pictures; it is bounded. */
const stock = new Map<string, LampKernels>();

export function kernelsOf(face: Face, shape: CellShape, digitHeight: number, blur: number): LampKernels {
  const width = Math.round(shape.width / WIDTH);
  const stroke = Math.round(shape.stroke / STROKE);
  const edge = Math.max(1, Math.round(blur / BLUR));
  const key = `${face.kind} ${width} ${stroke} ${edge} ${digitHeight}`;
  const known = stock.get(key);
  if (known !== undefined) return known;
  const made = lampKernels(
    face,
    { width: width * WIDTH, stroke: stroke * STROKE },
    digitHeight,
    Math.max(1, edge * BLUR * digitHeight),
  );
  if (stock.size >= MOST) stock.clear();
  stock.set(key, made);
  return made;
}
