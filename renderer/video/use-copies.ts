/** Copying of recorded video into the station's folder: one deed at a time, what came of it, or why not. */
import { useState } from 'react';
import type { CallInput } from '../../preload/contract/index.ts';
import { CodedError } from '../../preload/contract/errors.ts';
import type { ExportedVideo } from '../../preload/contract/video.ts';
import { call } from '../station/client.ts';

export interface Copies {
  readonly copying: boolean;
  readonly failure: CodedError | null;
  /** null: nothing was copied yet. */
  readonly copied: readonly ExportedVideo[] | null;
  /** Cameras of which a copy was wanted and nothing was there. */
  readonly without: readonly string[];
  /** @param cameraIds whose video is wanted */
  copy(wanted: CallInput<'video.export'>, cameraIds: readonly string[]): void;
}

export function useCopies(): Copies {
  const [copying, setCopying] = useState(false);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const [copied, setCopied] = useState<readonly ExportedVideo[] | null>(null);
  const [without, setWithout] = useState<readonly string[]>([]);
  const copy = (wanted: CallInput<'video.export'>, cameraIds: readonly string[]): void => {
    if (copying) return;
    setCopying(true);
    setFailure(null);
    setCopied(null);
    setWithout([]);
    call('video.export', wanted)
      .then(({ files }) => {
        setCopied(files);
        setWithout(cameraIds.filter((id) => !files.some(({ cameraId }) => cameraId === id)));
      })
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure(error);
      })
      .finally(() => setCopying(false));
  };
  return { copying, failure, copied, without, copy };
}
