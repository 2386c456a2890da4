/** Each matter is raised once, survives restarts, is closed by a person with a reason, or by what becomes known later. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GateDesk } from '../../../main/station/gate/gate-desk.ts';
import { Publisher } from '../../../main/station/records/publisher.ts';
import type { GatePassBody, WeighingBody } from '../../../preload/contract/documents.ts';
import type { GateMatterKind } from '../../../preload/contract/gate.ts';
import { kg, timestamp, type EpochMs, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { chainOf, gateBody, newSigner, noticeBody, sheetBody, weighingBody } from '../records/samples.ts';
import { newId, tempStation, thrown, type TempStation } from '../store/temp-station.ts';
import { reconcilerOf, RULES } from './reconciler-rig.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PLATE = '晋C12345';
const ACT = { role: 'clerk', operator: '张三', requestId: null, request: null, remember: () => undefined } as const;
const signer = newSigner();

let station: TempStation;
beforeEach(() => (station = tempStation({ simulated: true })));
afterEach(() => station.end());

function rig(differs: () => readonly string[] = () => []) {
  const { clock, db } = station;
  const { add, chain } = chainOf(db, clock, signer);
  const made = reconcilerOf(station, { differs });
  const { matches, passes, reconciler, warnings } = made;
  const at = (minutes: number) => timestamp((clock.now + minutes * MINUTE) as EpochMs);
  const publisher = new Publisher({ db, chain, enqueue: () => undefined });
  const desk = new GateDesk({ db, chain, passes, matches, warnings, publisher, reconciler, clock, newId });
  return {
    ...made,
    desk,
    add,
    /** @param minutes from now */
    pass(direction: 'in' | 'out', minutes: number, plates: Partial<GatePassBody> = {}): Uuid {
      const plate = { text: PLATE, source: 'recognised' as const };
      const { id } = add('gate-pass', { ...gateBody(null), plate, direction, passedAt: at(minutes), ...plates });
      db.immediate(() => reconciler.settle(id));
      return id;
    },
    weigh(minutes: number, body: Partial<WeighingBody> = {}): Uuid {
      const { id } = add('weighing', weighingBody({ weighedAt: at(minutes), ...body }));
      reconciler.weighingChanged(id, [PLATE], clock.now + minutes * MINUTE);
      return id;
    },
    sheet(grossId: Uuid): Uuid {
      const { id } = add('load-sheet', sheetBody(grossId, newId(), `140321-0001-1-20261122-${newId().slice(-4)}`));
      reconciler.sheetChanged(grossId);
      return id;
    },
    /** Kind, and how it was closed: null while it is open. */
    matters: (id: Uuid): [GateMatterKind, string | null][] => matches.matters(id).map(({ how, kind }) => [kind, how]),
  };
}

describe('a way out', () => {
  it('weighed, with its sheet, is matched and nothing is open', () => {
    const { matches, matters, pass, sheet, weigh, warnings } = rig();
    const gross = weigh(-10);
    const sheetId = sheet(gross);
    const id = pass('out', 0);
    expect(matches.newest(id)).toMatchObject({ matchedBy: 'front', weighingId: gross, loadSheetId: sheetId });
    expect(matters(id)).toEqual([]);
    expect(warnings.open().count).toBe(0);
  });

  it('unweighed is raised once, however often it is looked at and the station starts', async () => {
    const first = rig();
    const id = first.pass('out', 0);
    expect(first.matters(id)).toEqual([['exit-unweighed', null]]);
    expect(first.warnings.open()).toMatchObject({ count: 1, newest: { kind: 'exit-unweighed', gate: { passId: id } } });
    for (let start = 0; start < 3; start += 1) {
      station.reopen();
      const again = rig();
      again.reconciler.start();
      await again.reconciler.idle();
      expect(again.matters(id)).toEqual([['exit-unweighed', null]]);
      expect(again.faults).toEqual([]);
    }
  });

  it('over the limit, without a sheet, and whose sheet differs', () => {
    let differs: readonly string[] = [];
    const { matters, pass, sheet, weigh } = rig(() => differs);
    weigh(-90, { overKg: kg(500), weightKg: kg(49_500) });
    expect(matters(pass('out', -80))).toEqual([['exit-over-limit', null]]);
    const gross = weigh(-10);
    expect(matters(pass('out', 0))).toEqual([['exit-no-sheet', null]]);
    sheet(gross);
    differs = ['grossKg', 'plate'];
    expect(matters(pass('out', 5))).toEqual([
      ['exit-plate', null],
      ['exit-sheet-differs', null],
    ]);
  });

  it('of a tractor with another trailer is unweighed, and its plates do not fit', () => {
    const { matches, matters, pass, weigh } = rig();
    const gross = weigh(-10);
    const id = pass('out', 0, { plateRear: { text: '晋C999挂', source: 'recognised' } });
    expect(matters(id)).toEqual([
      ['exit-unweighed', null],
      ['exit-plate', null],
    ]);
    expect(matches.newest(id)).toMatchObject({
      weighingId: null,
      suggestion: JSON.stringify({ weighingId: gross, plate: '晋C678挂', end: 'rear', why: 'other-trailer' }),
    });
  });

  it('whose plate nobody read is unweighed as far as anybody can tell; what was read unsurely is a suggestion', () => {
    const { matches, matters, pass, weigh } = rig();
    weigh(-10);
    const unsure = { text: null, source: 'none' as const, recognisedText: '晋C1Z345', confidence: 0.6 };
    const id = pass('out', 0, { plate: unsure });
    expect(matters(id)).toEqual([['exit-unweighed', null]]);
    expect(matches.newest(id)?.suggestion).toContain('"why":"read-unsurely"');
  });
});

