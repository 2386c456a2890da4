/** Finding, looking at and setting cameras: an installer's and a manager's calls (product.md C2). */
import * as z from 'zod';
import { ask, change, INSTALLER, SITE } from './call.ts';
import { CameraAddress, Fingerprint } from './camera-settings.ts';
import { ErrorCode } from './errors.ts';
import { CameraRole, RequiredText } from './vocabulary.ts';

const Text = z.string().max(256);

export const NetworkConnection = z.strictObject({ name: z.string(), address: z.string() });
export type NetworkConnection = z.infer<typeof NetworkConnection>;

export const FoundCamera = z.strictObject({
  /** Empty where it has none. */
  urn: z.string(),
  name: z.string(),
  hardware: z.string(),
  /** Device services; the one that was heard first. */
  addresses: z.array(z.string()).min(1),
  /** The configured camera with the same host; null: a new one. */
  cameraId: z.string().nullable(),
});
export type FoundCamera = z.infer<typeof FoundCamera>;

/** A part that could not be had, and why. */
const Missing = z.strictObject({ code: ErrorCode, detail: z.string() });
const orMissing = <T extends z.ZodType>(part: T) =>
  z.union([z.strictObject({ ok: z.literal(true), is: part }), z.strictObject({ ok: z.literal(false), why: Missing })]);

const Range = z.strictObject({ min: z.number(), max: z.number() });
const Size = z.strictObject({ width: z.number(), height: z.number() });
export const EncoderOption = z.strictObject({
  encoding: Text,
  sizes: z.array(Size),
  frameRate: Range.nullable(),
  /** The only ones that it takes, where it says so; null: any within `frameRate`. */
  frameRates: z.array(z.number()).max(64).nullable(),
  bitRateKbit: Range.nullable(),
  gop: Range.nullable(),
});
export type EncoderOption = z.infer<typeof EncoderOption>;
export const Encoder = z.strictObject({
  /** As the camera writes it: H264, H265, JPEG … */
  encoding: Text,
  width: z.number().nullable(),
  height: z.number().nullable(),
  frameRate: z.number().nullable(),
  bitRateKbit: z.number().nullable(),
  gop: z.number().nullable(),
});
export type Encoder = z.infer<typeof Encoder>;
const Video = z.strictObject({
  codec: z.enum(['h264', 'h265']),
  ...Size.shape,
  frameRate: z.number().nullable(),
});
export const CameraProfile = z.strictObject({
  token: Text,
  name: Text,
  encoder: Encoder.nullable(),
  options: z.array(EncoderOption),
  /** What its stream really was, played until its first picture; null: not played (the largest two are). */
  measured: orMissing(Video).nullable(),
});
export type CameraProfile = z.infer<typeof CameraProfile>;

export const CameraInspection = z.strictObject({
  /** Of https: what it shows, pinned or not; null over http. */
  certificate: Fingerprint.nullable(),
  information: orMissing(z.strictObject({ maker: Text, model: Text, firmware: Text, serial: Text })),
  /** Its clock minus ours; null: it does not tell its time. */
  clockOffsetMs: z.number().int().nullable(),
  profiles: orMissing(z.array(CameraProfile)),
  /** As it came, in pixels and bytes. */
  picture: orMissing(z.strictObject({ ...Size.shape, bytes: z.number().int() })),
  video: orMissing(Video),
  /** What is demanded of a camera at this place, and whether it was measured so; null: nothing is, or nothing was. */
  demands: z.strictObject({ picturePixels: z.number().nullable(), video: Size.nullable() }),
  fits: z.strictObject({ picture: z.boolean().nullable(), video: z.boolean().nullable() }),
});
export type CameraInspection = z.infer<typeof CameraInspection>;

/** One of the configuration, or one that was found. */
const Inspected = z.union([
  z.strictObject({
    cameraId: RequiredText(64),
    role: CameraRole,
    /** As they are being changed; left out: as they are saved. Its password is the saved one. */
    username: z.string().max(64).nullable().optional(),
    certificate: Fingerprint.nullable().optional(),
  }),
  z.strictObject({
    address: CameraAddress,
    username: z.string().max(64).nullable(),
    password: z.string().max(256),
    /** Pinned: another one gets not one byte. */
    certificate: Fingerprint.nullable().optional(),
    role: CameraRole,
  }),
]);

export const cameraCalls = {
  'cameras.networks': ask({ input: z.strictObject({}), output: z.array(NetworkConnection), roles: SITE }),
  /** Takes 3 s. `camera.interface-unknown`. */
  'cameras.discover': ask({
    input: z.strictObject({ connection: RequiredText(64).optional() }),
    output: z.strictObject({
      cameras: z.array(FoundCamera),
      /** Answers that were none. */
      ignored: z.number().int(),
    }),
    roles: SITE,
  }),
  /** Up to 25 s. `camera.unknown` · `camera.*` when it cannot be spoken to at all. */
  'cameras.inspect': ask({ input: Inspected, output: CameraInspection, roles: SITE }),
  /** To this computer's. `camera.unknown` · `camera.*` */
  'cameras.setClock': change({
    input: z.strictObject({ cameraId: RequiredText(64) }),
    output: z.strictObject({ clockOffsetMs: z.number().int().nullable() }),
    roles: SITE,
  }),
  /** What is left out stays. `camera.unknown` · `camera.setting-refused` · `camera.service-fault` · `camera.*` */
  'cameras.configure': change({
    input: z.strictObject({
      cameraId: RequiredText(64),
      /** Its token. */
      profile: RequiredText(256),
      encoding: RequiredText(16).optional(),
      width: z.number().int().min(1).max(20_000).optional(),
      height: z.number().int().min(1).max(20_000).optional(),
      frameRate: z.number().min(1).max(240).optional(),
      bitRateKbit: z.number().int().min(1).max(1_000_000).optional(),
      gop: z.number().int().min(1).max(10_000).optional(),
    }),
    output: Encoder,
    roles: INSTALLER,
  }),
};
