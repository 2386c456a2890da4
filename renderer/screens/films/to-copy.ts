/** What F6 copies just now: the marked time, or what plays. Pure. */
import type { CallInput } from '../../../preload/contract/index.ts';
import { timestamp, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { DayFile } from './all-files.ts';
import { fileAt } from './recorded.ts';
import type { Films } from './use-films.ts';

export interface ToCopy {
  readonly input: CallInput<'video.export'>;
  /** Whose video it is. */
  readonly cameraIds: readonly string[];
}

/** null: there is nothing to copy, or the marked time does not end after it begins. */
export function toCopy({
  found,
  marked,
  nowMs,
  playback: { atMs },
  shown,
}: Pick<Films, 'marked' | 'nowMs' | 'shown'> & {
  readonly found: Pick<NonNullable<Films['found']>, 'files'> | null;
  readonly playback: { readonly atMs: number };
}): ToCopy | null {
  if (marked !== null) {
    const { fromMs } = marked;
    const toMs = marked.toMs ?? atMs;
    if (toMs <= fromMs) return null;
    const [from, to] = [stamp(fromMs), stamp(toMs)];
    return { input: { cameraIds: [...shown], from, to }, cameraIds: shown };
  }
  const all = found?.files ?? [];
  const here = shown.flatMap((id) => fileAt(all, id, atMs, nowMs) ?? []).filter(({ path }) => path !== null);
  const files = here.flatMap((file) => recordingOf(file, all)).map(({ clipId, nth }) => ({ clipId, nth }));
  return files.length === 0 ? null : { input: { files }, cameraIds: here.map(({ cameraId }) => cameraId) };
}

/** All files of a truck's film; of what is recorded all the time, which never ends, the one file. */
function recordingOf(file: DayFile, all: readonly DayFile[]): readonly DayFile[] {
  if (file.cause === 'always') return [file];
  return all.filter(({ clipId, path }) => clipId === file.clipId && path !== null);
}

const stamp = (atMs: number) => timestamp(Math.round(atMs) as EpochMs);
