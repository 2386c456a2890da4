/** What was recorded in a time, asked of the station; again while more may come. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { timestamp, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import { call } from '../../station/client.ts';
import { allFilesIn, type AllFiles } from './all-files.ts';
import type { Span } from './day.ts';

/** Ten thousand files; four cameras with everything recorded and 300 trucks make 1800 a day. */
const MOST_PAGES = 20;
/** A truck's film is being written. */
const SOON_MS = 2000;
/** Trucks come; or it could not be read. */
const LATER_MS = 10_000;
/** Meanwhile only the end is read again: what is purged of the rest shows up so much later. */
const WHOLE_EVERY_MS = 60_000;

const stamp = (atMs: number) => timestamp(Math.round(atMs) as EpochMs);

interface Read extends AllFiles {
  /** When all of it was read, by a clock that never jumps. */
  readonly wholeAtMs: number;
}

/** @param span null: nothing is asked */
export function useDayFiles(
  span: Span | null,
  nowMs: number,
): { readonly found: AllFiles | null; readonly error: unknown } {
  const queries = useQueryClient();
  const queryKey = ['video.clips', 'in', span?.fromMs, span?.toMs];
  const { data, error } = useQuery({
    queryKey,
    queryFn: async (): Promise<Read> => {
      const before = queries.getQueryData<Read>(queryKey);
      const startedMs = performance.now();
      const known = before?.untilMs === null && startedMs - before.wholeAtMs < WHOLE_EVERY_MS ? before : null;
      const found = await allFilesIn(
        ({ fromMs, toMs }) => call('video.clips', { from: stamp(fromMs), to: stamp(toMs) }),
        span ?? { fromMs: 0, toMs: 1 },
        MOST_PAGES,
        known,
      );
      return { ...found, wholeAtMs: known?.wholeAtMs ?? startedMs };
    },
    enabled: span !== null,
    refetchInterval: ({ state }) => {
      if (state.data === undefined) return LATER_MS;
      if (state.data.files.some((file) => file.state === 'open' && file.cause !== 'always')) return SOON_MS;
      return span !== null && nowMs < span.toMs ? LATER_MS : false;
    },
  });
  return { found: data ?? null, error };
}
