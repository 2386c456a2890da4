/** What the station read in the pictures of a weighing: plates and the big display. Beside what a person says, never instead. */
import * as z from 'zod';
import { ErrorCode } from './errors.ts';
import { ImageRole, Kg, PlateColor, RequiredText, Sha256, Timestamp } from './vocabulary.ts';

/** Kinds of GA 36-2018 (domain.md §6). */
export const PlateKind = z.enum([
  'ordinary',
  'trailer',
  'coach',
  'police',
  'hk-macao',
  'embassy',
  'consulate',
  'ne-small',
  'ne-large',
  'special',
]);
export type PlateKind = z.infer<typeof PlateKind>;

const Share = z.number().min(0).max(1);
const Corner = z.tuple([z.number(), z.number()]);
/** In pixels of the picture, clockwise from the upper left. */
const Corners = z.tuple([Corner, Corner, Corner, Corner]);
export type Corners = z.infer<typeof Corners>;

export const PlateCandidate = z.strictObject({ text: RequiredText(16), kind: PlateKind, confidence: Share });
export type PlateCandidate = z.infer<typeof PlateCandidate>;

export const PlateSeen = z.strictObject({
  ...PlateCandidate.shape,
  color: PlateColor,
  rows: z.union([z.literal(1), z.literal(2)]),
  /** What stood there where `text` is a known vehicle's plate one look-alike character away; null: as it was read. */
  readAs: z.string().nullable(),
  /** Sure enough to be taken without a question. Else a person sees the crop and the best three. */
  accepted: z.boolean(),
  /** The best three, this one first. */
  top: z.array(PlateCandidate).max(3),
  /** The picture that shows it, and where in it. */
  sha256: Sha256,
  corners: Corners,
});
export type PlateSeen = z.infer<typeof PlateSeen>;

/** Why nothing sure was read of a display. */
export const DisplayTrouble = z.enum([
  'picture-damaged',
  /** The picture has another shape than the one in which the display was marked. */
  'picture-shape',
  'panel-invalid',
  'nothing-lit',
  /** A display is lit, but not where it was marked. */
  'panel-elsewhere',
  'illegible',
  /** The reader ended or did not answer. */
  'reader-ended',
]);
export type DisplayTrouble = z.infer<typeof DisplayTrouble>;

export const DisplaySeen = z.strictObject({
  role: ImageRole,
  cameraId: z.string(),
  sha256: Sha256,
  /** By a reader that was not given the indicator's value; null where nothing sure was read. */
  readingKg: Kg.nullable(),
  confidence: Share,
  /** How well a person could read it. */
  legibility: z.number().int().min(0).max(100),
  /** Whether it shows the saved weight. */
  verdict: z.enum(['matches', 'differs', 'cannot-tell']),
  corners: Corners.nullable(),
  trouble: DisplayTrouble.nullable(),
});
export type DisplaySeen = z.infer<typeof DisplaySeen>;

/**
 * What a smart camera says it read by itself, and pushed to the station. Only a suggestion: it fills no field, stands in no record
 * and proves nothing of a plate.
 */
export const PlatePushed = z.strictObject({
  cameraId: z.string(),
  /** Which end of the truck the camera sees. */
  role: z.enum(['front', 'rear']),
  text: RequiredText(16),
  kind: PlateKind,
  color: PlateColor,
  /** As the camera puts it; null: it says nothing of that. */
  confidence: Share.nullable(),
  /** When it came, by this computer's clock. */
  at: Timestamp,
  /** When it was read, by the camera's clock; null: it does not say. */
  cameraAt: Timestamp.nullable(),
});
export type PlatePushed = z.infer<typeof PlatePushed>;

/** So many suggestions for one truck; a camera that says ever something else is heard no further. */
export const MOST_PUSHED = 6;

export const Readings = z.strictObject({
  state: z.enum(['reading', 'done']),
  /** The pictures that it is of; those of a retake are others. */
  pictures: z.array(Sha256),
  plateFront: PlateSeen.nullable(),
  plateRear: PlateSeen.nullable(),
  /** Why no plate could be looked for at all; a picture without a plate is no trouble. */
  plateTrouble: z.strictObject({ code: ErrorCode, file: z.string() }).nullable(),
  /** Of every camera whose display is marked. */
  displays: z.array(DisplaySeen),
  /**
   * What front, rear and the truck's earlier pictures show together, by readers that were not given the indicator's value; null
   * where that is not sure.
   */
  displayKg: Kg.nullable(),
  /** In the order they came. */
  pushed: z.array(PlatePushed).max(MOST_PUSHED),
  /** This truck's plate is asked without showing what was read: so the reader's rate is known without being led (product.md P4). */
  blind: z.boolean(),
});
export type Readings = z.infer<typeof Readings>;
