/**
 * Listens at a port, setting by setting, until the bytes are clear or only a person can help. It never writes: the link
 * it is given has no way to (protocols.md §1.1).
 */
import type { Clock, MonotonicMs } from '../../../preload/contract/vocabulary.ts';
import type { ByteLink, LinkFactory } from '../../byte-link.ts';
import { portFault } from '../../port-fault.ts';
import type { PortFault } from '../../port-fault.ts';
import type { After } from '../../reconnect.ts';
import type { ScaleProtocol } from '../protocols/protocol.ts';
import { HeardBytes } from './heard.ts';
import { judge } from './judge.ts';
import type { Judgement } from './judge.ts';
import { afterRound, decide, resultOf, SPEEDS, WITH_PARITY } from './round.ts';
import type { PortForm, RoundEnd, StepResult } from './round.ts';

export interface PortListenerOptions {
  /** A fresh link to the port, opened in this form. */
  readonly connect: (form: PortForm) => LinkFactory;
  /** false: a network line has no speed to be set; one setting is listened at. */
  readonly hasSpeed: boolean;
  /** Those that can be heard, the more frequent ones first. */
  readonly protocols: readonly ScaleProtocol[];
  readonly clock: Clock;
  readonly after: After;
  /** After each judgement and each step; at most a few times a second. */
  readonly onChange: () => void;
}

/**
 * `listening`: from setting to setting · `asking`: a person has to look or to move the load · `found`: clear ·
 * `doubtful`: the best of a round that gave nothing clear · `nothing` · `failed`: the port, see `fault` · `stopped`.
 * From `found`, `asking` and `doubtful` on it goes on listening at that setting, so that the number on screen is live.
 */
export type ListeningPhase = 'listening' | 'asking' | 'found' | 'doubtful' | 'nothing' | 'failed' | 'stopped';

export interface ListenerState {
  readonly phase: ListeningPhase;
  readonly form: PortForm;
  /** From 1. */
  readonly step: number;
  readonly steps: number;
  /** At this setting. */
  readonly heardBytes: number;
  /** Since the last byte, or since this setting began. */
  readonly quietMs: number;
  /** The newest bytes as they came. */
  readonly tail: Uint8Array;
  readonly judgement: Judgement;
  readonly results: readonly StepResult[];
  /** What a round without any candidate came to. */
  readonly nothing: Extract<RoundEnd, { kind: 'nothing' }> | null;
  readonly fault: { readonly code: PortFault; readonly reason: string } | null;
}

const JUDGE_MS = 400;
const TAIL_BYTES = 192;
const NOTHING_YET: Judgement = { verdict: { kind: 'silence' }, candidates: [] };
/** A network line hands over characters; how they came to be is the serial server's. */
const NO_SPEED: readonly PortForm[] = SPEEDS.slice(0, 1);

export class PortListener {
  readonly #options: PortListenerOptions;
  #steps: readonly PortForm[];
  #step = 0;
  #phase: ListeningPhase = 'stopped';
  #heard = new HeardBytes();
  #judgement = NOTHING_YET;
  #judgedBytes = -1;
  #results: readonly StepResult[] = [];
  #nothing: ListenerState['nothing'] = null;
  #fault: ListenerState['fault'] = null;
  #onDisplay: string | null = null;
  #link: ByteLink | null = null;
  #since: MonotonicMs;
  #lastByte: MonotonicMs;
  /** What is to be done once the link that is being closed is closed. */
  #afterClose: (() => void) | null = null;
  #callOff: (() => void) | null = null;

  constructor(options: PortListenerOptions) {
    this.#options = options;
    this.#steps = options.hasSpeed ? SPEEDS : NO_SPEED;
    this.#since = options.clock.monotonic();
    this.#lastByte = this.#since;
  }

