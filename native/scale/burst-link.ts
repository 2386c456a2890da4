/**
 * Gives the characters of a nine-bit line their ninth bit back (protocols/yaohua-bigscreen.ts). No serial port hands it
 * over, but the pauses tell the same: a frame is three characters in a row, 18 ms apart, and then the line is silent, so
 * that 63 ms lie between its last character and the next one. Three characters and a pause are a frame; any other number
 * between two pauses goes on without a ninth bit, which is no weight. That costs the pause: 40 ms.
 */
import type { ByteLink, LinkEvents, LinkFactory } from '../byte-link.ts';
import type { After } from '../reconnect.ts';
import { ninthBitStream } from './protocols/ninth-bit.ts';

const FRAME = 3;
const FRAME_MARKS = [0, 0, 1] as const;
/** Halfway between the two distances, for adapters that hand bytes over late. */
const PAUSE_MS = 40;

/** The same wire, its bytes as the stream of protocols/ninth-bit.ts. */
export function burstLink(connect: LinkFactory, after: After): LinkFactory {
  return (events) => new BurstLink(connect, events, after);
}

class BurstLink implements ByteLink {
  readonly #link: ByteLink;
  readonly #events: LinkEvents;
  readonly #after: After;
  /** Characters since the last pause, as long as they may be a frame. */
  #burst: number[] = [];
  /** There were too many of them. */
  #over = false;
  #callOffPause: (() => void) | null = null;

  constructor(connect: LinkFactory, events: LinkEvents, after: After) {
    this.#events = events;
    this.#after = after;
    this.#link = connect({
      onOpen: () => events.onOpen(),
      onBytes: (bytes) => this.#bytes(bytes),
      onClose: (reason) => {
        this.#callOffPause?.();
        this.#callOffPause = null;
        this.#burst = [];
        this.#over = false;
        events.onClose(reason);
      },
    });
  }

  open(): void {
    this.#link.open();
  }

  close(): void {
    this.#link.close();
  }

  #bytes(bytes: Uint8Array): void {
    this.#callOffPause?.();
    this.#callOffPause = this.#after(PAUSE_MS, () => this.#pause());
    if (this.#over || this.#burst.length + bytes.length > FRAME) {
      const begun = this.#burst;
      this.#burst = [];
      this.#over = true;
      this.#events.onBytes(ninthBitStream(Uint8Array.of(...begun, ...bytes)));
      return;
    }
    this.#burst.push(...bytes);
  }

  #pause(): void {
    const burst = Uint8Array.from(this.#burst);
    this.#callOffPause = null;
    this.#burst = [];
    this.#over = false;
    if (burst.length > 0) this.#events.onBytes(ninthBitStream(burst, burst.length === FRAME ? FRAME_MARKS : []));
  }
}
