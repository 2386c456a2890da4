/**
 * The weighing indicator as a device: wire → frames → kilograms, with a watch on silence. It listens and never writes,
 * but for a protocol that talks only when asked.
 */
import type { Clock, EpochMs, MonotonicMs } from '../../preload/contract/vocabulary.ts';
import { CLOSED_BY_US } from '../byte-link.ts';
import type { LinkFactory, WritableLinkFactory } from '../byte-link.ts';
import type { Device, DeviceCondition } from '../device.ts';
import { after, pauseMs, Reconnect } from '../reconnect.ts';
import type { After } from '../reconnect.ts';
import { tracedLink } from '../traced-link.ts';
import { WireTrace } from '../wire-trace.ts';
import { AskingLink } from './asking-link.ts';
import { burstLink } from './burst-link.ts';
import { FrameSplitter } from './frame-splitter.ts';
import type { SplitterCounters } from './frame-splitter.ts';
import type { WordForm } from './listening/heard.ts';
import { scaleProtocol } from './protocols/index.ts';
import type { DecodedFrame, ProtocolOptions, RejectReason } from './protocols/protocol.ts';
import { attention, nothingSince, scaleState } from './scale-condition.ts';
import { LOST_AFTER_MS, readingOf, scaleFrame, tellsOfWeight } from './scale-frame.ts';
import type { FrameReading, ScaleFrame } from './scale-frame.ts';

/** What the indicator speaks, and over which wire. */
export interface IndicatorLine {
  /** Id of a protocol in protocols/index.ts. */
  readonly protocol: string;
  readonly options: ProtocolOptions;
  /** Written to only where the protocol talks when asked. */
  readonly connect: WritableLinkFactory;
  /** How the port is opened; a network line brings what its box heard as 8N1, unless its box is set otherwise. */
  readonly form?: WordForm;
}

export interface ScaleDriverOptions extends IndicatorLine {
  /** The scale's id. */
  readonly id: string;
  /** The unit of the numbers in the stream: the site's setting wins over what a frame says. */
  readonly unit: 'kg' | 't';
  readonly clock: Clock;
  readonly after?: After;
  /** Each happening once between two valid frames, so that a night of silence is a few lines. */
  readonly log?: (event: ScaleEvent) => void;
}

export type ScaleEvent =
  | { readonly event: 'open' }
  | { readonly event: 'closed'; readonly reason: string; readonly retryInMs: number }
  | { readonly event: 'silent'; readonly detail: string | null }
  | { readonly event: 'condition'; readonly state: DeviceCondition['state']; readonly detail: string | null };

export interface ScaleCounters extends SplitterCounters {
  /** Frames dropped because their weight is no whole kilogram or beyond any scale. */
  readonly unusable: number;
  /** How often silence made us open the port anew. */
  readonly reopened: number;
  readonly traceDroppedBytes: number;
  /** Questions written to the wire; 0 where the indicator talks by itself. */
  readonly asked: number;
}

interface OpenableLine {
  readonly protocol: string;
  readonly form: WordForm;
  readonly splitter: FrameSplitter;
  /** null: the indicator talks by itself. */
  readonly asking: AskingLink | null;
  readonly wire: Reconnect;
}

const EIGHT_N_ONE: WordForm = { dataBits: 8, parity: 'none', stopBits: 1 };
/** What is looked at where bytes come and no frame: some ten frames of any protocol. */
const LOOKED_AT = 256;
const WATCH_MS = 250;
/** Different happenings logged between two valid frames; more would be a log full of one fault. */
const MAX_LOGGED = 32;

