/** The one number that the displays in a truck's pictures show together. Pure; nobody tells it what the indicator says. */
import { kg, type Kg, type Sha256 } from '../../../preload/contract/vocabulary.ts';
import { kgOfDisplay, type DisplayScale } from './display-figures.ts';
import { fuse } from './display/fuse.ts';
import { ACCEPT, type Reading } from './display/reading.ts';

/** What one picture's display showed, in kilograms: the two ends may see displays of different units. */
export interface DisplayFrame {
  readonly cameraId: string;
  readonly sha256: Sha256;
  readonly reading: Reading;
}

/** So many pictures of one camera count, its newest ones. */
const FRAMES = 3;

export function displayFrame(
  { cameraId, sha256 }: Pick<DisplayFrame, 'cameraId' | 'sha256'>,
  reading: Reading,
  scale: DisplayScale,
): DisplayFrame {
  const shown = reading.text === null ? null : kgOfDisplay(reading.text, scale);
  return { cameraId, sha256, reading: { ...reading, text: shown === null ? null : String(shown) } };
}

/** Newest first; a picture that is read again takes its own place. */
export function withFrame(frames: readonly DisplayFrame[], fresh: DisplayFrame): DisplayFrame[] {
  const counts = new Map<string, number>();
  return [fresh, ...frames.filter(({ sha256 }) => sha256 !== fresh.sha256)].filter(({ cameraId }) => {
    const count = (counts.get(cameraId) ?? 0) + 1;
    counts.set(cameraId, count);
    return count <= FRAMES;
  });
}

/** null where they are not sure together, or two are sure of other numbers. */
export function displayNumber(frames: readonly DisplayFrame[]): Kg | null {
  const { confidence, text } = fuse(frames.map(({ cameraId, reading }) => ({ camera: cameraId, reading })));
  return text !== null && confidence >= ACCEPT ? kg(Number(text)) : null;
}
