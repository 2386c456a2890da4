/** A weighing indicator on real wires: a TCP server (as behind a serial server), a serial port, or both at once. */
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { lineOf } from './dialects.ts';
import type { Dialect, SimulatedProtocol } from './dialects.ts';
import type { Shown } from './encoders.ts';
import { PlatformWeight } from './platform-weight.ts';
import { SerialWire } from './serial-wire.ts';
import type { LineForm } from './uart.ts';

export interface IndicatorOptions {
  readonly protocol: SimulatedProtocol;
  /** The form of it. Default: that of the encoder. */
  readonly dialect?: Dialect;
  /** The unit and decimals of the display and the stream. Default kg without decimals. */
  readonly unit?: 'kg' | 't';
  readonly decimals?: number;
  /** Step of the display. Default 20. */
  readonly divisionKg?: number;
  /** Above it (and 9 divisions) the display goes blank: most say so, others fall silent. Default 100000. */
  readonly capacityKg?: number;
  /** Frames a second. Default 10. */
  readonly rateHz?: number;
  /** Half the width of the deck's noise. Default 3. */
  readonly noiseKg?: number;
  readonly seed?: number;
  /** The checksum menu, where the protocol has one. Default `right`. */
  readonly checksum?: 'right' | 'wrong' | 'none';
  /** Listens here; port 0 takes a free one. Default 127.0.0.1:0; null for none. */
  readonly tcp?: { readonly host?: string; readonly port: number } | null;
  /** Also writes to this device file (the `device` end of a SerialPair). */
  readonly serialPath?: string;
  /** The serial port is a real line of this speed and form; the listener's end tells at which speed they listen. */
  readonly line?: { readonly form: LineForm; readonly listenerPath: string };
}

/** Bytes kept for a client that does not read; a real line would lose them as well. */
const MAX_BEHIND = 64 * 1024;
/** What comes back is kept up to this many bytes. */
const MOST_HEARD = 4096;
/** A question is shorter. */
const LONGEST_QUESTION = 64;
/** The motion light goes out this long after the display changed last. */
const MOTION_MS = 500;

export class IndicatorSimulator {
  /** `wrong` spoils the checksum of every frame from now on. */
  checksum: 'right' | 'wrong' | 'none';
  /** As the menu of the indicator does: another protocol from the next frame on. */
  protocol: SimulatedProtocol;
  /** As the menu does: another form of the protocol. */
  dialect: Dialect;
  /** Holds back this many bytes of each frame until the next one, so that reads are cut in mid-frame. */
  holdBack = 0;
  readonly #options: IndicatorOptions;
  readonly #weight: PlatformWeight;
  readonly #division: number;
  readonly #listeners = new Set<(shownKg: number | null) => void>();
  readonly #clients = new Set<Socket>();
  readonly #heard: number[] = [];
  /** What was heard and not yet answered. */
  #question = '';
  #server: Server | null = null;
  readonly #serial: SerialWire | null;
  #timer: NodeJS.Timeout | null = null;
  #silent = false;
  #tareKg = 0;
  #gross = 0;
  #shownKg: number | null = 0;
  #changedAt = -Infinity;
  #held: Buffer = Buffer.alloc(0);
  #framesSent = 0;
  #lostBytes = 0;

  constructor(options: IndicatorOptions) {
    this.#options = options;
    this.checksum = options.checksum ?? 'right';
    this.protocol = options.protocol;
    this.dialect = options.dialect ?? {};
    const { line = null, serialPath } = options;
    this.#serial = serialPath === undefined ? null : new SerialWire({ path: serialPath, line });
    this.#division = options.divisionKg ?? 20;
    this.#weight = new PlatformWeight(options.noiseKg ?? 3, options.seed ?? 1);
  }

