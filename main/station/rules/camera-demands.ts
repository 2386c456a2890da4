/**
 * What a camera at its place must give (domain.md §5, N1 to N3; acceptance rows A9 to A11): a picture of 2 million pixels at
 * the scale, of 4 million at the gate, and video of 1280×720.
 */
import type { CameraRole } from '../../../preload/contract/vocabulary.ts';

export interface CameraDemands {
  /** Least pixels of a picture; null: none is demanded of this place. */
  readonly picturePixels: number | null;
  /** Least size of the video. */
  readonly video: { readonly width: number; readonly height: number } | null;
}

const VIDEO = { width: 1280, height: 720 } as const;

const DEMANDS: Readonly<Record<CameraRole, CameraDemands>> = {
  front: { picturePixels: 2_000_000, video: VIDEO },
  rear: { picturePixels: 2_000_000, video: VIDEO },
  side: { picturePixels: 2_000_000, video: VIDEO },
  'gate-in': { picturePixels: 4_000_000, video: VIDEO },
  'gate-out': { picturePixels: 4_000_000, video: VIDEO },
  office: { picturePixels: null, video: VIDEO },
};

export const demandsOn = (role: CameraRole): CameraDemands => DEMANDS[role];

/** null where nothing is demanded, or nothing was measured. */
export function fits(
  { picturePixels, video }: CameraDemands,
  measured: {
    readonly picture: { readonly width: number; readonly height: number } | null;
    readonly video: { readonly width: number; readonly height: number } | null;
  },
): { readonly picture: boolean | null; readonly video: boolean | null } {
  const { picture, video: seen } = measured;
  return {
    picture: picturePixels === null || picture === null ? null : picture.width * picture.height >= picturePixels,
    video: video === null || seen === null ? null : seen.width >= video.width && seen.height >= video.height,
  };
}