export class ScaleDriver implements Device {
  readonly id: string;
  readonly kind = 'indicator';
  /** The last raw bytes with their times, kept whatever is configured. */
  readonly trace = new WireTrace();
  readonly #settings: ScaleDriverOptions;
  readonly #after: After;
  #line: OpenableLine;
  readonly #frameListeners = new Set<(frame: ScaleFrame) => void>();
  readonly #conditionListeners = new Set<(condition: DeviceCondition) => void>();
  readonly #logged = new Set<string>();
  #condition: DeviceCondition;
  #newest: ScaleFrame | null = null;
  #attention: string | null = null;
  #since = nothingSince();
  /** The same of the time before the last reopening: what we still know while the new time is too short to tell. */
  #sinceBefore = nothingSince();
  #closedBecause: string | null = null;
  #unusable = 0;
  #reopened = 0;
  /** Reopenings since the last valid frame. */
  #silences = 0;
  /** When the watch on silence began anew: the wire opened, or the last valid frame. */
  #listeningSince: MonotonicMs;
  #arrival: { readonly at: MonotonicMs; readonly wall: EpochMs };
  #running = false;
  #stopWatch: (() => void) | null = null;

  constructor(settings: ScaleDriverOptions) {
    this.id = settings.id;
    this.#settings = settings;
    this.#after = settings.after ?? after;
    this.#line = this.#lineFor(settings);
    this.#arrival = { at: settings.clock.monotonic(), wall: settings.clock.wall() };
    this.#listeningSince = this.#arrival.at;
    this.#condition = { state: 'offline', since: this.#arrival.wall, detail: 'stopped' };
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#silences = 0;
    this.#since = nothingSince();
    this.#closedBecause = null;
    this.#watchLater();
    this.#line.wire.start();
    this.#judge();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#stopWatch?.();
    this.#stopWatch = null;
    await this.#line.wire.stop();
    this.#line.splitter.end();
    this.#newest = null;
    this.#judge();
  }

  /** Another protocol, other options or another wire from now on; the counters of the splitter begin anew. */
  async use(line: IndicatorLine): Promise<void> {
    const running = this.#running;
    await this.stop();
    this.#line = this.#lineFor(line);
    if (running) this.start();
  }

  condition(): DeviceCondition {
    return this.#condition;
  }

  onCondition(listener: (condition: DeviceCondition) => void): () => void {
    this.#conditionListeners.add(listener);
    return () => void this.#conditionListeners.delete(listener);
  }

  /** Calls back for every valid frame, several times in a row when one chunk held several. */
  onFrame(listener: (frame: ScaleFrame) => void): () => void {
    this.#frameListeners.add(listener);
    return () => void this.#frameListeners.delete(listener);
  }

  /** The newest valid frame, however old; ask {@link reading} for what may be shown. */
  newest(): ScaleFrame | null {
    return this.#newest;
  }

