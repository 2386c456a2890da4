/** What was recorded of a weighing or of a pass of a gate, asked of the station. */
import { useQuery } from '@tanstack/react-query';
import type { VideoFile } from '../../preload/contract/video.ts';
import { call } from '../station/client.ts';

/** Asked again while a file is still being written. */
const AGAIN_MS = 2000;

/** null while it is not known. */
export function useClips(
  of: { readonly weighingId: string } | { readonly passId: string },
): readonly VideoFile[] | null {
  const clips = useQuery({
    queryKey: ['video.clips', of],
    queryFn: () => call('video.clips', of),
    refetchInterval: ({ state }) =>
      state.data?.files.some((file) => file.state === 'open') === true ? AGAIN_MS : false,
  });
  return clips.data?.files ?? null;
}
