import { type FaceKind } from './face.ts';
import { type Panel } from './panel.ts';

/** How the panel was come by. */
export type PanelFound =
  /** Where the configuration says. */
  | 'as-configured'
  /** The camera was nudged: moved by less than a twentieth of the picture. */
  | 'shifted'
  /** No corners were given; it was looked for in the whole picture. */
  | 'searched';

/** Why there is no reading, or none to rely on. */
export type ReadingTrouble =
  /** The pixels are not what width, height and channels say, or too many. */
  | 'picture-damaged'
  /** The corners given are no panel. */
  | 'panel-invalid'
  /** No lamp is lit where the panel should be, nor near it. */
  | 'nothing-lit'
  /** A display is lit, but further away than a nudge: the panel has to be marked anew. */
  | 'panel-elsewhere'
  /** Something is lit that is no number, or too little of it can be told. */
  | 'illegible';

/** What is known of a site's display before anything is read of it. */
export interface KnownDisplay {
  /** null: either is tried. */
  readonly kind: FaceKind | null;
  /** Digits behind the point; null: a point may stand anywhere. */
  readonly decimals: number | null;
}

export const NOTHING_KNOWN: KnownDisplay = { kind: null, decimals: null };

export interface ReadOptions {
  /** What kind of display the site has; unset, both are tried. */
  readonly kind?: FaceKind;
  /** How many digits it shows behind its point; unset, a point may stand anywhere. Never the number that it should show. */
  readonly decimals?: number;
}

/** What a picture says, by itself: nobody told the reader what the indicator says. */
export interface Reading {
  /** As the panel shows it: leading blanks left out, minus and decimal point as they are. Null where nothing reads as a number. */
  readonly text: string | null;
  /** 0 to 1; from {@link ACCEPT} on the text may stand for itself. */
  readonly confidence: number;
  /** 0 to 100: how well a person could read it. */
  readonly legibility: number;
  readonly panel: Panel | null;
  readonly found: PanelFound | null;
  readonly kind: FaceKind | null;
  readonly trouble: ReadingTrouble | null;
}

/** From this confidence on a reading is accepted. Where it comes from is measured: README, "Measured". */
export const ACCEPT = 0.35;
