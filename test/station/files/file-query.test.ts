import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FilePage, FileItem, type FileKind, type NameFile } from '../../../preload/contract/files.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';
import { FileQuery } from '../../../main/station/files/file-query.ts';
import { NAMES, VEHICLES } from '../../../main/station/files/file-queries.ts';
import { initialsOf } from '../../../main/station/files/initials.ts';
import { NameStore } from '../../../main/station/files/name-store.ts';
import { VehicleStore } from '../../../main/station/records/vehicle-store.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import { minutesLater } from '../../unit/records/samples.ts';
import { tempStation, thrown, type TempStation } from '../../unit/store/temp-station.ts';

const DAY = '2026-11-30';

let station: TempStation;
let reader: Reader;
let query: FileQuery;
let names: NameStore;
let vehicles: VehicleStore;
beforeEach(() => {
  station = tempStation();
  reader = new Reader({ dataDir: station.dataDir });
  query = new FileQuery(reader);
  names = new NameStore(station.db);
  vehicles = new VehicleStore(station.db);
});
afterEach(async () => {
  await reader.stop();
  station.end();
});

const by = (minutes: number, operatorId = '甲') => ({ at: minutesLater(minutes), operatorId });
function put(file: NameFile, minutes = 0): number {
  return station.db.immediate(() => names.put(null, file, by(minutes)));
}
function index(): void {
  station.db.immediate(() => {
    for (const { id, name } of names.withoutKeys(1000)) names.addKeys(id, name, initialsOf(name));
  });
}
const goods = (...texts: readonly string[]): number[] => texts.map((name, at) => put({ kind: 'goods', name }, at));
const search = async (kind: FileKind, text?: string) => {
  const { items } = await query.search({ kind, ...(text === undefined ? {} : { text }) }, DAY);
  for (const item of items) FileItem.parse(item);
  return items;
};
const nameList = async (kind: FileKind, text?: string) => (await search(kind, text)).map(({ name }) => name);

describe('vehicles', () => {
  beforeEach(() => {
    for (const [at, text] of ['晋C12345', '晋C23451', '冀A12345', '晋C99123', '晋C00001', '晋C00002'].entries())
      vehicles.put({ plate: text, axleCount: 6 }, minutesLater(Math.min(at, 4)), '甲');
    vehicles.put({ plate: '晋C12345', axleCount: 5 }, minutesLater(9), '甲');
    vehicles.put({ plate: '晋C7788挂' }, minutesLater(8), '甲');
  });
  const found = async (text: string | null, limit = 9) =>
    (await query.vehicles(text, limit)).map((vehicle) => vehicle.plate);

  test.each([
    [
      'everything, the most recently changed first',
      null,
      ['晋C12345', '晋C7788挂', '晋C00001', '晋C00002', '晋C99123', '冀A12345', '晋C23451'],
    ],
    ['those that end so come first', '123', ['晋C99123', '晋C12345', '冀A12345']],
    ['a tail of two', '45', ['晋C12345', '冀A12345']],
    ['a tail of one', '1', ['晋C00001', '晋C23451']],
    ['a tail before 挂', '88', ['晋C7788挂']],
    ['a tail of four before its middle', '2345', ['晋C12345', '冀A12345', '晋C23451']],
    ['from the letter on', 'C1', ['晋C12345']],
    ['the letter', 'A', ['冀A12345']],
    ['the province', '冀', ['冀A12345']],
    ['the province and its letter', '冀A', ['冀A12345']],
    ['any part of three', 'C00', ['晋C00001', '晋C00002']],
    ['a whole plate', '晋C12345', ['晋C12345']],
    ['a plate longer than any', '晋C123456', []],
    ['nothing that a pattern would mean', '%', []],
    ['nothing that FTS would mean', '123" OR "C00', []],
  ])('%s', async (_, text, plates) => {
    expect(await found(text)).toEqual(plates);
  });

  test('as many as wanted, and whole files', async () => {
    expect(await found(null, 2)).toEqual(['晋C12345', '晋C7788挂']);
    expect(await query.vehicles('12345', 1)).toEqual([{ plate: '晋C12345', axleCount: 5 }]);
  });

  test('page by page each once, and with equal times too', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Awaited<ReturnType<FileQuery['search']>> = await query.search(
        { kind: 'vehicle', limit: 2, ...(cursor === '' ? {} : { cursor }) },
        DAY,
      );
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(await found(null, 50));
  });

  test('what a person has to see to stands in the list', async () => {
    vehicles.put(
      {
        plate: '晋C55555',
        axleCount: 6,
        axleSource: 'typed',
        barred: '改装',
        papers: [
          { kind: 'transport-permit', validUntil: '2026-12-15' },
          { kind: 'vehicle-licence', number: 'x', validUntil: '2026-11-01' },
        ],
      },
      minutesLater(20),
      '甲',
    );
    expect((await search('vehicle', '55555'))[0]).toMatchObject({
      typedAxles: true,
      barred: true,
      paper: { kind: 'vehicle-licence', state: 'expired', validUntil: '2026-11-01' },
    });
  });

  test('one file with its history and its other trailers', async () => {
    vehicles.put({ plate: '晋C1', trailerPlate: '晋C0001挂', axleCount: 6 }, minutesLater(30), '甲');
    vehicles.put({ plate: '晋C1', trailerPlate: '晋C0002挂', axleCount: 5 }, minutesLater(31), '乙');
    const page = FilePage.parse(await query.get('vehicle', '晋c·1', DAY));
    expect(page.others).toEqual(['晋C0001挂']);
    expect(page.history).toMatchObject([
      {
        operatorId: '乙',
        fields: [
          { field: 'trailerPlate', before: '晋C0001挂', after: '晋C0002挂' },
          { field: 'axleCount', before: '6', after: '5' },
        ],
      },
      { operatorId: '甲' },
    ]);
    expect(await query.get('vehicle', '晋C9', DAY)).toBeNull();
  });
});