  reading(now: MonotonicMs): FrameReading {
    return readingOf(this.#newest, now);
  }

  counters(): ScaleCounters {
    return {
      ...this.#line.splitter.counters(),
      unusable: this.#unusable,
      reopened: this.#reopened,
      traceDroppedBytes: this.trace.droppedBytes,
      asked: this.#line.asking?.asked ?? 0,
    };
  }

  #lineFor({ connect: untraced, form = EIGHT_N_ONE, options, protocol: id }: IndicatorLine): OpenableLine {
    const connect = tracedLink(untraced, this.trace, this.#settings.clock);
    const protocol = scaleProtocol(id);
    const splitter = new FrameSplitter(protocol.reader(options), {
      frame: (frame, bytes, at, length) => this.#frame(frame, bytes.subarray(at, at + length)),
      reject: (reason) => this.#reject(reason),
    });
    const question = protocol.poll?.(options);
    const asking = question === undefined ? null : new AskingLink(connect, question, this.#after);
    const listen: LinkFactory = asking?.connect ?? connect;
    const wire = new Reconnect(
      protocol.ninthBit === true ? burstLink(listen, this.#after) : listen,
      {
        onOpen: () => this.#opened(),
        onBytes: (bytes) => this.#bytes(bytes),
        onClose: (reason, retryInMs) => this.#closed(reason, retryInMs),
      },
      this.#after,
    );
    return { protocol: id, form, splitter, asking, wire };
  }

  #opened(): void {
    this.#listeningSince = this.#settings.clock.monotonic();
    this.#closedBecause = null;
    this.#since = nothingSince();
    this.#log({ event: 'open' });
    this.#judge();
  }

  #bytes(bytes: Uint8Array): void {
    const { clock } = this.#settings;
    this.#arrival = { at: clock.monotonic(), wall: clock.wall() };
    this.#since.bytes += bytes.length;
    this.#line.splitter.push(bytes);
  }

  #frame(decoded: DecodedFrame, bytes: Uint8Array): void {
    if (!this.#running) return;
    this.#line.asking?.answered();
    if (!tellsOfWeight(decoded)) return;
    const { at, wall } = this.#arrival;
    const frame = scaleFrame(decoded, { protocol: this.#line.protocol, unit: this.#settings.unit }, at, wall, bytes);
    if (frame === null) {
      this.#unusable += 1;
      this.#since.unusable += 1;
      return;
    }
    this.#newest = frame;
    this.#attention = attention(decoded, this.#settings.unit);
    this.#since = nothingSince();
    this.#listeningSince = at;
    this.#silences = 0;
    this.#logged.clear();
    this.#line.wire.proven();
    this.#judge();
    for (const listener of this.#frameListeners) listener(frame);
  }

  #reject(reason: RejectReason): void {
    this.#since.rejects.add(reason);
    // What the device says in place of a weight is an answer too.
    if (reason.startsWith('device-') || reason.startsWith('exception-')) this.#line.asking?.answered();
  }

  #closed(reason: string, retryInMs: number): void {
    this.#line.splitter.end();
    if (reason !== CLOSED_BY_US) this.#closedBecause = reason;
    this.#log({ event: 'closed', reason, retryInMs });
    this.#judge();
  }

  #watchLater(): void {
    this.#stopWatch = this.#after(WATCH_MS, () => {
      this.#watchLater();
      this.#watchSilence();
      this.#judge();
    });
  }

  /**
   * A port can vanish without an event (protocols.md §28), so an open one that brings no valid frame is opened anew.
   * Each time in a row we listen longer first (3 s, then 4, 5, 8, 13 s): the port is closed for a moment only, so the
   * weight is back with the indicator's first frame, and a night of silence does not wear out a serial server.
   */
  #watchSilence(): void {
    if (!this.#line.wire.isOpen) return;
    const patience = LOST_AFTER_MS + (this.#silences === 0 ? 0 : pauseMs(this.#silences - 1));
    if (this.#settings.clock.monotonic() - this.#listeningSince <= patience) return;
    this.#silences += 1;
    this.#reopened += 1;
    this.#log({ event: 'silent', detail: this.#condition.detail });
    // From here on we are opening; `#opened` sets it again.
    this.#listeningSince = this.#settings.clock.monotonic();
    this.#sinceBefore = this.#since;
    this.#line.wire.reopen();
  }

  #judge(): void {
    const now = this.#settings.clock.monotonic();
    const reopening = this.#silences > 0 && now - this.#listeningSince <= LOST_AFTER_MS;
    const since = reopening ? this.#sinceBefore : this.#since;
    const { state, detail } = scaleState({
      running: this.#running,
      open: this.#line.wire.isOpen || (reopening && this.#closedBecause === null),
      closedBecause: this.#closedBecause,
      ageMs: this.reading(now).ageMs,
      since,
      heard: () => this.trace.tail(Math.min(LOOKED_AT, since.bytes)),
      form: this.#line.form,
      attention: this.#attention,
    });
    const before = this.#condition;
    if (before.state === state && before.detail === detail) return;
    const from = before.state === state ? before.since : this.#settings.clock.wall();
    this.#condition = { state, since: from, detail };
    this.#log({ event: 'condition', state, detail });
    for (const listener of this.#conditionListeners) listener(this.#condition);
  }

  #log(event: ScaleEvent): void {
    const key = `${event.event} ${'reason' in event ? event.reason : ''} ${'detail' in event ? String(event.detail) : ''}`;
    if (this.#logged.has(key) || this.#logged.size >= MAX_LOGGED) return;
    this.#logged.add(key);
    this.#settings.log?.(event);
  }
}
