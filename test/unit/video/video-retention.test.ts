/** What of recorded video goes, and when: by age, by room, and never what belongs to a record that is not through. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NoticeBody } from '../../../preload/contract/documents.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import { pathOfClipFile } from '../../../main/station/video/clip-file-name.ts';
import { CLIP_SQL, ClipStore } from '../../../main/station/video/clip-store.ts';
import { CLIP_QUERY_SQL } from '../../../main/station/video/clip-query.ts';
import { listHash, VideoRetention, type VideoRetentionParts } from '../../../main/station/video/video-retention.ts';
import { newId, tempStation, type TempStation } from '../store/temp-station.ts';

const DAY = 24 * 3_600_000;
const FILE_BYTES = 100;

let station: TempStation;
let store: ClipStore;
let notices: { id: Uuid; body: NoticeBody }[];
let rooms: boolean[];
let free: number;
beforeEach(() => {
  station = tempStation();
  store = new ClipStore(station.db);
  notices = [];
  rooms = [];
  free = 1e9;
});
afterEach(() => station.end());

const folder = (): string => join(station.dataDir, 'video');

function retention(parts: Partial<VideoRetentionParts> = {}): VideoRetention {
  return new VideoRetention({
    folder: folder(),
    db: station.db,
    store,
    days: 90,
    minFreeBytes: 1000,
    freeBytes: () => Promise.resolve(free),
    hasPlatform: true,
    mayAppend: () => true,
    publish: (id, body) => {
      notices.push({ id, body });
      document(id, 'pending');
    },
    setRoom: (room) => rooms.push(room),
    clock: station.clock,
    newId,
    log: { info: () => undefined, warn: () => undefined },
    ...parts,
  });
}

let sequence = 0;
/** A document with its outbox row. */
function document(id: string, state: 'pending' | 'parked' | 'done'): void {
  sequence += 1;
  station.db
    .prepare(
      'INSERT INTO document (sequence, id, kind, prevHash, hash, createdAt, createdAtMs, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(sequence, id, 'weighing', 'p', `hash ${id}`, 'then', 0, Buffer.from('x'));
  station.db
    .prepare("INSERT INTO outbox (part, documentId, sequence, state, createdAtMs) VALUES ('document', ?, ?, ?, 0)")
    .run(id, sequence, state);
}
const setState = (id: string, state: string): void =>
  void station.db.prepare('UPDATE outbox SET state = ? WHERE documentId = ?').run(state, id);

/** A recorded file, `daysAgo` old. @param weighing what became of its pass's record; null for what is recorded all the time */
function recorded(
  daysAgo: number,
  weighing: 'none' | 'owed' | 'pending' | 'parked' | 'done' | 'picture-pending' | null,
): string {
  const clip = newId();
  const passId = weighing === null ? null : newId();
  const fromMs = station.clock.now - daysAgo * DAY;
  const file = { clip, nth: 0 };
  station.db.immediate(() => {
    store.insert({ id: clip, cameraId: 'cam', cause: passId === null ? 'always' : 'pass', passId, beganAtMs: fromMs });
    store.take({ type: 'file-begun', file, fromMs, codec: 'h264', width: 640, height: 360 });
    const closed = { bytes: FILE_BYTES, sha256: clip.replaceAll('-', '').padEnd(64, '0'), toMs: fromMs + 60_000 };
    store.take({ type: 'file-closed', file, salvaged: false, closed });
    if (passId === null || weighing === 'none') return;
    const id = newId();
    station.db
      .prepare(
        'INSERT INTO capture (id, passId, caseId, scaleId, weightKg, weighedAt, body) VALUES (?, ?, ?, ?, 1, ?, ?)',
      )
      .run(id, passId, newId(), 'scale-1', 'then', '{}');
    if (weighing === 'owed') return;
    document(id, weighing === 'picture-pending' ? 'done' : (weighing ?? 'done'));
    if (weighing === 'picture-pending')
      station.db
        .prepare(
          "INSERT INTO outbox (part, documentId, sequence, sha256, state, createdAtMs) VALUES ('photo', ?, ?, 's', 'pending', 0)",
        )
        .run(id, sequence);
  });
  const path = join(folder(), pathOfClipFile(file, fromMs));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'video');
  return path;
}

describe('what is recorded all the time', () => {
  test('goes with its age, and its day’s folder with it', async () => {
    const [old, young] = [recorded(91, null), recorded(89, null)];
    expect(await retention().run()).toEqual({ expired: 1, forRoom: 0, announced: 0, bytes: FILE_BYTES });
    expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
    expect(readdirSync(folder())).toHaveLength(1);
    expect(notices).toEqual([]);
    expect(await retention().run()).toEqual({ expired: 0, forRoom: 0, announced: 0, bytes: 0 });
  });

  test('goes earlier when the disk gets full, oldest first, as much as is needed', async () => {
    const files = Array.from({ length: 30 }, (_, at) => recorded(60 - at, null));
    free = 900;
    const freeBytes = (): Promise<number> =>
      Promise.resolve(900 + files.filter((file) => !existsSync(file)).length * 10);
    expect(await retention({ freeBytes }).run()).toMatchObject({ forRoom: 10, bytes: 1000 });
    expect(files.findIndex((file) => existsSync(file))).toBe(10);
    expect(rooms).toEqual([true]);
  });

  test('the last hour stays', async () => {
    const file = recorded(0.02, null);
    free = 0;
    await retention().run();
    expect(existsSync(file)).toBe(true);
    expect(rooms).toEqual([false]);
  });

  test('a file that is gone already is no fault', async () => {
    const file = recorded(91, null);
    const { rmSync } = await import('node:fs');
    rmSync(file);
    expect(await retention().run()).toMatchObject({ expired: 1 });
  });
});

