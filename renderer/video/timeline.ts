/** What was recorded of one camera, in order of time: which file shows a moment, and where in it. Pure. */
import type { VideoFile } from '../../preload/contract/video.ts';

export interface Film {
  /** Epoch milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly url: string;
  readonly codec: 'h264' | 'h265' | null;
}

/** Those of one camera that can be played, oldest first. */
export function filmsOf(files: readonly VideoFile[], cameraId: string): Film[] {
  return files
    .flatMap((file): Film[] => {
      if (file.cameraId !== cameraId || file.path === null || file.to === null) return [];
      const [fromMs, toMs] = [Date.parse(file.from), Date.parse(file.to)];
      return toMs > fromMs ? [{ fromMs, toMs, url: `./video/${file.path}`, codec: file.codec }] : [];
    })
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

/** From the first moment of all of them to the last; null when there is none. */
export function spanOf(films: readonly Film[]): { readonly fromMs: number; readonly toMs: number } | null {
  if (films.length === 0) return null;
  return {
    fromMs: Math.min(...films.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...films.map(({ toMs }) => toMs)),
  };
}

/** The file that shows this moment, its last one included, and the second in it; null in a gap. Of two that overlap, the later one. */
export function filmAt(films: readonly Film[], atMs: number): { readonly film: Film; readonly second: number } | null {
  const film = films.findLast(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs);
  return film === undefined ? null : { film, second: (atMs - film.fromMs) / 1000 };
}
