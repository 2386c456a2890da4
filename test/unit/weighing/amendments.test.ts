/** Corrections: a plate that is none is refused, and more axles than a file says without the manager, before anything is signed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { LoadSheetStore } from '../../../main/station/records/load-sheet-store.ts';
import { NoticeStore } from '../../../main/station/records/notice-store.ts';
import { Publisher } from '../../../main/station/records/publisher.ts';
import { VehicleStore } from '../../../main/station/records/vehicle-store.ts';
import { WeighingStore } from '../../../main/station/records/weighing-store.ts';
import { Outbox } from '../../../main/station/upload/outbox.ts';
import { Amendments } from '../../../main/station/weighing/amendments.ts';
import { AT, chainOf, weighingBody } from '../records/samples.ts';
import { newId, tempStation, thrown, type TempStation } from '../store/temp-station.ts';

let station: TempStation;
let amendments: Amendments;
let weighings: WeighingStore;
let vehicles: VehicleStore;
let id: Uuid;

beforeEach(() => {
  station = tempStation();
  const { db, clock } = station;
  const { chain, add } = chainOf(db, clock);
  weighings = new WeighingStore(db);
  const outbox = new Outbox(db);
  const publisher = new Publisher({ db, chain, enqueue: (document) => outbox.enqueue(document) });
  vehicles = new VehicleStore(db);
  const sheets = new LoadSheetStore(db);
  const rules = { askOtherAxles: true };
  const notices = new NoticeStore(db);
  amendments = new Amendments({ db, chain, weighings, notices, vehicles, rules, sheets, publisher, clock, newId });
  id = add('weighing', weighingBody({ weightKg: kg(48_620) })).id;
});
afterEach(() => station.end());

const act = { role: 'nobody', operator: '', requestId: null, request: null, remember: () => undefined } as const;
const correct = (field: 'plateFront' | 'plateRear', value: string | null) =>
  amendments.correct({ id, field, value, reason: '看错', operatorId: '张三' }, act);

describe('a corrected plate', () => {
  it.each([
    ['晋a·12345', '晋A12345'],
    [' 晋Ｃ 1234 挂 ', '晋C1234挂'],
    ['1234567890', '1234567890'],
    ['𠮷A12345678', '𠮷A12345678'],
    [null, null],
  ])('%j counts as %j', (value, counted) => {
    for (const field of ['plateFront', 'plateRear'] as const) {
      expect(correct(field, value).correction).toMatchObject({ field, to: counted });
      expect(weighings.get(id)?.[field]).toBe(counted);
    }
  });

  it.each([
    ['nothing', ''],
    ['nothing once normalised', ' ·-. '],
    ['too long', '12345678901234567'],
    ['too long once normalised', '㌀㌀㌀㌀㌀'],
    ['what nobody sees', '\u200b'],
    ['an order of writing', '晋A\u202e12345'],
    ['no letters', '<b>'],
  ])('is refused: %s', (_what, value) => {
    const before = weighings.get(id);
    for (const field of ['plateFront', 'plateRear'] as const)
      expect(thrown(() => correct(field, value))).toMatchObject({ code: 'weighing.plate-invalid' });
    expect(weighings.get(id)).toEqual(before);
    expect(station.db.prepare<{ n: number }>('SELECT count(*) AS n FROM document').get()?.n).toBe(1);
  });
});

describe('corrected axles', () => {
  const documents = () => station.db.prepare<{ n: number }>('SELECT count(*) AS n FROM document').get()?.n;
  const axles = (value: number, more: object = {}) =>
    amendments.correct({ id, field: 'axleCount', value, reason: '看错', operatorId: '张三', ...more }, act);

  it('above the file take the manager, whose name the notice bears', () => {
    vehicles.put({ plate: '晋C12345', axleCount: 4, axleSource: 'file' }, AT, '李四');
    expect(thrown(() => axles(5))).toMatchObject({
      code: 'weighing.axles-above-file',
      params: { plate: '晋C12345', fileAxles: 4, axles: 5 },
    });
    expect(documents()).toBe(1);
    expect(axles(5, { managerId: '王五' })).toMatchObject({ managerId: '王五', correction: { from: 6, to: 5 } });
    expect(weighings.get(id)).toMatchObject({ axleCount: 5, limitKg: 43_000, overKg: 5620 });
  });

  it.each([
    ['as the file says', { axleCount: 5 }],
    ['fewer than it says', { axleCount: 6 }],
    ['with another trailer than its own', { axleCount: 4, trailerPlate: '晋K1111挂' }],
    ['with a file that says no axles', {}],
  ])('%s take nobody', (_what, file) => {
    vehicles.put({ plate: '晋C12345', ...file }, AT, '李四');
    expect('managerId' in axles(5)).toBe(false);
    expect(weighings.get(id)?.axleCount).toBe(5);
  });

  it('are compared with what is known of the pair, not with the trailer that the file bears now', () => {
    const filed = { plate: '晋C12345', axleSource: 'file' } as const;
    vehicles.put({ ...filed, trailerPlate: '晋C678挂', axleCount: 4 }, AT, '李四');
    vehicles.put({ ...filed, trailerPlate: '晋K1111挂', axleCount: 6 }, AT, '李四');
    expect(thrown(() => axles(5))).toMatchObject({ code: 'weighing.axles-above-file', params: { fileAxles: 4 } });
  });

  it.each([
    ['the plate', { field: 'plateFront', value: '晋D44444' }],
    ['the trailer', { field: 'plateRear', value: '晋K4444挂' }],
    ['the driven axles', { field: 'driveAxles', value: 3 }],
    ['the body', { field: 'vehicleType', value: 'full-trailer-train' }],
  ] as const)('no other order gets round the manager: %s', (_what, correction) => {
    vehicles.put({ plate: '晋D44444', axleCount: 4, axleSource: 'file' }, AT, '李四');
    for (const trailerPlate of ['晋K4444挂', '晋C678挂'])
      vehicles.put({ plate: '晋C12345', trailerPlate, axleCount: 4, axleSource: 'file' }, AT, '李四');
    const input = { id, reason: '看错', operatorId: '张三', ...correction };
    expect(thrown(() => amendments.correct(input, act))).toMatchObject({
      code: 'weighing.axles-above-file',
      params: { fileAxles: 4, axles: 6 },
    });
    expect(documents()).toBe(1);
    expect(amendments.correct({ ...input, managerId: '王五' }, act)).toMatchObject({ managerId: '王五' });
  });

  it('that count already are not signed again: the notice that said them answers', () => {
    expect(thrown(() => axles(6))).toMatchObject({ code: 'rpc.invalid-input' });
    const notice = axles(5);
    expect(axles(5)).toEqual(notice);
    expect(documents()).toBe(2);
    axles(6);
    expect(axles(5).id).not.toBe(notice.id);
  });
});
