/** A pass survives whatever ends the station between its picture and its document. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GateService, type Gate } from '../../../main/station/gate/gate-service.ts';
import type { SeenPlate } from '../../../main/station/gate/plates-seen.ts';
import { DERIVED_TABLES, rebuildDerived } from '../../../main/station/records/derived.ts';
import { GateStore } from '../../../main/station/records/gate-store.ts';
import { Publisher } from '../../../main/station/records/publisher.ts';
import { PhotoStore } from '../../../main/station/records/photo-store.ts';
import type { Picture } from '../../../native/camera/picture.ts';
import type { GatePass } from '../../../preload/contract/documents.ts';
import type { EpochMs, Sha256 } from '../../../preload/contract/vocabulary.ts';
import { chainOf, newSigner } from '../records/samples.ts';
import { newId, tempStation, type TempStation } from '../store/temp-station.ts';
import { reconcilerOf } from './reconciler-rig.ts';

let station: TempStation;
beforeEach(() => (station = tempStation({ simulated: true })));
afterEach(() => station.end());

const log = { info: () => undefined, warn: () => undefined, error: () => undefined, child: () => log } as never;
const ACT = { role: 'clerk', operator: '张三', requestId: null, request: null, remember: () => undefined } as const;
const signer = newSigner();
const NOW = Date.UTC(2026, 10, 29, 2) as EpochMs;

const picture = (text: string): Picture => {
  const jpeg = Buffer.from(text);
  const sha256 = createHash('sha256').update(jpeg).digest('hex') as Sha256;
  return { ok: true, jpeg, sha256, width: 2688, height: 1520, takenAt: NOW };
};

interface Rig {
  readonly service: GateService;
  readonly gate: Gate;
  readonly told: GatePass[];
  readonly store: GateStore;
  mayAppend: boolean;
  /** The outbox takes nothing. */
  isFull: boolean;
  next: Picture[];
  /** While a picture is taken. */
  meanwhile: () => void;
  /** What is read in the next picture; undefined: nothing is read here. */
  seen: SeenPlate | 'later' | null;
  /** Pictures that are being read at once, at most. */
  atOnce: number;
  /** What the reader waits for. */
  reader: Promise<void>;
  /** Pictures that were read. */
  looks: number;
  readonly warned: string[];
}

async function rig(reads = false): Promise<Rig> {
  const { db, clock, dataDir } = station;
  const photos = new PhotoStore({ dataDir, db });
  await photos.start();
  const { chain } = chainOf(db, clock, signer);
  const told: GatePass[] = [];
  const store = new GateStore(db);
  const rigged: Pick<
    Rig,
    'atOnce' | 'isFull' | 'looks' | 'mayAppend' | 'meanwhile' | 'next' | 'reader' | 'seen' | 'warned'
  > = {
    seen: null,
    atOnce: 0,
    looks: 0,
    reader: Promise.resolve(),
    warned: [],
    mayAppend: true,
    isFull: false,
    next: [],
    meanwhile: () => undefined,
  };
  const gate: Gate = {
    id: 'cam-in',
    direction: 'in',
    takePicture: () => {
      rigged.meanwhile();
      return Promise.resolve(rigged.next.shift() ?? { ok: false, code: 'camera.timeout', detail: '' });
    },
  };
  let reading = 0;
  const look = async (): Promise<SeenPlate | 'later' | null> => {
    rigged.looks += 1;
    rigged.atOnce = Math.max(rigged.atOnce, ++reading);
    await rigged.reader;
    await new Promise((resolve) => setImmediate(resolve));
    reading -= 1;
    return rigged.seen;
  };
  const service = new GateService({
    gates: [gate],
    db,
    chain: { mayAppend: () => rigged.mayAppend },
    store,
    photos,
    publisher: new Publisher({
      db,
      chain,
      enqueue: () => {
        if (rigged.isFull) throw new Error('full');
      },
    }),
    look: reads ? look : null,
    reconciler: reconcilerOf(station, { reads }).reconciler,
    barriers: {
      pass: () => Promise.resolve(null),
      told: () => {
        // What is claimed for a document stands and falls with it.
        expect(db.inTransaction).toBe(true);
        return null;
      },
    },
    clock,
    newId,
    log: { ...(log as object), warn: (_fields: object, text: string) => rigged.warned.push(text) } as never,
  });
  service.onPass((pass) => told.push(pass));
  return Object.assign(rigged, { service, gate, told, store });
}

const passes = () =>
  station.db
    .prepare<{ id: string; sha256: string | null; missing: string | null }>(
      'SELECT id, sha256, missing FROM gate_pass ORDER BY sequence',
    )
    .all();

