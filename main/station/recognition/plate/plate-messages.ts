/** What crosses between the station's main thread and the plate reader's thread. */
import { type Region } from './main-plate.ts';
import { type PlateReading } from './plate-reading.ts';

export interface PlateQuestion {
  readonly id: number;
  /** The camera's JPEG as it came. */
  readonly jpeg: Uint8Array;
  readonly region: Region | null;
}

/** Why a picture has no answer. None of it holds up a weighing: the clerk types the plate. */
export type NoAnswer =
  /** A network's file is missing, or not what it should be. */
  | 'models-missing'
  | 'models-damaged'
  /** No JPEG, or larger than any camera's. */
  | 'not-a-picture'
  /** The thread ended or hung over it; it is started again. */
  | 'reader-ended'
  /** More pictures wait than a truck can be the reason for. */
  | 'too-many'
  /** The station ends. */
  | 'stopped';

export type PlateAnswer =
  | {
      readonly ok: true;
      /** The truck's first; none when no plate is in the picture. */
      readonly readings: readonly PlateReading[];
      readonly width: number;
      readonly height: number;
    }
  | { readonly ok: false; readonly why: NoAnswer };

export interface PlateReply {
  readonly id: number;
  readonly answer: PlateAnswer;
}
