/**
 * One camera's live picture while it is looked at: the machine's effects done, a track that the worker writes to, and a
 * watch that counts what comes on the glass. Nothing of it is left once nobody looks.
 */
import { onBeat } from './beat.ts';
import { listenToWorker, toWorker } from './decoding-worker.ts';
import { askForLine, lineEnded, newTicket } from './live-lines.ts';
import { ASLEEP, step, viewOf, type LiveEvent, type LiveMachine, type LiveView } from './live-machine.ts';
import { TrackGenerator } from './track-generator.ts';

let lastPlace = 0;

/** A place on the screen and the track that is shown there; they go with the worker that writes to it. */
interface Place {
  readonly number: number;
  readonly generator: TrackGenerator;
}

export class LivePlayer {
  readonly #cameraId: string;
  readonly #listeners = new Set<() => void>();
  #machine: LiveMachine = ASLEEP;
  #view: LiveView = viewOf(ASLEEP, 0);
  #place: Place | null = null;
  #hide: (() => void) | null = null;

  constructor(cameraId: string) {
    this.#cameraId = cameraId;
  }

  /** The same object until something changes. */
  get view(): LiveView {
    return this.#view;
  }

  /** Called whenever `view` is another one. @returns how to listen no more */
  onView(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Shows this camera in that element until the returned function is called. One element at a time: the last one. */
  show(video: HTMLVideoElement): () => void {
    this.#hide?.();
    let isShown = true;
    let isLooking = false;
    // One look a beat: each look costs the page a frame of its own, and four cameras bring a hundred pictures a second.
    const look = (): void => {
      if (isLooking) return;
      isLooking = true;
      video.requestVideoFrameCallback(() => {
        isLooking = false;
        if (isShown) this.#on({ type: 'presented' });
      });
    };
    look();
    const unbeaten = onBeat(() => {
      look();
      this.#on({ type: 'tick' });
    });
    const unheard = listenToWorker({
      onMessage: (message) => this.#on(message),
      onLost: () => this.#workerLost(),
      onStarted: () => this.#makePlace(video),
    });
    if (this.#place === null) this.#makePlace(video);
    this.#on({ type: 'want', wanted: true });
    const hide = (): void => {
      if (!isShown) return;
      isShown = false;
      this.#on({ type: 'want', wanted: false });
      unbeaten();
      unheard();
      video.srcObject = null;
      this.#leavePlace();
      if (this.#hide === hide) this.#hide = null;
    };
    this.#hide = hide;
    return hide;
  }

  /** The station was away and is back: asked again at once. */
  stationBack(): void {
    this.#on({ type: 'back' });
  }

  #makePlace(video: HTMLVideoElement): void {
    this.#leavePlace();
    const generator = new TrackGenerator({ kind: 'video' });
    const number = ++lastPlace;
    if (!toWorker({ type: 'place', place: number, inlet: generator.writable }, [generator.writable])) {
      generator.stop();
      return;
    }
    video.srcObject = new MediaStream([generator]);
    this.#place = { number, generator };
  }

  #leavePlace(): void {
    const place = this.#place;
    this.#place = null;
    if (place === null) return;
    toWorker({ type: 'gone', place: place.number });
    place.generator.stop();
  }

  /** Its end of every line went with it; the next one is asked for by itself. */
  #workerLost(): void {
    const { line } = this.#machine;
    if (line.kind !== 'none') this.#on({ type: 'closed', ticket: line.ticket });
  }

  #on(event: LiveEvent): void {
    const now = performance.now();
    const { effects, machine } = step(this.#machine, event, now, newTicket);
    this.#machine = machine;
    for (const effect of effects) {
      if (effect.type === 'end') this.#end(effect.ticket);
      else askForLine(effect.ticket, this.#cameraId, effect.stream, this.#answers(effect.ticket));
    }
    const view = viewOf(this.#machine, now);
    if (isSame(view, this.#view)) return;
    this.#view = view;
    for (const listener of [...this.#listeners]) listener();
  }

  #answers(ticket: number): { onPort(port: MessagePort): void; onRefused(): void } {
    return {
      onPort: (port) => {
        const place = this.#place;
        if (place !== null && toWorker({ type: 'line', place: place.number, ticket, port }, [port])) {
          this.#on({ type: 'port', ticket });
          return;
        }
        port.close();
        this.#on({ type: 'closed', ticket });
      },
      onRefused: () => this.#on({ type: 'refused', ticket }),
    };
  }

  #end(ticket: number): void {
    toWorker({ type: 'end', ticket });
    lineEnded(ticket);
  }
}

const isSame = (one: LiveView, other: LiveView): boolean =>
  one.picture === other.picture &&
  one.stream === other.stream &&
  one.oldForS === other.oldForS &&
  nameOf(one.why) === nameOf(other.why);

const nameOf = (why: LiveView['why']): string =>
  why === null || typeof why === 'string' ? String(why) : `waiting ${why.code}`;