describe('names', () => {
  test('by initials and any part, the best first', async () => {
    goods('原煤', '精煤', '原煤矸石', '石灰石', '砂石料');
    index();
    expect(await nameList('goods', 'ym')).toEqual(['原煤矸石', '原煤']);
    expect(await nameList('goods', '原煤')).toEqual(['原煤', '原煤矸石']);
    expect(await nameList('goods', '煤')).toEqual(['原煤矸石', '精煤', '原煤']);
    expect(await nameList('goods', 'shs')).toEqual(['石灰石']);
    expect(await nameList('goods', 'mgs')).toEqual(['原煤矸石']);
    expect(await nameList('goods', '灰石')).toEqual(['石灰石']);
    expect(await nameList('goods', '煤矸石')).toEqual(['原煤矸石']);
    expect(await nameList('goods', '%')).toEqual([]);
    expect(await nameList('receiver', 'ym')).toEqual([]);
  });

  test('every reading of a name', async () => {
    put({ kind: 'driver', name: '单田芳' });
    put({ kind: 'driver', name: '曾志伟' });
    index();
    for (const text of ['stf', 'dtf', 'st', 'd']) expect(await nameList('driver', text)).toContain('单田芳');
    for (const text of ['zzw', 'czw']) expect(await nameList('driver', text)).toEqual(['曾志伟']);
  });

  test('what was used last comes first among equals, and a new name is there by its use', async () => {
    const at = (minutes: number) => Date.parse(minutesLater(minutes)) as EpochMs;
    goods('原煤一号', '原煤二号');
    station.db.immediate(() => {
      names.used({ kind: 'goods', name: '原煤一号' }, at(5), by(5));
      names.used({ kind: 'goods', name: '原煤三号' }, at(6), by(6));
    });
    index();
    expect(await nameList('goods', 'ym')).toEqual(['原煤三号', '原煤一号', '原煤二号']);
    expect((await search('goods'))[0]).toMatchObject({ name: '原煤三号', uses: 1, usedAt: minutesLater(6) });
  });

  test('written otherwise, it is found by the new name alone, and the history says so', async () => {
    const [id = 0] = goods('原媒');
    index();
    station.db.immediate(() => names.put(id, { kind: 'goods', name: '原煤' }, by(3, '乙')));
    index();
    expect(await nameList('goods', '媒')).toEqual([]);
    expect(await nameList('goods', '煤')).toEqual(['原煤']);
    const page = FilePage.parse(await query.get('goods', String(id), DAY));
    expect(page.history[0]).toMatchObject({
      operatorId: '乙',
      fields: [{ field: 'name', before: '原媒', after: '原煤' }],
    });
  });

  test('pages without a text hold each once', async () => {
    goods(...Array.from({ length: 25 }, (_, at) => `货${at}`));
    const first = await query.search({ kind: 'goods', limit: 20 }, DAY);
    const second = await query.search({ kind: 'goods', limit: 20, cursor: first.nextCursor ?? '' }, DAY);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(25);
    expect(second.nextCursor).toBeNull();
  });
});