describe('a pass', () => {
  it('has its picture, its moment and no plate', async () => {
    const { service, gate, told, next } = await rig();
    next.push(picture('one'));
    const pass = await service.noticed(gate, 'event', NOW, null);
    expect(pass).toMatchObject({
      gateId: 'cam-in',
      direction: 'in',
      passedAt: '2026-11-29T10:00:00.000+08:00',
      plate: { text: null, source: 'none' },
      images: [{ role: 'gate', width: 2688, cameraId: 'cam-in' }],
      weighingId: null,
      trigger: 'event',
      simulated: true,
    });
    expect(pass).not.toHaveProperty('missing');
    expect(told).toEqual([pass]);
  });

  it('without a picture says why; a frozen one is taken again', async () => {
    const { service, gate, next } = await rig();
    next.push(picture('one'));
    await service.noticed(gate, 'event', NOW, null);
    next.push(picture('one'), picture('two'));
    await service.noticed(gate, 'event', NOW, null);
    next.push(picture('two'), picture('two'));
    await service.noticed(gate, 'motion', NOW, null);
    await service.noticed(gate, 'event', NOW, null);
    expect(passes().map(({ missing }) => missing)).toEqual([null, null, 'camera.frozen', 'camera.timeout']);
  });

  it('of a person has plate, reason and name; a wrong plate and an unknown gate are refused before anything is taken', async () => {
    const { service, next } = await rig();
    const said = { gateId: 'cam-in', direction: 'out', plate: '晋c12345', reason: '挡住' } as const;
    next.push(picture('one'));
    expect(await service.record(said, ACT)).toMatchObject({
      direction: 'out',
      plate: { text: '晋C12345', source: 'manual' },
      trigger: 'person',
      reason: '挡住',
      operatorId: '张三',
    });
    next.push(picture('two'));
    await expect(service.record({ ...said, gateId: 'x' }, ACT)).rejects.toMatchObject({ code: 'gate.unknown' });
    await expect(service.record({ ...said, plate: '<晋>' }, ACT)).rejects.toMatchObject({
      code: 'weighing.plate-invalid',
    });
    expect(next).toHaveLength(1);
    expect(passes()).toHaveLength(1);
  });
});

describe('an end between row and document', () => {
  it('is made good at the next start, once', async () => {
    const before = await rig();
    before.mayAppend = false;
    before.next.push(picture('one'));
    expect(await before.service.noticed(before.gate, 'event', NOW, null)).toBeNull();
    expect(passes()).toEqual([]);
    station.reopen();
    const after = await rig();
    const [row] = after.store.pending();
    void after.service.recordOwed();
    void after.service.recordOwed();
    expect(passes()).toMatchObject([{ id: row?.id }]);
    expect(after.told.map(({ id }) => id)).toEqual([row?.id]);
    expect(after.store.pending()).toEqual([]);
  });

  it('the newest at its gate is known before its document is', async () => {
    const held = await rig();
    held.next.push(picture('one'), picture('two'));
    const first = await held.service.noticed(held.gate, 'event', NOW, null);
    expect(held.store.newestAt('cam-in', NOW, NOW)).toBe(first?.id);
    held.mayAppend = false;
    await held.service.noticed(held.gate, 'event', (NOW + 1000) as EpochMs, null);
    const [row] = held.store.pending();
    expect(held.store.newestAt('cam-in', NOW, NOW + 1000)).toBe(row?.id);
    expect(held.store.newestAt('cam-in', NOW, NOW)).toBe(first?.id);
    expect(held.store.newestAt('cam-in', NOW + 1001, NOW + 9000)).toBeNull();
    expect(held.store.newestAt('cam-out', NOW, NOW + 1000)).toBeNull();
  });

  it('nothing is said to a person while documents may not be made', async () => {
    const held = await rig();
    held.mayAppend = false;
    const said = { gateId: 'cam-in', direction: 'in', plate: null, reason: 'x' } as const;
    await expect(held.service.record(said, ACT)).rejects.toMatchObject({ code: 'gate.chain-unknown' });
    expect(held.store.pending()).toEqual([]);
  });
});

describe('a pass that a person records and that cannot be finished', () => {
  const said = { gateId: 'cam-in', direction: 'in', plate: null, reason: 'x' } as const;

  it('leaves nothing: done again it is one pass', async () => {
    const made = await rig();
    made.isFull = true;
    made.next.push(picture('one'), picture('two'));
    await expect(made.service.record(said, ACT)).rejects.toThrow('full');
    expect(made.store.pending()).toEqual([]);
    made.isFull = false;
    await made.service.record(said, ACT);
    void made.service.recordOwed();
    expect(passes()).toHaveLength(1);
  });

  it('the same where the chain has to wait from the moment of the picture', async () => {
    const made = await rig();
    made.next.push(picture('one'));
    made.meanwhile = () => (made.mayAppend = false);
    await expect(made.service.record(said, ACT)).rejects.toMatchObject({ code: 'gate.chain-unknown' });
    expect(made.store.pending()).toEqual([]);
  });
});

