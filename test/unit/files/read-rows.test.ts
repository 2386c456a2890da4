import { describe, expect, test } from 'vitest';
import { readRows, type RowsRead } from '../../../main/station/files/read-rows.ts';
import { intoName, intoVehicle } from '../../../main/station/files/row-into-file.ts';
import type { Cell } from '../../../main/station/spreadsheet/table.ts';
import type { FileKind } from '../../../preload/contract/files.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';

const read = (kind: FileKind, ...table: readonly (readonly Cell[])[]): RowsRead => {
  const done = readRows(kind, table);
  if ('wanted' in done) throw new Error(`no heading ${done.wanted}`);
  return done;
};
const faults = (done: RowsRead) =>
  done.faults.map(({ column, expected, reason, row }) => [row, column, reason, expected]);

describe('headings', () => {
  test.each([
    ['Chinese', ['车牌号', '轴数']],
    ['English, in another order and case', ['AXLES', 'Plate']],
    ['with units in brackets, and blanks', ['轴数', ' 车牌 号码 ']],
  ])('%s', (_, headings) => {
    const plate = headings.findIndex((heading) => /车牌|plate/i.test(heading));
    const cells: Cell[] = ['6', '6'];
    cells[plate] = '晋C12345';
    expect(read('vehicle', headings, cells).good).toEqual([
      { row: 2, key: '晋C12345', fields: { plate: '晋C12345', axleCount: 6 }, papers: [] },
    ]);
  });

  test('without the one that names the file nothing is read', () => {
    expect(readRows('goods', [['类别'], ['煤']])).toEqual({ wanted: '名称' });
  });

  test('unknown ones and doubles are named and left out', () => {
    const done = read('goods', ['名称', '备注', '货物'], ['原煤', 'x', '精煤']);
    expect(done.good[0]?.key).toBe('原煤');
    expect(faults(done)).toEqual([
      [1, '备注', 'heading-unknown', ''],
      [1, '货物', 'heading-twice', ''],
    ]);
    expect(done.bad).toBe(0);
  });
});

describe('cells of a vehicle', () => {
  const cell = (heading: string, value: Cell) => read('vehicle', ['车牌', heading], ['晋C12345', value]);

  test.each([
    ['轴数', '6', { axleCount: 6 }],
    ['轴数', '６', { axleCount: 6 }],
    ['轴数', '6.0', { axleCount: 6 }],
    ['总质量(kg)', '49,000', { registeredTotalKg: 49_000 }],
    ['车型', '半挂', { vehicleType: 'articulated' }],
    ['空气悬架', '是', { airSuspension: true }],
    ['挂车', '晋c·1234挂', { trailerPlate: '晋C1234挂' }],
    ['司机', null, {}],
  ])('%s %s', (heading, value, fields) => {
    expect(cell(heading, value)).toMatchObject({ bad: 0, good: [{ fields: { plate: '晋C12345', ...fields } }] });
  });

  test.each([
    ['轴数', '11', 'out-of-range', '2–10'],
    ['轴数', '1e1', 'not-a-number', '2–10'],
    ['总质量kg', '49', 'out-of-range', '1000–200000'],
    ['总质量kg', '49t', 'not-a-number', '1000–200000'],
    ['车型', 'constructor', 'not-a-choice', '单车 / 半挂 / 中置轴 / 全挂'],
    ['行驶证有效期', '2027-02-29', 'not-a-date', '2027-01-31'],
    ['行驶证号', { spoilt: '1.40302199001E+17' }, 'unreadable-text', ''],
    ['司机', '甲'.repeat(65), 'too-long', '64'],
    ['行驶证号', '1'.repeat(65), 'too-long', '64'],
    ['司机', 'a\u0007b', 'unreadable-text', ''],
  ])('%s %s: %s', (heading, value, reason, expected) => {
    const done = cell(heading, value);
    expect(faults(done)).toEqual([[2, heading, reason, expected]]);
    expect(done).toMatchObject({ bad: 1, good: [] });
  });

  test.each(['2027-1-31', '2027/01/31', '2027.1.31', '2027年1月31日'])('a day written %s', (value) => {
    expect(cell('道路运输证有效期', value).good[0]?.papers).toEqual([
      { kind: 'transport-permit', validUntil: '2027-01-31' },
    ]);
  });

  test('a plate is never put right', () => {
    const done = read('vehicle', ['车牌'], ['晋C1O345'], ['晋C10345'], ['晋 C-10345']);
    expect(done.good.map(({ key }) => key)).toEqual(['晋C1O345', '晋C10345']);
    expect(faults(done)).toEqual([[4, '车牌', 'twice', '3']]);
  });

  test('empty rows are no rows, and keep their numbers', () => {
    const done = read('vehicle', ['车牌', '轴数'], [null, null], [null, '6'], ['晋C1', '2']);
    expect(done).toMatchObject({ rows: 2, bad: 1, good: [{ row: 4 }] });
    expect(faults(done)).toEqual([[3, '车牌', 'missing', '']]);
  });
});

