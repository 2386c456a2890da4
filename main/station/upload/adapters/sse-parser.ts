/**
 * Server-sent events out of a stream of bytes (WHATWG HTML §9.2.6). Pure. Bounded: a line or an event that is too long is
 * dropped and counted, and the stream goes on behind it.
 */

export interface SseEvent {
  /** The cursor; null when the stream has named none so far. */
  readonly id: string | null;
  readonly type: string;
  readonly data: string;
}

const MOST_LINE = 256 * 1024;
const MOST_DATA = 1024 * 1024;

export class SseParser {
  readonly #onEvent: (event: SseEvent) => void;
  readonly #decoder = new TextDecoder();
  #held = '';
  /** Within a line that is too long: nothing of it counts. */
  #skipping = false;
  #afterReturn = false;
  #id: string | null = null;
  #type = '';
  #data: string[] = [];
  #length = 0;
  #tooLong = false;
  #dropped = 0;

  constructor(onEvent: (event: SseEvent) => void) {
    this.#onEvent = onEvent;
  }

  /** Lines and events that were too long. */
  get dropped(): number {
    return this.#dropped;
  }

  push(bytes: Uint8Array): void {
    let text = this.#decoder.decode(bytes, { stream: true });
    // CR LF may come in two pieces.
    if (this.#afterReturn && text.startsWith('\n')) text = text.slice(1);
    if (text === '') return;
    this.#afterReturn = text.endsWith('\r');
    const lines = (this.#held + text).split(/\r\n|\n|\r/);
    this.#held = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
    if (this.#held.length > MOST_LINE) {
      this.#skipping = true;
      this.#held = '';
    }
  }

  #line(line: string): void {
    if (this.#skipping || line.length > MOST_LINE) {
      this.#skipping = false;
      this.#dropped += 1;
      return;
    }
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') {
      this.#length += value.length + 1;
      if (this.#length > MOST_DATA) this.#tooLong = true;
      else this.#data.push(value);
    } else if (name === 'event') this.#type = value;
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
  }

  #dispatch(): void {
    const [type, data] = [this.#type, this.#data];
    const isTooLong = this.#tooLong;
    this.#type = '';
    this.#data = [];
    this.#length = 0;
    this.#tooLong = false;
    if (isTooLong) this.#dropped += 1;
    else if (data.length > 0)
      this.#onEvent({ id: this.#id, type: type === '' ? 'message' : type, data: data.join('\n') });
  }
}
