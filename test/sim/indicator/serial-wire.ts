/**
 * The serial side of the simulated indicator: bytes out through a device file, and what comes back counted. With a
 * `line` it is a real line: each frame takes its time, and the listener gets what a UART at their speed makes of it.
 */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { ListenerSpeed } from './listener-speed.ts';
import { bitsPerCharacter, levels, Receiver } from './uart.ts';
import type { LineForm } from './uart.ts';

export interface SerialWireOptions {
  /** The `device` end of a SerialPair. */
  readonly path: string;
  /** The speed and form of the line, and the `station` end, whose speed is asked for. null: bytes pass as they are. */
  readonly line: { readonly form: LineForm; readonly listenerPath: string } | null;
}

/** What came back is kept up to this many bytes; nothing should. */
const MOST_HEARD = 4096;

export class SerialWire {
  /** Change it as the menu of the indicator does. */
  form: LineForm | null;
  /** Bytes that nobody took. */
  lostBytes = 0;
  readonly #options: SerialWireOptions;
  readonly #heard: number[] = [];
  readonly #receiver = new Receiver();
  #handle: FileHandle | null = null;
  #speed: ListenerSpeed | null = null;
  #busy = false;
  /** performance.now() from which the line is free again, or is free since. */
  #freeAt = 0;

  constructor(options: SerialWireOptions) {
    this.#options = options;
    this.form = options.line?.form ?? null;
  }

  /** What the far end sent. */
  get heard(): Uint8Array {
    return Uint8Array.from(this.#heard);
  }

  /** Opens the device file (again, after the pair came back). */
  async open(): Promise<void> {
    await this.close();
    const { line, path } = this.#options;
    this.#handle = await open(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    if (line !== null) this.#speed = new ListenerSpeed(line.listenerPath);
  }

  async close(): Promise<void> {
    const [handle, speed] = [this.#handle, this.#speed];
    this.#handle = null;
    this.#speed = null;
    await speed?.close();
    await handle?.close();
  }

  /** A serial line does not wait: what comes while it is busy, or what the far end does not take in time, is lost. */
  async send(bytes: Uint8Array): Promise<void> {
    const handle = this.#handle;
    if (handle === null || bytes.length === 0) return;
    const now = performance.now();
    if (this.#busy || (this.form !== null && now < this.#freeAt)) {
      this.lostBytes += bytes.length;
      return;
    }
    this.#busy = true;
    try {
      const arriving = this.form === null ? bytes : await this.#sampled(bytes, this.form, now);
      if (arriving.length > 0) {
        const { bytesWritten } = await handle.write(arriving);
        this.lostBytes += arriving.length - bytesWritten;
      }
      await this.#listen(handle);
    } catch {
      // Nobody at the far end (EAGAIN), or the pair is gone (EIO): the bytes are lost, the indicator goes on.
      this.lostBytes += bytes.length;
    } finally {
      this.#busy = false;
    }
  }

  async #sampled(bytes: Uint8Array, form: LineForm, now: number): Promise<Uint8Array> {
    const idleS = this.#freeAt === 0 ? 1 : (now - this.#freeAt) / 1000;
    this.#freeAt = now + (1000 * bytes.length * bitsPerCharacter(form)) / form.baudRate;
    const speed = (await this.#speed?.baudRate()) ?? form.baudRate;
    const before = this.#receiver.receive([], form.baudRate, idleS, speed);
    const during = this.#receiver.receive(levels(bytes, form), form.baudRate, 0, speed);
    return Uint8Array.from([...before, ...during]);
  }

  /** Takes what has come in since the last look; nothing while a frame is under way or nobody is at the far end. */
  async hear(): Promise<Uint8Array> {
    const handle = this.#handle;
    if (handle === null || this.#busy) return new Uint8Array();
    this.#busy = true;
    try {
      return await this.#listen(handle);
    } catch {
      // The pair is gone (EIO).
      return new Uint8Array();
    } finally {
      this.#busy = false;
    }
  }

  async #listen(handle: FileHandle): Promise<Uint8Array> {
    const into = Buffer.alloc(256);
    try {
      const { bytesRead } = await handle.read(into, 0, into.length, null);
      const bytes = into.subarray(0, bytesRead);
      if (this.#heard.length < MOST_HEARD) this.#heard.push(...bytes);
      return bytes;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      return new Uint8Array();
    }
  }
}
