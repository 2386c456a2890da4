/**
 * The life of one station process: start on the host's word, serve, beat each second, end in order.
 * It ends when the host says so, on SIGTERM, and when the host is gone (an orphan must not keep ports and folder).
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CodedError } from '../../preload/contract/errors.ts';
import type { Clock, EpochMs, MonotonicMs } from '../../preload/contract/vocabulary.ts';
import type { Timers } from '../../preload/rpc/port.ts';
import type { ToStation } from '../host-protocol.ts';
import { type OpenLog, openLog, standardError } from '../log.ts';
import { goBeforeOthers } from './before-others.ts';
import { type Compose, type HostChannel, openHostChannel } from './host-channel.ts';
import { ChannelKeyHost } from './key-host.ts';
import { ChannelPrintHost } from './print-host.ts';
import { type Caller, RpcServer, type Station } from './rpc-server.ts';
import { readConfiguration } from './settings/configuration.ts';
import type { IndicatorProtocols } from './settings/indicator-options.ts';
import { StartingReporter } from './starting-reporter.ts';
import { useFolder } from './store/data-folder.ts';

/** The supervisor takes three missed ones for slow. */
const BEAT_MS = 1_000;
/** What a transaction, a picture and a printer's bytes need to finish; then the process ends all the same. */
const STOP_LIMIT_MS = 4_000;
/** After `failed` the host ends this process; if it does not, it ends itself. */
const FAILED_LIMIT_MS = 5_000;

/** `new Buffer`, `punycode` and `url.parse` in node-onvif and what it stands on: known, harmless, and at every start. */
const KNOWN_WARNINGS: ReadonlySet<string> = new Set(['DEP0005', 'DEP0040', 'DEP0169']);

type Start = Extract<ToStation, { type: 'start' }>;

const clock: Clock = {
  wall: () => Date.now() as EpochMs,
  monotonic: () => performance.now() as MonotonicMs,
};
const timers: Timers = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Runs this process as a station made by `compose`, until it is told to end. `protocols`: what an indicator may speak. */
export function runStation(compose: Compose, protocols: IndicatorProtocols): void {
  // Plates, names and keys: what the station makes is its user's alone (0700, 0600; Windows has its own rights).
  process.umask(0o077);
  // Before any thread is started: they inherit it.
  const isBeforeOthers = goBeforeOthers();
  new StationProcess(compose, protocols, isBeforeOthers).start();
}

