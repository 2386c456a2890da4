/** What the plate reader answers. */
import { type PlateColor } from '../../../../preload/contract/vocabulary.ts';
import { type PlateKind } from '../../rules/plate-grammar.ts';
import { type Quad } from './quad.ts';
import { type RgbPicture } from './rgb-picture.ts';

/** The grounds that the network tells apart, in its order. */
export const PLATE_GROUNDS = ['blue', 'yellow', 'green', 'white', 'black'] as const;
export type PlateGround = (typeof PLATE_GROUNDS)[number];

export interface PlateCandidate {
  readonly text: string;
  readonly kind: PlateKind;
  /** 0 to 1; those of one reading add up to at most 1. */
  readonly confidence: number;
}

/** One plate in one picture. */
export interface PlateReading extends PlateCandidate {
  readonly colour: PlateColor;
  readonly rows: 1 | 2;
  /** The best three, this one first. */
  readonly top: readonly PlateCandidate[];
  /** Its corners in the picture, clockwise from the upper left. */
  readonly box: Quad;
  /** What a person should see when it is asked. */
  readonly crop: RgbPicture;
  /** Both readers, each by itself, read this text first. */
  readonly agreed: boolean;
  /** No other vehicle's plate in the picture is as near: it is the truck's beyond doubt. */
  readonly alone: boolean;
  /**
   * Sure enough to be taken without a question. Never a special plate. Else the clerk sees the crop and the top three.
   */
  readonly accepted: boolean;
}
