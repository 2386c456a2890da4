/**
 * The number of a file of a clip is handed out once: whatever the thread tells and when it ends, and while the database
 * refuses rows. A second file of one number would be written over the first, or found there and lost.
 */
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import { ClipRecorder } from '../../../main/station/video/clip-recorder.ts';
import { ClipStore } from '../../../main/station/video/clip-store.ts';
import type { FromVideoThread, ToVideoThread } from '../../../main/station/video/video-messages.ts';
import type { VideoThread } from '../../../main/station/video/video-thread.ts';
import type { Writer } from '../../../main/station/store/statement.ts';
import { newId, tempStation, type TempStation } from '../../unit/store/temp-station.ts';

type Listener = Parameters<VideoThread['listen']>[0];

const SILENT = { info: () => undefined, warn: () => undefined };
const SHA = 'b'.repeat(64);

/** The thread as far as its messages go: it numbers the files of a clip on from where it is told. */
class CountingThread {
  readonly posted: ToVideoThread[] = [];
  #listener: Listener | null = null;
  readonly #next = new Map<string, number>();
  readonly #open = new Map<string, number>();
  /** Every number that a file was begun under, by clip. */
  readonly used = new Map<string, number[]>();

  listen(listener: Listener): void {
    this.#listener = listener;
  }
  post(message: ToVideoThread): boolean {
    this.posted.push(message);
    if (message.type === 'clip-begin') this.#next.set(message.clip, message.nth);
    return true;
  }
  begin(clip: string): void {
    const nth = this.#next.get(clip);
    if (nth === undefined) return;
    this.#next.set(clip, nth + 1);
    this.#open.set(clip, nth);
    this.used.set(clip, [...(this.used.get(clip) ?? []), nth]);
    this.#tell({ type: 'file-begun', file: { clip, nth }, fromMs: 1, codec: 'h264', width: 1, height: 1 });
  }
  close(clip: string, lost: boolean): void {
    const nth = this.#open.get(clip);
    if (nth === undefined) return;
    this.#open.delete(clip);
    const file = { clip, nth };
    this.#tell(
      lost
        ? { type: 'file-lost', file, code: 'ENOSPC' }
        : { type: 'file-closed', file, salvaged: false, closed: { bytes: 1, sha256: SHA, toMs: 2 } },
    );
  }
  end(): void {
    this.#next.clear();
    this.#open.clear();
    this.#listener?.onEnded(1000);
    this.#listener?.onRestarted();
  }
  #tell(message: FromVideoThread): void {
    this.#listener?.onMessage(message);
  }
}

let station: TempStation | null = null;
afterEach(() => {
  station?.end();
  station = null;
});

function rig() {
  station ??= tempStation();
  const { clock, db } = station;
  let refuses = false;
  const writer: Writer = {
    prepare: (sql) => db.prepare(sql),
    immediate: (fn) => {
      if (refuses) throw new Error('database is full');
      return db.immediate(fn);
    },
    get inTransaction() {
      return db.inTransaction;
    },
  };
  const thread = new CountingThread();
  const recorder = new ClipRecorder({
    folder: '/nowhere',
    thread,
    db: writer,
    store: new ClipStore(db),
    clock,
    timers: { after: () => () => undefined } as never,
    newId,
    log: SILENT,
  });
  recorder.start();
  const begin = (): Uuid => {
    const id = recorder.begin({
      cameraId: 'front',
      cause: 'always',
      passId: null,
      rules: { preRollMs: 0, mostMs: null, rotateMs: null },
    });
    if (id === null) throw new Error('no clip');
    return id;
  };
  return { begin, db, recorder, refuse: (does: boolean) => (refuses = does), thread };
}

const again = (thread: CountingThread, clip: string): number | undefined =>
  thread.posted.findLast((message) => message.type === 'clip-begin' && message.clip === clip)?.['nth' as never];

describe('after the thread ended', () => {
  test('a clip goes on behind the rows that it has', () => {
    const { begin, thread } = rig();
    const clip = begin();
    thread.begin(clip);
    thread.close(clip, false);
    thread.begin(clip);
    thread.end();
    expect(again(thread, clip)).toBe(2);
  });

  test('and behind those that the database refused: their rows are still owed', () => {
    const { begin, db, recorder, refuse, thread } = rig();
    const clip = begin();
    refuse(true);
    thread.begin(clip);
    thread.close(clip, false);
    thread.begin(clip);
    thread.end();
    expect(again(thread, clip)).toBe(2);
    refuse(false);
    recorder.upkeep();
    expect(db.prepare<{ nth: number }>('SELECT nth FROM video_file ORDER BY nth').all()).toEqual([
      { nth: 0 },
      { nth: 1 },
    ]);
  });

  test('no number is used twice, and every file has its row once the disk takes rows again', () => {
    const events = fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.record({ what: fc.constant('begin' as const), which: fc.nat(1) }) },
        {
          weight: 3,
          arbitrary: fc.record({ what: fc.constantFrom('close' as const, 'lose' as const), which: fc.nat(1) }),
        },
        fc.record({ what: fc.constantFrom('end' as const, 'full' as const, 'room' as const), which: fc.constant(0) }),
      ),
      { maxLength: 40, size: 'max' },
    );
    fc.assert(
      fc.property(events, (happened) => {
        const { begin, db, recorder, refuse, thread } = rig();
        const clips = [begin(), begin()];
        for (const { what, which } of happened) {
          const clip = clips[which] ?? '';
          if (what === 'begin') thread.begin(clip);
          else if (what === 'close' || what === 'lose') thread.close(clip, what === 'lose');
          else if (what === 'end') thread.end();
          else refuse(what === 'full');
        }
        refuse(false);
        recorder.upkeep();
        for (const clip of clips) {
          const used = thread.used.get(clip) ?? [];
          expect(new Set(used).size).toBe(used.length);
          const rows = db
            .prepare<{ nth: number }>('SELECT nth FROM video_file WHERE clipId = ? ORDER BY nth')
            .all(clip)
            .map(({ nth }) => nth);
          expect(rows).toEqual(used.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 40 },
    );
  });
});
