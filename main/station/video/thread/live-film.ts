/** A stream as one fragmented MP4 while it goes on, for who takes bytes: it begins at once, with what memory holds. */
import { FragmentedMp4 } from '../../../../native/camera/mp4/fragmented-mp4.ts';
import type { CameraUnit } from '../../../../native/camera/rtsp/rtsp-session.ts';
import type { FilmEnd } from '../video-messages.ts';

export interface LiveFilmEvents {
  onBytes(bytes: Uint8Array): void;
  /** Nothing comes after it. */
  onEnd(why: FilmEnd): void;
}

/** Whoever watches is this much behind, and the picture no older. */
const FRAGMENT_MS = 400;
/** Half a minute of a fast camera: whoever is that slow is not sent to. */
const MOST_BYTES = 16 * 1024 * 1024;

export class LiveFilm {
  readonly #taken: Int32Array;
  readonly #events: LiveFilmEvents;
  #mp4: FragmentedMp4 | null = null;
  #sent = 0;
  readonly #underWay: number[] = [];
  #underWayBytes = 0;
  #ended = false;

  /** @param taken how many pieces the main thread has handed on */
  constructor(taken: SharedArrayBuffer, events: LiveFilmEvents) {
    this.#taken = new Int32Array(taken);
    this.#events = events;
  }

  /** Of a film nothing may be missing. */
  readonly dropped = 0;

  push(unit: CameraUnit): void {
    if (this.#ended || (this.#mp4 === null && !unit.key)) return;
    if (this.#mp4 === null) {
      this.#mp4 = new FragmentedMp4(unit.format, { createdMs: unit.receivedAt, fragmentMs: FRAGMENT_MS });
      this.#send(this.#mp4.init);
    }
    if (!this.#mp4.takes(unit)) {
      // Another connection, or other sets: a film has one beginning.
      this.#end('broken');
      return;
    }
    const fragment = this.#mp4.push(unit);
    if (fragment !== null) this.#send(fragment);
  }

  #send(bytes: Uint8Array): void {
    const underWay = this.#sent - Atomics.load(this.#taken, 0);
    while (this.#underWay.length > underWay) this.#underWayBytes -= this.#underWay.shift() ?? 0;
    if (this.#underWayBytes + bytes.length > MOST_BYTES) {
      this.#end('slow');
      return;
    }
    this.#sent += 1;
    this.#underWay.push(bytes.length);
    this.#underWayBytes += bytes.length;
    this.#events.onBytes(bytes);
  }

  #end(why: FilmEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#events.onEnd(why);
  }
}