describe('a row in its file', () => {
  const [row] = read('vehicle', ['车牌', '轴数', '道路运输证有效期'], ['晋C12345', '6', '2027-01-31']).good;

  test('what it says counts, what it leaves empty stays; axles are vouched for', () => {
    if (row === undefined) throw new Error('no row');
    expect(
      intoVehicle(
        {
          plate: '晋C12345',
          axleCount: 5,
          axleSource: 'typed',
          goodsName: '原煤',
          papers: [
            { kind: 'vehicle-licence', number: '1' },
            { kind: 'transport-permit', number: '2', validUntil: '2026-01-31' },
          ],
        },
        row,
        '李经理',
      ),
    ).toEqual({
      plate: '晋C12345',
      axleCount: 6,
      axleSource: 'file',
      axlesBy: '李经理',
      goodsName: '原煤',
      papers: [
        { kind: 'vehicle-licence', number: '1' },
        { kind: 'transport-permit', number: '2', validUntil: '2027-01-31' },
      ],
    });
  });

  test('other axles that nobody stands for are typed, and of no picture', () => {
    if (row === undefined) throw new Error('no row');
    const axlesFrom = { weighingId: '00000000-0000-7000-8000-000000000001' as Uuid, sha256: null };
    const after = intoVehicle({ plate: '晋C12345', axleCount: 5, axleSource: 'file', axlesFrom }, row);
    expect(after).toMatchObject({ axleCount: 6, axleSource: 'typed' });
    expect(after.axlesFrom).toBeUndefined();
  });

  test('of a name that was merged into another goes into that one, which keeps its own', () => {
    const [one] = read('driver', ['姓名', '驾驶证号'], ['小王', '14']).good;
    if (one === undefined) throw new Error('no row');
    expect(intoName('driver', { kind: 'driver', name: '王强' }, one)).toMatchObject({
      name: '王强',
      papers: [{ kind: 'driving-licence', number: '14' }],
    });
  });

  test('axles that it only repeats are vouched for by nobody', () => {
    if (row === undefined) throw new Error('no row');
    const typed = { plate: '晋C12345', axleCount: 6, axleSource: 'typed' as const };
    expect(intoVehicle(typed, row)).toMatchObject({ axleCount: 6, axleSource: 'typed' });
  });

  test('another trailer alone is no word for its axles', () => {
    const [moved] = read('vehicle', ['车牌号', '挂车号'], ['晋C12345', '晋K1234挂']).good;
    if (moved === undefined) throw new Error('no row');
    const vouched = { plate: '晋C12345', axleCount: 6, axleSource: 'file', axlesBy: '李经理' } as const;
    const after = intoVehicle(vouched, moved, '王经理');
    expect(after).toMatchObject({ trailerPlate: '晋K1234挂', axleCount: 6, axleSource: 'typed' });
    expect(after.axlesBy).toBeUndefined();
  });

  test('a driver with both papers', () => {
    const [driver] = read('driver', ['姓名', '驾驶证号', '从业资格证有效期'], ['王强', '14', '2027-01-31']).good;
    if (driver === undefined) throw new Error('no row');
    expect(intoName('driver', null, driver)).toEqual({
      kind: 'driver',
      name: '王强',
      papers: [
        { kind: 'driving-licence', number: '14' },
        { kind: 'qualification', validUntil: '2027-01-31' },
      ],
    });
  });
});
