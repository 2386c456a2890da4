/** The interlock over a real data folder: what is on disk decides, a row comes before every movement, and nothing is repeated. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BarrierDesk } from '../../../main/station/gate/barrier-desk.ts';
import { BarrierPlace } from '../../../main/station/gate/barrier-place.ts';
import { BarrierStore } from '../../../main/station/records/barrier-store.ts';
import { CaptureStore } from '../../../main/station/records/capture-store.ts';
import { Publisher } from '../../../main/station/records/publisher.ts';
import type { WeighingBody } from '../../../preload/contract/documents.ts';
import { CodedError, type ErrorCode } from '../../../preload/contract/errors.ts';
import { kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { WeighingState } from '../../../preload/contract/weighing.ts';
import { ClaimStore } from '../../../main/station/records/claim-store.ts';
import { AT, captureRow, chainOf, newSigner, noticeBody, sheetBody, weighingBody } from '../records/samples.ts';
import { newId, tempStation, type TempStation } from '../store/temp-station.ts';

const ACT = { role: 'clerk', operator: '张三', requestId: null, request: null, remember: () => undefined } as const;
const signer = newSigner();
let station: TempStation;
beforeEach(() => (station = tempStation({ simulated: true })));
afterEach(() => station.end());

interface Rig {
  /** What moved, oldest first. */
  readonly moved: string[];
  trouble: ErrorCode | null;
  full: boolean;
  mayAppend: boolean;
  /** Who stands on the scale, by its deck. */
  who: 'same' | 'moved' | 'unseen';
  newestPass: Uuid | null;
  /** What the relay waits for before it answers. */
  answers: Promise<void>;
}

