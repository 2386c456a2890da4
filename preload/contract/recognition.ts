/** How well plates and displays are read here, and how much of that is proven (product.md P4). */
import * as z from 'zod';
import { ask, EVERYONE } from './call.ts';
import { PlateKind } from './readings.ts';
import { PlateColor, Timestamp } from './vocabulary.ts';

const Count = z.number().int().min(0);

/** What was not read counts against the rate, as what was read wrongly does. */
export const Tally = z.strictObject({
  right: Count,
  wrong: Count,
  notRead: Count,
  /** Of all three; null before the first. */
  rate: z.number().min(0).max(1).nullable(),
  /** The true rate is not lower than this, with 95 % confidence (exact, one-sided). */
  lowerBound: z.number().min(0).max(1),
  /** So many more, all right, until at least 99 % is proven; 0 = it is. */
  moreToProve: Count,
});
export type Tally = z.infer<typeof Tally>;

/** Six to eighteen o'clock in Beijing is day: by the hour, for no picture is measured for it. */
export const Light = z.enum(['day', 'night']);
export type Light = z.infer<typeof Light>;

const OfCamera = z.strictObject({ cameraId: z.string(), tally: Tally });
const OfLight = z.strictObject({ light: Light, tally: Tally });
const OfClass = z.strictObject({
  color: PlateColor,
  kind: PlateKind,
  /** null: it was not read, and a text does not tell. */
  rows: z.union([z.literal(1), z.literal(2)]).nullable(),
  tally: Tally,
});

export const RecognitionMeter = z.strictObject({
  /** Right: every plate of it that a person said. What a hasty confirmation says is right is left out. */
  trucks: Tally,
  plates: z.strictObject({
    all: Tally,
    /** Asked without showing what was read; also among all. */
    blind: Tally,
    byCamera: z.array(OfCamera),
    byLight: z.array(OfLight),
    byClass: z.array(OfClass),
    /** Said to be right within 400 ms of being shown: nobody reads so fast, so it proves nothing and is not among all. */
    hasty: Count,
    /** Nobody said what the plate is. */
    unsaid: Count,
    /** Of weighings that were voided. */
    voided: Count,
  }),
  /** Against the indicator: matches, differs, cannot tell. */
  displays: z.strictObject({ all: Tally, byCamera: z.array(OfCamera), byLight: z.array(OfLight) }),
});
export type RecognitionMeter = z.infer<typeof RecognitionMeter>;

export const recognitionCalls = {
  /** Of the weighings from `from` to `to`, both included; without: of all. */
  'recognition.meter': ask({
    input: z.strictObject({ from: Timestamp.optional(), to: Timestamp.optional() }),
    output: RecognitionMeter,
    roles: EVERYONE,
  }),
};
