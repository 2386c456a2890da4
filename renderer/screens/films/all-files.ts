/** Everything that was recorded in a time, although the station names only so many files at once. Pure but for what it asks. */
import type { VideoFile } from '../../../preload/contract/video.ts';
import type { Span } from './day.ts';

export interface Page {
  readonly files: readonly VideoFile[];
  /** There are later ones. */
  readonly more: boolean;
}

/** Its times read once: thousands of files are drawn again every second. */
export interface DayFile extends VideoFile {
  /** Epoch milliseconds. */
  readonly fromMs: number;
  /** null while nobody knows. */
  readonly toMs: number | null;
}

export interface AllFiles {
  /** Oldest first. */
  readonly files: readonly DayFile[];
  /** What began later is not among them; null: all are. */
  readonly untilMs: number | null;
}

/**
 * Asks again from where the last answer ended. Files that reach into that moment come twice and count once.
 * @param ask as `video.clips` answers
 * @param mostPages how often at most
 * @param known of the same time, read before: only what may have changed by being recorded is asked for
 */
export async function allFilesIn(
  ask: (span: Span) => Promise<Page>,
  { fromMs, toMs }: Span,
  mostPages: number,
  known: AllFiles | null = null,
): Promise<AllFiles> {
  const files = new Map<string, DayFile>();
  for (const file of known?.files ?? []) files.set(keyOf(file), file);
  let nextMs = known === null ? fromMs : Math.max(fromMs, unfinishedFrom(known) ?? fromMs);
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await ask({ fromMs: nextMs, toMs });
    for (const file of answer.files) files.set(keyOf(file), dayFile(file));
    if (!answer.more) return { files: inOrder(files.values()), untilMs: null };
    const lastMs = Math.max(...answer.files.map(({ from }) => Date.parse(from)));
    // More at one moment than one answer holds: it would be the same answer again.
    if (lastMs <= nextMs) break;
    nextMs = lastMs;
  }
  return { files: inOrder(files.values()), untilMs: nextMs };
}

const keyOf = ({ clipId, nth }: VideoFile): string => `${clipId} ${nth}`;

function dayFile(file: VideoFile): DayFile {
  return { ...file, fromMs: Date.parse(file.from), toMs: file.to === null ? null : Date.parse(file.to) };
}

/** The first one that is being written, or the last of all; null without any. Earlier ones end no more. */
function unfinishedFrom({ files }: AllFiles): number | null {
  return (files.find(({ state }) => state === 'open') ?? files.at(-1))?.fromMs ?? null;
}

const inOrder = (files: Iterable<DayFile>): DayFile[] =>
  [...files].sort((a, b) => a.fromMs - b.fromMs || a.cameraId.localeCompare(b.cameraId));
