/** Finding out by listening what an indicator speaks (product.md W2): an installer's calls. Nothing is ever written to the port. */
import * as z from 'zod';
import { ask, change, INSTALLER, push } from './call.ts';
import { ErrorCode } from './errors.ts';
import { RequiredText, ScaleId } from './vocabulary.ts';

/** Where to listen. */
export const ListeningPort = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('serial'), path: RequiredText(256) }),
  z.strictObject({ kind: z.literal('tcp'), host: RequiredText(253), port: z.number().int().min(1).max(65_535) }),
]);
export type ListeningPort = z.infer<typeof ListeningPort>;

export const FoundPort = z.strictObject({
  port: ListeningPort,
  /** Of a USB adapter, where it tells: who made it, its own number (by which it is found again), and vendor:product. */
  maker: z.string().nullable(),
  serialNumber: z.string().nullable(),
  usbId: z.string().nullable(),
  /** The scale that is configured to be here, and whether it is found here by its adapter's number. */
  scaleId: ScaleId.nullable(),
  byAdapter: z.boolean(),
});
export type FoundPort = z.infer<typeof FoundPort>;

const Options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.number())]));

/** How a port is opened. */
export const PortForm = z.strictObject({
  baudRate: z.number().int(),
  dataBits: z.union([z.literal(7), z.literal(8)]),
  parity: z.enum(['none', 'even', 'odd', 'mark', 'space']),
  stopBits: z.union([z.literal(1), z.literal(2)]),
});
export type PortForm = z.infer<typeof PortForm>;

/** What a scale is configured to be read by. */
const Configured = z.strictObject({
  protocol: z.string(),
  options: Options,
  /** null for a network line. */
  form: PortForm.nullable(),
  /** The number of the USB adapter by which its port is found, wherever that is plugged in; null: by path or address. */
  adapter: z.string().nullable(),
});

/** What speaks for or against a reading (native/scale/listening/score.ts). */
export const ListeningReason = z.strictObject({
  code: z.enum([
    'frames', // count, perSecond
    'explained', // percent
    'rejected', // count, why
    'checksum-right',
    'no-checksum',
    'checksum-not-sent',
    'checksum-other',
    'loose-form',
    'by-chance',
    'weights-jump',
    'beyond-any-scale',
    'parity-in-bit-7', // parity
    'two-stop-bits',
    'begins-after-pause',
    'flag-agrees',
    'restless-digits',
    'as-on-display',
  ]),
  count: z.number().int().optional(),
  perSecond: z.number().optional(),
  percent: z.number().int().optional(),
  why: z.string().optional(),
  parity: z.enum(['even', 'odd']).optional(),
});
export type ListeningReason = z.infer<typeof ListeningReason>;

export const ListeningCandidate = z.strictObject({
  key: z.string(),
  protocol: z.string(),
  options: Options,
  form: PortForm,
  /** 0…100. */
  score: z.number().int(),
  reasons: z.array(ListeningReason),
  /** What it reads now; null while the indicator has no weight. */
  weightText: z.string().nullable(),
  unit: z.string().nullable(),
  stable: z.boolean().nullable(),
  alsoReads: z.array(z.string()),
});
export type ListeningCandidate = z.infer<typeof ListeningCandidate>;

export const ListeningState = z.strictObject({
  /** The scale whose indicator is looked for, what is configured for it now, and the unit of its numbers. */
  scaleId: ScaleId,
  configured: Configured,
  unit: z.enum(['kg', 't']),
  port: ListeningPort,
  /**
   * listening: from setting to setting · asking: a person has to look or to move the load (`question`) · found: clear ·
   * doubtful: the best of a round that gave nothing clear · nothing (`nothing`) · failed: the port (`fault`) · stopped.
   */
  phase: z.enum(['listening', 'asking', 'found', 'doubtful', 'nothing', 'failed', 'stopped']),
  form: PortForm,
  /** Of the settings, from 1. */
  step: z.number().int(),
  steps: z.number().int(),
  /** At this setting. */
  heardBytes: z.number().int(),
  /** Since the last byte. */
  quietMs: z.number().int(),
  /** The newest bytes as they came, hex. */
  tail: z.string(),
  /** The best readings at this setting, better first. */
  candidates: z.array(ListeningCandidate),
  /** What bytes cannot tell. */
  question: z.enum(['move-load', 'which-number', 'keep-still']).nullable(),
  /** So many of the first candidates are the ways that are open; 0 without a question. */
  ways: z.number().int(),
  nothing: z.strictObject({ because: z.enum(['silence', 'rubbish', 'text']), form: PortForm.nullable() }).nullable(),
  fault: z.strictObject({ code: ErrorCode, reason: z.string() }).nullable(),
  /** The settings that are behind us. */
  results: z.array(
    z.strictObject({
      form: PortForm,
      kind: z.enum(['silence', 'rubbish', 'text', 'unclear', 'ask', 'clear']),
      protocol: z.string().nullable(),
      score: z.number().int(),
    }),
  ),
  /** Protocols that listening cannot find: chosen by hand. asked: they speak only when asked. */
  cannotBeHeard: z.array(z.strictObject({ protocol: z.string(), why: z.enum(['asked', 'ninth-bit']) })),
});
export type ListeningState = z.infer<typeof ListeningState>;

const Nothing = z.strictObject({});

export const listeningCalls = {
  /** The ports of this computer, those of the configured indicators first. */
  'scale.listen.ports': ask({ input: Nothing, output: z.array(FoundPort), roles: INSTALLER }),
  /**
   * Begins to listen; a scale that is configured at this port is not read meanwhile. Without scaleId it is the scale at
   * this port, or the only one. listen.truck-on-deck
   */
  'scale.listen.start': change({
    input: z.strictObject({ port: ListeningPort, scaleId: ScaleId.optional() }),
    output: ListeningState,
    roles: INSTALLER,
  }),
  /** null: nobody has listened since the start. */
  'scale.listen.state': ask({ input: Nothing, output: ListeningState.nullable(), roles: INSTALLER }),
  /** The number of this candidate stands on the indicator's display. listen.no-proposal: there is no such candidate now */
  'scale.listen.observe': change({
    input: z.strictObject({ key: RequiredText(400) }),
    output: ListeningState,
    roles: INSTALLER,
  }),
  /**
   * Writes this candidate into the configuration file as the scale's indicator, and reads the scale by it from now on.
   * listen.no-proposal, config.not-writable, config.invalid
   */
  'scale.listen.take': change({
    input: z.strictObject({ key: RequiredText(400) }),
    output: z.strictObject({ scaleId: ScaleId, ...Configured.shape }),
    roles: INSTALLER,
  }),
  /** Gives the port back; the scale is read again as configured. */
  'scale.listen.stop': change({ input: Nothing, output: ListeningState.nullable(), roles: INSTALLER }),
};

export const listeningPushes = {
  'scale.listening': push('latest', ListeningState),
};
