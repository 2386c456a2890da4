/** What was recorded of a weighing or of a pass of a gate, asked of the station. */
import { useQuery } from '@tanstack/react-query';
import type { VideoFile } from '../../preload/contract/video.ts';
import { call } from '../station/client.ts';

/** Asked again while a file is still being written, or may yet be begun. */
const AGAIN_MS = 2000;
/** A camera whose line is down is played again within so long, and its film begins late. */
const MAY_BEGIN_MS = 60_000;

/** null while it is not known. @param at when it was, as the document says */
export function useClips(
  of: { readonly weighingId: string } | { readonly passId: string },
  at: string,
): readonly VideoFile[] | null {
  const clips = useQuery({
    queryKey: ['video.clips', of],
    queryFn: () => call('video.clips', of),
    refetchInterval: ({ state }) => {
      const files = state.data?.files ?? [];
      const awaited = files.length === 0 && Date.now() - Date.parse(at) < MAY_BEGIN_MS;
      return awaited || files.some((file) => file.state === 'open') ? AGAIN_MS : false;
    },
  });
  return clips.data?.files ?? null;
}
