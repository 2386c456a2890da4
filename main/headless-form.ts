/**
 * The program without a window: one station under the supervisor, reached over a WebSocket (architecture.md §2,
 * "Headless form"). Standard output carries exactly one line: how to reach it, or why it could not start.
 */
import { randomBytes } from 'node:crypto';
import type { ErrorCode, ErrorParams } from '../preload/contract/errors.ts';
import type { StationStatus } from '../preload/contract/shell.ts';
import { GOING_AWAY, HeadlessServer, SERVICE_RESTART, TRY_AGAIN_LATER } from './headless-server.ts';
import type { OpenLog } from './log.ts';
import { childProcessStarter } from './supervisor/child-process-starter.ts';
import type { Phase } from './supervisor/supervision.ts';
import { type StationMessage, Supervisor } from './supervisor/supervisor.ts';

export interface HeadlessOptions {
  readonly configFile: string;
  readonly dataDir: string;
  readonly version: string;
  /** The station's entry file. */
  readonly stationEntry: string;
  readonly log: OpenLog;
  /** One line on standard output. */
  tell(line: Announcement): void;
  /** Takes the station's log lines. */
  onStandardError(chunk: Buffer): void;
  /** Ends this process. */
  exit(code: number): void;
}

export type Announcement =
  | { readonly ready: true; readonly url: string }
  | { readonly ready: false; readonly error: { readonly code: ErrorCode; readonly params: ErrorParams } };

export class Headless {
  readonly #options: HeadlessOptions;
  readonly #supervisor: Supervisor;
  readonly #server: HeadlessServer;
  readonly #token = randomBytes(32).toString('base64url');
  #port = 0;
  #announced = false;
  #stopping = false;

  constructor(options: HeadlessOptions) {
    const { configFile, dataDir, version, stationEntry, log, onStandardError } = options;
    this.#options = options;
    this.#supervisor = new Supervisor({
      starter: childProcessStarter({ entry: stationEntry, onStandardError }),
      start: { type: 'start', configFile, dataDir, version, form: 'headless', canSeal: false },
      log: log.log,
      now: () => performance.now(),
    });
    this.#server = new HeadlessServer({
      token: this.#token,
      dataDir,
      log: log.log,
      serves: () => this.#supervisor.serves,
      onConnect: (connection) => this.#supervisor.send({ type: 'connect', connection }),
      onFrame: (connection, data, taken) => this.#supervisor.send({ type: 'frame', connection, data }, { sent: taken }),
      onDisconnect: (connection) => this.#supervisor.send({ type: 'disconnect', connection }),
    });
  }

  async start(): Promise<void> {
    this.#port = await this.#server.start();
    this.#supervisor.onMessage((message) => this.#receive(message));
    this.#supervisor.onState((status, phase) => this.#changed(status, phase));
    this.#supervisor.start();
  }

  /** Lets the station finish, then ends the process with code 0. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    await this.#supervisor.stop();
    await this.#end(0);
  }

  #receive(message: StationMessage): void {
    switch (message.type) {
      case 'frame':
        this.#server.send(message.connection, message.data);
        return;
      case 'disconnect':
        this.#server.close(message.connection, this.#stopping ? GOING_AWAY : TRY_AGAIN_LATER);
        return;
      case 'seal':
      case 'unseal':
        // No key store without a desktop: a key sealed there cannot be opened here.
        this.#supervisor.send({ type: 'sealed', id: message.id, bytes: null });
        return;
      case 'find-printer':
        this.#supervisor.send({ type: 'printer', id: message.id, service: false, printer: null });
        return;
      case 'print':
        this.#supervisor.send({ type: 'print-ended', id: message.id, end: 'not-begun', detail: 'no desktop' });
        return;
    }
  }

  #changed(status: StationStatus, phase: Phase): void {
    switch (phase) {
      case 'ready':
        if (this.#announced) return;
        this.#announced = true;
        this.#options.tell({ ready: true, url: `ws://127.0.0.1:${this.#port}/rpc?token=${this.#token}` });
        return;
      case 'restarting':
      case 'renewing':
        this.#server.closeAll(SERVICE_RESTART);
        return;
      case 'given-up':
        void this.#givenUp(status);
        return;
      case 'starting':
      case 'slow':
      case 'stopping':
      case 'stopped':
        return;
    }
  }

  async #givenUp({ code = 'rpc.fault', params = {} }: StationStatus): Promise<void> {
    const error = { code, params };
    this.#options.log.log.error(error, 'the station was given up');
    if (!this.#announced) this.#options.tell({ ready: false, error });
    await this.#end(1);
  }

  async #end(code: number): Promise<void> {
    await this.#server.stop();
    this.#options.log.stop();
    this.#options.exit(code);
  }
}
