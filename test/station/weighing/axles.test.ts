/** Where the axles of a record come from: the vehicle's file, what somebody typed, and, for more than the file says, the manager. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Weighing } from '../../../preload/contract/documents.ts';
import type { CallInput } from '../../../preload/contract/index.ts';
import { RunningStation } from '../../support/running-station.ts';
import { Site } from '../../sim/site.ts';

const CLERK = { operatorId: '张三' } as const;

let site: Site;
let station: RunningStation;

async function open(configuration: Readonly<Record<string, unknown>>): Promise<void> {
  site = await Site.open({ stabilityMs: 400, rateHz: 20, configuration });
  station = await RunningStation.start(site);
  await station.until('devices', async () =>
    (await station.call('devices.list', {})).every((one) => one.state === 'online'),
  );
}
async function close(): Promise<void> {
  await station.stop();
  await site.close();
}
async function comes(plateFront: string, weightKg: number, plateRear: string | null = null): Promise<void> {
  site.driveOff(200);
  await station.untilPhase('idle');
  site.driveOn({ plateFront, plateRear }, weightKg, 300);
  await station.untilSteady();
}
type More = Omit<Partial<CallInput<'weighing.capture'>>, 'operatorId'>;
const capture = (plateFront: string, more: More = {}): Promise<Weighing> =>
  station.captureWhole({ kind: 'gross', ...CLERK, plateFront, ...more });

describe('a simulated site as it is, where nothing is asked', () => {
  beforeAll(() => open({}));
  afterAll(close);

  test('typed without a file: marked, kept with its picture, listed, and a file once somebody vouches for it', async () => {
    await comes('晋C40001', 44_000);
    const record = await capture('晋C40001', { axleCount: 6, vehicleType: 'articulated' });
    expect(record).toMatchObject({
      axleCount: 6,
      limitKg: 46_000,
      limitRule: 'order-62-2016-art-3/2',
      limitInputs: { axleSource: 'typed', tyres: 'unknown', conditions: ['drive-axles-unknown'] },
    });
    const front = record.images.find(({ role }) => role === 'front');
    const file = await station.call('vehicle.get', { plate: '晋C40001' });
    expect(file).toMatchObject({
      axleSource: 'typed',
      axlesFrom: { weighingId: record.id, sha256: front?.sha256 },
    });
    const { count, items } = await station.call('vehicle.unconfirmed', {});
    expect([count, items.length]).toEqual([1, 1]);
    expect(items[0]).toMatchObject({
      vehicle: file,
      weighing: { id: record.id, weighedAt: record.weighedAt, axleCount: 6, frontSha256: front?.sha256, ...CLERK },
    });
    const seen = { plate: '晋C40001', operatorId: '王五' };
    expect(await station.refusal('vehicle.confirmAxles', { ...seen, axleCount: 5 })).toBe('vehicle.axles-changed');
    expect(await station.call('vehicle.confirmAxles', { ...seen, axleCount: 6 })).toMatchObject({ axleSource: 'file' });
    expect(await station.call('vehicle.unconfirmed', {})).toEqual({ count: 0, items: [] });
    expect(await station.refusal('vehicle.confirmAxles', { ...seen, axleCount: 6 })).toBe('vehicle.axles-not-typed');
    await comes('晋C40001', 44_100);
    expect(await capture('晋C40001')).toMatchObject({ axleCount: 6, limitInputs: { axleSource: 'file' } });
  });

  test('typed where the file says none: the file keeps what it knew, and gets the axles', async () => {
    await station.call('vehicle.put', { plate: '晋C40002', goodsName: '原煤', trailerPlate: '晋K4002挂' });
    await comes('晋C40002', 40_000);
    const record = await capture('晋C40002', { axleCount: 5 });
    expect(await station.call('vehicle.get', { plate: '晋C40002' })).toMatchObject({
      goodsName: '原煤',
      trailerPlate: '晋K4002挂',
      axleCount: 5,
      axleSource: 'typed',
      axlesFrom: { weighingId: record.id },
    });
  });

  test('more axles than the file says: recorded as said, and the file stays', async () => {
    await station.call('vehicle.put', { plate: '晋C40003', axleCount: 4, vehicleType: 'rigid', axleSource: 'file' });
    await comes('晋C40003', 40_000);
    const record = await capture('晋C40003', { axleCount: 6, driveAxles: 2, vehicleType: 'articulated' });
    expect(record).toMatchObject({ axleCount: 6, limitKg: 49_000, limitInputs: { axleSource: 'typed' } });
    expect('otherAxles' in record).toBe(false);
    expect(await station.call('vehicle.get', { plate: '晋C40003' })).toMatchObject({ axleCount: 4 });
  });

  test('what the file knows of tractor, tyres and springs makes the limit; the call says the same, and why', async () => {
    const plate = '晋C40004';
    await station.call('vehicle.put', {
      plate,
      trailerPlate: '晋K4004挂',
      axleCount: 4,
      vehicleType: 'articulated',
      axleSource: 'file',
      airSuspension: true,
      trailerSpacingMm: 1800,
      tyrePairsFewer: 1,
      wideTyres: true,
    });
    const asked = await station.call('weighing.limit', { plate });
    expect(asked).toEqual({
      limitKg: 37_000,
      limitRule: 'order-62-2016-art-3/2',
      axleCount: 4,
      basis: 'annex-2016',
      conditions: ['air-suspension', 'wide-tyres'],
    });
    await comes(plate, 37_500);
    const record = await capture(plate);
    expect(record).toMatchObject({
      limitKg: 37_000,
      overKg: 500,
      overRatePct: 1.35,
      limitInputs: {
        axleSource: 'file',
        tyres: 'wide',
        airSuspension: true,
        trailerSpacingMm: 1800,
        tyrePairsFewer: 1,
        wideTyres: true,
        toleranceKg: 0,
        basis: 'annex-2016',
      },
    });
    expect(await station.call('weighing.limitOf', { id: record.id })).toEqual({
      limitKg: 37_000,
      asSignedKg: 37_000,
      ruleSet: 'order-62-2016-art-3/2',
      basis: 'annex-2016',
      conditions: ['air-suspension', 'wide-tyres'],
      axleCount: 4,
      axleSource: 'file',
      toleranceKg: 0,
    });
    // Of another trailer nobody knows the axles; and where they are said neither its spacing nor that its tyres are wide.
    const other = { plate, plateRear: '晋K9999挂' };
    expect(await station.call('weighing.limit', other)).toMatchObject({ limitKg: null, conditions: ['axles-unknown'] });
    expect(await station.call('weighing.limit', { ...other, axleCount: 4 })).toMatchObject({
      limitKg: 33_000,
      conditions: ['tyres-fewer'],
    });
    await station.call('weighing.correct', { id: record.id, field: 'axleCount', value: 5, reason: '看错', ...CLERK });
    expect(await station.call('weighing.limitOf', { id: record.id })).toMatchObject({
      limitKg: 43_000,
      asSignedKg: 37_000,
      conditions: ['tractor-axles-unknown', 'wide-tyres'],
    });
    const [item] = (await station.call('records.search', { text: '40004' })).items;
    expect(item).toMatchObject({ axleCount: 5, limitKg: 43_000, overKg: 0 });
  });

  test('over the limit and over the load are two refusals', async () => {
    const plate = '晋C40005';
    await station.call('vehicle.put', {
      plate,
      axleCount: 3,
      vehicleType: 'rigid',
      axleSource: 'file',
      approvedLoadKg: 10_000,
    });
    await comes(plate, 13_000);
    const tare = await capture(plate, { kind: 'tare' });
    const issue = (gross: Weighing): Promise<string> =>
      station.refusal('loadSheet.issue', {
        grossWeighingId: gross.id,
        tareWeighingId: tare.id,
        goods: { name: '原煤' },
        receiver: '某电厂',
        ...CLERK,
      });
    await comes(plate, 25_020);
    const over = await capture(plate);
    expect(over).toMatchObject({ limitKg: 25_000, overKg: 20, overRatePct: 0.08 });
    expect(await issue(over)).toBe('sheet.over-limit');
    await comes(plate, 24_000);
    const full = await capture(plate);
    expect(full).toMatchObject({ limitKg: 25_000, overKg: 0 });
    expect(await issue(full)).toBe('sheet.over-load');
  });
});

describe('a trailer that nobody has said anything of', () => {
  beforeAll(() => open({}));
  afterAll(close);

  const plate = '晋C42001';
  const [own, other] = ['晋K4201挂', '晋K4202挂'];
  const filed = { axleCount: 6, vehicleType: 'articulated', driveAxles: 2, approvedLoadKg: 20_000 } as const;
  const trip = async (plateRear: string | null, grossKg: number, said: More = {}) => {
    const rear = plateRear === null ? {} : { plateRear };
    await comes(plate, 15_000, plateRear);
    const tare = await capture(plate, { kind: 'tare', ...rear });
    await comes(plate, grossKg, plateRear);
    const gross = await capture(plate, { ...rear, ...said });
    const input = { grossWeighingId: gross.id, tareWeighingId: tare.id, goods: { name: '原煤' }, receiver: '某电厂' };
    return { gross, issue: { ...input, ...CLERK } };
  };

  test('has no axles until somebody says them: no limit, no sheet, and the file keeps its own', async () => {
    await station.call('vehicle.put', { plate, trailerPlate: own, ...filed, axleSource: 'file' });
    const { gross, issue } = await trip(other, 34_000);
    expect(gross).toMatchObject({ limitInputs: { axleSource: 'unknown', conditions: ['axles-unknown'] } });
    expect([gross.axleCount ?? null, gross.limitKg ?? null]).toEqual([null, null]);
    expect(await station.refusal('loadSheet.issue', issue)).toBe('sheet.axles-unknown');
    expect(await station.call('vehicle.get', { plate })).toMatchObject({ trailerPlate: own, ...filed });
    expect(await station.call('vehicle.unconfirmed', {})).toMatchObject({ count: 0 });
  });

  test('typed, they are of this pair alone, and wait for the manager also when its own trailer is back', async () => {
    const { gross, issue } = await trip(other, 34_000, { axleCount: 5 });
    expect(gross).toMatchObject({ axleCount: 5, limitKg: 43_000, limitInputs: { axleSource: 'typed' } });
    expect(await station.call('loadSheet.issue', issue)).toMatchObject({ trailerPlate: other, limitKg: 43_000 });
    const waits = async () => {
      const { count, items } = await station.call('vehicle.unconfirmed', { plate });
      return [count, ...items.map(({ vehicle, weighing }) => [vehicle.trailerPlate, vehicle.axleCount, weighing?.id])];
    };
    expect(await waits()).toEqual([1, [other, 5, gross.id]]);
    const back = await trip(own, 33_000);
    expect(back.gross).toMatchObject({ axleCount: 6, limitKg: 49_000, limitInputs: { axleSource: 'file' } });
    expect(await station.call('loadSheet.issue', back.issue)).toMatchObject({ approvedLoadKg: 20_000 });
    expect(await station.call('vehicle.get', { plate })).toMatchObject({ trailerPlate: own, ...filed });
    expect(await waits()).toEqual([1, [other, 5, gross.id]]);
    const word = { plate, axleCount: 5, operatorId: '王五' };
    expect(await station.refusal('vehicle.confirmAxles', word)).toBe('vehicle.axles-not-typed');
    const pair = { ...word, trailerPlate: other };
    expect(await station.call('vehicle.confirmAxles', pair)).toMatchObject({ axleSource: 'file', axlesBy: '王五' });
    expect(await waits()).toEqual([0]);
    const known = await station.call('vehicle.get', { plate, trailerPlate: other });
    expect(known).toMatchObject({ axleCount: 5, axleSource: 'file', axlesBy: '王五' });
    // Looking at one pair changes nothing of what the tractor pulls now.
    expect(await station.call('vehicle.get', { plate })).toMatchObject({ trailerPlate: own, ...filed });
  });

  test('and a sheet without a trailer takes none away from the file', async () => {
    const { issue } = await trip(null, 33_000);
    await station.call('loadSheet.issue', issue);
    expect(await station.call('vehicle.get', { plate })).toMatchObject({ trailerPlate: own, ...filed });
  });
});

describe('a site that asks', () => {
  const plate = '晋C41001';
  const six = { axleCount: 6, driveAxles: 2, vehicleType: 'articulated' } as const;
  let agreed: Weighing;

  beforeAll(async () => {
    await open({ rules: { askOtherAxles: true } });
    await station.call('vehicle.put', { plate, axleCount: 4, vehicleType: 'rigid', axleSource: 'file' });
  });
  afterAll(close);

  test('more axles than the file says are asked about; without the manager the record keeps the file’s', async () => {
    await comes(plate, 40_000);
    await expect(capture(plate, six)).rejects.toMatchObject({
      code: 'weighing.other-axles',
      params: { plate, fileAxles: 4, axles: 6, above: true },
    });
    const record = await capture(plate, { ...six, otherAxles: { plate, reason: '换了挂车' } });
    expect(record).toMatchObject({
      axleCount: 4,
      vehicleType: 'rigid',
      limitKg: 31_000,
      overKg: 9000,
      limitInputs: { axleSource: 'file', driveAxles: null },
    });
    expect(record.otherAxles).toEqual({ fileAxleCount: 4, reason: '换了挂车', saidAxleCount: 6 });
    const { items } = await station.call('warnings.search', { which: 'open', limit: 200 });
    const matter = items.find((item) => item.kind === 'plate-doubt');
    expect(matter).toMatchObject({ weighing: { id: record.id, axleCount: 4, otherAxles: record.otherAxles } });
  });

  test('fewer are asked about as before, and need no manager', async () => {
    await comes(plate, 20_000);
    await expect(capture(plate, { axleCount: 3 })).rejects.toMatchObject({
      code: 'weighing.other-axles',
      params: { above: false },
    });
    const record = await capture(plate, { axleCount: 3, otherAxles: { plate, reason: '数过' } });
    expect(record).toMatchObject({ axleCount: 3, limitKg: 25_000 });
    expect(record.otherAxles).toEqual({ fileAxleCount: 4, reason: '数过' });
  });

  test('with the manager’s name they count, and the record bears it', async () => {
    await comes(plate, 40_100);
    agreed = await capture(plate, { ...six, otherAxles: { plate, reason: '换了挂车', managerId: '王五' } });
    expect(agreed).toMatchObject({ axleCount: 6, limitKg: 49_000, overKg: 0, limitInputs: { axleSource: 'typed' } });
    expect(agreed.otherAxles).toEqual({ fileAxleCount: 4, reason: '换了挂车', managerId: '王五' });
    expect(await station.call('vehicle.get', { plate })).toMatchObject({ axleCount: 4, axleSource: 'file' });
  });

  test('weighed again where it stands his word holds, for so many axles and no more', async () => {
    const replaces = { weighingId: agreed.id, reason: '没停稳' };
    const again = await capture(plate, { ...six, replaces });
    expect(again).toMatchObject({ axleCount: 6, limitKg: 49_000 });
    expect(again.otherAxles).toEqual({ fileAxleCount: 4, reason: '没停稳', managerId: '王五' });
    const more = await capture(plate, { axleCount: 7, replaces: { weighingId: again.id, reason: '再称' } });
    expect(more).toMatchObject({ axleCount: 4, otherAxles: { fileAxleCount: 4, reason: '再称', saidAxleCount: 7 } });
  });

  test('what is asked about with another trailer is what its limit is made of', async () => {
    const truck = '晋C41003';
    const [own, other] = ['晋K4103挂', '晋K4104挂'];
    await station.call('vehicle.put', { plate: truck, trailerPlate: own, ...six, axleSource: 'file' });
    await comes(truck, 30_000, other);
    // Nobody said anything of this one: nothing is contradicted, whatever is said.
    const first = await capture(truck, { plateRear: other, axleCount: 4 });
    expect(first).toMatchObject({ axleCount: 4, limitKg: 36_000 });
    expect(first).not.toHaveProperty('otherAxles');
    // Said of one trailer, it takes nothing from the file of the other one.
    expect(await station.call('vehicle.get', { plate: truck })).toMatchObject({ trailerPlate: own, ...six });
    await comes(truck, 30_100, other);
    await expect(capture(truck, { plateRear: other, axleCount: 6 })).rejects.toMatchObject({
      code: 'weighing.other-axles',
      params: { plate: truck, fileAxles: 4, axles: 6, above: true },
    });
    expect(await capture(truck, { plateRear: other })).toMatchObject({ axleCount: 4, limitKg: 36_000 });
  });

  test('what the record was not given it is not given by a correction either', async () => {
    await comes(plate, 40_200);
    const record = await capture(plate);
    const more = { id: record.id, field: 'axleCount', value: 6, reason: '数错', ...CLERK } as const;
    expect(await station.refusal('weighing.correct', more)).toBe('weighing.axles-above-file');
    const notice = await station.call('weighing.correct', { ...more, managerId: '王五' });
    expect(notice).toMatchObject({ kind: 'correction', managerId: '王五', correction: { from: 4, to: 6 } });
    const counts = await station.call('weighing.limitOf', { id: record.id });
    expect(counts).toMatchObject({
      limitKg: 46_000,
      asSignedKg: 31_000,
      conditions: ['body-not-drawn', 'drive-axles-unknown'],
    });
  });

  test('what allows more without an axle more takes the manager, too', async () => {
    const truck = '晋C41002';
    const axles = { axleCount: 6, vehicleType: 'articulated', driveAxles: 1 } as const;
    await station.call('vehicle.put', { plate: truck, ...axles, axleSource: 'file' });
    await comes(truck, 48_000);
    await expect(capture(truck, { driveAxles: 2 })).rejects.toMatchObject({
      code: 'weighing.other-axles',
      params: { plate: truck, fileAxles: 6, axles: 6, above: true },
    });
    const record = await capture(truck, { driveAxles: 2, otherAxles: { plate: truck, reason: '数过' } });
    expect(record).toMatchObject({ limitKg: 46_000, limitInputs: { driveAxles: 1, axleSource: 'file' } });
    expect(record.otherAxles).toEqual({ fileAxleCount: 6, reason: '数过', saidAxleCount: 6 });
    const more = { id: record.id, field: 'driveAxles', value: 2, reason: '数错', ...CLERK } as const;
    expect(await station.refusal('weighing.correct', more)).toBe('weighing.axles-above-file');
  });
});
