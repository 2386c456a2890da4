/** What a camera hands over when it is asked for a picture: the picture, or why there is none. */
import type { EpochMs, Sha256 } from '../../preload/contract/vocabulary.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';

export type Picture =
  | {
      readonly ok: true;
      /** As received, byte for byte. */
      readonly jpeg: Buffer;
      readonly sha256: Sha256;
      /** Measured, in pixels. */
      readonly width: number;
      readonly height: number;
      /** Our clock when the camera began to answer. */
      readonly takenAt: EpochMs;
    }
  | { readonly ok: false; readonly code: ErrorCode; readonly detail: string };
