/** What is asked of recorded video and what of it is named or copied: nothing is left out in silence. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EpochMs, Sha256, Uuid } from '../../../preload/contract/vocabulary.ts';
import { timestamp } from '../../../preload/contract/vocabulary.ts';
import { ClipCalls } from '../../../main/station/video/clip-calls.ts';
import { ClipQuery } from '../../../main/station/video/clip-query.ts';
import { ClipStore } from '../../../main/station/video/clip-store.ts';
import type { SqlParams } from '../../../main/station/store/statement.ts';
import { newId, tempStation, type TempStation } from '../store/temp-station.ts';

const T0 = Date.UTC(2026, 10, 30, 0, 0, 0);
const HOUR = 3_600_000;
const SHA = 'a'.repeat(64) as Sha256;

let station: TempStation;
let store: ClipStore;
beforeEach(() => {
  station = tempStation();
  store = new ClipStore(station.db);
});
afterEach(() => station.end());

/** Asks the same connection: what crosses to the reading thread is tested elsewhere. */
const query = (): ClipQuery =>
  new ClipQuery({
    all: <T>(sql: string, params: SqlParams = []) =>
      Promise.resolve(station.db.prepare<T>(sql).all(...(params as readonly number[]))),
  });

function clip(cameraId = 'front'): Uuid {
  const id = newId();
  store.insert({ id, cameraId, cause: 'always', passId: null, beganAtMs: T0 });
  return id;
}

function begun(id: Uuid, nth: number, fromMs: number): void {
  store.take({ type: 'file-begun', file: { clip: id, nth }, fromMs, codec: 'h264', width: 1280, height: 720 });
}
function whole(id: Uuid, nth: number, fromMs: number, toMs: number): void {
  begun(id, nth, fromMs);
  store.take({
    type: 'file-closed',
    file: { clip: id, nth },
    salvaged: false,
    closed: { toMs, bytes: 1, sha256: SHA },
  });
}

const calls = (copy = vi.fn(() => Promise.resolve([]))) => ({
  copy,
  calls: new ClipCalls({ clips: query(), exports: { copy } as never, cameraIds: ['front', 'rear'] }),
});
const between = (fromMs: number, toMs: number) => ({
  from: timestamp(fromMs as EpochMs),
  to: timestamp(toMs as EpochMs),
});

describe('files of a time', () => {
  test('those that reach into it, in order, and that there are more', async () => {
    const id = clip();
    station.db.immediate(() => {
      for (let nth = 0; nth < 502; nth += 1) whole(id, nth, T0 + nth * 1000, T0 + nth * 1000 + 900);
    });
    const { files, more } = await calls().calls.list(between(T0 + 500, T0 + HOUR));
    expect(files).toHaveLength(500);
    expect(more).toBe(true);
    expect(files[0]?.nth).toBe(0);
    expect(await calls().calls.list(between(T0 + 1950, T0 + HOUR))).toMatchObject({ more: false });
  });

  test('one that is being written reaches on; one that is lost lies where it began, and hides nothing that came later', async () => {
    const id = clip();
    begun(id, 0, T0);
    const others = clip('rear');
    station.db.immediate(() => {
      for (let nth = 0; nth < 600; nth += 1) {
        begun(others, nth, T0 + nth * 1000);
        store.take({ type: 'file-lost', file: { clip: others, nth }, code: 'ENOSPC' });
      }
    });
    whole(others, 600, T0 + 700_000, T0 + 710_000);
    const { files, more } = await calls().calls.list(between(T0 + 595_500, T0 + HOUR));
    expect(files.map(({ nth, state }) => [nth, state])).toEqual([
      [0, 'open'],
      [596, 'lost'],
      [597, 'lost'],
      [598, 'lost'],
      [599, 'lost'],
      [600, 'whole'],
    ]);
    expect(more).toBe(false);
  });

  test('a time that ends before it begins is refused', async () => {
    await expect(calls().calls.list(between(T0, T0))).rejects.toMatchObject({ code: 'rpc.invalid-input' });
  });
});

describe('a copy', () => {
  test('is of everything in the time', async () => {
    const id = clip();
    station.db.immediate(() => {
      for (let nth = 0; nth < 100; nth += 1) whole(id, nth, T0 + nth * 1000, T0 + nth * 1000 + 900);
    });
    const { calls: asked, copy } = calls();
    await asked.export({ cameraId: 'front', ...between(T0, T0 + HOUR) });
    expect(copy).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ length: 100 }), {
      fromMs: T0,
      toMs: T0 + HOUR,
    });
  });

  test.each(['clip', 'time'])(
    'of more files than are copied at once is refused, and none is copied: by %s',
    async (by) => {
      const id = clip();
      station.db.immediate(() => {
        for (let nth = 0; nth < 101; nth += 1) whole(id, nth, T0 + nth * 1000, T0 + nth * 1000 + 900);
      });
      const { calls: asked, copy } = calls();
      const wanted = by === 'clip' ? { clipId: id } : { cameraId: 'front', ...between(T0, T0 + HOUR) };
      await expect(asked.export(wanted as never)).rejects.toMatchObject({
        code: 'video.too-much',
        params: { most: 100 },
      });
      expect(copy).not.toHaveBeenCalled();
    },
  );
});
