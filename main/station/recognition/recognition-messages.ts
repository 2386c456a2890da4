/** What crosses between the station's main thread and the thread that reads pictures. */
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { PlateColor } from '../../../preload/contract/vocabulary.ts';
import type { FaceKind } from './display/face.ts';
import type { Panel } from './display/panel.ts';
import type { Proposal } from './display/propose.ts';
import type { Reading } from './display/reading.ts';
import type { Verification } from './display/verify.ts';
import type { Region } from './plate/main-plate.ts';
import type { PlateCandidate } from './plate/plate-reading.ts';
import type { Quad } from './plate/quad.ts';

/** One picture of the standing truck. */
export interface PlatePicture {
  readonly camera: 'front' | 'rear';
  /** The camera's JPEG as it came. */
  readonly jpeg: Uint8Array;
  /** Where in the picture the truck's plate is, in shares of its width and height; null: anywhere. */
  readonly region: Region | null;
}

/** On what the pictures of one camera, and both cameras together, agree. */
export interface PlateVote {
  readonly color: PlateColor;
  readonly rows: 1 | 2;
  readonly confidence: number;
  readonly accepted: boolean;
  /** The best three, first this one. */
  readonly top: readonly PlateCandidate[];
  /** Which of the pictures asked about shows it best, and where in that. */
  readonly picture: number;
  readonly box: Quad;
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
      /** null where none of the camera's pictures holds a plate. */
      readonly front: PlateVote | null;
      readonly rear: PlateVote | null;
      /** So many of the pictures were none; the others were read. */
      readonly unreadable: number;
    }
  | { readonly ok: false; readonly code: NoPlateAnswer; readonly file?: string };

export interface DisplayPicture {
  readonly jpeg: Uint8Array;
  /** null: it is looked for. */
  readonly panel: Panel | null;
  /** null: either is tried. */
  readonly kind: FaceKind | null;
  /** Digits behind its point, as it was marked. */
  readonly decimals: number;
  /** What it should show. Only the comparison is given it, never the reading. */
  readonly expected: string;
  /** Texts that contradict nothing: what it may show a moment later. */
  readonly near: readonly string[];
}

export type DisplayAnswer =
  | {
      readonly ok: true;
      readonly reading: Reading;
      readonly verification: Verification;
      /** The decoder had nothing to complain of. */
      readonly clean: boolean;
    }
  | { readonly ok: false; readonly trouble: 'picture-damaged' | 'reader-ended' };

/** For an installer who marks the display, not for a record. */
export interface DisplaySearch {
  readonly jpeg: Uint8Array;
  /** In the ways that displays show the indicator's weight; empty: it is not known. */
  readonly expected: readonly string[];
  /** How many digits it has where that cannot be seen. */
  readonly places: number;
}

export type DisplaySearched =
  | { readonly ok: true; readonly proposal: Proposal | null }
  | { readonly ok: false; readonly trouble: 'picture-damaged' | 'reader-ended' };

export type Question =
  | { readonly id: number; readonly what: 'plates'; readonly pictures: readonly PlatePicture[] }
  | { readonly id: number; readonly what: 'display'; readonly picture: DisplayPicture }
  | { readonly id: number; readonly what: 'search'; readonly search: DisplaySearch };

export type Answer = PlateAnswer | DisplayAnswer | DisplaySearched;

export interface Reply {
  readonly id: number;
  readonly answer: Answer;
}
