/**
 * What a station and the process that holds it (shell or headless) say to each other over the process channel.
 * Checked on both sides. Bytes cross as base64; frames of windows and tools are opaque text.
 */
import * as z from 'zod';
import { ErrorCode } from '../preload/contract/errors.ts';
import { LiveStream } from '../preload/contract/live.ts';
import { PagePaper } from '../preload/contract/paper.ts';
import { RequiredText } from '../preload/contract/vocabulary.ts';

/** One window or tool. Numbered by the host, never used twice. */
const Connection = z.number().int().nonnegative();
const Base64 = z.string().max(1_000_000);

/** A printer by the name that the system gives it. */
const PrinterName = z.string().min(1).max(127);
/** A question about printing: never used twice, not by a station that was started anew either. */
const Asking = z.uuid();

/** How the desktop finds a printer; null: it knows none of that name. */
const FoundPrinter = z.strictObject({
  /** Of the Windows spooler (PRINTER_STATUS_…), or CUPS's printer-state; null: this Electron does not tell. */
  status: z.number().int().nullable(),
  kind: z.enum(['windows', 'cups']),
  /** CUPS's printer-state-reasons. */
  reasons: z.array(z.string().max(64)).max(32),
  accepts: z.boolean(),
});

/** Most a job may hold; a sheet has two pages and some hundred texts. */
const MOST_PAGES = 50;
const MOST_ITEMS = 5000;
const MOST_LETTERS = 100_000;
const LONGEST_SIDE_MM = 1000;

/** Letters of what is said of a job's end; what Chromium says has no bound. */
export const MOST_DETAIL = 200;

/** Pages to print and the modules of the codes on them. */
export const PrintedPages = z.strictObject({
  paper: PagePaper.refine(({ form: { heightMm, widthMm }, pages }) => {
    const items = pages.flat();
    const letters = items.reduce((sum, item) => sum + ('text' in item ? item.text.length : 0), 0);
    const fits = [widthMm, heightMm].every((side) => side > 0 && side <= LONGEST_SIDE_MM);
    return fits && pages.length <= MOST_PAGES && items.length <= MOST_ITEMS && letters <= MOST_LETTERS;
  }, 'too large for one job'),
  codes: z
    .array(z.strictObject({ text: z.string().max(1000), rows: z.array(z.string().regex(/^[01]{1,177}$/)).max(177) }))
    .max(20),
});
export type PrintedPages = z.infer<typeof PrintedPages>;

/**
 * What became of a job: the system's queue took it whole; no such printer; nothing was handed over; it was given up after
 * it was begun; nothing was heard of it in time. After the last two nobody knows what is on the paper.
 */
const PrintEnd = z.enum(['taken', 'unknown-printer', 'not-begun', 'given-up', 'no-answer']);

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
  /** The answer to `find-printer`. service: the system knows printers at all. */
  z.strictObject({
    type: z.literal('printer'),
    id: Asking,
    service: z.boolean(),
    printer: FoundPrinter.nullable(),
  }),
  /** The answer to `print`. */
  z.strictObject({ type: z.literal('print-ended'), id: Asking, end: PrintEnd, detail: z.string().max(MOST_DETAIL) }),
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
  z.strictObject({ type: z.literal('find-printer'), id: Asking, printer: PrinterName }),
  /** One job at a time: while another is on its way it is answered `not-begun`. */
  z.strictObject({ type: z.literal('print'), id: Asking, printer: PrinterName, ...PrintedPages.shape }),
]);
export type FromStation = z.infer<typeof FromStation>;
