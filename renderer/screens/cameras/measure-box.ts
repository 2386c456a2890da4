/** A frame that an installer lays about something in a still picture, in pixels of the picture, to say how large it is. Pure. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Plates narrower than this cost accuracy (recognition.md, Plates). */
export const PLATE_WIDTH = 120;
const LEAST = 4;

/** In the middle, about as large as a plate at its place. */
export function firstBox({ width, height }: Size): Box {
  const box = { width: Math.round(width / 12), height: Math.round(height / 20) };
  return { x: Math.round((width - box.width) / 2), y: Math.round((height - box.height) / 2), ...box };
}

/** Never out of the picture, never smaller than a few pixels; whole pixels. */
export function within(box: Box, picture: Size): Box {
  const width = clamp(Math.round(box.width), LEAST, picture.width);
  const height = clamp(Math.round(box.height), LEAST, picture.height);
  return {
    x: clamp(Math.round(box.x), 0, picture.width - width),
    y: clamp(Math.round(box.y), 0, picture.height - height),
    width,
    height,
  };
}

/** An arrow key moves it; with Shift it moves the right lower corner. */
export function pushed(box: Box, key: string, grows: boolean, step: number, picture: Size): Box {
  const dx = key === 'ArrowLeft' ? -step : key === 'ArrowRight' ? step : 0;
  const dy = key === 'ArrowUp' ? -step : key === 'ArrowDown' ? step : 0;
  return within(
    grows ? { ...box, width: box.width + dx, height: box.height + dy } : { ...box, x: box.x + dx, y: box.y + dy },
    picture,
  );
}

/** Between two points of the pointer, wherever it began. */
export function drawn(from: { x: number; y: number }, to: { x: number; y: number }, picture: Size): Box {
  return within(
    {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(to.x - from.x),
      height: Math.abs(to.y - from.y),
    },
    picture,
  );
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), Math.max(low, high));