function rig({ afterSheet = true, opensByItself = true } = {}) {
  const { clock } = station;
  const state: Rig = {
    ...{ moved: [], trouble: null, full: false, mayAppend: true, who: 'same', newestPass: null },
    answers: Promise.resolve(),
  };
  const { add, chain } = chainOf(station.db, clock, signer);
  // The disk that takes nothing, where a barrier would be told.
  const db: typeof station.db = new Proxy(station.db, {
    get: (of, name) => {
      if (name === 'immediate' && state.full)
        return () => {
          throw new CodedError('store.disk-full');
        };
      const value = Reflect.get(of, name) as unknown;
      return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    },
  });
  const timers: (() => void)[] = [];
  const place = (id: string) =>
    new BarrierPlace({
      id,
      outputs: {
        open: () => {
          state.moved.push(`open ${id}`);
          const { trouble } = state;
          return state.answers.then(() => {
            if (trouble !== null) throw new CodedError(trouble);
          });
        },
        light: (colour) => {
          state.moved.push(`${colour} ${id}`);
          return Promise.resolve();
        },
        online: () => true,
        onOnline: () => () => undefined,
      },
      afterSheet,
      opensByItself,
      greenMs: 15_000,
      clock,
      after: (_, run) => {
        timers.push(run);
        return () => undefined;
      },
      onChange: () => undefined,
    });
  const places = [place('scale-1'), place('gate-out')];
  const desk = new BarrierDesk({
    places,
    db,
    store: new BarrierStore(station.db),
    chain: { mayAppend: () => state.mayAppend },
    publisher: new Publisher({ db: station.db, chain, enqueue: () => undefined }),
    newestPass: () => state.newestPass,
    whoStands: () => state.who,
    clock,
    after: (_, run) => {
      timers.push(run);
      return () => undefined;
    },
    newId,
    log: { warn: () => undefined },
  });
  const weigh = (body: Partial<WeighingBody> = {}, captured = true, said = true): Uuid => {
    const row = captureRow();
    const { kind = 'gross' } = body;
    if (captured) station.db.immediate(() => new CaptureStore(station.db).insert(row));
    if (said) station.db.immediate(() => new ClaimStore(station.db).add(row.passId, AT, { operatorId: '张三', kind }));
    return add('weighing', weighingBody(body), row.id).id;
  };
  const passId = newId();
  const stands = (documentId: Uuid | null): WeighingState =>
    ({
      scaleId: 'scale-1',
      passId,
      document: documentId === null ? null : { id: documentId, weightKg: kg(48_620) },
    }) as WeighingState;
  const settled = async (): Promise<void> => {
    // One turn to look at the disk, and one for the relay.
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const opened = (): number => state.moved.filter((move) => move.startsWith('open')).length;
  const sheet = (gross: Uuid): Uuid => add('load-sheet', sheetBody(gross, newId(), `n-${newId()}`)).id;
  return Object.assign(state, { desk, place: places[0], weigh, stands, settled, opened, sheet, add, timers });
}

describe('at a scale', () => {
  it('opens once all is on disk, and only once; the light follows', async () => {
    const { desk, moved, opened, place, settled, sheet, stands, timers, weigh } = rig();
    desk.start([]);
    desk.weighingChanged(stands(null));
    await settled();
    expect(place?.state()).toMatchObject({ arm: 'closed', need: 'record', light: 'red' });
    const gross = weigh();
    desk.weighingChanged(stands(gross));
    await settled();
    expect(place?.state()).toMatchObject({ arm: 'closed', need: 'sheet' });
    expect(opened()).toBe(0);
    sheet(gross);
    for (let told = 0; told < 5; told += 1) desk.weighingChanged(stands(gross));
    await settled();
    expect(opened()).toBe(1);
    expect(place?.state()).toMatchObject({ arm: 'open', need: null, light: 'green', openedBy: null });
    expect(moved.slice(-2)).toEqual(['open scale-1', 'green scale-1']);
    expect(station.db.prepare('SELECT subjectId, orderedBy FROM barrier_order').all()).toEqual([
      { subjectId: gross, orderedBy: null },
    ]);
    timers.at(-1)?.();
    expect(place?.state()).toMatchObject({ arm: 'closed', light: 'red' });
    expect(moved.at(-1)).toBe('red scale-1');
  });

  it.each([
    [
      'incomplete evidence, as unattended leaves it',
      { evidence: { state: 'incomplete', missing: [], reason: 'unattended' } },
      'evidence',
    ],
    ['over the limit', { overKg: kg(20) }, 'limit'],
    ['no limit known', { limitKg: null, overKg: null }, 'axles'],
    [
      'axles of another trailer, which an older program took',
      { axleCount: 6, limitInputs: { axleSource: 'file', conditions: ['other-trailer'] } },
      'axles',
    ],
    ['only looked at', { kind: 'trial' }, 'trial'],
  ] as const satisfies readonly (readonly [string, Partial<WeighingBody>, string])[])(
    'stays closed: %s',
    async (_, body, need) => {
      const { desk, opened, place, settled, stands, weigh } = rig({ afterSheet: false });
      desk.start([]);
      desk.weighingChanged(stands(weigh(body)));
      await settled();
      expect(opened()).toBe(0);
      expect(place?.state()).toMatchObject({ arm: 'closed', need });
    },
  );

  it('evidence that a person accepted, an empty truck, and no sheet where the site wants none: open', async () => {
    const bodies: Partial<WeighingBody>[] = [
      { evidence: { state: 'incomplete', missing: [], reason: '雾', acceptedBy: '张三' } },
      { kind: 'tare', overKg: null, limitKg: null },
      {},
    ];
    for (const body of bodies) {
      const { desk, opened, settled, stands, weigh } = rig({ afterSheet: false });
      desk.start([]);
      desk.weighingChanged(stands(weigh(body)));
      await settled();
      expect(opened()).toBe(1);
    }
  });

  it('a document without its capture row, and one that was voided before it could open: closed', async () => {
    const { add, desk, opened, place, settled, stands, weigh } = rig({ afterSheet: false });
    desk.start([]);
    desk.weighingChanged(stands(weigh({}, false)));
    await settled();
    expect(place?.state().need).toBe('record');
    const gross = weigh();
    desk.weighingChanged(stands(gross));
    add('notice', noticeBody('weighing-void', { subjectId: gross }));
    await settled();
    expect(opened()).toBe(0);
  });

  it('a full disk: never told to open', async () => {
    const made = rig({ afterSheet: false });
    const { desk, opened, settled, stands, weigh } = made;
    desk.start([]);
    const gross = weigh();
    made.full = true;
    desk.weighingChanged(stands(gross));
    await settled();
    expect(opened()).toBe(0);
    await expect(desk.openByHand({ gateId: 'scale-1', reason: 'x', operatorId: '张三' }, ACT)).rejects.toMatchObject({
      code: 'store.disk-full',
    });
    expect(opened()).toBe(0);
  });

  it.each(['moved', 'unseen'] as const)(
    '%s before its sheet: closed until it is seen at its weight again',
    async (who) => {
      const made = rig();
      const { desk, opened, place, settled, sheet, stands, timers, weigh } = made;
      desk.start([]);
      const gross = weigh();
      desk.weighingChanged(stands(gross));
      await settled();
      made.who = who;
      sheet(gross);
      desk.weighingChanged(stands(gross));
      await settled();
      expect(place?.state()).toMatchObject({ arm: 'closed', need: who });
      timers.splice(0).at(-1)?.();
      await settled();
      expect(opened()).toBe(0);
      made.who = 'same';
      timers.splice(0).at(-1)?.();
      await settled();
      expect(opened()).toBe(1);
    },
  );

  it('one that nobody watched all the time, also over a restart: a person opens', async () => {
    const made = rig({ afterSheet: false });
    const { desk, opened, place, settled, stands, weigh } = made;
    made.who = 'unseen';
    const gross = weigh();
    // The end came between the commit and the opening.
    desk.start([stands(gross)]);
    desk.weighingChanged(stands(gross));
    await settled();
    expect(opened()).toBe(0);
    expect(place?.state()).toMatchObject({ need: 'unseen' });
    desk.weighingChanged({ ...stands(null), passId: null });
    made.who = 'same';
    desk.weighingChanged({ ...stands(weigh()), passId: newId() });
    await settled();
    expect(opened()).toBe(1);
  });

  it('empty by its weight alone: closed, unless it is as empty as it was known to be', async () => {
    const { desk, opened, place, settled, stands, weigh } = rig();
    desk.start([]);
    const EMPTY = { kind: 'tare', overKg: null, limitKg: null } as const;
    desk.weighingChanged(stands(weigh({ ...EMPTY, weightKg: kg(15_000) }, true, false)));
    await settled();
    expect(place?.state()).toMatchObject({ arm: 'closed', need: 'empty' });
    weigh({ ...EMPTY, weightKg: kg(14_500) });
    desk.weighingChanged(stands(weigh({ ...EMPTY, weightKg: kg(22_000) }, true, false)));
    await settled();
    expect(place?.state()).toMatchObject({ arm: 'closed', need: 'empty' });
    expect(opened()).toBe(0);
    desk.weighingChanged(stands(weigh({ ...EMPTY, weightKg: kg(15_000) }, true, false)));
    await settled();
    expect(opened()).toBe(1);
  });

  it('a truck that was let go by what was corrected goes', async () => {
    const { desk, opened, place, settled, stands, weigh } = rig({ afterSheet: false });
    desk.start([]);
    const gross = weigh({ limitKg: null, overKg: null });
    desk.weighingChanged(stands(gross));
    await settled();
    expect(place?.state().need).toBe('axles');
    station.db.prepare('UPDATE weighing SET overKg = 0 WHERE id = ?').run(gross);
    desk.weighingAmended(newId());
    await settled();
    expect(opened()).toBe(0);
    desk.weighingAmended(gross);
    await settled();
    expect(opened()).toBe(1);
  });

  it('a relay that fails is said, the record stands, and it is not tried again by itself', async () => {
    const made = rig({ afterSheet: false });
    const { desk, opened, place, settled, stands, weigh } = made;
    made.trouble = 'barrier.no-answer';
    desk.start([]);
    const gross = weigh();
    desk.weighingChanged(stands(gross));
    await settled();
    made.trouble = null;
    desk.weighingChanged(stands(gross));
    await settled();
    expect(opened()).toBe(1);
    // It was sent, and nobody said that it was done.
    expect(place?.state()).toMatchObject({ arm: 'unknown', trouble: 'barrier.no-answer' });
    expect(station.db.prepare('SELECT trouble FROM barrier_outcome').all()).toEqual([{ trouble: 'barrier.no-answer' }]);
    expect(new BarrierStore(station.db).weighed(gross)).toMatchObject({ recorded: true });
  });

  it('a truck that another one replaced unseen has left: its barrier and light are the next one’s', async () => {
    const { desk, opened, place, settled, stands, weigh } = rig({ afterSheet: false });
    desk.start([]);
    desk.weighingChanged(stands(weigh()));
    await settled();
    expect(place?.state()).toMatchObject({ arm: 'open', light: 'green' });
    const next = { ...stands(null), passId: newId() };
    desk.weighingChanged(next);
    await settled();
    expect(place?.state()).toMatchObject({ arm: 'closed', light: 'red', need: 'record' });
    desk.weighingChanged({ ...next, ...{ document: stands(weigh()).document } });
    await settled();
    expect(opened()).toBe(2);
  });

  it('where only a person opens, only a person opens', async () => {
    const { desk, opened, place, settled, stands, weigh } = rig({ afterSheet: false, opensByItself: false });
    desk.start([]);
    desk.weighingChanged(stands(weigh()));
    await settled();
    expect(opened()).toBe(0);
    expect(place?.state().need).toBeNull();
  });
});

describe('by hand', () => {
  const said = { gateId: 'scale-1', reason: '退回卸货', operatorId: '张三' };

  it('the Notice is on disk before anything moves, and names the truck', async () => {
    const made = rig();
    const { desk, settled, stands, weigh } = made;
    desk.start([]);
    const gross = weigh({ overKg: kg(500) });
    desk.weighingChanged(stands(gross));
    await settled();
    const before = vi.fn(() => station.db.prepare('SELECT COUNT(*) AS notices FROM notice').get());
    const seen: unknown[] = [];
    made.moved.push = (...moves: string[]) => {
      if (moves[0]?.startsWith('open') === true) seen.push(before());
      return Array.prototype.push.apply(made.moved, moves);
    };
    const answer = await desk.openByHand(said, ACT);
    expect(seen).toEqual([{ notices: 1 }]);
    expect(answer).toMatchObject({
      result: 'opened',
      trouble: null,
      notice: { kind: 'manual-opening', text: '退回卸货', operatorId: '张三', subjectId: gross, placeId: 'scale-1' },
    });
  });

  it('a relay that fails is an answer, and the Notice stands; an unknown place and a held chain move nothing', async () => {
    const made = rig();
    made.trouble = 'barrier.refused';
    expect(await made.desk.openByHand(said, ACT)).toMatchObject({ result: 'failed', trouble: 'barrier.refused' });
    await expect(made.desk.openByHand({ ...said, gateId: 'x' }, ACT)).rejects.toMatchObject({ code: 'barrier.absent' });
    made.mayAppend = false;
    await expect(made.desk.openByHand(said, ACT)).rejects.toMatchObject({ code: 'gate.chain-unknown' });
    expect(made.opened()).toBe(1);
  });

  it('who asks again after a lost answer is told that nobody knows, and nothing moves twice', async () => {
    const made = rig();
    let kept: unknown = null;
    await made.desk.openByHand(said, { ...ACT, remember: (output) => (kept = output) });
    expect(kept).toMatchObject({ result: 'unknown', notice: { kind: 'manual-opening' } });
  });
});

describe('at a gate', () => {
  const out = {
    direction: 'out',
    plateKnown: true,
    findings: [],
    get atMs() {
      return station.clock.now;
    },
  } as const;

  it('opens for a vehicle that was weighed and has its sheet; its document says so', async () => {
    const { desk, opened, sheet, weigh } = rig();
    const gross = weigh();
    expect(await desk.pass(newId(), 'gate-out', { ...out, weighingId: gross })).toEqual({
      command: 'kept-closed',
      reason: 'sheet',
    });
    sheet(gross);
    expect(await desk.pass(newId(), 'gate-out', { ...out, weighingId: gross })).toEqual({
      command: 'opened',
      openedBy: 'station',
    });
    expect(opened()).toBe(1);
    expect(await desk.pass(newId(), 'gate-elsewhere', { ...out, weighingId: gross })).toBeNull();
  });

  it.each([
    ['barrier.unreachable', { command: 'kept-closed', reason: 'barrier.unreachable' }, 'failed'],
    ['barrier.refused', { command: 'kept-closed', reason: 'barrier.refused' }, 'failed'],
    ['barrier.no-answer', { command: 'opened', openedBy: 'station', reason: 'unknown: barrier.no-answer' }, 'unknown'],
    ['barrier.differs', { command: 'opened', openedBy: 'station', reason: 'unknown: barrier.differs' }, 'unknown'],
  ] as const)(
    'a relay that fails with %s: the document says what is known, and no more',
    async (code, told, result) => {
      const made = rig({ afterSheet: false });
      made.trouble = code;
      const id = newId();
      expect(await made.desk.pass(id, 'gate-out', { ...out, weighingId: made.weigh() })).toEqual(told);
      expect(made.desk.told(id, 'gate-out', out.atMs)).toEqual(told);
      const said = { gateId: 'gate-out', reason: '卡住', operatorId: '张三' };
      expect(await made.desk.openByHand(said, ACT)).toMatchObject({ result, trouble: code });
    },
  );

  it('an opening by hand is for the vehicle that stands there, never for one that was let go before', async () => {
    const made = rig({ afterSheet: false });
    const { desk } = made;
    const said = { gateId: 'gate-out', reason: '退回', operatorId: '张三' };
    const gone = newId();
    await desk.pass(gone, 'gate-out', { ...out, weighingId: made.weigh() });
    made.newestPass = gone;
    const { notice } = await desk.openByHand(said, ACT);
    expect(notice.subjectId).toBeNull();
    // It was for the next one, and stands in its document, also in another run and long after.
    const next = newId();
    expect(await desk.pass(next, 'gate-out', { ...out, plateKnown: false, weighingId: null })).toMatchObject({
      openedBy: '张三',
    });
    made.newestPass = next;
    expect((await desk.openByHand(said, ACT)).notice.subjectId).toBeNull();
    const { atMs } = out;
    station.clock.now += 3_600_000;
    expect(rig().desk.told(next, 'gate-out', atMs)).toMatchObject({ command: 'opened', openedBy: '张三' });
    expect(rig().desk.told(newId(), 'gate-out', out.atMs)).toEqual({ command: 'none' });
  });

  it.each([
    ['that was for it', true],
    ['just before it was noticed', false],
  ])('a vehicle waits for an order by hand %s and that the relay has not answered yet', async (_, itsOwn) => {
    const made = rig({ afterSheet: false });
    const passId = newId();
    if (itsOwn) made.newestPass = passId;
    let answer = (): void => undefined;
    made.answers = new Promise((resolve) => (answer = resolve));
    const byHand = made.desk.openByHand({ gateId: 'gate-out', reason: '已核对', operatorId: '张三' }, ACT);
    const told = made.desk.pass(passId, 'gate-out', { ...out, plateKnown: false, weighingId: null });
    await made.settled();
    answer();
    expect(await told).toEqual({ command: 'opened', openedBy: '张三', reason: '已核对' });
    expect((await byHand).notice.subjectId).toBe(itsOwn ? passId : null);
  });

  it('an end before the relay answered a person: nobody knows, and its document does not say closed', async () => {
    const made = rig();
    const passId = newId();
    made.newestPass = passId;
    made.answers = new Promise(() => undefined);
    void made.desk.openByHand({ gateId: 'gate-out', reason: '已核对', operatorId: '张三' }, ACT);
    await made.settled();
    station.reopen();
    const told = rig().desk.told(passId, 'gate-out', out.atMs);
    expect(told).toEqual({ command: 'opened', openedBy: '张三', reason: 'interrupted' });
  });

  it('the pass that stands there closed is named; once it was opened for it, it is gone', async () => {
    const made = rig();
    const said = { gateId: 'gate-out', reason: '已核对', operatorId: '张三' };
    const passId = newId();
    expect(await made.desk.pass(passId, 'gate-out', { ...out, plateKnown: false, weighingId: null })).toMatchObject({
      command: 'kept-closed',
    });
    made.newestPass = passId;
    made.trouble = 'barrier.unreachable';
    expect((await made.desk.openByHand(said, ACT)).notice.subjectId).toBe(passId);
    made.trouble = null;
    expect((await made.desk.openByHand(said, ACT)).notice.subjectId).toBe(passId);
    expect((await made.desk.openByHand(said, ACT)).notice.subjectId).toBeNull();
  });

  it('a vehicle that may go opens for itself, whoever was let in by hand before it', async () => {
    const made = rig({ afterSheet: false });
    await made.desk.openByHand({ gateId: 'gate-out', reason: '消防车', operatorId: '张三' }, ACT);
    expect(await made.desk.pass(newId(), 'gate-out', { ...out, weighingId: made.weigh() })).toEqual({
      command: 'opened',
      openedBy: 'station',
    });
    expect(made.opened()).toBe(2);
  });

  it('what was told late is of its own time', async () => {
    const made = rig();
    const before = station.clock.now;
    station.clock.now += 600_000;
    await made.desk.openByHand({ gateId: 'gate-out', reason: '消防车', operatorId: '张三' }, ACT);
    expect(made.desk.told(newId(), 'gate-out', before)).toEqual({ command: 'none' });
  });

  it('a document that could not be made takes no opening with it', async () => {
    const { desk } = rig();
    await desk.openByHand({ gateId: 'gate-out', reason: '消防车', operatorId: '张三' }, ACT);
    const told = (id: Uuid) => desk.told(id, 'gate-out', out.atMs);
    const failing = (): unknown =>
      station.db.immediate(() => {
        expect(told(newId())).toMatchObject({ openedBy: '张三' });
        throw new Error('full');
      });
    expect(failing).toThrow('full');
    expect(station.db.immediate(() => told(newId()))).toMatchObject({ openedBy: '张三' });
    expect(station.db.immediate(() => told(newId()))).toEqual({ command: 'none' });
  });

  it('a person who opens just before it is noticed stands in its document, and in no other’s', async () => {
    const { desk } = rig();
    await desk.openByHand({ gateId: 'gate-out', reason: '消防车', operatorId: '张三' }, ACT);
    const pass = () => desk.pass(newId(), 'gate-out', { ...out, plateKnown: false, weighingId: null });
    expect(await pass()).toEqual({ command: 'opened', openedBy: '张三', reason: '消防车' });
    expect(await pass()).toEqual({ command: 'kept-closed', reason: 'plate' });
  });

  it('an end between the order and its document: nothing is opened for it any more, and the document says what is known', async () => {
    const first = rig({ afterSheet: false });
    const [told, untold] = [newId(), newId()];
    await first.desk.pass(told, 'gate-out', { ...out, weighingId: first.weigh() });
    station.db.immediate(() =>
      new BarrierStore(station.db).order({
        id: newId(),
        placeId: 'gate-out',
        subjectId: untold,
        at: '2026-11-22T14:32:05.123+08:00' as never,
        atMs: station.clock.now,
        orderedBy: null,
        reason: null,
      }),
    );
    station.reopen();
    const { desk, opened } = rig();
    expect(desk.told(told, 'gate-out', out.atMs)).toEqual({ command: 'opened', openedBy: 'station' });
    expect(desk.told(untold, 'gate-out', out.atMs)).toMatchObject({ command: 'opened', reason: 'interrupted' });
    expect(desk.told(newId(), 'gate-out', out.atMs)).toEqual({ command: 'none' });
    expect(opened()).toBe(0);
  });
});