  /** The TCP port it listens on. */
  get port(): number {
    if (this.#server === null) throw new Error('the indicator does not listen');
    return (this.#server.address() as AddressInfo).port;
  }

  /** What a LED display wired to it shows at this moment, in kg; null while the indicator is out of range. */
  get shownKg(): number | null {
    return this.#shownKg;
  }

  get framesSent(): number {
    return this.#framesSent;
  }

  /** Connections that are open now. */
  get clients(): number {
    return this.#clients.size;
  }

  /** Bytes that nobody took from the wire. */
  get lostBytes(): number {
    return this.#lostBytes + (this.#serial?.lostBytes ?? 0);
  }

  /** What came back, over serial line and network. */
  get heard(): Uint8Array {
    return Uint8Array.from([...(this.#serial?.heard ?? []), ...this.#heard]);
  }

  /** As the menu of the indicator does: another speed or form of the serial line from the next frame on. */
  setLine(form: LineForm): void {
    if (this.#serial === null || this.#options.line === undefined) throw new Error('there is no line of its own speed');
    this.#serial.form = form;
  }

  async start(): Promise<void> {
    const { tcp = { port: 0 }, serialPath, rateHz = 10 } = this.#options;
    if (tcp !== null) await this.#listen(tcp.host ?? '127.0.0.1', tcp.port);
    if (serialPath !== undefined) await this.plugSerial();
    this.#timer = setInterval(() => this.#tick(), 1000 / rateHz);
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    await this.closeServer();
    await this.unplugSerial();
  }

  /** The weight is there at once (with noise, without swing). */
  setWeight(kilograms: number): void {
    this.#weight.set(kilograms, performance.now());
  }

  /** A truck drives on or off, or is loaded: smoothly to `toKg` over `overMs`, then it swings a little. */
  ramp(toKg: number, overMs: number): void {
    this.#weight.ramp(toKg, overMs, performance.now());
  }

  /** Half the width of the deck's noise from now on. */
  setNoise(kilograms: number): void {
    this.#weight.noiseKg = kilograms;
  }

  /** The tare key: the display shows net from now on; 0 shows gross again. */
  setTare(kilograms: number): void {
    this.#tareKg = kilograms;
  }

  /** The data line falls silent; the display goes on. */
  silence(): void {
    this.#silent = true;
  }

  speak(): void {
    this.#silent = false;
  }

  /** Puts foreign bytes on the line, between two frames or, with `holdBack`, into one. */
  inject(bytes: Uint8Array): void {
    this.#send(Buffer.from(bytes));
  }

  /** Calls back after each change of what the display shows; returns how to stop listening. */
  onShown(listener: (shownKg: number | null) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Ends every connection, and refuses new ones until `openServer`. */
  async closeServer(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const client of this.#clients) client.destroy();
    if (server !== null) await new Promise((resolve) => server.close(resolve));
  }

  /** Listens again; on the given port as a box does that was switched off and on. */
  async openServer(port: number): Promise<void> {
    await this.#listen(this.#options.tcp?.host ?? '127.0.0.1', port);
  }

  /** Opens the device file (again, after the pair came back). */
  async plugSerial(): Promise<void> {
    if (this.#serial === null) throw new Error('no serial path was given');
    await this.#serial.open();
  }

  async unplugSerial(): Promise<void> {
    await this.#serial?.close();
  }

  async #listen(host: string, port: number): Promise<void> {
    const server = createServer((client) => {
      this.#clients.add(client);
      client.setNoDelay(true);
      client.on('close', () => this.#clients.delete(client));
      // A client that goes away rudely is the client's affair.
      client.on('error', () => client.destroy());
      client.on('data', (bytes) => {
        if (this.#heard.length < MOST_HEARD) this.#heard.push(...bytes);
        this.#asked(bytes);
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    this.#server = server;
  }

  #tick(): void {
    const now = performance.now();
    const { capacityKg = 100_000 } = this.#options;
    this.#gross = Math.round(this.#weight.kg(now) / this.#division) * this.#division;
    const net = this.#gross - this.#tareKg;
    const shownKg = this.#gross > capacityKg + 9 * this.#division ? null : net === 0 ? 0 : net;
    if (shownKg !== this.#shownKg) {
      this.#shownKg = shownKg;
      this.#changedAt = now;
      for (const listener of this.#listeners) listener(shownKg);
    }
    if (lineOf(this.protocol).question === undefined) this.#speak();
    else void this.#serial?.hear().then((bytes) => this.#asked(bytes));
  }

  /** Who talks only when asked answers each question once. */
  #asked(bytes: Uint8Array): void {
    const { question } = lineOf(this.protocol);
    if (question === undefined) return;
    this.#question = (this.#question + Buffer.from(bytes).toString('latin1')).slice(-LONGEST_QUESTION);
    for (let found = question.exec(this.#question); found !== null; found = question.exec(this.#question)) {
      this.#question = this.#question.slice(found.index + found[0].length);
      this.#speak();
    }
  }

  /** Puts what the display shows on the line, once. */
  #speak(): void {
    const { unit = 'kg', decimals = 0 } = this.#options;
    const perUnit = unit === 't' ? 1000 : 1;
    const shown: Shown = {
      value: (this.#shownKg ?? this.#gross) / perUnit,
      decimals,
      unit,
      moving: performance.now() - this.#changedAt < MOTION_MS,
      tare: this.#tareKg / perUnit,
      outOfRange: this.#shownKg === null,
      checksum: this.checksum,
    };
    const frame = this.#silent ? Buffer.alloc(0) : lineOf(this.protocol).encode(shown, this.dialect);
    if (frame.length === 0) return;
    this.#framesSent += 1;
    this.#send(frame);
  }

  #send(bytes: Buffer): void {
    const all = Buffer.concat([this.#held, bytes]);
    const cut = Math.max(0, all.length - this.holdBack);
    this.#held = all.subarray(cut);
    const now = all.subarray(0, cut);
    for (const client of this.#clients) {
      if (client.writableLength > MAX_BEHIND) this.#lostBytes += now.length;
      else client.write(now);
    }
    void this.#serial?.send(now);
  }
}
