/** Marking the big display in a camera's picture, and trying whether it is read there: an installer's calls (product.md C5). */
import * as z from 'zod';
import { ask, change, INSTALLER, push, SITE } from './call.ts';
import { ErrorCode } from './errors.ts';
import { DisplayTrouble } from './readings.ts';
import { Kg, RequiredText, Sha256, Timestamp, Uuid } from './vocabulary.ts';

const Pixels = z.number().min(-100_000).max(100_000);
const Corner = z.tuple([Pixels, Pixels]);

/** As the configuration has it (station-contract.md, cameras[].display). */
export const DisplayMark = z.strictObject({
  /** In pixels of a picture of `pictureSize`, clockwise from the upper left of the panel as it is read. */
  corners: z.tuple([Corner, Corner, Corner, Corner]),
  digits: z.number().int().min(1).max(8),
  type: z.enum(['segments', 'dots']),
  unit: z.enum(['kg', 't']),
  decimals: z.number().int().min(0).max(3),
  pictureSize: z.tuple([z.number().int().min(1), z.number().int().min(1)]),
});
export type DisplayMark = z.infer<typeof DisplayMark>;

/** As an installer says: a camera's own light may make night look like day. */
export const SampleLight = z.enum(['day', 'night']);
export type SampleLight = z.infer<typeof SampleLight>;

export const FoundDisplay = z.strictObject({
  mark: DisplayMark.pick({ corners: true, digits: true, type: true }),
  text: z.string().max(16),
  /** It shows what the indicator shows: then it is surely the display. */
  asIndicator: z.boolean(),
  /** How it shows that; null: it shows something else, or the indicator says nothing. */
  form: DisplayMark.pick({ unit: true, decimals: true }).nullable(),
  /** Pixels of the picture. */
  digitHeight: z.number(),
});
export type FoundDisplay = z.infer<typeof FoundDisplay>;

export const DisplayShot = z.strictObject({
  at: Timestamp,
  /** No picture could be had, and why; null: it was. */
  code: ErrorCode.nullable(),
  /** As the panel shows it; null where nothing reads as a number. */
  text: z.string().max(16).nullable(),
  /** Sure enough to stand for itself. */
  accepted: z.boolean(),
  legibility: z.number().int().min(0).max(100),
  /** By the indicator, before and after the picture alike; null: it had no weight, or that was moving. */
  indicatorKg: Kg.nullable(),
  /** Against the indicator; null where that said nothing. */
  verdict: z.enum(['matches', 'differs', 'cannot-tell']).nullable(),
  trouble: DisplayTrouble.nullable(),
});
export type DisplayShot = z.infer<typeof DisplayShot>;

export const DisplayTrial = z.strictObject({
  id: Uuid,
  cameraId: z.string(),
  light: SampleLight,
  mark: DisplayMark,
  startedAt: Timestamp,
  shots: z.array(DisplayShot).max(10),
  /** So many are taken. */
  of: z.number().int(),
  /** `done`: all were taken, and are kept as a sample. `failed`: see `code`. */
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  code: ErrorCode.nullable(),
});
export type DisplayTrial = z.infer<typeof DisplayTrial>;

/** What is kept of a trial, without its pictures. */
export const DisplaySample = z.strictObject({
  at: Timestamp,
  shots: z.number().int(),
  /** Of those with a weight of the indicator. */
  matched: z.number().int(),
  compared: z.number().int(),
  /** Mean, 0 to 100. */
  legibility: z.number().int().min(0).max(100),
});
export type DisplaySample = z.infer<typeof DisplaySample>;

/** The newest of either light; null: still missing. */
export const DisplaySamples = z.strictObject({
  cameraId: z.string(),
  day: DisplaySample.nullable(),
  night: DisplaySample.nullable(),
});
export type DisplaySamples = z.infer<typeof DisplaySamples>;

const CameraId = RequiredText(64);

export const cameraDisplayCalls = {
  /** Of every camera that looks at a scale from its front or rear. They are on this computer only. */
  'cameras.displaySamples': ask({ input: z.strictObject({}), output: z.array(DisplaySamples), roles: SITE }),
  /**
   * Looks for the display in one of the camera's stored pictures; up to 10 s.
   * @param digits as many places as it has where its dark ones cannot be seen
   * `camera.not-jpeg` · `camera.unknown` · `display.not-found` · `display.reader-ended` · `evidence.damaged`
   */
  'cameras.findDisplay': ask({
    input: z.strictObject({ cameraId: CameraId, sha256: Sha256, digits: z.number().int().min(1).max(8) }),
    output: FoundDisplay,
    roles: INSTALLER,
  }),
  /**
   * Ten pictures, one after the other, each read as it comes: `cameras.trial` tells how it goes. What all ten gave is kept as
   * a sample. `camera.unknown` · `display.mark-invalid` · `display.trial-running`
   */
  'cameras.tryDisplay': change({
    input: z.strictObject({ cameraId: CameraId, mark: DisplayMark, light: SampleLight }),
    output: DisplayTrial,
    roles: INSTALLER,
  }),
  /** Nothing of it is kept. null: none was begun since the start. */
  'cameras.stopTrial': change({ input: z.strictObject({}), output: DisplayTrial.nullable(), roles: INSTALLER }),
  'cameras.trialState': ask({ input: z.strictObject({}), output: DisplayTrial.nullable(), roles: SITE }),
};

export const cameraDisplayPushes = {
  'cameras.trial': push('latest', DisplayTrial),
};
