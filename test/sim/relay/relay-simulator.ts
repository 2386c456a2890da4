/**
 * A relay board on a wire: Modbus over TCP, Modbus RTU or the LCUS bytes on a serial device file (the `device` end of a
 * SerialPair). Written from the protocols' own texts; nothing of native/barrier is used.
 */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** hang: takes everything, answers nothing. refuses: exception 02. wrong-echo: a whole answer to something else. stuck: says yes, moves nothing. cut: drops the line instead of answering. */
export type RelayFault = 'hang' | 'refuses' | 'wrong-echo' | 'stuck' | 'cut';

export interface RelaySimulatorOptions {
  readonly board?: 'modbus-tcp' | 'modbus-rtu' | 'lcus';
  /** Of the serial boards. */
  readonly serialPath?: string;
}

const POLL_MS = 2;
const COILS = 16;

export class RelaySimulator {
  /** What each output is now, the first is number 1. */
  readonly outputs = new Map<number, boolean>();
  /** Every change that was ordered and done, oldest first. */
  readonly switched: { readonly output: number; readonly on: boolean }[] = [];
  /** Every frame that asked for something. */
  asked = 0;
  fault: RelayFault | null = null;
  /** Called with every frame, before it is answered. */
  onAsked: () => void = () => undefined;
  readonly #options: RelaySimulatorOptions;
  readonly #clients = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;
  #serial: FileHandle | null = null;
  #timer: NodeJS.Timeout | null = null;
  #reading: Promise<void> | null = null;
  #held: number[] = [];

  constructor(options: RelaySimulatorOptions = {}) {
    this.#options = options;
  }

  get port(): number {
    return this.#port;
  }

  /** How often an output went on. */
  pulses(output: number): number {
    return this.switched.filter((one) => one.output === output && one.on).length;
  }

  isOn(output: number): boolean {
    return this.outputs.get(output) === true;
  }

  /** On the same port again after {@link stop}. */
  async start(): Promise<void> {
    const { serialPath } = this.#options;
    if (serialPath !== undefined) {
      this.#serial = await open(serialPath, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
      this.#timer = setInterval(() => {
        this.#reading ??= this.#readSerial().finally(() => (this.#reading = null));
      }, POLL_MS);
      return;
    }
    const server = createServer((client) => {
      this.#clients.add(client);
      client.setNoDelay(true);
      const held: number[] = [];
      client.on('data', (bytes: Buffer) => {
        held.push(...bytes);
        for (let frame = tcpFrame(held); frame !== null; frame = tcpFrame(held)) {
          const answer = this.#answerTo(frame.slice(6));
          if (answer === 'cut') client.destroy();
          else if (answer !== null) client.write(Buffer.from([...frame.slice(0, 4), 0, answer.length, ...answer]));
        }
      });
      client.on('close', () => this.#clients.delete(client));
      // A client that goes away rudely is the client's affair.
      client.on('error', () => client.destroy());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    await this.#reading;
    await this.#serial?.close();
    this.#serial = null;
    const server = this.#server;
    this.#server = null;
    for (const client of this.#clients) client.destroy();
    if (server !== null) await new Promise((resolve) => server.close(resolve));
  }

  async #readSerial(): Promise<void> {
    const serial = this.#serial;
    if (serial === null) return;
    try {
      const { bytesRead, buffer } = await serial.read(Buffer.alloc(256));
      this.#held.push(...buffer.subarray(0, bytesRead));
      const answers: number[][] = [];
      if (this.#options.board === 'lcus') this.#takeLcus();
      else
        for (let frame = rtuFrame(this.#held); frame !== null; frame = rtuFrame(this.#held)) {
          const answer = this.#answerTo(frame);
          if (answer !== null && answer !== 'cut') answers.push([...answer, ...crcOf(answer)]);
        }
      for (const answer of answers) await serial.write(Buffer.from(answer));
    } catch (error) {
      // EAGAIN: nothing there yet. EIO: nobody has the other end open.
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EAGAIN' && code !== 'EIO') throw error;
    }
  }

  #takeLcus(): void {
    while (this.#held.length >= 4) {
      const [start = 0, output = 0, operation = 0, sum] = this.#held;
      const right = start === 0xa0 && sum === (start + output + operation) % 256 && operation <= 1;
      this.#held = this.#held.slice(right ? 4 : 1);
      if (!right) continue;
      this.asked += 1;
      if (this.fault === null) this.#switch(output, operation === 1);
    }
  }

  /** @param question unit, function and data; the answer likewise */
  #answerTo(question: readonly number[]): number[] | 'cut' | null {
    const [unit = 0, code = 0, high = 0, low = 0, valueHigh = 0] = question;
    const output = high * 256 + low + 1;
    this.asked += 1;
    this.onAsked();
    if (this.fault === 'hang') return null;
    if (this.fault === 'cut') return 'cut';
    if (this.fault === 'refuses' || output > COILS) return [unit, code + 128, 2];
    if (code === 5) {
      if (this.fault !== 'stuck') this.#switch(output, valueHigh === 0xff);
      return this.fault === 'wrong-echo' ? [unit, 5, high, low + 1, valueHigh, 0] : [...question];
    }
    if (code === 1) return [unit, 1, 1, this.isOn(output) ? 1 : 0];
    return [unit, code + 128, 1];
  }

  #switch(output: number, on: boolean): void {
    if (this.isOn(output) !== on) this.switched.push({ output, on });
    this.outputs.set(output, on);
  }
}

/** Takes one whole frame off the front; null while there is none. */
function tcpFrame(held: number[]): number[] | null {
  const length = 6 + (held[4] ?? 0) * 256 + (held[5] ?? 0);
  return held.length < 6 || held.length < length ? null : held.splice(0, length);
}

function rtuFrame(held: number[]): number[] | null {
  while (held.length >= 8) {
    const frame = held.slice(0, 6);
    const [low, high] = crcOf(frame);
    if (held[6] === low && held[7] === high) {
      held.splice(0, 8);
      return frame;
    }
    held.shift();
  }
  return null;
}

/** As the Modbus over serial line guide has it in words: one bit at a time, low byte first. */
function crcOf(bytes: readonly number[]): [number, number] {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc % 2 === 1 ? Math.floor(crc / 2) ^ 0xa001 : crc / 2;
  }
  return [crc % 256, Math.floor(crc / 256)];
}
