/** An outdoor display board on a real wire: a TCP server (as behind a serial server) or a serial port. Tells what is lit. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { SerialPort } from 'serialport';
import { makeController, type BoardKind, type Controller } from './controllers.ts';

export interface DisplayBoardSimulatorOptions {
  readonly board: BoardKind;
  /** A board that only knows numbers goes dark after so long without a frame. Default 800. */
  readonly ownTimeoutMs?: number;
  /** The `device` end of a SerialPair; without it a TCP server on a free port of 127.0.0.1. */
  readonly serialPath?: string;
}

export interface Shown {
  /** What is lit; '' is dark. */
  readonly text: string;
  readonly at: number;
}

/** Changes that are remembered. */
const MOST_HISTORY = 10_000;

export class DisplayBoardSimulator {
  /** It takes commands and says nothing back. */
  mute = false;
  /** The error that an Onbon controller refuses everything with; 0 takes it. */
  onbonError = 0;
  /** It reads nothing from the wire any more. */
  deaf = false;
  readonly #options: DisplayBoardSimulatorOptions;
  readonly #history: Shown[] = [{ text: '', at: performance.now() }];
  readonly #sockets = new Set<Socket>();
  readonly #listeners = new Set<(text: string) => void>();
  #controller: Controller;
  #server: Server | null = null;
  #serial: SerialPort | null = null;
  #timer: NodeJS.Timeout | null = null;
  #port = 0;
  #frames = 0;
  #bytes = 0;

  constructor(options: DisplayBoardSimulatorOptions) {
    this.#options = options;
    this.#controller = this.#makeController();
  }

  /** What people see on it now; '' when it is dark. */
  get text(): string {
    return this.#history.at(-1)?.text ?? '';
  }

  /** Every change of what was lit, oldest first. */
  get history(): readonly Shown[] {
    return this.#history;
  }

  get frames(): number {
    return this.#frames;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes that made no frame. */
  get foreignBytes(): number {
    return this.#controller.foreignBytes;
  }

  /** The TCP port, kept over a stop and a start. */
  get port(): number {
    return this.#port;
  }

  get clients(): number {
    return this.#sockets.size;
  }

  /** Calls back after each change of what is lit; returns how to stop listening. */
  onShown(listener: (text: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async start(): Promise<void> {
    this.#controller = this.#makeController();
    if (this.#options.serialPath === undefined) await this.#listen();
    else await this.#openSerial(this.#options.serialPath);
  }

  /** Power off: dark, and the wire is gone. `start` brings it back under the same address. */
  async stop(): Promise<void> {
    this.#light('', null);
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    if (server !== null) await new Promise((resolve) => server.close(resolve));
    const serial = this.#serial;
    this.#serial = null;
    if (serial?.isOpen === true) await new Promise<void>((resolve) => serial.close(() => resolve()));
  }

  #makeController(): Controller {
    const { board, ownTimeoutMs = 800 } = this.#options;
    return makeController({ kind: board, ownTimeoutMs, onbonError: () => this.onbonError });
  }

  async #listen(): Promise<void> {
    const server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      // A client that goes away rudely is the client's affair.
      socket.on('error', () => socket.destroy());
      if (this.deaf) socket.pause();
      else socket.on('data', (bytes) => this.#take(bytes, (reply) => socket.write(reply)));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async #openSerial(path: string): Promise<void> {
    const serial = new SerialPort({ path, baudRate: 9600, autoOpen: false });
    await new Promise<void>((resolve, reject) => serial.open((error) => (error ? reject(error) : resolve())));
    serial.on('data', (bytes: Buffer) => this.#take(bytes, (reply) => serial.write(reply)));
    // The pair was pulled out: dark is what a board without a signal makes of itself, and its own timer sees to that.
    serial.on('error', () => undefined);
    this.#serial = serial;
  }

  #take(bytes: Buffer, answer: (reply: Buffer) => void): void {
    this.#bytes += bytes.length;
    for (const { lit, forMs, reply } of this.#controller.feed(bytes)) {
      this.#frames += 1;
      if (this.onbonError === 0) this.#light(lit, forMs);
      if (reply !== null && !this.mute) answer(reply);
    }
  }

  #light(text: string, forMs: number | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = forMs === null ? null : setTimeout(() => this.#light('', null), forMs);
    if (text === this.text) return;
    this.#history.push({ text, at: performance.now() });
    if (this.#history.length > MOST_HISTORY) this.#history.shift();
    for (const listener of this.#listeners) listener(text);
  }
}
