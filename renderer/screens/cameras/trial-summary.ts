/** What ten pictures of a display say: bars, what was read how often, and what is still missing. Pure. */
import type {
  DisplaySamples,
  DisplayShot,
  DisplayTrial,
  SampleLight,
} from '../../../preload/contract/camera-display.ts';
import type { Exposure } from './exposure.ts';

export interface Bar {
  /** 0 to 100; null: not taken yet. */
  readonly legibility: number | null;
  /** `none`: the indicator had no steady weight to compare with. */
  readonly mark: 'matches' | 'differs' | 'cannot-tell' | 'none' | 'no-picture' | 'waits';
}

export interface TrialSummary {
  readonly bars: readonly Bar[];
  readonly matched: number;
  readonly compared: number;
  /** What was read, the most frequent first. */
  readonly texts: readonly { readonly text: string; readonly count: number }[];
  /** Pictures in which no number was found, or that could not be had. */
  readonly unread: number;
  /** Some pictures are read well and others hardly: the shutter catches a part of the lamps. */
  readonly flickers: boolean;
}

/** Of 100: a display that stands still differs by far less from picture to picture. */
const FLICKER = 30;
/** Mean brightness below it is a night's. */
const NIGHT_PERCENT = 25;

export function summaryOf({ of, shots }: Pick<DisplayTrial, 'of' | 'shots'>): TrialSummary {
  const counts = new Map<string, number>();
  for (const { text } of shots) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  const compared = shots.filter(({ verdict }) => verdict !== null);
  const seen = shots.filter(({ code }) => code === null).map(({ legibility }) => legibility);
  return {
    bars: Array.from({ length: of }, (_, index) => barOf(shots[index])),
    matched: compared.filter(({ verdict }) => verdict === 'matches').length,
    compared: compared.length,
    texts: [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count),
    unread: shots.filter(({ text }) => text === null).length,
    flickers: seen.length > 1 && Math.max(...seen) - Math.min(...seen) > FLICKER,
  };
}

function barOf(shot: DisplayShot | undefined): Bar {
  if (shot === undefined) return { legibility: null, mark: 'waits' };
  if (shot.code !== null) return { legibility: 0, mark: 'no-picture' };
  return { legibility: shot.legibility, mark: shot.verdict ?? 'none' };
}

/** Proposed only: a camera's own lamp makes night bright. */
export const lightOf = (exposure: Exposure | null): SampleLight =>
  exposure !== null && exposure.meanPercent < NIGHT_PERCENT ? 'night' : 'day';

const LIGHTS = ['day', 'night'] as const satisfies readonly SampleLight[];

/** Of a camera whose display is marked. */
export const missingSamples = (samples: DisplaySamples | undefined): readonly SampleLight[] =>
  samples === undefined ? [] : LIGHTS.filter((light) => samples[light] === null);
