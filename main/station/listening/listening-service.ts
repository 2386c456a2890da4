/**
 * Finds out by listening what an indicator speaks, and makes it so: one listening at a time, at one port. A scale that is
 * configured at that port is not read meanwhile, and read again when the listening ends, however it ends.
 */
import type { IndicatorLine } from '../../../native/scale/scale-driver.ts';
import type { PortListener } from '../../../native/scale/listening/listener.ts';
import type { SerialPortFacts } from '../../../native/serial-link.ts';
import type { adapterAt, pathsOfAdapter } from '../../../native/usb-adapter.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { FoundPort, ListeningPort, ListeningState } from '../../../preload/contract/listening.ts';
import type { After } from '../../../native/reconnect.ts';
import type { Log } from '../../log.ts';
import type { ScaleSettings } from '../settings/configuration.ts';
import { configuredOf, indicatorOf, listeningState } from './listening-state.ts';
import type { IndicatorSettings } from './listening-state.ts';

export interface ListeningScale {
  readonly settings: ScaleSettings;
  readonly driver: { start(): void; stop(): Promise<void>; use(line: IndicatorLine): Promise<void> };
  /** No truck is being weighed on it: nothing is lost when it is not read for a while. */
  idle(): boolean;
}

export interface ListeningParts {
  readonly scales: readonly ListeningScale[];
  /** A listener at this port, not started; it calls back after each change. */
  readonly listenAt: (port: ListeningPort, onChange: () => void) => PortListener;
  readonly listPorts: () => Promise<readonly SerialPortFacts[]>;
  readonly adapterAt: typeof adapterAt;
  readonly pathsOfAdapter: typeof pathsOfAdapter;
  readonly cannotBeHeard: ListeningState['cannotBeHeard'];
  readonly lineOf: (indicator: IndicatorSettings) => IndicatorLine;
  /** Into the configuration file. @throws CodedError config.* and then nothing has changed */
  readonly write: (scaleId: string, indicator: IndicatorSettings) => Promise<ScaleSettings>;
  readonly after: After;
  readonly log: Log;
}

/** Somebody walked away from it: the scale is wanted again. */
const LIMIT_MS = 600_000;

interface Session {
  readonly scale: ListeningScale;
  readonly port: ListeningPort;
  readonly listener: PortListener;
  /** Whose port it is: not read until the session ends. */
  readonly paused: readonly ListeningScale[];
  /** Ends the session when nobody does. */
  readonly callOff: () => void;
}

export class ListeningService {
  readonly #parts: ListeningParts;
  /** What is configured now: the file's, and what was taken since. */
  readonly #indicators: Map<string, IndicatorSettings>;
  readonly #listeners = new Set<(state: ListeningState) => void>();
  #session: Session | null = null;
  #last: ListeningState | null = null;
  /** One after the other: a port cannot be opened and given back at once. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: ListeningParts) {
    this.#parts = parts;
    this.#indicators = new Map(parts.scales.map(({ settings }) => [settings.id, settings.indicator]));
  }

  /** Calls back after each change; returns how to stop listening to it. */
  onChange(listener: (state: ListeningState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The configured ports first, then the others of this computer. */
  async ports(): Promise<FoundPort[]> {
    const listed = await this.#listed();
    const factsOf = (port: ListeningPort): Pick<FoundPort, 'maker' | 'serialNumber' | 'usbId'> => {
      const facts = port.kind === 'serial' ? listed.find(({ path }) => path === port.path) : undefined;
      return {
        maker: facts?.maker ?? null,
        serialNumber: facts?.serialNumber ?? null,
        usbId: facts?.usbId ?? null,
      };
    };
    // One whose adapter is not plugged in is nowhere: the scale itself says so.
    const configured = this.#parts.scales.flatMap(({ settings: { id } }): FoundPort[] => {
      const port = this.#placeOf(id, listed);
      const byAdapter = this.#configuredOf(id).adapter !== null;
      return port === null ? [] : [{ port, ...factsOf(port), scaleId: id, byAdapter }];
    });
    const others = listed
      .map(({ path }): ListeningPort => ({ kind: 'serial', path }))
      .filter((port) => !configured.some((one) => samePort(one.port, port)))
      .map((port): FoundPort => ({ port, ...factsOf(port), scaleId: null, byAdapter: false }));
    return [...configured, ...others];
  }

