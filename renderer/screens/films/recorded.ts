/** What was recorded, by time: the bars of a camera's row, the file of a moment, where the next recording begins. Pure. */
import type { VideoCause, VideoFile } from '../../../preload/contract/video.ts';
import type { Span } from './day.ts';

/** How long a lost file is taken to be: nobody knows. */
const UNKNOWN_MS = 10_000;
/** Cameras begin a recording each at a key picture of its own; the moment at which all show something is at most so much later. */
const APART_MS = 6000;
/** Back from here or nearer to the beginning leads to the recording before. */
const JUST_BEGUN_MS = 2000;

export interface Bar extends Span {
  readonly cause: VideoCause;
  readonly state: VideoFile['state'];
  /** How many files are in it: those that cannot be told apart on the glass are one. */
  readonly files: number;
}

/** From when to when a file reaches. @param nowMs one that is being written reaches to here */
function spanOfFile({ from, state, to }: VideoFile, nowMs: number): Span {
  const fromMs = Date.parse(from);
  const toMs = to === null ? (state === 'open' ? nowMs : fromMs + UNKNOWN_MS) : Date.parse(to);
  return { fromMs, toMs: Math.max(fromMs, toMs) };
}

/**
 * Of one camera, cut to the window.
 * @param files oldest first
 * @param resolutionMs what lies closer together, and is of one kind, is drawn as one
 */
export function barsOf(
  files: readonly VideoFile[],
  cameraId: string,
  window: Span,
  nowMs: number,
  resolutionMs: number,
): Bar[] {
  const open = new Map<
    string,
    { fromMs: number; toMs: number; cause: VideoCause; state: Bar['state']; files: number }
  >();
  const bars: Bar[] = [];
  for (const file of files) {
    const span = spanOfFile(file, nowMs);
    if (file.cameraId !== cameraId || span.fromMs >= window.toMs || span.toMs < window.fromMs) continue;
    const fromMs = Math.max(span.fromMs, window.fromMs);
    const toMs = Math.min(span.toMs, window.toMs);
    const kind = `${file.cause} ${file.state}`;
    const last = open.get(kind);
    if (last !== undefined && fromMs - last.toMs < resolutionMs) {
      last.toMs = Math.max(last.toMs, toMs);
      last.files += 1;
      continue;
    }
    const bar = { fromMs, toMs, cause: file.cause, state: file.state, files: 1 };
    open.set(kind, bar);
    bars.push(bar);
  }
  return bars;
}

/** The file of a moment: one that plays before one that does not, the later of two. */
export function fileAt(files: readonly VideoFile[], cameraId: string, atMs: number, nowMs: number): VideoFile | null {
  const there = files.filter((file) => {
    if (file.cameraId !== cameraId) return false;
    const { fromMs, toMs } = spanOfFile(file, nowMs);
    return fromMs <= atMs && atMs <= toMs;
  });
  return there.findLast(({ path }) => path !== null) ?? there.at(-1) ?? null;
}

/**
 * Where recordings of these cameras begin, in order. What belongs to one truck is one recording, and begins when all of them
 * show something; of what is recorded all the time each file is one.
 */
export function beginnings(files: readonly VideoFile[], cameraIds: readonly string[]): number[] {
  const recordings = new Map<string, Map<string, number>>();
  for (const { cameraId, clipId, from, nth, passId } of files) {
    if (!cameraIds.includes(cameraId)) continue;
    const key = passId ?? `${clipId} ${nth}`;
    const firsts = recordings.get(key) ?? new Map<string, number>();
    firsts.set(cameraId, Math.min(firsts.get(cameraId) ?? Infinity, Date.parse(from)));
    recordings.set(key, firsts);
  }
  const moments = [...recordings.values()].map((firsts) => {
    const first = Math.min(...firsts.values());
    return Math.max(...[...firsts.values()].filter((fromMs) => fromMs - first <= APART_MS));
  });
  return [...new Set(moments)].sort((a, b) => a - b);
}

export const nextBeginning = (moments: readonly number[], atMs: number): number | null =>
  moments.find((moment) => moment > atMs) ?? null;

export const previousBeginning = (moments: readonly number[], atMs: number): number | null =>
  moments.findLast((moment) => moment < atMs - JUST_BEGUN_MS) ?? null;
