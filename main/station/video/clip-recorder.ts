/**
 * Recording on the main thread: a clip's row before its pictures, the files' rows as the thread tells of them. What the
 * disk refuses of a row is written later; what nobody knows the end of is looked at when the thread is there again.
 */
import type { Clock, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { VideoCause } from '../../../preload/contract/video.ts';
import type { Timers } from '../../../preload/rpc/port.ts';
import type { Writer } from '../store/statement.ts';
import type { ClipStore } from './clip-store.ts';
import { streamKey, type ClipFileName, type ClipRules, type FromVideoThread } from './video-messages.ts';
import type { VideoThread } from './video-thread.ts';

export interface ClipRecorderParts {
  readonly folder: string;
  readonly thread: Pick<VideoThread, 'listen' | 'post'>;
  readonly db: Writer;
  readonly store: ClipStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly newId: () => Uuid;
  readonly log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
}

export interface ClipAsked {
  readonly cameraId: string;
  readonly cause: VideoCause;
  readonly passId: Uuid | null;
  readonly rules: ClipRules;
}

interface Running extends ClipAsked {
  ending: boolean;
  /** The next free number of a file, as heard: its row may still be owed. */
  nextNth: number;
}

/** Some hours of a busy station whose disk takes no rows. */
const MOST_OWED = 10_000;
/** At the end of the station: what the disk needs to flush some files. */
const STOP_LIMIT_MS = 2000;

export class ClipRecorder {
  readonly #parts: ClipRecorderParts;
  readonly #running = new Map<Uuid, Running>();
  /** Files being written: their clip and number, and whose they are. */
  readonly #files = new Map<string, string>();
  #owed: (() => void)[] = [];
  #lostRows = 0;
  #room = true;
  #onAllEnded: (() => void) | null = null;

  constructor(parts: ClipRecorderParts) {
    this.#parts = parts;
  }

  /** Takes up what the last run left behind. */
  start(): void {
    this.#parts.thread.listen({
      onMessage: (message) => this.#take(message),
      onRestarted: () => this.#again(),
      onEnded: () => this.#files.clear(),
    });
    this.#recover(true);
  }

  /** Files are closed as far as the disk is quick enough; the rest is salvaged at the next start. */
  async stop(): Promise<void> {
    if (this.#running.size === 0) return;
    const allEnded = new Promise<void>((resolve) => (this.#onAllEnded = resolve));
    for (const clip of this.#running.keys()) this.end(clip);
    let callOff = (): void => undefined;
    const limit = new Promise<void>((resolve) => (callOff = this.#parts.timers.after(STOP_LIMIT_MS, resolve)));
    await Promise.race([allEnded, limit]);
    callOff();
    this.upkeep();
  }

  /** @returns null when its row could not be written: then nothing is recorded */
  begin(asked: ClipAsked): Uuid | null {
    const { clock, db, log, newId, store } = this.#parts;
    const { cameraId, cause, passId } = asked;
    const id = newId();
    try {
      db.immediate(() => store.insert({ id, cameraId, cause, passId, beganAtMs: clock.wall() }));
    } catch (err) {
      log.warn({ err, cameraId, passId }, 'a clip could not be begun');
      return null;
    }
    this.#running.set(id, { ...asked, ending: false, nextNth: 0 });
    this.#post(id, asked, 0);
    return id;
  }

  /** Does nothing for a clip that is over. */
  end(clip: Uuid): void {
    const running = this.#running.get(clip);
    if (running === undefined || running.ending) return;
    running.ending = true;
    this.#parts.thread.post({ type: 'clip-end', clip });
  }

  /** Whether files may begin. */
  setRoom(room: boolean): void {
    if (room === this.#room) return;
    this.#room = room;
    this.#parts.thread.post({ type: 'room', room });
  }

  /** How many files of a camera are being written. */
  filesOf(cameraId: string): number {
    return [...this.#files.values()].filter((id) => id === cameraId).length;
  }

  /** Rows that could not be written are tried again. */
  upkeep(): void {
    const { db, log } = this.#parts;
    if (this.#owed.length === 0) return;
    try {
      db.immediate(() => this.#owed.forEach((write) => write()));
      this.#owed = [];
    } catch (err) {
      const surplus = Math.max(0, this.#owed.length - MOST_OWED);
      this.#owed.splice(0, surplus);
      this.#lostRows += surplus;
      log.warn({ err, owed: this.#owed.length, lostRows: this.#lostRows }, 'rows of video have to wait');
    }
  }

  #post(clip: Uuid, { cameraId, rules }: ClipAsked, nth: number): void {
    this.#parts.thread.post({ type: 'clip-begin', stream: streamKey(cameraId, 'main'), clip, nth, rules });
  }

  #recover(unnamed: boolean): void {
    const { folder, store, thread } = this.#parts;
    thread.post({ type: 'video-folder', folder });
    thread.post({ type: 'room', room: this.#room });
    this.upkeep();
    const files = store.open();
    if (files.length > 0 || unnamed) thread.post({ type: 'recover', files, unnamed });
  }

  /** The thread is there again: what it had in hand is looked at, and what still goes on begins anew. */
  #again(): void {
    this.#recover(false);
    for (const [clip, running] of [...this.#running]) {
      if (running.ending) this.#over(clip);
      // Nothing is in memory any more.
      else {
        const nth = Math.max(this.#parts.store.next(clip), running.nextNth);
        this.#post(clip, { ...running, rules: { ...running.rules, preRollMs: 0 } }, nth);
      }
    }
  }

  #heard(file: { readonly clip: string; readonly nth: number }): void {
    const running = this.#running.get(file.clip as Uuid);
    this.#files.set(keyOf(file), running?.cameraId ?? '');
    if (running !== undefined) running.nextNth = Math.max(running.nextNth, file.nth + 1);
  }

  #take(message: FromVideoThread): void {
    switch (message.type) {
      case 'file-begun':
        this.#heard(message.file);
        this.#write(message);
        return;
      case 'file-lost':
        this.#parts.log.warn({ ...message.file, code: message.code }, 'a file of video could not be written');
        this.#files.delete(keyOf(message.file));
        this.#write(message);
        return;
      case 'file-closed':
      case 'file-found':
        this.#files.delete(keyOf(message.file));
        this.#write(message);
        return;
      case 'clip-ended':
        this.#over(message.clip as Uuid);
        return;
      default:
    }
  }

  #write(message: Parameters<ClipStore['take']>[0]): void {
    this.#owed.push(() => this.#parts.store.take(message));
    this.upkeep();
  }

  #over(clip: Uuid): void {
    this.#running.delete(clip);
    if (this.#running.size === 0) this.#onAllEnded?.();
  }
}

const keyOf = ({ clip, nth }: ClipFileName): string => `${clip}-${nth}`;