describe('what becomes known later', () => {
  it('a weighing that is saved after it left, and its sheet, close what they explain; the rest stays', async () => {
    const { matters, pass, reconciler, sheet, weigh } = rig();
    const id = pass('out', 0);
    const gross = weigh(-1);
    await reconciler.idle();
    expect(matters(id)).toEqual([
      ['exit-unweighed', 'resolved'],
      ['exit-no-sheet', null],
    ]);
    sheet(gross);
    await reconciler.idle();
    expect(matters(id)).toEqual([
      ['exit-unweighed', 'resolved'],
      ['exit-no-sheet', 'resolved'],
    ]);
  });

  it('a weighing that is voided afterwards takes its match away, and the matter comes again', async () => {
    const { add, matches, matters, pass, reconciler, sheet, weigh } = rig();
    const id = pass('out', 0);
    const gross = weigh(-1);
    sheet(gross);
    await reconciler.idle();
    add('notice', noticeBody('weighing-void', { subjectId: gross }));
    reconciler.weighingChanged(gross, [PLATE], station.clock.now);
    await reconciler.idle();
    expect(matches.newest(id)?.weighingId).toBeNull();
    expect(matters(id).filter(([, how]) => how === null)).toEqual([['exit-unweighed', null]]);
  });

  it('a plate that a person corrects is matched; the document keeps what was signed', async () => {
    const { desk, matches, matters, pass, reconciler, sheet, weigh } = rig();
    const gross = weigh(-10);
    sheet(gross);
    const misread = pass('out', 0, { plate: { text: '晋C72345', source: 'recognised' } });
    expect(matches.newest(misread)?.suggestion).toContain('"why":"look-alike"');
    const said = { passId: misread, plate: ' 晋c·12345', reason: '看照片', operatorId: '张三' };
    const notice = desk.correct(said, ACT);
    expect(notice).toMatchObject({
      kind: 'correction',
      subjectId: misread,
      correction: { field: 'gatePlate', from: '晋C72345', to: PLATE },
    });
    expect(matters(misread)).toEqual([['exit-unweighed', 'resolved']]);
    expect(matches.newest(misread)).toMatchObject({ weighingId: gross, suggestion: null });
    await reconciler.idle();
    desk.correct({ ...said, plate: '晋C678挂' }, ACT);
    expect(matches.newest(misread)).toMatchObject({ matchedBy: 'rear', weighingId: gross });
    desk.correct({ ...said, plate: null }, ACT);
    expect(matters(misread).at(-1)).toEqual(['exit-unweighed', null]);
    expect(thrown(() => desk.correct({ ...said, plate: '<>' }, ACT))).toMatchObject({ code: 'weighing.plate-invalid' });
    expect(thrown(() => desk.correct({ ...said, passId: newId() }, ACT))).toMatchObject({
      code: 'gate.pass-not-found',
    });
  });

  it('what an end of the station left undone is made good at the next start', async () => {
    const before = rig();
    const id = before.pass('out', 0);
    // The weighing is on disk, and nobody looked at the gate any more.
    before.add('weighing', weighingBody({ weighedAt: timestamp((station.clock.now - MINUTE) as EpochMs) }));
    station.reopen();
    const after = rig();
    after.reconciler.start();
    await after.reconciler.idle();
    expect(after.matters(id)).toEqual([
      ['exit-unweighed', 'resolved'],
      ['exit-no-sheet', null],
    ]);
  });
});