class StationProcess {
  readonly #compose: Compose;
  readonly #protocols: IndicatorProtocols;
  readonly #channel: HostChannel = openHostChannel((why) =>
    this.#log?.log.warn({ why }, 'a message of the host could not be read'),
  );
  readonly #isBeforeOthers: boolean;
  readonly #reporter = new StartingReporter(timers.now);
  #log: OpenLog | null = null;
  #server: RpcServer | null = null;
  #keyHost: ChannelKeyHost | null = null;
  #printHost: ChannelPrintHost | null = null;
  #station: Station | null = null;
  #beat: NodeJS.Timeout | null = null;
  #ending = false;
  #caller: Caller = { role: 'nobody', operator: '' };

  constructor(compose: Compose, protocols: IndicatorProtocols, isBeforeOthers: boolean) {
    this.#compose = compose;
    this.#protocols = protocols;
    this.#isBeforeOthers = isBeforeOthers;
  }

  start(): void {
    // Node would write them to standard error, without time and part.
    process.removeAllListeners('warning');
    process.on('warning', (warning: Error & { code?: string }) => {
      if (!KNOWN_WARNINGS.has(warning.code ?? '')) this.#log?.log.warn({ err: warning }, 'a warning of Node');
    });
    process.on('uncaughtException', (error) => this.#defect(error, 'an exception that nobody caught'));
    process.on('unhandledRejection', (error) => this.#defect(error, 'a rejection that nobody handled'));
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => this.#end(signal));
    this.#channel.onClose(() => this.#end('the host is gone'));
    this.#reporter.start();
    this.#channel.onLive((...live) => this.#live(...live));
    this.#channel.onMessage((message, port) => {
      switch (message.type) {
        case 'start':
          void this.#begin(message);
          return;
        case 'connect':
          if (port !== null && this.#server !== null) this.#server.connect(port, () => this.#caller);
          else port?.close();
          return;
        case 'sealed':
          this.#keyHost?.answered(message.id, message.bytes);
          return;
        case 'printer':
        case 'print-ended':
          this.#printHost?.answered(message);
          return;
        case 'stop':
          this.#end('the host asked for it');
          return;
      }
    });
  }

  /** Refused by closing the line: before the station is there, and while it ends. */
  #live(...live: Parameters<Station['live']>): void {
    if (this.#station === null || this.#ending) live[2].close();
    else this.#station.live(...live);
  }

  async #begin(start: Start): Promise<void> {
    try {
      const configuration = readConfiguration(start.configFile, this.#protocols);
      // First of all: the log lies in it.
      useFolder(start.dataDir);
      this.#log = await openStationLog(start);
      const { log } = this.#log;
      const { version, form } = start;
      log.info({ version, form, beforeOthers: this.#isBeforeOthers }, 'station starts');
      const server = new RpcServer({ log: log.child({ part: 'rpc' }), timers, newId: randomUUID });
      this.#server = server;
      this.#keyHost = new ChannelKeyHost(this.#channel, start.canSeal);
      this.#printHost =
        form === 'desktop'
          ? new ChannelPrintHost((message) => this.#channel.post(message), timers.after, randomUUID)
          : null;
      const station = await this.#compose({
        configuration,
        configFile: start.configFile,
        dataDir: start.dataDir,
        version: start.version,
        keyHost: this.#keyHost,
        printHost: this.#printHost,
        progress: (step, done, of) => this.#reporter.report(step, done, of),
        renew: () => this.#channel.post({ type: 'renew' }),
        log,
        clock,
      });
      this.#station = station;
      if (this.#ending) return;
      this.#serve(station, server);
      log.info({ simulated: station.simulated }, 'station is ready');
    } catch (error) {
      await this.#failed(error);
    }
  }

  #serve(station: Station, server: RpcServer): void {
    // Until sign-in exists (station-contract.md): whoever is there may do everything, but only to a simulated station.
    const role = station.simulated ? 'installer' : 'nobody';
    this.#caller = { role, operator: station.operator };
    station.onPush((name, data) => server.push(name, data));
    server.open(station);
    void this.#reporter.stop();
    this.#channel.post({ type: 'ready', simulated: station.simulated });
    this.#beat = setInterval(() => this.#channel.post({ type: 'beat' }), BEAT_MS);
  }

  /** The host shows the code and ends this process: a message sent just before `exit` could get lost. */
  async #failed(error: unknown): Promise<void> {
    const { code, params } = error instanceof CodedError ? error : new CodedError('rpc.fault');
    this.#log?.log.error({ code, params, err: error }, 'the station could not start');
    this.#channel.post({ type: 'failed', code, params });
    await delay(FAILED_LIMIT_MS);
    this.#exit(1);
  }

  #end(why: string): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#log?.log.info({ why }, 'station ends');
    void Promise.race([this.#finish().then(() => 0), delay(STOP_LIMIT_MS, 1)]).then((code) => {
      if (code !== 0) this.#log?.log.warn({ limitMs: STOP_LIMIT_MS }, 'not everything finished in time');
      this.#exit(0);
    });
  }

  async #finish(): Promise<void> {
    if (this.#station === null) return;
    await this.#server?.stop();
    await this.#station.stop();
  }

  /** State is no longer known to be whole: the supervisor starts a new process from what is on disk. */
  #defect(error: unknown, what: string): void {
    if (this.#log !== null) this.#log.log.error({ err: error }, what);
    else process.stderr.write(`${JSON.stringify({ level: 50, name: 'station', msg: what, stack: stackOf(error) })}\n`);
    this.#exit(1);
  }

  #exit(code: number): void {
    if (this.#beat !== null) clearInterval(this.#beat);
    this.#log?.stop();
    process.exit(code);
  }
}

async function openStationLog({ dataDir, form }: Start): Promise<OpenLog> {
  try {
    return await openLog({
      name: 'station',
      folder: join(dataDir, 'logs'),
      ...(form === 'headless' ? { stream: standardError() } : {}),
    });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new CodedError('station.folder-unreadable', { dataDir, reason: code }, { cause: error });
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
