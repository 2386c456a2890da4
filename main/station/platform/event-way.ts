/**
 * In which of its two forms the platform's events are asked for next: the stream, or the long poll where something in between
 * lets no stream through (openapi.yaml, events). Pure; `nowMs` by a clock that never jumps.
 */

/** So long a stream may say nothing from its beginning on: a platform greets at once, and says something each quarter of a minute. */
export const MUTE_MS = 20_000;
/** So long a poll is used before the stream is tried again. */
export const STREAM_AGAIN_MS = 600_000;

export class EventWay {
  #pollUntilMs = -Infinity;

  next(nowMs: number): 'stream' | 'poll' {
    return nowMs < this.#pollUntilMs ? 'poll' : 'stream';
  }

  /** It said nothing, or what was answered is no stream: a proxy holds it back, or answers in the platform's place. */
  streamMute(nowMs: number): void {
    this.#pollUntilMs = nowMs + STREAM_AGAIN_MS;
  }

  /** No better than the stream: then the stream. */
  pollFailed(): void {
    this.#pollUntilMs = -Infinity;
  }
}
