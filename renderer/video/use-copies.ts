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
  /** All of them; when one cannot be had, that is said. */
  copy(wanted: readonly CallInput<'video.export'>[]): void;
}

export function useCopies(): Copies {
  const [copying, setCopying] = useState(false);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const [copied, setCopied] = useState<readonly ExportedVideo[] | null>(null);
  const copy = (wanted: readonly CallInput<'video.export'>[]): void => {
    if (copying || wanted.length === 0) return;
    setCopying(true);
    setFailure(null);
    setCopied(null);
    Promise.all(wanted.map((one) => call('video.export', one)))
      .then((all) => setCopied(all.flatMap(({ files }) => files)))
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure(error);
      })
      .finally(() => setCopying(false));
  };
  return { copying, failure, copied, copy };
}
