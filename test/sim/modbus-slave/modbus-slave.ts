/** A weighing transmitter that answers Modbus RTU, on TCP (as behind a serial server) or on a serial device file. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

export interface ModbusSlaveOptions {
  /** Its number on the line. Default 1. */
  readonly slave?: number;
  /** Answers on this device file (the `device` end of a SerialPair) instead of TCP. */
  readonly serialPath?: string;
}

const READ_HOLDING = 3;
const READ_INPUT = 4;
const REQUEST = 8;
const NO_SUCH_FUNCTION = 1;
const NO_SUCH_REGISTER = 2;
const POLL_SERIAL_MS = 2;

/** CRC-16 as the Modbus over serial line guide has it in words: one bit at a time, low byte first. */
function withCrc(body: readonly number[], spoil = 0): Buffer {
  let crc = 0xffff;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc % 2 === 1 ? Math.floor(crc / 2) ^ 0xa001 : crc / 2;
  }
  return Buffer.from([...body, (crc % 256) ^ spoil, Math.floor(crc / 256)]);
}

export class ModbusSlave {
  /** Holding and input registers alike, by their number on the wire; a question for others is refused. */
  readonly registers = new Map<number, number>();
  /** Questions as they came. */
  readonly asked: Buffer[] = [];
  /** Faults, from now on. */
  silent = false;
  spoilCrc = false;
  /** Answers with this exception. */
  exception: number | null = null;
  /** The adapter sends back what it was given, as some RS-485 ones do. */
  echo = false;
  /** Bytes of junk before each answer, as line noise when the driver of an RS-485 pair switches over. */
  junk: Uint8Array = new Uint8Array(0);
  readonly #options: ModbusSlaveOptions;
  readonly #clients = new Set<Socket>();
  #server: Server | null = null;
  #serial: FileHandle | null = null;
  #timer: NodeJS.Timeout | null = null;
  #reading: Promise<void> | null = null;
  #held: Buffer = Buffer.alloc(0);

  constructor(options: ModbusSlaveOptions = {}) {
    this.#options = options;
  }

  /** The TCP port it listens on. */
  get port(): number {
    if (this.#server === null) throw new Error('the slave does not listen');
    return (this.#server.address() as AddressInfo).port;
  }

  /** A signed number in two registers, the high word first unless `lowFirst`. */
  setInt32(register: number, value: number, lowFirst = false): void {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    this.#setWords(register, bytes, lowFirst);
  }

  setFloat32(register: number, value: number, lowFirst = false): void {
    const bytes = Buffer.alloc(4);
    bytes.writeFloatBE(value);
    this.#setWords(register, bytes, lowFirst);
  }

  async start(): Promise<void> {
    if (this.#options.serialPath === undefined) return this.#listen();
    this.#serial = await open(this.#options.serialPath, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    this.#timer = setInterval(() => {
      this.#reading ??= this.#readSerial().finally(() => (this.#reading = null));
    }, POLL_SERIAL_MS);
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

  /** The answer to a question with a right checksum; null where it is silent, or where another slave is asked. */
  answerTo(question: Uint8Array): Buffer | null {
    const { slave = 1 } = this.#options;
    if (this.silent || question[0] !== slave) return null;
    const code = question[1] ?? 0;
    const refuse = (why: number): Buffer => withCrc([slave, code + 0x80, why]);
    if (this.exception !== null) return refuse(this.exception);
    if (code !== READ_HOLDING && code !== READ_INPUT) return refuse(NO_SUCH_FUNCTION);
    const word = (at: number): number => (question[at] ?? 0) * 256 + (question[at + 1] ?? 0);
    const words = Array.from({ length: word(4) }, (_, index) => this.registers.get(word(2) + index));
    const bytes: number[] = [];
    for (const value of words) {
      if (value === undefined) return refuse(NO_SUCH_REGISTER);
      bytes.push(Math.floor(value / 256), value % 256);
    }
    return withCrc([slave, code, bytes.length, ...bytes], this.spoilCrc ? 0x55 : 0);
  }

  #setWords(register: number, bytes: Buffer, lowFirst: boolean): void {
    this.registers.set(register + (lowFirst ? 1 : 0), bytes.readUInt16BE(0));
    this.registers.set(register + (lowFirst ? 0 : 1), bytes.readUInt16BE(2));
  }

  async #listen(): Promise<void> {
    const server = createServer((client) => {
      this.#clients.add(client);
      client.setNoDelay(true);
      client.on('data', (bytes: Buffer) => this.#take(bytes, (answer) => void client.write(answer)));
      client.on('close', () => this.#clients.delete(client));
      // A client that goes away rudely is the client's affair.
      client.on('error', () => client.destroy());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    this.#server = server;
  }

  async #readSerial(): Promise<void> {
    const serial = this.#serial;
    if (serial === null) return;
    try {
      const { bytesRead, buffer } = await serial.read(Buffer.alloc(256));
      const answers: Buffer[] = [];
      if (bytesRead > 0) this.#take(buffer.subarray(0, bytesRead), (answer) => answers.push(answer));
      for (const answer of answers) await serial.write(answer);
    } catch (error) {
      // EAGAIN: nothing there yet. EIO: nobody has the other end open.
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EAGAIN' && code !== 'EIO') throw error;
    }
  }

  #take(bytes: Buffer, send: (answer: Buffer) => void): void {
    this.#held = Buffer.concat([this.#held, bytes]);
    while (this.#held.length >= REQUEST) {
      const question = Buffer.from(this.#held.subarray(0, REQUEST));
      const right = withCrc([...question.subarray(0, REQUEST - 2)]).equals(question);
      this.#held = this.#held.subarray(right ? REQUEST : 1);
      if (!right) continue;
      this.asked.push(question);
      if (this.echo) send(question);
      const answer = this.answerTo(question);
      if (answer !== null) send(Buffer.concat([this.junk, answer]));
    }
  }
}
