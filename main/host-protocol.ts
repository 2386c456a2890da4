/**
 * What a station and the process that holds it (shell or headless) say to each other over the process channel.
 * Checked on both sides. Bytes cross as base64; frames of windows and tools are opaque text.
 */
import * as z from 'zod';
import { ErrorCode } from '../preload/contract/errors.ts';
import { LiveStream } from '../preload/contract/live.ts';
import { RequiredText } from '../preload/contract/vocabulary.ts';

/** One window or tool. Numbered by the host, never used twice. */
const Connection = z.number().int().nonnegative();
const Base64 = z.string().max(1_000_000);

/** Host → station. */
export const ToStation = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    configFile: z.string(),
    dataDir: z.string(),
    version: z.string(),
    /** desktop: Electron holds the station. headless: a plain process, without a window or a key store. */
    form: z.enum(['desktop', 'headless']),
    /** Whether the host can seal a key for this computer's user at all. */
    canSeal: z.boolean(),
  }),
  /** A new line. In the desktop form a MessagePort travels beside it, headless its frames are multiplexed below. */
  z.strictObject({ type: z.literal('connect'), connection: Connection }),
  z.strictObject({ type: z.literal('disconnect'), connection: Connection }),
  /** A camera is to be shown. Desktop form only: its video goes over the MessagePort that travels beside it (live.ts). */
  z.strictObject({ type: z.literal('live'), cameraId: RequiredText(64), stream: LiveStream }),
  z.strictObject({ type: z.literal('frame'), connection: Connection, data: z.union([z.string(), z.null()]) }),
  /** The answer to `seal` or `unseal`: null = it cannot be done here. */
  z.strictObject({ type: z.literal('sealed'), id: z.number().int(), bytes: Base64.nullable() }),
  z.strictObject({ type: z.literal('stop') }),
]);
export type ToStation = z.infer<typeof ToStation>;

/** How far the start is. Comes from a helper thread, so that a long migration is not taken for a hung station. */
export const Starting = z.strictObject({
  type: z.literal('starting'),
  step: z.string().max(64),
  done: z.number(),
  of: z.number(),
});
export type Starting = z.infer<typeof Starting>;

/** Station → host. */
export const FromStation = z.discriminatedUnion('type', [
  Starting,
  z.strictObject({ type: z.literal('ready'), simulated: z.boolean() }),
  /** The start failed; the station ends itself after it. */
  z.strictObject({ type: z.literal('failed'), code: ErrorCode, params: z.record(z.string(), z.unknown()) }),
  /** Each second, from the station's own loop. */
  z.strictObject({ type: z.literal('beat') }),
  /** Its configuration was changed by itself: it wants to be stopped in order and started anew. */
  z.strictObject({ type: z.literal('renew') }),
  z.strictObject({ type: z.literal('frame'), connection: Connection, data: z.string() }),
  z.strictObject({ type: z.literal('disconnect'), connection: Connection }),
  z.strictObject({ type: z.literal('seal'), id: z.number().int(), bytes: Base64 }),
  z.strictObject({ type: z.literal('unseal'), id: z.number().int(), bytes: Base64 }),
]);
export type FromStation = z.infer<typeof FromStation>;
