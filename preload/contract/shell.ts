/**
 * What page and shell (Electron's main process) say to each other. It is little: the page talks to the station itself.
 *
 * Both directions are window messages of the page's own origin (`window.postMessage(message, location.origin)`); the
 * preload script passes them on. The page attaches its listener at module top, then says `window-ready`; the shell
 * answers with the present status and, whenever the station is ready, with a fresh port. Every new `station-port`
 * replaces the one before (the station was restarted, or the page reloaded).
 */
import * as z from 'zod';
import { ErrorCode } from './errors.ts';
import { LiveStream } from './live.ts';
import { RequiredText } from './vocabulary.ts';

/** `given-up`: the shell starts the station no more until `station-retry`; `code` says why, if the station could. */
export const StationStatus = z.strictObject({
  status: z.enum(['starting', 'ready', 'slow', 'restarting', 'given-up']),
  /** Why it restarts or was given up, when the station could say so (`config.missing-file`: there is no configuration yet). */
  code: ErrorCode.optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  /** While starting: what is being done (`migrate`, `open`, …) and how far it is. */
  step: z.string().optional(),
  done: z.number().optional(),
  of: z.number().optional(),
  /** How often it was restarted since it last ran well; 0 at the first start. */
  attempt: z.number().int().optional(),
});
export type StationStatus = z.infer<typeof StationStatus>;

/** One line of live video. Numbered by the page; the same number is never used for two. */
const Ticket = z.number().int().nonnegative();

/** Shell → page. */
export const ShellMessage = z.discriminatedUnion('type', [
  /** `event.ports[0]` is the line to the station: see preload/rpc/message-port.ts. */
  z.strictObject({ type: z.literal('station-port') }),
  z.strictObject({ type: z.literal('station-status'), ...StationStatus.shape }),
  /** The window was minimised or hidden, or is back. A page whose window must stay live while covered cannot know it itself. */
  z.strictObject({ type: z.literal('window-shown'), shown: z.boolean() }),
  /** The answer to `live-open`: `event.ports[0]` is the line to that camera's video, see live.ts. */
  z.strictObject({ type: z.literal('live-port'), ticket: Ticket }),
  /** The other answer: no station is there, or as many lines are open as there may be. Ask again later. */
  z.strictObject({ type: z.literal('live-refused'), ticket: Ticket }),
]);
export type ShellMessage = z.infer<typeof ShellMessage>;

/** Page → shell. */
export const PageMessage = z.discriminatedUnion('type', [
  /** The page's listener is attached: now it can be given the port. Said again after each reload. */
  z.strictObject({ type: z.literal('window-ready') }),
  /** A person asks to try again after the station was given up. */
  z.strictObject({ type: z.literal('station-retry') }),
  /** The page wants to show a camera. When that line ends, whoever ended it, the page says `live-close`. */
  z.strictObject({
    type: z.literal('live-open'),
    cameraId: RequiredText(64),
    stream: LiveStream,
    ticket: Ticket,
  }),
  z.strictObject({ type: z.literal('live-close'), ticket: Ticket }),
]);
export type PageMessage = z.infer<typeof PageMessage>;