describe('two ways to write one name', () => {
  const receiver = (name: string): NameFile => ({ kind: 'receiver', name });

  test('lead to the one that stays, under both; uses are added, nothing is lost', async () => {
    const [full, short, other] = ['太原第一热电厂', '一电', '太原一热'].map((name) => put(receiver(name)));
    index();
    const merge = (keep = 0, gone = 0) =>
      station.db.immediate(() => names.merge('receiver', { keep, gone }, by(5, '乙')));
    station.db.immediate(() => {
      names.used(receiver('一电'), 5 as EpochMs, by(1));
      names.used(receiver('太原第一热电厂'), 9 as EpochMs, by(1));
    });
    merge(other, short);
    merge(full, other);
    expect(await search('receiver', 'yd')).toMatchObject([
      { id: String(full), name: '太原第一热电厂', foundAs: '一电', uses: 2 },
    ]);
    expect(await nameList('receiver')).toEqual(['太原第一热电厂']);
    const page = FilePage.parse(await query.get('receiver', String(short), DAY));
    expect(page).toMatchObject({ id: String(full), others: ['一电', '太原一热'] });
    // Used again by its other name, it is the same one.
    station.db.immediate(() => names.used(receiver('一电'), 20 as EpochMs, by(6)));
    expect((await search('receiver', '一电'))[0]).toMatchObject({ id: String(full), uses: 3 });
    expect(
      station.db.prepare("SELECT count(*) AS rows FROM name_file_change WHERE body LIKE '%mergedInto%'").get(),
    ).toEqual({ rows: 2 });
  });

  test('nothing is merged into itself, into another kind or into nothing', () => {
    const one = put(receiver('甲厂'));
    const two = put(receiver('乙厂'));
    const driver = put({ kind: 'driver', name: '王强' });
    const merge = (keep: number, gone: number) =>
      thrown(() => station.db.immediate(() => names.merge('receiver', { keep, gone }, by(5))));
    expect(merge(one, one)).toMatchObject({ code: 'file.merge-itself' });
    expect(merge(one, driver)).toMatchObject({ code: 'file.not-found' });
    expect(merge(999, one)).toMatchObject({ code: 'file.not-found' });
    station.db.immediate(() => names.merge('receiver', { keep: one, gone: two }, by(5)));
    expect(merge(two, one)).toMatchObject({ code: 'file.merge-itself' });
  });
});

describe('no question reads a table as a whole', () => {
  test.each([
    ['all vehicles', VEHICLES.all, { limit: 1, before: '', beforePlate: '' }, ['vehicle_updated']],
    ['a tail of one', VEHICLES.one, { limit: 1, text: '1' }, ['vehicle_tail_1', 'vehicle_head_1']],
    ['a tail of two', VEHICLES.two, { limit: 1, text: '12' }, ['vehicle_tail_2', 'vehicle_head_2']],
    [
      'more of a plate',
      VEHICLES.more,
      { limit: 1, text: '123', phrase: '"123"' },
      ['vehicle_tail_3', 'vehicle_text VIRTUAL TABLE INDEX'],
    ],
    ['all names', NAMES.all, { kind: 'goods', limit: 1, beforeMs: 9, beforeId: 9 }, ['name_file_used (kind=?']],
    ['a short part', NAMES.short, { kind: 'goods', limit: 1, text: 'y' }, ['name_part', '(kind=? AND part=?)']],
    [
      'more of a name',
      NAMES.more,
      { kind: 'goods', limit: 1, text: 'yms', phrase: '"yms"' },
      ['name_text VIRTUAL TABLE INDEX'],
    ],
  ])('%s', (_, sql, params, expected) => {
    const plan = station.db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(params);
    const details = plan.map(({ detail }) => detail);
    for (const part of expected)
      expect(
        details.some((detail) => detail.includes(part)),
        details.join('\n'),
      ).toBe(true);
    expect(details.filter((detail) => /^SCAN (vehicle|name_file|v|k|f|name_part)\b(?!.*INDEX)/.test(detail))).toEqual(
      [],
    );
  });
});

test('a name that was merged away leads to the file that is kept, with its papers', () => {
  const papers = [{ kind: 'qualification' as const, validUntil: '2020-05-31' }];
  const keep = put({ kind: 'driver', name: '王强', papers });
  const gone = put({ kind: 'driver', name: '小王' });
  station.db.immediate(() => names.merge('driver', { keep, gone }, by(1)));
  expect(names.byName('driver', '小王')).toEqual({ id: keep, file: { kind: 'driver', name: '王强', papers } });
});
