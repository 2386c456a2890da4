/** What was recorded in a time, asked of the station; again while more may come. */
import { useQuery } from '@tanstack/react-query';
import { timestamp, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import { call } from '../../station/client.ts';
import { allFilesIn, type AllFiles } from './all-files.ts';
import type { Span } from './day.ts';

/** Ten thousand files; four cameras with everything recorded and 300 trucks make 1800 a day. */
const MOST_PAGES = 20;
/** A file is being written. */
const SOON_MS = 2000;
/** Trucks come. */
const LATER_MS = 10_000;

const stamp = (atMs: number) => timestamp(Math.round(atMs) as EpochMs);

/** @param span null: nothing is asked */
export function useDayFiles(
  span: Span | null,
  nowMs: number,
): { readonly found: AllFiles | null; readonly error: unknown } {
  const { data, error } = useQuery({
    queryKey: ['video.clips', 'in', span?.fromMs, span?.toMs],
    queryFn: () =>
      allFilesIn(
        ({ fromMs, toMs }) => call('video.clips', { from: stamp(fromMs), to: stamp(toMs) }),
        span ?? { fromMs: 0, toMs: 1 },
        MOST_PAGES,
      ),
    enabled: span !== null,
    refetchInterval: ({ state }) => {
      if (state.data?.files.some((file) => file.state === 'open') === true) return SOON_MS;
      return span !== null && nowMs < span.toMs ? LATER_MS : false;
    },
  });
  return { found: data ?? null, error };
}
