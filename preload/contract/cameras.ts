/** Finding, inspecting and setting cameras (product.md C2): what an installer and a manager ask. No password is ever in an answer. */
import * as z from 'zod';
import { ask, change } from './call.ts';
import { ErrorCode } from './errors.ts';
import { CameraRole, RequiredText, Text, type Role } from './vocabulary.ts';

const SITE: readonly Role[] = ['manager', 'installer'];
const Pixels = z.number().int().min(1).max(20_000);

/** A part that could not be had, and why. */
export const MissingPart = z.strictObject({ code: ErrorCode, detail: z.string() });
export type MissingPart = z.infer<typeof MissingPart>;

export const FoundCamera = z.strictObject({
  urn: z.string(),
  /** Claims of a stranger. */
  name: z.string(),
  hardware: z.string(),
  addresses: z.array(z.string()),
  from: z.string(),
  /** The configured camera at one of these addresses; null: none. */
  cameraId: z.string().nullable(),
});
export type FoundCamera = z.infer<typeof FoundCamera>;

const Range = z.strictObject({ min: z.number(), max: z.number() });

export const EncoderFacts = z.strictObject({
  token: z.string(),
  /** As the camera writes it: H264, H265, JPEG … */
  encoding: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  frameRate: z.number().nullable(),
  bitRateKbit: z.number().nullable(),
  /** Pictures from one key picture to the next. */
  gop: z.number().nullable(),
});
export type EncoderFacts = z.infer<typeof EncoderFacts>;

export const CameraProfile = z.strictObject({
  token: z.string(),
  name: z.string(),
  encoder: EncoderFacts.nullable(),
  /** What its encoder can be set to, one entry a codec. */
  options: z.array(
    z.strictObject({
      encoding: z.string(),
      sizes: z.array(z.strictObject({ width: z.number(), height: z.number() })),
      frameRate: Range.nullable(),
      frameRates: z.array(z.number()).nullable(),
      bitRateKbit: Range.nullable(),
      gop: Range.nullable(),
    }),
  ),
});
export type CameraProfile = z.infer<typeof CameraProfile>;

/** Against the rule of the acceptance form: measured, never claimed. ok: null where nothing could be measured. */
export const Judged = z.strictObject({ ok: z.boolean().nullable(), leastPixels: z.number().int() });

export const CameraInspection = z.strictObject({
  /** SHA-256 of the certificate that an https camera shows: compared at the camera, then written into the configuration. */
  certificate: z.strictObject({ sha256: z.string(), pinned: z.boolean() }).nullable(),
  information: z.union([
    z.strictObject({ maker: z.string(), model: z.string(), firmware: z.string(), serial: z.string() }),
    MissingPart,
  ]),
  /** Camera minus station; null: it does not tell its time. */
  clock: z.strictObject({ offsetMs: z.number(), utcOffsetMinutes: z.number().nullable() }).nullable(),
  profiles: z.union([z.array(CameraProfile), MissingPart]),
  /** The profile whose picture is taken: the largest. */
  pictureProfile: z.string().nullable(),
  picture: z.union([
    z.strictObject({ width: z.number().int(), height: z.number().int(), bytes: z.number().int() }),
    MissingPart,
  ]),
  pictureRule: Judged,
  video: z.union([
    z.strictObject({
      codec: z.enum(['h264', 'h265']),
      width: z.number().int(),
      height: z.number().int(),
      frameRate: z.number().nullable(),
    }),
    MissingPart,
  ]),
  videoRule: Judged,
});
export type CameraInspection = z.infer<typeof CameraInspection>;

export const cameraCalls = {
  'cameras.discover': ask({
    /** The name of one of this computer's network connections; left out: all. */
    input: z.strictObject({ interface: RequiredText(64).optional() }),
    output: z.strictObject({
      interfaces: z.array(z.strictObject({ name: z.string(), address: z.string() })),
      cameras: z.array(FoundCamera),
      /** Answers that were none. */
      ignored: z.number().int(),
    }),
    roles: SITE,
  }),
  'cameras.inspect': ask({
    input: z.union([
      z.strictObject({ cameraId: RequiredText(64) }),
      z.strictObject({
        address: z.url({ protocol: /^https?$/ }).max(300),
        username: Text(64).optional(),
        password: z.string().max(128).optional(),
        /** What it is going to be: says which rule holds. */
        role: CameraRole.optional(),
      }),
    ]),
    output: CameraInspection,
    roles: SITE,
  }),
  'cameras.setClock': change({
    input: z.strictObject({ cameraId: RequiredText(64) }),
    /** After it was set. */
    output: z.strictObject({ offsetMs: z.number().nullable() }),
    roles: SITE,
  }),
  'cameras.configure': change({
    input: z.strictObject({
      cameraId: RequiredText(64),
      profile: RequiredText(64),
      encoding: z.enum(['H264', 'H265']).optional(),
      width: Pixels.optional(),
      height: Pixels.optional(),
      frameRate: z.number().min(1).max(120).optional(),
      bitRateKbit: z.number().int().min(1).max(1_000_000).optional(),
      gop: z.number().int().min(1).max(10_000).optional(),
    }),
    /** As the camera then says it is. */
    output: EncoderFacts,
    roles: ['installer'],
  }),
};
