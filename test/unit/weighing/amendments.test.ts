/** Corrections of plates: what is none is refused, before anything is signed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { LoadSheetStore } from '../../../main/station/records/load-sheet-store.ts';
import { Publisher } from '../../../main/station/records/publisher.ts';
import { WeighingStore } from '../../../main/station/records/weighing-store.ts';
import { Outbox } from '../../../main/station/upload/outbox.ts';
import { Amendments } from '../../../main/station/weighing/amendments.ts';
import { chainOf, weighingBody } from '../records/samples.ts';
import { newId, tempStation, thrown, type TempStation } from '../store/temp-station.ts';

let station: TempStation;
let amendments: Amendments;
let weighings: WeighingStore;
let id: Uuid;

beforeEach(() => {
  station = tempStation();
  const { db, clock } = station;
  const { chain, add } = chainOf(db, clock);
  weighings = new WeighingStore(db);
  const outbox = new Outbox(db);
  const publisher = new Publisher({ db, chain, enqueue: (document) => outbox.enqueue(document) });
  amendments = new Amendments({ db, chain, weighings, sheets: new LoadSheetStore(db), publisher, clock, newId });
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