describe('what belongs to a truck', () => {
  test('stays within its term, however full the disk is; then nothing more is recorded', async () => {
    const file = recorded(89, 'done');
    free = 199;
    expect(await retention().run()).toEqual({ expired: 0, forRoom: 0, announced: 0, bytes: 0 });
    expect(existsSync(file)).toBe(true);
    expect(rooms).toEqual([false]);
    free = 200;
    await retention().run();
    expect(rooms).toEqual([false, true]);
  });

  test.each(['owed', 'pending', 'parked', 'picture-pending'] as const)(
    'stays while its record is %s',
    async (weighing) => {
      const file = recorded(1000, weighing);
      expect(await retention().run()).toMatchObject({ announced: 0 });
      expect(existsSync(file)).toBe(true);
      expect(notices).toEqual([]);
    },
  );

  test('is announced by a notice, and goes when that is acknowledged', async () => {
    const files = [recorded(92, 'done'), recorded(91, 'none'), recorded(91, 'pending')];
    expect(await retention().run()).toEqual({ expired: 0, forRoom: 0, announced: 2, bytes: 0 });
    expect(notices).toHaveLength(1);
    expect(notices[0]?.body).toMatchObject({ kind: 'purge', subjectId: null, purged: { count: 2 } });
    expect(notices[0]?.body.purged?.listSha256).toMatch(/^[0-9a-f]{64}$/);
    // Not again, and not before.
    expect(await retention().run()).toEqual({ expired: 0, forRoom: 0, announced: 0, bytes: 0 });
    setState(notices[0]?.id ?? '', 'parked');
    expect(await retention().run()).toMatchObject({ expired: 0 });
    expect(files.map((file) => existsSync(file))).toEqual([true, true, true]);
    setState(notices[0]?.id ?? '', 'done');
    expect(await retention().run()).toEqual({ expired: 2, forRoom: 0, announced: 0, bytes: 2 * FILE_BYTES });
    expect(files.map((file) => existsSync(file))).toEqual([false, false, true]);
  });

  test('without a platform the term alone counts', async () => {
    const file = recorded(91, 'pending');
    expect(await retention({ hasPlatform: false }).run()).toMatchObject({ announced: 1, expired: 1 });
    expect(existsSync(file)).toBe(false);
    expect(notices).toHaveLength(1);
  });

  test('while no document can be made nothing is announced', async () => {
    recorded(91, 'done');
    expect(await retention({ mayAppend: () => false }).run()).toMatchObject({ announced: 0 });
  });
});

test('a list is hashed by what is in it, not by its order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 1e9 }), { minLength: 1 }), (numbers) => {
      const files = numbers.map((number) => ({ sha256: number.toString(16).padStart(64, '0') }) as never);
      expect(listHash(files.toReversed())).toBe(listHash(files));
      expect(listHash(files.slice(1))).not.toBe(listHash(files));
    }),
  );
});

test('whatever is recorded and whatever became of it: nothing goes that is young or not through', async () => {
  const Recorded = fc.record({
    daysAgo: fc.integer({ min: 1, max: 200 }),
    weighing: fc.constantFrom('none', 'owed', 'pending', 'parked', 'done', 'picture-pending', null),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(Recorded, { maxLength: 20 }), fc.boolean(), async (all, isFull) => {
      station.end();
      station = tempStation();
      store = new ClipStore(station.db);
      notices = [];
      free = isFull ? 0 : 1e9;
      const files = all.map((one) => ({ ...one, path: recorded(one.daysAgo, one.weighing) }));
      await retention().run();
      for (const { id } of notices) setState(id, 'done');
      await retention().run();
      for (const { daysAgo, path, weighing } of files) {
        const isExpired = daysAgo > 90;
        const through = weighing === 'done' || weighing === 'none';
        expect(existsSync(path)).toBe(weighing === null ? !isExpired && !isFull : !(isExpired && through));
      }
    }),
    { numRuns: 30 },
  );
});

test.each(
  Object.entries({ ...CLIP_SQL, ...CLIP_QUERY_SQL }).filter(([, sql]) => !sql.startsWith('INSERT INTO video_clip')),
)('finds its rows by an index: %s', (_name, sql) => {
  const params = Array<number>(sql.match(/\?/g)?.length ?? 0).fill(1);
  const plan = station.db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...params);
  // A list that was handed in is no table.
  const scanned = plan.filter(({ detail }) => /^SCAN (?!json_each VIRTUAL TABLE)/.test(detail));
  expect(scanned).toEqual([]);
});