  state(): ListeningState | null {
    if (this.#session !== null) this.#last = this.#stateOf(this.#session);
    return this.#last;
  }

  /** @throws CodedError scale.unknown | rpc.invalid-input | listen.truck-on-deck */
  start(port: ListeningPort, scaleId: string | undefined): Promise<ListeningState> {
    return this.#inTurn(async () => {
      const here = await this.#scalesAt(port);
      const scale = this.#scaleFor(here, scaleId);
      const paused = here;
      if (paused.some((one) => !one.idle())) throw new CodedError('listen.truck-on-deck');
      await this.#end();
      await Promise.all(paused.map(({ driver }) => driver.stop()));
      const listener = this.#parts.listenAt(port, () => this.#tell());
      const callOff = this.#parts.after(LIMIT_MS, () => {
        this.#parts.log.warn({}, 'nobody ended the listening: the scale is read again');
        void this.stop();
      });
      this.#session = { scale, port, listener, paused, callOff };
      this.#parts.log.info({ port, scaleId: scale.settings.id }, 'listening to find an indicator');
      listener.start();
      return this.#stateOf(this.#session);
    });
  }

  /** @throws CodedError listen.no-proposal */
  observe(key: string): ListeningState {
    const session = this.#session;
    if (session === null || !session.listener.state().judgement.candidates.some((one) => one.key === key))
      throw new CodedError('listen.no-proposal');
    session.listener.observe(key);
    return this.#stateOf(session);
  }

  /** @throws CodedError listen.no-proposal | config.*; then it goes on listening and nothing has changed */
  take(key: string): Promise<{ scaleId: string } & ListeningState['configured']> {
    return this.#inTurn(async () => {
      const session = this.#session;
      const state = session?.listener.state();
      const chosen = state?.judgement.candidates.find((candidate) => candidate.key === key);
      if (session === null || state === undefined || chosen === undefined || !isProposal(state.phase, key, state))
        throw new CodedError('listen.no-proposal');
      const { driver, settings } = session.scale;
      const { port } = session;
      const found = port.kind === 'serial' ? this.#parts.adapterAt(port.path, await this.#listed()) : null;
      const usb = found !== null && this.#isNamedByAnother(settings.id, found.serialNumber) ? null : found;
      const { indicator } = await this.#parts.write(settings.id, indicatorOf(port, usb, state.form, chosen));
      this.#indicators.set(settings.id, indicator);
      this.#parts.log.info(
        { scaleId: settings.id, indicator, score: chosen.score },
        'an indicator was set by listening',
      );
      await session.listener.stop();
      await driver.use(this.#parts.lineOf(indicator));
      await this.#end();
      // Also where it was not configured at this port before.
      driver.start();
      return { scaleId: settings.id, ...configuredOf(indicator) };
    });
  }

  stop(): Promise<ListeningState | null> {
    return this.#inTurn(async () => {
      await this.#end();
      return this.#last;
    });
  }

  async #end(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    session.callOff();
    await session.listener.stop();
    this.#last = this.#stateOf(session);
    this.#session = null;
    for (const { driver } of session.paused) driver.start();
    for (const listener of this.#listeners) listener(this.#last);
  }

  #tell(): void {
    const state = this.state();
    if (state === null) return;
    for (const listener of this.#listeners) listener(state);
  }

  #stateOf({ listener, port, scale }: Session): ListeningState {
    const { id, unit } = scale.settings;
    return listeningState(listener.state(), {
      scaleId: id,
      unit,
      port,
      configured: this.indicatorOf(id),
      cannotBeHeard: this.#parts.cannotBeHeard,
    });
  }

  /** What a scale is read by: taken since the start, or configured. @throws CodedError scale.unknown */
  indicatorOf(scaleId: string): IndicatorSettings {
    const indicator = this.#indicators.get(scaleId);
    if (indicator === undefined) throw new CodedError('scale.unknown', { scaleId });
    return indicator;
  }

  /** Adapters of one maker may all bear the same number: with two such scales only the places tell them apart. */
  #isNamedByAnother(scaleId: string, serialNumber: string): boolean {
    return [...this.#indicators].some(
      ([id, { port }]) => id !== scaleId && port.kind === 'serial' && port.usb?.serialNumber === serialNumber,
    );
  }

  #configuredOf(scaleId: string): ListeningState['configured'] {
    return configuredOf(this.indicatorOf(scaleId));
  }

  /** The scales that are read at this port now. */
  async #scalesAt(port: ListeningPort): Promise<readonly ListeningScale[]> {
    const { scales } = this.#parts;
    const listed = scales.some(({ settings: { id } }) => this.#configuredOf(id).adapter !== null)
      ? await this.#listed()
      : [];
    return scales.filter(({ settings: { id } }) => {
      const place = this.#placeOf(id, listed);
      return place !== null && samePort(place, port);
    });
  }

  /** Where a scale's indicator is; null while its adapter is not plugged in, or cannot be told from another. */
  #placeOf(scaleId: string, listed: readonly SerialPortFacts[]): ListeningPort | null {
    const { port } = this.indicatorOf(scaleId);
    if (port.kind === 'tcp') return port;
    const [path, ...more] = port.usb === undefined ? [port.path] : this.#parts.pathsOfAdapter(port.usb, listed);
    return path === undefined || more.length > 0 ? null : { kind: 'serial', path };
  }

  /** The ports there are; none where the system has no list of them. */
  async #listed(): Promise<readonly SerialPortFacts[]> {
    try {
      return await this.#parts.listPorts();
    } catch (err) {
      this.#parts.log.warn({ err }, 'the system has no list of serial ports');
      return [];
    }
  }

  /** The named scale; without a name the one at this port, or the only one. */
  #scaleFor(here: readonly ListeningScale[], scaleId: string | undefined): ListeningScale {
    const { scales } = this.#parts;
    const named = scales.filter(({ settings: { id } }) => id === scaleId);
    const [one] = scaleId !== undefined ? named : here.length > 0 ? here : scales.length === 1 ? scales : [];
    if (one !== undefined) return one;
    if (scaleId !== undefined) throw new CodedError('scale.unknown', { scaleId });
    const expected = scales.map(({ settings }) => settings.id).join(' | ');
    throw new CodedError('rpc.invalid-input', { path: 'scaleId', expected });
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(run);
    // The next one waits for the end of it, good or bad; whose it is hears of the error.
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

/** Only what was clear, or the best of a round without anything clear: never one of several ways that are still open. */
function isProposal(
  phase: ListeningState['phase'],
  key: string,
  { judgement }: ReturnType<PortListener['state']>,
): boolean {
  if (phase !== 'found' && phase !== 'doubtful') return false;
  return judgement.candidates[0]?.key === key;
}

function samePort(a: ListeningPort, b: ListeningPort): boolean {
  if (a.kind === 'serial') return b.kind === 'serial' && a.path === b.path;
  return b.kind === 'tcp' && a.host === b.host && a.port === b.port;
}
