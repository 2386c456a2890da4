/**
 * One listener's pictures on their way to the main thread. When that does not take them, pictures are dropped up to the next
 * key picture, so that no queue grows while the station does something else.
 */
import type { CameraUnit } from '../../../../native/camera/rtsp/rtsp-session.ts';
import { annexB, timestampUs } from '../../../../native/camera/video/access-unit.ts';
import type { VideoFormat } from '../../../../native/camera/video/video-format.ts';
import type { FeedFormat, FeedUnit } from '../feed.ts';

export interface ForwardEvents {
  onFormat(format: FeedFormat): void;
  onUnit(unit: FeedUnit): void;
}

/** The main thread is never held for longer than 0.2 s: this is twelve seconds of a fast camera. */
const MOST_UNITS = 300;
const MOST_BYTES = 16 * 1024 * 1024;

export class Forward {
  readonly #taken: Int32Array;
  readonly #events: ForwardEvents;
  #format: VideoFormat | null = null;
  #needsKey = true;
  #sent = 0;
  /** Sizes of what was sent and not yet taken, oldest first. */
  readonly #underWay: number[] = [];
  #underWayBytes = 0;
  #dropped = 0;

  constructor(taken: SharedArrayBuffer, events: ForwardEvents) {
    this.#taken = new Int32Array(taken);
    this.#events = events;
  }

  get dropped(): number {
    return this.#dropped;
  }

  push(unit: CameraUnit): void {
    if (this.#needsKey && !unit.key) {
      // Before the first key picture nothing is missed.
      if (this.#sent > 0) this.#dropped += 1;
      return;
    }
    this.#reckon();
    if (this.#underWay.length >= MOST_UNITS || this.#underWayBytes >= MOST_BYTES) {
      this.#needsKey = true;
      this.#dropped += 1;
      return;
    }
    this.#needsKey = false;
    if (unit.format !== this.#format) {
      this.#format = unit.format;
      this.#events.onFormat(feedFormat(unit.format));
    }
    const data = annexB(unit);
    this.#sent += 1;
    this.#underWay.push(data.length);
    this.#underWayBytes += data.length;
    this.#events.onUnit({ key: unit.key, timestampUs: timestampUs(unit), data: data.buffer as ArrayBuffer });
  }

  #reckon(): void {
    const underWay = this.#sent - Atomics.load(this.#taken, 0);
    while (this.#underWay.length > underWay) this.#underWayBytes -= this.#underWay.shift() ?? 0;
  }
}

/** Of the format, what a listener is told. */
export function feedFormat({ codec, codecString, width, height, frameRate }: VideoFormat): FeedFormat {
  return { codec, codecString, width, height, frameRate };
}
