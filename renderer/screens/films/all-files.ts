/** Everything that was recorded in a time, although the station names only so many files at once. Pure but for what it asks. */
import type { VideoFile } from '../../../preload/contract/video.ts';
import type { Span } from './day.ts';

export interface Page {
  readonly files: readonly VideoFile[];
  /** There are later ones. */
  readonly more: boolean;
}

export interface AllFiles {
  /** Oldest first. */
  readonly files: readonly VideoFile[];
  /** What began later is not among them; null: all are. */
  readonly untilMs: number | null;
}

/**
 * Asks again from where the last answer ended. Files that reach into that moment come twice and count once.
 * @param ask as `video.clips` answers
 * @param mostPages how often at most
 */
export async function allFilesIn(
  ask: (span: Span) => Promise<Page>,
  { fromMs, toMs }: Span,
  mostPages: number,
): Promise<AllFiles> {
  const files = new Map<string, VideoFile>();
  let nextMs = fromMs;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await ask({ fromMs: nextMs, toMs });
    for (const file of answer.files) files.set(`${file.clipId} ${file.nth}`, file);
    if (!answer.more) return { files: inOrder(files.values()), untilMs: null };
    const lastMs = Math.max(...answer.files.map(({ from }) => Date.parse(from)));
    // More at one moment than one answer holds: it would be the same answer again.
    if (lastMs <= nextMs) break;
    nextMs = lastMs;
  }
  return { files: inOrder(files.values()), untilMs: nextMs };
}

const inOrder = (files: Iterable<VideoFile>): VideoFile[] =>
  [...files].sort((a, b) => Date.parse(a.from) - Date.parse(b.from) || a.cameraId.localeCompare(b.cameraId));
