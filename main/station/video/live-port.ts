/**
 * One camera's live video on its way to the page (preload/contract/live.ts). Pictures that the page has not dealt with are
 * bounded: beyond that they are held back, and given up as soon as a newer key picture is there.
 */
import * as z from 'zod';
import type { LiveMessage, LiveStream, LiveUnit } from '../../../preload/contract/live.ts';
import type { FeedListener, StreamChoice } from './feed.ts';

/** A line that carries structured data. Does nothing once it is closed. */
export interface LiveLine {
  post(message: LiveMessage): void;
  onMessage(listener: (data: unknown) => void): void;
  /** Called once, when the other side closed the line or is gone. */
  onClose(listener: () => void): void;
  close(): void;
}

export type Subscribe = (cameraId: string, stream: StreamChoice, listener: FeedListener) => () => void;

const Ack = z.strictObject({ type: z.literal('ack'), count: z.number().int().min(1).max(100_000) });

/** Two seconds at 25 a second. */
const MOST_UNITS = 50;
const MOST_BYTES = 4 * 1024 * 1024;

export class LivePort {
  readonly #line: LiveLine;
  #unsubscribe: (() => void) | null = null;
  #closed = false;
  /** Sizes of what the page has and has not dealt with, oldest first. */
  readonly #underWay: number[] = [];
  #underWayBytes = 0;
  /** What must come after that, in order: at most one group of pictures. */
  #held: LiveUnit[] = [];
  #heldBytes = 0;
  #needsKey = true;
  #dropped = 0;

  constructor(line: LiveLine) {
    this.#line = line;
  }

  /** Units that the page never got, because it was too slow. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Serves until the page closes the line, or says something that it may not. */
  serve(cameraId: string, stream: Exclude<LiveStream, 'pictures'>, subscribe: Subscribe): void {
    this.#line.onClose(() => this.close());
    this.#line.onMessage((data) => this.#take(data));
    const unsubscribe = subscribe(cameraId, stream, {
      onState: (state) => this.#line.post({ type: 'state', ...state }),
      onFormat: (format) => {
        this.#giveUp();
        this.#line.post({ type: 'format', ...format });
      },
      onUnit: (unit) => this.#push(unit),
    });
    if (this.#closed) unsubscribe();
    else this.#unsubscribe = unsubscribe;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unsubscribe?.();
    this.#held = [];
    this.#line.close();
  }

  #push(unit: LiveUnit): void {
    if (this.#needsKey && !unit.key) {
      this.#dropped += 1;
      return;
    }
    // What is held is older than this key picture and nothing needs it any more.
    if (unit.key) this.#giveUp();
    this.#needsKey = false;
    this.#held.push(unit);
    this.#heldBytes += unit.data.byteLength;
    this.#send();
    if (this.#heldBytes > MOST_BYTES) this.#giveUp();
  }

  #send(): void {
    while (this.#underWay.length < MOST_UNITS && this.#underWayBytes < MOST_BYTES) {
      const unit = this.#held.shift();
      if (unit === undefined) return;
      const { byteLength } = unit.data;
      this.#heldBytes -= byteLength;
      this.#underWay.push(byteLength);
      this.#underWayBytes += byteLength;
      this.#line.post({ type: 'unit', ...unit });
    }
  }

  /** Nothing comes until the next key picture. */
  #giveUp(): void {
    this.#dropped += this.#held.length;
    this.#held = [];
    this.#heldBytes = 0;
    this.#needsKey = true;
  }

  #take(data: unknown): void {
    const ack = Ack.safeParse(data);
    // Our own page says nothing else and never more than it got; whoever does is not served.
    if (!ack.success || ack.data.count > this.#underWay.length) {
      this.close();
      return;
    }
    for (const bytes of this.#underWay.splice(0, ack.data.count)) this.#underWayBytes -= bytes;
    this.#send();
  }
}
