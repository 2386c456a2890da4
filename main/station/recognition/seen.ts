/** What was seen in a picture, as it is told and kept. Pure. */
import type { Image } from '../../../preload/contract/documents.ts';
import type { Corners, DisplaySeen, DisplayTrouble } from '../../../preload/contract/readings.ts';
import type { Kg } from '../../../preload/contract/vocabulary.ts';
import { kgOfDisplay, type DisplayScale } from './display-figures.ts';
import type { Panel, Point } from './display/panel.ts';
import { ACCEPT, type Reading } from './display/reading.ts';
import type { DisplayAnswer } from './recognition-messages.ts';

/** A number that stands for itself. */
export const isAccepted = ({ confidence, text, trouble }: Reading): boolean =>
  text !== null && trouble === null && confidence >= ACCEPT;

/** Only what stands for itself: by this alone `displayReadingKg` is filled. */
export function readingKg(reading: Reading, scale: DisplayScale): Kg | null {
  return reading.text !== null && isAccepted(reading) ? kgOfDisplay(reading.text, scale) : null;
}

/** Front and rear: others look at no plate of the truck and at no display. */
export const lookedAt = ({ images }: { readonly images: readonly Image[] }): readonly Image[] =>
  images.filter(({ role }) => role === 'front' || role === 'rear');

/** A display of which nothing is known but why. */
export const unread = (image: Image, trouble: DisplayTrouble): DisplaySeen => ({
  ...whose(image),
  readingKg: null,
  confidence: 0,
  legibility: 0,
  verdict: 'cannot-tell',
  corners: null,
  trouble,
});

/** What one picture's display shows by itself, and whether that is the saved weight. */
export function displaySeen(
  image: Image,
  { reading, verification }: Extract<DisplayAnswer, { readonly ok: true }>,
  scale: DisplayScale,
): DisplaySeen {
  return {
    ...whose(image),
    readingKg: readingKg(reading, scale),
    confidence: reading.confidence,
    legibility: Math.round(reading.legibility),
    verdict: verification.verdict,
    corners: reading.panel === null ? null : cornersOf(reading.panel),
    trouble: verification.verdict === 'matches' ? null : (verification.trouble ?? reading.trouble),
  };
}

const whose = ({ cameraId, role, sha256 }: Image): Pick<DisplaySeen, 'cameraId' | 'role' | 'sha256'> => ({
  cameraId,
  role,
  sha256,
});

/** Whole pixels. @throws TypeError unless there are four */
export function cornersOf(panel: Panel | readonly Point[]): Corners {
  const [a, b, c, d] = panel.map(({ x, y }): [number, number] => [Math.round(x), Math.round(y)]);
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new TypeError('four corners');
  return [a, b, c, d];
}