describe('a person', () => {
  it('closes all that is open of a pass, once, with a reason, a name and a time; it never comes again', async () => {
    const { desk, matters, pass, reconciler, told, warnings, weigh } = rig();
    weigh(-10);
    const id = pass('out', 0, { plateRear: { text: '晋C999挂', source: 'recognised' } });
    const said = { passId: id, reasonCode: 'trailer-changed', text: '' } as const;
    const before = told();
    expect(desk.close(said, ACT)).toEqual({ closed: ['exit-unweighed', 'exit-plate'] });
    expect(told()).toBeGreaterThan(before);
    expect(warnings.open().count).toBe(0);
    const [row] = station.db
      .prepare<{ operatorId: string; reason: string; reasonCode: string; at: string }>(
        'SELECT a.*, c.reasonCode FROM acknowledgement a JOIN gate_closing c ON c.warningId = a.warningId',
      )
      .all();
    expect(row).toMatchObject({ operatorId: '张三', reason: 'trailer-changed', reasonCode: 'trailer-changed' });
    expect(Date.parse(row?.at ?? '')).toBe(station.clock.now);
    expect(thrown(() => desk.close(said, ACT))).toMatchObject({ code: 'gate.nothing-open' });
    expect(thrown(() => desk.close({ ...said, passId: newId() }, ACT))).toMatchObject({ code: 'gate.pass-not-found' });
    reconciler.start();
    await reconciler.idle();
    expect(matters(id)).toEqual([
      ['exit-unweighed', 'person'],
      ['exit-plate', 'person'],
    ]);
  });

  it('with a text of his own', () => {
    const { desk, pass } = rig();
    const id = pass('out', 0);
    desk.close({ passId: id, reasonCode: 'other', text: '送水车', operatorId: '李四' }, ACT);
    expect(station.db.prepare('SELECT operatorId, reason FROM acknowledgement').all()).toEqual([
      { operatorId: '李四', reason: '送水车' },
    ]);
  });
});

describe('in without out', () => {
  const later = (hours: number) => (station.clock.now += hours * HOUR);

  it('is raised after the site’s hours, once, also after a start; and closes by itself when it is seen leaving', async () => {
    const first = rig();
    const id = first.pass('in', 0);
    const look = async ({ reconciler }: ReturnType<typeof rig>) => {
      reconciler.upkeep();
      await reconciler.idle();
    };
    later(RULES.inWithoutOutHours - 1);
    await look(first);
    expect(first.matters(id)).toEqual([]);
    later(2);
    await look(first);
    await look(first);
    expect(first.matters(id)).toEqual([['inside-too-long', null]]);
    station.reopen();
    const again = rig();
    again.reconciler.start();
    await look(again);
    expect(again.matters(id)).toEqual([['inside-too-long', null]]);
    later(48);
    const exit = again.pass('out', 0);
    const vehicle = again.passes.get(exit);
    if (vehicle !== null) again.reconciler.passed(vehicle);
    await again.reconciler.idle();
    expect(again.matters(id)).toEqual([['inside-too-long', 'resolved']]);
  });

  it('many whose trailer was read, and that left, keep nobody from being found; another tractor’s way out is none of his', async () => {
    const { add, matters, pass, reconciler } = rig();
    const at = (minutes: number) => timestamp((station.clock.now + minutes * MINUTE) as EpochMs);
    const read = (text: string | null) => ({
      text,
      source: text === null ? ('none' as const) : ('recognised' as const),
    });
    const seen = (direction: 'in' | 'out', minutes: number, plate: string | null, plateRear: string | null): void => {
      const plates = { plate: read(plate), plateRear: read(plateRear) };
      add('gate-pass', { ...gateBody(null), ...plates, direction, passedAt: at(minutes) });
    };
    for (let trailer = 100; trailer < 220; trailer += 1) {
      seen('in', -60, null, `晋C0${trailer}挂`);
      seen('out', -30, null, `晋C0${trailer}挂`);
    }
    const stays = pass('in', 0, { plateRear: read('晋C1234挂') });
    seen('out', 30, '晋C99999', '晋C1234挂');
    later(48);
    reconciler.upkeep();
    await reconciler.idle();
    expect(matters(stays)).toEqual([['inside-too-long', null]]);
  });

  it('one that left, or that nobody could read, is no matter', async () => {
    const { matters, pass, reconciler } = rig();
    const left = pass('in', 0);
    pass('out', 30);
    const unread = pass('in', 0, { plate: { text: null, source: 'none' } });
    later(48);
    reconciler.upkeep();
    await reconciler.idle();
    expect([matters(left), matters(unread)]).toEqual([[], []]);
  });
});