  start(): void {
    if (this.#phase !== 'stopped') return;
    this.#phase = 'listening';
    this.#open(0);
  }

  /** Resolves when the port is free again. What was found stays in {@link state}. */
  stop(): Promise<void> {
    this.#phase = 'stopped';
    this.#callOff?.();
    this.#callOff = null;
    if (this.#link === null) return Promise.resolve();
    return new Promise((resolve) => this.#close(resolve));
  }

  /** A person says that the number of this candidate stands on the indicator's display. */
  observe(key: string): void {
    this.#onDisplay = key;
    this.#judgedBytes = -1;
  }

  state(): ListenerState {
    const form = this.#form();
    return {
      phase: this.#phase,
      form,
      step: this.#step + 1,
      steps: this.#steps.length,
      heardBytes: this.#heard.total,
      quietMs: Math.round(this.#options.clock.monotonic() - this.#lastByte),
      tail: this.#heard.tail(TAIL_BYTES),
      judgement: this.#judgement,
      results: this.#results,
      nothing: this.#nothing,
      fault: this.#fault,
    };
  }

  #form(): PortForm {
    const form = this.#steps[this.#step] ?? SPEEDS[0];
    if (form === undefined) throw new RangeError('there is no setting to listen at');
    return form;
  }

  #open(step: number): void {
    this.#step = step;
    this.#heard = new HeardBytes();
    this.#judgement = NOTHING_YET;
    this.#judgedBytes = -1;
    this.#since = this.#options.clock.monotonic();
    this.#lastByte = this.#since;
    const link = this.#options.connect(this.#form())({
      onOpen: () => {
        if (this.#link !== link || this.#phase === 'stopped') return;
        this.#since = this.#options.clock.monotonic();
        this.#lastByte = this.#since;
        this.#judgeLater();
      },
      onBytes: (bytes) => {
        if (this.#link !== link) return;
        this.#lastByte = this.#options.clock.monotonic();
        this.#heard.push(bytes, this.#lastByte - this.#since);
      },
      onClose: (reason) => {
        if (this.#link === link) this.#closed(reason);
      },
    });
    this.#link = link;
    this.#options.onChange();
    link.open();
  }

  #close(then: () => void): void {
    this.#afterClose = then;
    this.#link?.close();
  }

  #closed(reason: string): void {
    this.#link = null;
    this.#callOff?.();
    this.#callOff = null;
    const then = this.#afterClose;
    this.#afterClose = null;
    if (then !== null) {
      then();
      return;
    }
    this.#phase = 'failed';
    this.#fault = { code: portFault(reason), reason };
    this.#options.onChange();
  }

  #judgeLater(): void {
    this.#callOff = this.#options.after(JUDGE_MS, () => {
      this.#callOff = null;
      this.#judge();
    });
  }

  #judge(): void {
    const ms = this.#options.clock.monotonic() - this.#since;
    if (this.#judgedBytes !== this.#heard.total) {
      const heard = this.#heard.heard(this.#form(), ms);
      this.#judgement = judge(heard, this.#options.protocols, { onDisplay: this.#onDisplay });
      this.#judgedBytes = this.#heard.total;
    }
    const next = this.#phase === 'listening' ? decide(this.#judgement, ms) : 'stay';
    if (next === 'on') {
      this.#results = [...this.#results, resultOf(this.#form(), this.#judgement)];
      this.#close(() => this.#next());
      return;
    }
    if (next === 'stay') this.#phase = this.#phaseNow();
    this.#options.onChange();
    this.#judgeLater();
  }

  /** While it stays at one setting. */
  #phaseNow(): ListeningPhase {
    const { verdict } = this.#judgement;
    switch (verdict.kind) {
      case 'clear':
        return 'found';
      case 'ask':
        return 'asking';
      case 'unclear':
        return 'doubtful';
      case 'silence':
      case 'rubbish':
      case 'text':
        // It came back here because something had been heard here: that is still to come again.
        if (this.#phase === 'doubtful') return 'doubtful';
        this.#nothing = { kind: 'nothing', because: verdict.kind, form: this.#form() };
        return 'nothing';
      default:
        return verdict satisfies never;
    }
  }

  #next(): void {
    if (this.#step + 1 < this.#steps.length) {
      this.#open(this.#step + 1);
      return;
    }
    const end = afterRound(this.#results, this.#options.hasSpeed);
    switch (end.kind) {
      case 'back':
        this.#phase = 'doubtful';
        this.#open(this.#steps.indexOf(end.form));
        return;
      case 'with-parity':
        this.#steps = [...SPEEDS, ...WITH_PARITY];
        this.#open(this.#step + 1);
        return;
      case 'nothing':
        this.#phase = 'nothing';
        this.#nothing = end;
        this.#options.onChange();
        return;
      default:
        return end satisfies never;
    }
  }
}
