/** The files of a running station: kept by use, found by initials, with more than one trailer, and brought as a table. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Weighing } from '../../../preload/contract/documents.ts';
import { RunningStation } from '../../support/running-station.ts';
import { Site } from '../../sim/site.ts';

const CLERK = { operatorId: '张三' };

let site: Site;
let station: RunningStation;
beforeAll(async () => {
  site = await Site.open({
    stabilityMs: 400,
    rateHz: 20,
    configuration: { rules: { minIntervalSeconds: 0, minTripMinutes: 0, askOtherAxles: true } },
  });
  station = await RunningStation.start(site);
  await station.until('devices', async () =>
    (await station.call('devices.list', {})).every((one) => one.state === 'online'),
  );
});
afterAll(async () => {
  await station.stop();
  await site.close();
});
beforeEach(async () => {
  site.driveOff(200);
  await station.untilPhase('idle');
});

type Kind = 'vehicle' | 'driver' | 'goods' | 'receiver';
const names = async (kind: Kind, text: string): Promise<string[]> =>
  (await station.call('files.search', { kind, text })).items.map(({ name }) => name);

async function weigh(plates: readonly [string, string], weightKg: number, more: object): Promise<Weighing> {
  site.driveOff(200);
  await station.untilPhase('idle');
  site.driveOn({ plateFront: plates[0], plateRear: plates[1] }, weightKg, 300);
  await station.untilSteady();
  const said = { kind: 'gross' as const, ...CLERK, plateFront: plates[0], plateRear: plates[1] };
  return station.captureWhole({ ...said, ...more });
}
async function trip(
  plates: readonly [string, string],
  tareKg: number,
  grossKg: number,
  said: object = {},
): Promise<Weighing> {
  const tare = await weigh(plates, tareKg, { ...said, kind: 'tare' });
  const gross = await weigh(plates, grossKg, said);
  await station.call('loadSheet.issue', {
    grossWeighingId: gross.id,
    tareWeighingId: tare.id,
    goods: { name: '原煤' },
    receiver: '阳泉第二电厂',
    driver: { name: '单强' },
    ...CLERK,
  });
  return gross;
}

test('a tractor with two trailers is asked about at neither, and each has its own limit', async () => {
  const [tractor, six, five] = ['晋C60606', '晋C0006挂', '晋C0005挂'];
  await station.call('vehicle.put', {
    plate: tractor,
    trailerPlate: six,
    axleCount: 6,
    vehicleType: 'articulated',
    driveAxles: 2,
    axleSource: 'file',
  });
  expect((await trip([tractor, six], 16_000, 46_000)).limitKg).toBe(49_000);
  // Another combination: nobody knows its axles until somebody says them.
  expect(await station.call('vehicle.get', { plate: tractor, trailerPlate: five })).not.toHaveProperty('axleCount');
  const first = await trip([tractor, five], 15_000, 42_000, { axleCount: 5, vehicleType: 'articulated' });
  expect(first).toMatchObject({ limitKg: 43_000, axleCount: 5 });
  expect(first).not.toHaveProperty('otherAxles');
  const said = { trailerPlate: five, axleCount: 5, axleSource: 'typed' };
  expect(await station.call('vehicle.get', { plate: tractor })).toMatchObject(said);
  // Back with the first one: what somebody vouched for is still there, and nobody is asked.
  const again = await trip([tractor, six], 16_000, 46_000);
  expect(again).toMatchObject({ limitKg: 49_000, axleCount: 6, limitInputs: { axleSource: 'file' } });
  const other = await trip([tractor, five], 15_000, 42_000);
  expect(other).toMatchObject({ limitKg: 43_000, axleCount: 5, limitInputs: { axleSource: 'typed' } });
  expect(await station.call('vehicle.get', { plate: tractor })).toMatchObject({ trailerPlate: five, axleCount: 5 });
});

test('what stood on a sheet is found by its initials, and again after a restart', async () => {
  await station.until('initials', async () => (await names('driver', 'sq')).length === 1);
  expect(await names('goods', 'ym')).toEqual(['原煤']);
  expect(await names('receiver', 'yqde')).toEqual(['阳泉第二电厂']);
  expect(await names('receiver', '二电')).toEqual(['阳泉第二电厂']);
  expect((await station.call('files.search', { kind: 'goods' })).items[0]?.uses).toBeGreaterThan(1);
});

describe('a table', () => {
  const table = (kind: Kind, text: string) =>
    station.call('files.readTable', { kind, base64: Buffer.from(text, 'utf8').toString('base64') });
  const VEHICLES = [
    '轴数,车牌号,总质量kg,道路运输证有效期,备注',
    '6,晋C·77001,49000,2027/1/31,x',
    '五,晋C77002,49000,2027-01-31,',
    '6,晋C77003,49,2027-02-30,',
    '6,晋c77001,49000,2027-01-31,',
    '4,晋C7OOO4,,,',
  ].join('\r\n');

  test('is shown with what is wrong in it, and nothing is written before a person says so', async () => {
    const preview = await table('vehicle', VEHICLES);
    expect(preview).toMatchObject({ rows: 5, added: 2, changed: 0, same: 0, bad: 3 });
    expect(preview.faults.map(({ column, reason, row }) => [row, column, reason])).toEqual([
      [1, '备注', 'heading-unknown'],
      [3, '轴数', 'not-a-number'],
      [4, '总质量kg', 'out-of-range'],
      [4, '道路运输证有效期', 'not-a-date'],
      [5, '车牌号', 'twice'],
    ]);
    expect(await station.call('vehicle.get', { plate: '晋C77001' })).toBeNull();
    await expect(
      station.call('files.importTable', { id: preview.id, onlyGood: false, ...CLERK }),
    ).rejects.toMatchObject({ code: 'table.faults', params: { bad: 3 } });
    expect(await station.call('vehicle.get', { plate: '晋C77001' })).toBeNull();
    expect(await station.call('files.importTable', { id: preview.id, onlyGood: true, ...CLERK })).toEqual({
      added: 2,
      changed: 0,
      leftOut: 3,
    });
    expect(await station.call('vehicle.get', { plate: '晋C77001' })).toEqual({
      plate: '晋C77001',
      axleCount: 6,
      axleSource: 'file',
      axlesBy: '张三',
      registeredTotalKg: 49_000,
      papers: [{ kind: 'transport-permit', validUntil: '2027-01-31' }],
    });
    // O stays O: nobody guesses what was meant.
    expect(await station.call('vehicle.get', { plate: '晋C7OOO4' })).toMatchObject({ axleCount: 4 });
    await expect(station.call('files.importTable', { id: preview.id, onlyGood: true, ...CLERK })).rejects.toMatchObject(
      { code: 'table.gone' },
    );
  });

  test('read once more changes nothing; an empty cell leaves what is there', async () => {
    const again = await table('vehicle', '车牌,轴数,司机\n晋C77001,6,\n晋C7OOO4,,李四');
    expect(again).toMatchObject({ added: 0, changed: 1, same: 1, bad: 0 });
    await station.call('files.importTable', { id: again.id, onlyGood: false, ...CLERK });
    expect(await station.call('vehicle.get', { plate: '晋C7OOO4' })).toMatchObject({
      axleCount: 4,
      driverName: '李四',
    });
    const page = await station.call('files.get', { kind: 'vehicle', id: '晋C7OOO4' });
    expect(page?.history.map(({ operatorId }) => operatorId)).toEqual(['张三', '张三']);
    const once = await station.call('files.get', { kind: 'vehicle', id: '晋C77001' });
    expect(once?.history).toHaveLength(1);
  });

  test('as Chinese Excel writes it, with names that are found at once', async () => {
    // 姓名,驾驶证号 / 覃建国,140302199001010011 in GB18030.
    const gb = Buffer.from(
      'd0d5c3fb2cbcddcabbd6a4bac50d0af1fbbda8b9fa2c3134303330323139393030313031303031310d0a',
      'hex',
    );
    const preview = await station.call('files.readTable', { kind: 'driver', base64: gb.toString('base64') });
    expect(preview).toMatchObject({ added: 1, bad: 0 });
    await station.call('files.importTable', { id: preview.id, onlyGood: false, ...CLERK });
    await station.until('initials', async () => (await names('driver', 'qjg')).length === 1);
    expect(await names('driver', 'tjg')).toEqual(['覃建国']);
  });

  test.each([
    ['no table', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'table.not-a-table'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'table.not-a-table'],
    ['half a workbook', Buffer.from('504b03040000', 'hex'), 'table.unreadable'],
    ['nothing', Buffer.from('车牌号'), 'table.empty'],
    ['another heading', Buffer.from('号码\n晋C1'), 'table.heading'],
    ['too many rows', Buffer.from(`车牌\n${'晋C12345\n'.repeat(2001)}`), 'table.too-large'],
    ['a quotation mark without its other', Buffer.from('车牌\n"晋C12345'), 'table.unreadable'],
  ])('%s is refused by name', async (_, bytes, code) => {
    await expect(
      station.call('files.readTable', { kind: 'vehicle', base64: bytes.toString('base64') }),
    ).rejects.toMatchObject({ code });
  });
});

test('who stands for the axles of one trailer says nothing of another, in a form and in a table', async () => {
  const [plate, own, other] = ['晋C77100', '晋C0001挂', '晋C0002挂'];
  const vehicle = { plate, trailerPlate: own, axleCount: 6, vehicleType: 'articulated' as const };
  const put = (changes: object, more: object) =>
    station.call('files.put', { file: { kind: 'vehicle', vehicle: { ...vehicle, ...changes } }, ...CLERK, ...more });
  await put({}, { managerId: '李经理' });
  expect(await station.call('vehicle.get', { plate })).toMatchObject({ axleSource: 'file', axlesBy: '李经理' });
  await put({ trailerPlate: other }, { id: plate });
  const moved = await station.call('vehicle.get', { plate });
  expect(moved).toMatchObject({ trailerPlate: other, axleCount: 6, axleSource: 'typed' });
  expect(moved).not.toHaveProperty('axlesBy');
  await put({}, { id: plate });
  expect(await station.call('vehicle.get', { plate })).toMatchObject({ axleSource: 'file', axlesBy: '李经理' });

  const base64 = Buffer.from(`车牌号,挂车号\n${plate},晋C0003挂`).toString('base64');
  const { id } = await station.call('files.readTable', { kind: 'vehicle', base64 });
  await station.call('files.importTable', { id, onlyGood: false, ...CLERK });
  const brought = await station.call('vehicle.get', { plate });
  expect(brought).toMatchObject({ trailerPlate: '晋C0003挂', vehicleType: 'articulated' });
  expect(brought).not.toHaveProperty('axleCount');
  expect(brought).not.toHaveProperty('axlesBy');
});

test('2,000 vehicles in one go are all there or none, and weights go on meanwhile', async () => {
  const rows = Array.from({ length: 2000 }, (_, at) => `晋D${String(at).padStart(5, '0')},6,4900${at % 10}`);
  const text = ['车牌,轴数,总质量', ...rows].join('\n');
  const preview = await station.call('files.readTable', {
    kind: 'vehicle',
    base64: Buffer.from(text).toString('base64'),
  });
  expect(preview).toMatchObject({ rows: 2000, added: 2000, bad: 0 });
  const done = await station.call('files.importTable', { id: preview.id, onlyGood: false, ...CLERK });
  expect(done.added).toBe(2000);
  expect(await names('vehicle', 'D01999')).toEqual(['晋D01999']);
});

test('a file is made, changed and merged with who says so; doubles are refused', async () => {
  const put = (name: string, id?: string) =>
    station.call('files.put', {
      ...(id === undefined ? {} : { id }),
      file: { kind: 'receiver', name },
      operatorId: '李经理',
    });
  const { id: keep } = await put('太原第一热电厂');
  await expect(put('太原第一热电厂')).rejects.toMatchObject({ code: 'file.name-taken' });
  const { id: gone } = await put('一热');
  await put('一热电', gone);
  await station.call('files.merge', { kind: 'receiver', keep, gone, operatorId: '李经理' });
  await station.until('initials', async () => (await names('receiver', 'yrd')).length === 1);
  expect(await names('receiver', 'yrd')).toEqual(['太原第一热电厂']);
  expect(await station.call('files.get', { kind: 'receiver', id: gone })).toMatchObject({
    id: keep,
    others: ['一热电'],
  });
  await expect(
    station.call('files.put', { id: '晋C99999', file: { kind: 'vehicle', vehicle: { plate: '晋C99999' } }, ...CLERK }),
  ).rejects.toMatchObject({ code: 'file.not-found' });
});
