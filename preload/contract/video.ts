/** The cameras' video, live and recorded (product.md C7). */
import * as z from 'zod';
import { ask, change, EVERYONE } from './call.ts';
import { ErrorCode } from './errors.ts';
import { LiveStream } from './live.ts';
import { RequiredText, Sha256, Timestamp, Uuid } from './vocabulary.ts';

/** Why something was recorded: a truck on a scale, one at a gate, or because everything is. */
export const VideoCause = z.enum(['pass', 'gate-pass', 'always']);
export type VideoCause = z.infer<typeof VideoCause>;

const CameraId = RequiredText(64);
const Range = { from: Timestamp, to: Timestamp };

export const VideoFile = z.strictObject({
  clipId: Uuid,
  /** The number of the file in its clip: a break of the stream begins another one. */
  nth: z.number().int(),
  cameraId: z.string(),
  cause: VideoCause,
  passId: Uuid.nullable(),
  from: Timestamp,
  /** null while it is written, and where it is lost. */
  to: Timestamp.nullable(),
  /** open: being written. salvaged: cut off by a failure, played as far as it is whole. lost: nothing of it is there. */
  state: z.enum(['open', 'whole', 'salvaged', 'lost', 'purged']),
  bytes: z.number().int().nullable(),
  sha256: Sha256.nullable(),
  codec: z.enum(['h264', 'h265']).nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** For app://station/video/<path>; null where there is nothing to play. */
  path: z.string().nullable(),
});
export type VideoFile = z.infer<typeof VideoFile>;

export const ExportedVideo = z.strictObject({
  /** Where it lies, on the station's computer. */
  file: z.string(),
  sha256: Sha256,
  bytes: z.number().int(),
  cameraId: z.string(),
  from: Timestamp,
  to: Timestamp,
});
export type ExportedVideo = z.infer<typeof ExportedVideo>;

export const VideoState = z.strictObject({
  cameraId: z.string(),
  stream: LiveStream.exclude(['pictures']),
  state: z.enum(['idle', 'connecting', 'playing', 'silent', 'waiting', 'no-such-stream']),
  /** Why it waits. */
  code: ErrorCode.nullable(),
  codec: z.enum(['h264', 'h265']).nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** Measured in the last five seconds. */
  framesPerSecond: z.number().nullable(),
  kbitPerSecond: z.number().int().nullable(),
  /** Files being written just now. */
  recording: z.number().int(),
  /** By reason, since the stream was opened. */
  dropped: z.record(z.string(), z.number()),
  /** Of this camera, on disk. */
  stored: z.strictObject({ files: z.number().int(), bytes: z.number().int(), oldest: Timestamp.nullable() }),
});
export type VideoState = z.infer<typeof VideoState>;

/** One trial: could a picture of this camera, or of this channel of a recorder, be had? */
export const VideoProof = z.strictObject({
  id: Uuid,
  kind: z.enum(['camera', 'channel']),
  /** The camera's or the channel's id. */
  subjectId: z.string(),
  /** The channel's number in GB/T 28181. */
  gbId: z.string().nullable(),
  at: Timestamp,
  ok: z.boolean(),
  /** Why not. */
  code: ErrorCode.nullable(),
  /** The picture: a photograph of a camera, a film of one key picture of a channel. */
  sha256: Sha256.nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  codec: z.enum(['h264', 'h265']).nullable(),
});
export type VideoProof = z.infer<typeof VideoProof>;

export const videoCalls = {
  /** Recorded files of a weighing's pass, of a pass, or of a time; oldest first, at most 500. */
  'video.clips': ask({
    input: z.union([
      z.strictObject({ weighingId: Uuid }),
      z.strictObject({ passId: Uuid }),
      z.strictObject({ cameraId: CameraId.optional(), ...Range }),
    ]),
    output: z.strictObject({ files: z.array(VideoFile).max(500), more: z.boolean() }),
    roles: EVERYONE,
  }),
  /**
   * Copies a clip, or what a camera recorded in a time, into the data folder (`support/`): whole fragments, so that it begins
   * at a key picture up to some seconds earlier. One file for every file it was recorded in. video.not-found, video.too-much,
   * store.disk-full
   */
  'video.export': change({
    input: z.union([z.strictObject({ clipId: Uuid }), z.strictObject({ cameraId: CameraId, ...Range })]),
    output: z.strictObject({ files: z.array(ExportedVideo).max(100) }),
    roles: EVERYONE,
  }),
  /** Takes a picture of every camera and channel now; may take some minutes when many fail. store.disk-full */
  'video.prove': change({
    input: z.strictObject({}),
    output: z.strictObject({ proofs: z.array(VideoProof) }),
    roles: EVERYONE,
  }),
  /** The newest trial of each. */
  'video.proofs': ask({
    input: z.strictObject({}),
    output: z.strictObject({ proofs: z.array(VideoProof) }),
    roles: EVERYONE,
  }),
  'video.state': ask({ input: z.strictObject({}), output: z.array(VideoState), roles: EVERYONE }),
};
