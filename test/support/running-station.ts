/**
 * The station as it is shipped – the bundles in out/, headless – and a client for it: what tests, faults and bench talk to.
 * It speaks the outer form of architecture.md §2 by hand and shares nothing with the product's own client.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import type { Weighing } from '../../preload/contract/documents.ts';
import type { CallInput, CallName, CallOutput, PushData, PushName } from '../../preload/contract/index.ts';

export class CallError extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  constructor(code: string, params: Readonly<Record<string, unknown>>) {
    super(`${code} ${JSON.stringify(params)}`);
    this.code = code;
    this.params = params;
  }
}

interface Pushed {
  readonly push: string;
  readonly data: unknown;
}
interface Answer {
  readonly id: number;
  readonly ok: boolean;
  readonly output?: unknown;
  readonly error?: { code: string; params: Record<string, unknown> };
}

const POLL_MS = 20;

export class RunningStation {
  /** Log lines of headless and station, newest last, at most so many. */
  readonly log: string[] = [];
  readonly pushes: Pushed[] = [];
  /** Live readings pushed so far; they are counted and not kept. */
  readings = 0;
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, { done: (output: unknown) => void; failed: (error: Error) => void }>();
  #url = '';
  #socket: WebSocket | null = null;
  #nextId = 1;

  static async start(options: {
    configFile: string;
    dataDir: string;
    env?: NodeJS.ProcessEnv;
    /** Runs as this user; only root can. */
    user?: number;
  }): Promise<RunningStation> {
    const station = new RunningStation(options);
    await station.#announced();
    await station.connect();
    return station;
  }

  private constructor({
    configFile,
    dataDir,
    env,
    user,
  }: {
    configFile: string;
    dataDir: string;
    env?: NodeJS.ProcessEnv;
    user?: number;
  }) {
    const program = resolve(import.meta.dirname, '../../out/headless.cjs');
    this.#child = spawn(process.execPath, [program, '--config', configFile, '--data', dataDir], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      ...(user === undefined ? {} : { uid: user, gid: user }),
    });
    process.on('exit', this.#killAtExit);
    this.#child.once('exit', () => process.off('exit', this.#killAtExit));
    if (this.#child.stderr !== null)
      createInterface(this.#child.stderr).on('line', (line) => {
        this.log.push(line);
        if (this.log.length > 5000) this.log.shift();
      });
  }

  readonly #killAtExit = (): void => void this.#child.kill('SIGKILL');

  get url(): string {
    return this.#url;
  }

  /** Process ids of the station processes so far, newest last. */
  get stationPids(): number[] {
    return this.log.flatMap((line) => {
      const match = /"stationPid":(\d+).*station process started/.exec(line);
      return match === null ? [] : [Number(match[1])];
    });
  }

  async connect(): Promise<void> {
    const socket = new WebSocket(this.#url);
    socket.on('message', (data: Buffer) => this.#take(JSON.parse(data.toString('utf8')) as Answer | Pushed));
    socket.on('close', () => this.#settleAll());
    // `close` follows and settles what was pending.
    socket.on('error', () => socket.terminate());
    await once(socket, 'open');
    this.#socket = socket;
  }

  /** A no-op while the line stands. */
  async reconnectIfNeeded(): Promise<void> {
    if (this.#socket?.readyState !== WebSocket.OPEN) await this.reconnect();
  }

  /** Waits until the station answers again after it was killed. */
  async reconnect(): Promise<void> {
    await this.until('the station to answer again', async () => {
      try {
        if (this.#socket?.readyState !== WebSocket.OPEN) await this.connect();
        await this.call('station.info', {});
        return true;
      } catch {
        return false;
      }
    });
  }

  /** @throws CallError with the station's code, or 'test.disconnected' when the connection broke first */
  call<N extends CallName>(
    name: N,
    input: CallInput<N>,
    requestId: string | null = randomUUID(),
  ): Promise<CallOutput<N>> {
    const id = this.#nextId++;
    return new Promise<CallOutput<N>>((done, failed) => {
      if (this.#socket?.readyState !== WebSocket.OPEN) return failed(new CallError('test.disconnected', {}));
      this.#pending.set(id, { done: (output) => done(output as CallOutput<N>), failed });
      this.#socket.send(JSON.stringify({ id, call: name, input, ...(requestId === null ? {} : { requestId }) }));
    });
  }

  /** The code that a call is refused with; throws when it is not refused. */
  async refusal<N extends CallName>(
    name: N,
    input: CallInput<N>,
    requestId: string | null = randomUUID(),
  ): Promise<string> {
    try {
      await this.call(name, input, requestId);
    } catch (error) {
      if (error instanceof CallError) return error.code;
      throw error;
    }
    throw new Error(`${name} was not refused`);
  }

  /** As a patient clerk: what a busy machine spoilt – a picture too late, a gap in the weight – is done again. */
  async captureWhole(input: CallInput<'weighing.capture'>): Promise<Weighing> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.call('weighing.capture', input);
      } catch (error) {
        const code = error instanceof CallError && tries < 10 ? error.code : '';
        if (code === 'evidence.incomplete') await this.call('weighing.photograph', {});
        // Not the phase: a truck that is weighed again has a record already.
        else if (code === 'scale.unstable' || code === 'scale.signal-lost')
          await this.until('a steady weight', async () => (await this.#scale(input)).stable);
        else throw error;
      }
    }
  }

  #scale({ scaleId }: { readonly scaleId?: string | undefined }): Promise<CallOutput<'scale.current'>> {
    return this.call('scale.current', scaleId === undefined ? {} : { scaleId });
  }

  pushed<N extends PushName>(name: N): PushData<N>[] {
    return this.pushes.filter((one) => one.push === name).map((one) => one.data as PushData<N>);
  }

  /** Waits for a condition, never for a time; says what it waited for when it does not come. */
  async until(what: string, condition: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
    const deadline = performance.now() + limitMs;
    while (!(await condition())) {
      if (performance.now() > deadline)
        throw new Error(`waited ${limitMs} ms for ${what}\n${this.log.slice(-15).join('\n')}`);
      await new Promise((next) => setTimeout(next, POLL_MS));
    }
  }

  /** Waits until the truck stands and nothing is captured yet. */
  async untilSteady(): Promise<void> {
    await this.untilPhase('steady');
  }

  async untilPhase(phase: string): Promise<void> {
    await this.until(`phase ${phase}`, async () => (await this.call('weighing.state', {})).phase === phase);
  }

  /** kill -9 of the station process itself; the supervisor starts another. */
  killStation(): void {
    const pid = this.stationPids.at(-1);
    if (pid === undefined) throw new Error('no station process is known');
    killIfThere(pid);
  }

  /** As when the power fails: the program and its station end at once, without a word. Start another one afterwards. */
  async cutPower(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    const pid = this.stationPids.at(-1);
    this.#child.kill('SIGKILL');
    if (pid !== undefined) killIfThere(pid);
    this.#socket?.terminate();
    await exited;
    // A process that is being killed still finishes its system call, and with it a commit.
    if (pid !== undefined) await this.until('the end of the station', () => isGone(pid));
  }

  /** SIGTERM, as an init system would; resolves with the exit code. */
  async stop(): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const [code] = (await exited) as [number | null];
    return code;
  }

  async #announced(): Promise<void> {
    if (this.#child.stdout === null) throw new Error('no standard output');
    const lines = createInterface(this.#child.stdout);
    const line = once(lines, 'line') as Promise<[string]>;
    const gone = once(this.#child, 'exit').then(() => {
      throw new Error(`the station ended before it was ready\n${this.log.join('\n')}`);
    });
    const [text] = await Promise.race([line, gone]);
    const announced = JSON.parse(text) as {
      ready: boolean;
      url: string;
      error?: { code: string; params: Record<string, unknown> };
    };
    if (announced.error !== undefined) {
      await gone.catch(() => undefined);
      throw new CallError(announced.error.code, announced.error.params);
    }
    this.#url = announced.url;
    gone.catch(() => undefined);
  }

  #take(message: Answer | Pushed): void {
    if ('push' in message) {
      if (message.push === 'scale.reading') this.readings += 1;
      else this.pushes.push(message);
      return;
    }
    const waiting = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.ok) waiting?.done(message.output);
    else waiting?.failed(new CallError(message.error?.code ?? '?', message.error?.params ?? {}));
  }

  #settleAll(): void {
    for (const { failed } of this.#pending.values()) failed(new CallError('test.disconnected', {}));
    this.#pending.clear();
  }
}

/** A station between two lives is no error here. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** No such process, or one that only waits to be reaped. */
function isGone(pid: number): boolean {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

/** The environment of a station whose wall clock runs ahead (or, negative, behind): days pass without waiting for them. */
export function clockAhead(ms: number): NodeJS.ProcessEnv {
  return {
    NODE_OPTIONS: `--require=${resolve(import.meta.dirname, 'shifted-clock.cjs')}`,
    TEST_CLOCK_SHIFT_MS: String(ms),
  };
}
