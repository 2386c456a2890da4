import { ACCEPT, type Reading } from './reading.ts';

/** A reading with where its picture came from: frames of one camera share its glare and its focus. */
export interface SourcedReading {
  readonly camera: string;
  readonly reading: Reading;
}

/** What several pictures of one moment say together. */
export interface FusedReading {
  readonly text: string | null;
  readonly confidence: number;
  /** Of the best picture. */
  readonly legibility: number;
  /** Two pictures are each sure of another number: the display changed, or one is misread. A person looks. */
  readonly disagree: boolean;
}

/**
 * Fuses front, rear and up to three frames of each. Frames of one camera count as one witness, the surest of them;
 * cameras count as two. A number that lacks leading digits of another one does not contradict it: a multiplexed display
 * shows an exposure too little, never too much.
 */
export function fuse(sources: readonly SourcedReading[]): FusedReading {
  const legibility = Math.max(0, ...sources.map(({ reading }) => reading.legibility));
  const texts = new Map<string, Map<string, number>>();
  for (const { camera, reading } of sources) {
    if (reading.text === null) continue;
    const cameras = texts.get(reading.text) ?? new Map<string, number>();
    cameras.set(camera, Math.max(cameras.get(camera) ?? 0, reading.confidence));
    texts.set(reading.text, cameras);
  }
  const said = [...texts]
    .map(([text, cameras]) => ({
      text,
      sure: 1 - [...cameras.values()].reduce((doubt, sure) => doubt * (1 - sure), 1),
    }))
    .sort((a, b) => b.sure - a.sure || b.text.length - a.text.length);
  const longest = said.find(
    ({ text, sure }) =>
      sure >= ACCEPT && said.every((other) => text.length >= other.text.length || other.sure < ACCEPT),
  );
  const best = longest ?? said[0];
  if (best === undefined) return { text: null, confidence: 0, legibility, disagree: false };
  const against = said.filter((other) => other !== best && !best.text.endsWith(other.text));
  const strongest = Math.max(0, ...against.map(({ sure }) => sure));
  if (strongest >= ACCEPT) return { text: null, confidence: 0, legibility, disagree: true };
  return { text: best.text, confidence: best.sure * (1 - strongest), legibility, disagree: false };
}
