/** Once a day and on demand: what is tried, what is kept, and what becomes a matter for a person. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { Sha256 } from '../../../preload/contract/vocabulary.ts';
import { WarningStore } from '../../../main/station/records/warning-store.ts';
import { Meta } from '../../../main/station/store/meta.ts';
import { ProofStore } from '../../../main/station/video/proof-store.ts';
import { VideoProofs, type ProofSubject } from '../../../main/station/video/video-proof.ts';
import { FakeTime } from '../native/fake-time.ts';
import { newId, tempStation, type TempStation } from '../store/temp-station.ts';

const PICTURE = { sha256: 'ab'.repeat(32) as Sha256, width: 1920, height: 1080, codec: null };
const HOUR = 3_600_000;

let station: TempStation;
let time: FakeTime;
let warnings: WarningStore;
let raised: number;
let idle: boolean;
let answers: Record<string, (ErrorCode | null)[]>;
let taken: string[];
beforeEach(() => {
  station = tempStation();
  time = new FakeTime();
  warnings = new WarningStore(station.db);
  raised = 0;
  idle = true;
  answers = {};
  taken = [];
});
afterEach(() => station.end());

function proofs(): VideoProofs {
  const subject = (id: string, gbId: string | null): ProofSubject => ({
    id,
    kind: gbId === null ? 'camera' : 'channel',
    gbId,
    take: () => {
      taken.push(id);
      const code = answers[id]?.shift() ?? null;
      return Promise.resolve(code === null ? PICTURE : { code });
    },
  });
  return new VideoProofs({
    subjects: [subject('cam-front', null), subject('nvr-1', '14032100001320000001')],
    db: station.db,
    store: new ProofStore(station.db),
    meta: new Meta(station.db),
    raise: (warning) => warnings.raise({ ...warning, kind: 'video-unproven', scaleId: null }),
    onRaised: () => void (raised += 1),
    idle: () => idle,
    clock: station.clock,
    timers: time,
    newId,
    log: { info: () => undefined, warn: () => undefined },
  });
}

/** Pauses pass as soon as somebody waits for one. */
async function whileTimePasses<T>(work: Promise<T>): Promise<T> {
  let isOver = false;
  void work.finally(() => (isOver = true));
  while (!isOver) {
    await new Promise((next) => setImmediate(next));
    time.advance(5000);
  }
  return work;
}

test('one picture of each, kept with its facts', async () => {
  const one = proofs();
  const made = await one.prove();
  expect(made).toMatchObject([
    { kind: 'camera', subjectId: 'cam-front', gbId: null, ok: true, code: null, sha256: PICTURE.sha256, width: 1920 },
    { kind: 'channel', subjectId: 'nvr-1', gbId: '14032100001320000001', ok: true },
  ]);
  expect(one.newest()).toEqual(made);
  expect(warnings.open()).toEqual({ count: 0, newest: null });
});

test('what fails is tried three times; what fails three times is one matter until a person says what it is', async () => {
  answers = { 'cam-front': ['camera.timeout', 'camera.timeout'], 'nvr-1': Array(9).fill('camera.refused') };
  const one = proofs();
  expect(await whileTimePasses(one.prove())).toMatchObject([
    { ok: true },
    { ok: false, code: 'camera.refused', sha256: null },
  ]);
  expect(taken).toEqual(['cam-front', 'cam-front', 'cam-front', 'nvr-1', 'nvr-1', 'nvr-1']);
  expect(raised).toBe(1);
  const { count, newest } = warnings.open();
  expect({ count, newest }).toMatchObject({
    count: 1,
    newest: { kind: 'video-unproven', proof: { subjectId: 'nvr-1', code: 'camera.refused' } },
  });
  await whileTimePasses(one.prove());
  expect(warnings.open().count).toBe(1);
  if (newest === null) throw new Error('nothing is open');
  station.db.immediate(() =>
    warnings.acknowledge(newest.id, { at: newest.raisedAt, operatorId: '张三', reason: '已报修' }),
  );
  await whileTimePasses(one.prove());
  expect(warnings.open().count).toBe(1);
  expect(raised).toBe(2);
});

test('once a day, from four in the morning on, and only when no truck is there', async () => {
  const one = proofs();
  station.clock.now = Date.parse('2026-11-29T03:59:00+08:00');
  await one.daily();
  station.clock.now += HOUR;
  idle = false;
  await one.daily();
  expect(taken).toEqual([]);
  idle = true;
  await one.daily();
  await one.daily();
  expect(taken).toEqual(['cam-front', 'nvr-1']);
  station.clock.now += 24 * HOUR;
  await one.daily();
  expect(taken).toHaveLength(4);
  // Another start on the same day.
  await proofs().daily();
  expect(taken).toHaveLength(4);
});

test('two at once are one round', async () => {
  const one = proofs();
  const [first, second] = await Promise.all([one.prove(), one.prove()]);
  expect(second).toBe(first);
  expect(taken).toHaveLength(2);
});

test('an end in the middle raises nothing', async () => {
  answers = { 'cam-front': Array(3).fill('camera.timeout') };
  const one = proofs();
  const round = one.prove();
  await new Promise((next) => setImmediate(next));
  one.stop();
  expect(await round).toMatchObject([{ ok: false }]);
  expect(warnings.open().count).toBe(0);
});