describe('what is read in its picture', () => {
  const seen = (changes: Partial<SeenPlate> = {}): SeenPlate => ({
    text: '晋C12345',
    color: 'yellow',
    confidence: 0.98,
    accepted: true,
    ...changes,
  });

  it('a sure plate stands in the document with its colour and how sure', async () => {
    const made = await rig(true);
    made.next.push(picture('one'));
    made.seen = seen();
    expect(await made.service.noticed(made.gate, 'event', NOW, null)).toMatchObject({
      plate: { text: '晋C12345', color: 'yellow', source: 'recognised', recognisedText: '晋C12345', confidence: 0.98 },
    });
  });

  it('an unsure one is unknown, and what was read stands beside it', async () => {
    const made = await rig(true);
    made.next.push(picture('one'));
    made.seen = seen({ accepted: false, confidence: 0.61 });
    const pass = await made.service.noticed(made.gate, 'event', NOW, null);
    expect(pass?.plate).toEqual({
      text: null,
      color: 'unknown',
      source: 'none',
      recognisedText: '晋C12345',
      confidence: 0.61,
    });
    expect(station.db.prepare('SELECT plate, plateRear, unsure FROM gate_pass').all()).toEqual([
      { plate: null, plateRear: null, unsure: '晋C12345' },
    ]);
  });

  it('a trailer’s plate is the rear one', async () => {
    const made = await rig(true);
    made.next.push(picture('one'));
    made.seen = seen({ text: '晋C678挂' });
    expect(await made.service.noticed(made.gate, 'event', NOW, null)).toMatchObject({
      plate: { text: null },
      plateRear: { text: '晋C678挂', source: 'recognised' },
    });
  });

  it('without a picture there is nothing to read; a row that waited is read when its document is made', async () => {
    const made = await rig(true);
    made.seen = seen();
    expect(await made.service.noticed(made.gate, 'event', NOW, null)).toMatchObject({ plate: { text: null } });
    made.mayAppend = false;
    made.next.push(picture('one'));
    expect(await made.service.noticed(made.gate, 'event', NOW, null)).toBeNull();
    made.mayAppend = true;
    void made.service.recordOwed();
    void made.service.recordOwed();
    await made.service.stop();
    await vi.waitFor(() => expect(made.told).toHaveLength(1));
    station.reopen();
    const after = await rig(true);
    after.seen = seen();
    void after.service.recordOwed();
    await vi.waitFor(() => expect(after.told).toHaveLength(1));
    expect(after.told[0]).toMatchObject({ plate: { text: '晋C12345' } });
  });

  it('many that waited are read one after the other, and none is signed unread because the reader had no time', async () => {
    const made = await rig(true);
    made.mayAppend = false;
    for (const text of ['one', 'two', 'three']) {
      made.next.push(picture(text));
      await made.service.noticed(made.gate, 'event', NOW, null);
    }
    made.mayAppend = true;
    made.atOnce = 0;
    made.seen = 'later';
    await made.service.recordOwed();
    expect([made.told, made.atOnce]).toEqual([[], 1]);
    made.seen = seen();
    await Promise.all([made.service.recordOwed(), made.service.recordOwed()]);
    expect(made.told.map(({ plate }) => plate.text)).toEqual(['晋C12345', '晋C12345', '晋C12345']);
    expect(made.atOnce).toBe(1);
  });

  it('one that got its document meanwhile is not made a second time', async () => {
    const made = await rig(true);
    made.mayAppend = false;
    made.next.push(picture('one'), picture('two'));
    await made.service.noticed(made.gate, 'event', NOW, null);
    made.mayAppend = true;
    let read = (): void => undefined;
    made.reader = new Promise((resolve) => (read = resolve));
    const here = made.service.noticed(made.gate, 'event', NOW, null);
    await vi.waitFor(() => expect(made.store.pending()).toHaveLength(2), { interval: 1 });
    const owed = made.service.recordOwed();
    read();
    await Promise.all([here, owed]);
    expect(made.store.pending()).toEqual([]);
    expect([made.told.length, made.looks, made.warned]).toEqual([2, 2, []]);
  });

  it('a picture that is never read holds its pass back three times; one that nobody reads now is recorded at once', async () => {
    const made = await rig(true);
    made.seen = 'later';
    made.next.push(picture('one'));
    expect(await made.service.noticed(made.gate, 'event', NOW, null)).toMatchObject({ plate: { text: null } });
    made.mayAppend = false;
    made.next.push(picture('two'));
    await made.service.noticed(made.gate, 'event', NOW, null);
    made.mayAppend = true;
    const told: number[] = [];
    for (let call = 0; call < 3; call += 1) {
      await made.service.recordOwed();
      told.push(made.told.length);
    }
    expect(told).toEqual([1, 1, 2]);
  });
});

it('the lists follow from the documents', async () => {
  const made = await rig();
  made.next.push(picture('one'), picture('two'));
  await made.service.noticed(made.gate, 'event', NOW, null);
  await made.service.noticed(made.gate, 'motion', NOW, null);
  made.mayAppend = false;
  await made.service.noticed(made.gate, 'event', NOW, null);
  const all = () => DERIVED_TABLES.map((table) => station.db.prepare(`SELECT * FROM ${table}`).all());
  const lists = all();
  rebuildDerived(station.db);
  expect(all()).toEqual(lists);
  expect(made.store.pending()).toHaveLength(1);
});
