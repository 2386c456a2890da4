/**
 * Splits what comes over an RTSP connection: media packets behind `$`, channel and length (RFC 2326 §10.12), between
 * them responses and requests.
 *
 * TCP loses nothing, so bytes that are neither mean that the camera wrote a wrong length or left a packet half: seen on
 * cameras whose buffer runs full. Then the next packet is sought: `$`, a channel that is in use, a length of at least a
 * packet's header, version 2. After too many bytes without one, or a message beyond all measure, the stream is `broken`
 * for good and the connection is to be closed.
 */
import { bodyLength, readHead, type RtspMessage } from './rtsp-message.ts';

export interface SplitterEvents {
  /** @param bytes belong to the splitter and may be overwritten after the call */
  onPacket(channel: number, bytes: Uint8Array): void;
  onMessage(message: RtspMessage): void;
}

const DOLLAR = 0x24;
const CR = 0x0d;
const LF = 0x0a;
const MOST_HEAD = 16 * 1024;
const MOST_BODY = 64 * 1024;
const MOST_RUBBISH = 256 * 1024;
/** The shortest that is worth finding again: an RTCP packet's header with its source. */
const LEAST_PACKET = 8;
/** More than the longest part (head and body), so that whatever is held can always go on. */
const CAPACITY = 128 * 1024;

/** How a message may begin: an answer, or one of the requests that a camera may send (RFC 2326 §10, table 2). */
const BEGINNINGS = ['RTSP/', 'OPTIONS ', 'ANNOUNCE ', 'GET_PARAMETER ', 'SET_PARAMETER ', 'REDIRECT ', 'TEARDOWN '].map(
  (text) => Buffer.from(text, 'latin1'),
);

export class InterleavedSplitter {
  readonly #events: SplitterEvents;
  readonly #held = new Uint8Array(CAPACITY);
  #heldLength = 0;
  #hunting = false;
  #rubbishInARow = 0;
  /** Channels up to this one are in use; beyond it nothing is found again. */
  highestChannel = 1;
  /** Why nothing can be made of the stream any more; null while all is well. */
  broken: string | null = null;
  readonly counters = { packets: 0, messages: 0, rubbishBytes: 0, resyncs: 0 };

  constructor(events: SplitterEvents) {
    this.#events = events;
  }

  /** @param bytes any piece of the stream; may be overwritten after the call */
  push(bytes: Uint8Array): void {
    let at = 0;
    // Mostly whole packets come: those are read where they lie, and only the rest is kept.
    if (this.#heldLength === 0) at = this.#split(bytes);
    while (at < bytes.length && this.broken === null) {
      const piece = bytes.subarray(at, at + CAPACITY - this.#heldLength);
      this.#held.set(piece, this.#heldLength);
      at += piece.length;
      const length = this.#heldLength + piece.length;
      const used = this.#split(this.#held.subarray(0, length));
      this.#held.copyWithin(0, used, length);
      this.#heldLength = length - used;
    }
  }

  /** @returns how many bytes are done with */
  #split(bytes: Uint8Array): number {
    let at = 0;
    while (at < bytes.length && this.broken === null) {
      const rest = bytes.subarray(at);
      const used = rest[0] === DOLLAR ? this.#packet(rest) : this.#message(rest);
      if (used === 0) break; // more is needed
      at += used;
    }
    return at;
  }

  #packet(bytes: Uint8Array): number {
    const length = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
    if (this.#hunting) {
      if (bytes.length < 5) return 0;
      const plausible = (bytes[1] ?? 0) <= this.highestChannel && length >= LEAST_PACKET && (bytes[4] ?? 0) >> 6 === 2;
      if (!plausible) return this.#rubbish(bytes);
    }
    if (bytes.length < 4 || bytes.length < 4 + length) return 0;
    this.#found();
    this.counters.packets += 1;
    this.#events.onPacket(bytes[1] ?? 0, bytes.subarray(4, 4 + length));
    return 4 + length;
  }

  #message(bytes: Uint8Array): number {
    // Empty lines between messages are allowed for (RFC 2326 §4.1 by way of HTTP/1.1).
    if (!this.#hunting && (bytes[0] === CR || bytes[0] === LF)) return 1;
    const begins = beginning(bytes);
    if (begins === 'no') return this.#rubbish(bytes);
    if (begins === 'maybe') return 0;
    const end = headEnd(bytes);
    // Two bytes more than its last line: the empty line may be on its way.
    if (end === null) return bytes.length > MOST_HEAD + 2 ? this.#break('a message without end') : 0;
    const head = readHead(Buffer.from(bytes.buffer, bytes.byteOffset, end.text).toString('latin1'));
    if (head === null) return this.#rubbish(bytes);
    const length = bodyLength(head.headers);
    if (length === null || length > MOST_BODY) return this.#break('a message of senseless length');
    if (bytes.length < end.next + length) return 0;
    const body = Buffer.from(bytes.buffer, bytes.byteOffset + end.next, length).toString('utf8');
    this.#found();
    this.counters.messages += 1;
    this.#events.onMessage({ ...head, body });
    return end.next + length;
  }

  /** Steps over what is neither, as far as the next byte with which something could begin. */
  #rubbish(bytes: Uint8Array): number {
    if (!this.#hunting) this.counters.resyncs += 1;
    this.#hunting = true;
    let length = 1;
    while (length < bytes.length && !BEGINS[bytes[length] ?? 0]) length += 1;
    this.counters.rubbishBytes += length;
    this.#rubbishInARow += length;
    if (this.#rubbishInARow > MOST_RUBBISH) this.#break('nothing but rubbish');
    return length;
  }

  #found(): void {
    this.#hunting = false;
    this.#rubbishInARow = 0;
  }

  #break(why: string): number {
    this.broken = why;
    this.#heldLength = 0;
    return 0;
  }
}

const BEGINS: readonly boolean[] = Array.from(
  { length: 256 },
  (_, byte) => byte === DOLLAR || BEGINNINGS.some((text) => text[0] === byte),
);

function beginning(bytes: Uint8Array): 'yes' | 'no' | 'maybe' {
  let answer: 'no' | 'maybe' = 'no';
  for (const text of BEGINNINGS) {
    const length = Math.min(text.length, bytes.length);
    if (text.compare(bytes, 0, length, 0, length) !== 0) continue;
    if (length === text.length) return 'yes';
    answer = 'maybe';
  }
  return answer;
}

/** Where the text of a head ends and where its body begins: after an empty line, with or without carriage returns. */
function headEnd(bytes: Uint8Array): { readonly text: number; readonly next: number } | null {
  const limit = Math.min(bytes.length, MOST_HEAD);
  for (let at = bytes.indexOf(LF); at >= 0 && at < limit; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return { text: at, next: at + 2 };
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return { text: at, next: at + 3 };
  }
  return null;
}
