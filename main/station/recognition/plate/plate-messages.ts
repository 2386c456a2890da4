/** What crosses between the station's main thread and the plate reader's thread. */
import { type ErrorCode } from '../../../../preload/contract/errors.ts';
import { type Region } from './main-plate.ts';
import { type VotedPlate } from './vote.ts';

/** One picture of the standing truck. */
export interface PlatePicture {
  readonly camera: 'front' | 'rear';
  /** The camera's JPEG as it came. */
  readonly jpeg: Uint8Array;
  /** Where in the picture the truck's plate is, in shares of its width and height; null: anywhere. */
  readonly region: Region | null;
}

export interface PlateQuestion {
  readonly id: number;
  readonly pictures: readonly PlatePicture[];
}

/**
 * Why there is no answer. None of it holds up a weighing: the clerk types the plate.
 * - model-missing, model-damaged: a network's file; `file` says which
 * - not-a-picture: no JPEG among them, or larger than any camera's
 * - reader-ended: the thread ended or hung over it and is started again, or the station ends
 * - busy: more pictures wait than trucks can be the reason for
 */
export type NoPlateAnswer = Extract<ErrorCode, `plate.${string}`>;

export type PlateAnswer =
  | {
      readonly ok: true;
      /** What the pictures of a camera, and both cameras together, say; null where none of them holds a plate. */
      readonly front: VotedPlate | null;
      readonly rear: VotedPlate | null;
      /** So many of the pictures were none; the others were read. */
      readonly unreadable: number;
    }
  | { readonly ok: false; readonly code: NoPlateAnswer; readonly file?: string };

export interface PlateReply {
  readonly id: number;
  readonly answer: PlateAnswer;
}
