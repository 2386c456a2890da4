/** What a sheet depends on besides its weighings, and what becomes of it: through the station as it is shipped. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadSheet, Weighing } from '../../../preload/contract/documents.ts';
import type { CallInput } from '../../../preload/contract/index.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';
import { verifyCommand } from '../../support/verify-command.ts';

const CLERK = { operatorId: '张三' };
const SIX_AXLES = { axleCount: 6, vehicleType: 'articulated', driveAxles: 2 } as const;
const MANAGER = { manager: '李站长', reason: '新证已办，次日取回' };

let site: Site;
let station: RunningStation;

beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400, rateHz: 20, gates: true });
  await site.configure(({ ...others }) => ({ ...others, rules: { requirePapers: ['vehicle-licence'] } }));
  station = await RunningStation.start(site);
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  // Voided, issued anew, corrected: what the lists say is what the documents say.
  const { report } = await verifyCommand(site.dataDir);
  expect(report.faults).toEqual([]);
  await site.close();
});

async function pass(kind: 'tare' | 'gross', plateFront: string, weightKg: number): Promise<Weighing> {
  site.driveOn({ plateFront, plateRear: null }, weightKg, 0);
  await station.untilSteady();
  const document = await station.captureWhole({ kind, ...CLERK, plateFront, ...SIX_AXLES });
  site.driveOff(0);
  await station.untilPhase('idle');
  return document;
}

interface Weighed {
  readonly tare: Weighing;
  readonly gross: Weighing;
  readonly input: CallInput<'loadSheet.issue'>;
}

async function weighed(plate: string): Promise<Weighed> {
  const tare = await pass('tare', plate, 15_000);
  const gross = await pass('gross', plate, 48_000);
  const input = {
    grossWeighingId: gross.id,
    tareWeighingId: tare.id,
    goods: { name: '原煤' },
    receiver: '阳泉电厂',
    ...CLERK,
  };
  return { tare, gross, input };
}

const file = (plate: string, more: Partial<Vehicle>): Promise<Vehicle> =>
  station.call('vehicle.put', {
    plate,
    ...SIX_AXLES,
    papers: [{ kind: 'vehicle-licence', validUntil: '2099-12-31' }],
    ...more,
  });

const untilSerial = ({ number }: LoadSheet): number => Number(number.slice(-4));

describe('papers', () => {
  const plate = '晋C30001';
  let truck: Weighed;

  test('none on file where the site demands one', async () => {
    truck = await weighed(plate);
    const error = await station.call('loadSheet.issue', truck.input).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'sheet.papers',
      params: { papers: [{ kind: 'vehicle-licence', fault: 'missing', validUntil: null }] },
    });
  });

  test('one out of date, whether it is demanded or not', async () => {
    await file(plate, {
      papers: [
        { kind: 'vehicle-licence', validUntil: '2099-12-31' },
        { kind: 'transport-permit', number: '140300012345', validUntil: '2020-01-31' },
      ],
    });
    const error = await station.call('loadSheet.issue', truck.input).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'sheet.papers',
      params: { papers: [{ kind: 'transport-permit', fault: 'expired', validUntil: '2020-01-31' }] },
    });
  });

  test('a manager’s word is part of the signed sheet, and of the one that is issued in its stead', async () => {
    const sheet = await station.call('loadSheet.issue', { ...truck.input, override: MANAGER });
    const override = { ...MANAGER, papers: [{ kind: 'transport-permit', fault: 'expired', validUntil: '2020-01-31' }] };
    expect(sheet).toMatchObject({ override, transportPermit: '140300012345' });
    await station.until('the sheet at the platform', () => site.platform.documents().some(({ id }) => id === sheet.id));
    const again = { id: sheet.id, reason: '收货单位有误', goods: { name: '原煤' }, receiver: '平定电厂', ...CLERK };
    expect(await station.refusal('loadSheet.reissue', again)).toBe('sheet.papers');
    expect(await station.call('loadSheet.reissue', { ...again, override: MANAGER })).toMatchObject({ override });
  });

  test('the driver’s own, where the sheet names him', async () => {
    const { input } = await weighed('晋C30008');
    await file('晋C30008', {});
    const papers = [{ kind: 'qualification' as const, validUntil: '2020-05-31' }];
    await station.call('files.put', { file: { kind: 'driver', name: '王强', papers }, operatorId: '李站长' });
    expect(await station.refusal('loadSheet.issue', { ...input, driver: { name: '王强' } })).toBe('sheet.papers');
    expect(await station.call('loadSheet.issue', { ...input, driver: { name: '王刚' } })).not.toHaveProperty(
      'override',
    );
  });

  test('also where only the vehicle’s file names him', async () => {
    const { input } = await weighed('晋C30009');
    await file('晋C30009', { driverName: '王强' });
    expect(await station.refusal('loadSheet.issue', input)).toBe('sheet.papers');
    expect(await station.call('loadSheet.issue', { ...input, driver: { name: '王刚' } })).toMatchObject({
      status: 'issued',
    });
  });

  test('a word that nobody needed is not on the sheet', async () => {
    const { input } = await weighed('晋C30002');
    await file('晋C30002', {});
    expect(await station.call('loadSheet.issue', { ...input, override: MANAGER })).not.toHaveProperty('override');
  });

  test('a barred vehicle gets none, whoever asks, until its file says otherwise', async () => {
    const { input } = await weighed('晋C30003');
    await file('晋C30003', { barred: '栏板加高' });
    expect(await station.refusal('loadSheet.issue', input)).toBe('sheet.vehicle-barred');
    expect(await station.refusal('loadSheet.issue', { ...input, override: MANAGER })).toBe('sheet.vehicle-barred');
    await file('晋C30003', { barred: null });
    expect(await station.call('loadSheet.issue', input)).toMatchObject({ status: 'issued' });
  });
});

describe('looked at before it is issued', () => {
  const plate = '晋C30010';
  const terms = { goods: { name: '原煤' }, receiver: '阳泉电厂', ...CLERK };
  const words = async (asked: CallInput<'print.draft'>): Promise<string> =>
    JSON.stringify((await station.call('print.draft', asked)).preview.paper);
  const length = async (): Promise<number> => (await station.call('station.info', {})).chain.length;

  test('while the truck stands there unrecorded: its weight, its limit, no number, nothing written', async () => {
    await file(plate, {});
    const tare = await pass('tare', plate, 15_000);
    site.driveOn({ plateFront: plate, plateRear: null }, 48_000, 0);
    await station.untilSteady();
    const before = await length();
    const scaleId = (await station.call('station.info', {})).scales[0]?.id ?? '';
    const asked = { truck: { scaleId, plateFront: plate }, tareWeighingId: tare.id, ...terms };
    const { consistency, preview } = await station.call('print.draft', asked);
    expect(preview).toMatchObject({ sheetNumber: null, copy: 1, codes: [] });
    const said = JSON.stringify(preview.paper);
    for (const text of ['草稿 不作凭证', '尚未编号', '48 000 kg', '33 000 kg', '49 000 kg', '阳泉电厂'])
      expect(said).toContain(text);
    // It has no record that it could be held against.
    expect(consistency).toEqual([]);
    expect(await station.refusal('print.draft', { ...asked, truck: { scaleId, plateFront: '晋C30011' } })).toBe(
      'sheet.axles-unknown',
    );
    expect(await length()).toBe(before);
    const gross = await station.captureWhole({ kind: 'gross', ...CLERK, plateFront: plate, ...SIX_AXLES });
    expect(await words({ ...asked, truck: { weighingId: gross.id } })).toContain('尚未编号');
    const held = await station.call('print.draft', { ...asked, truck: { weighingId: gross.id } });
    expect(held.consistency).toEqual(
      ['plate', 'trailerPlate', 'grossKg', 'tareKg', 'netKg', 'tareWeighedAt', 'limitKg'].map((field) => ({
        field,
        result: 'pass',
      })),
    );
    const sheet = await station.call('loadSheet.issue', {
      grossWeighingId: gross.id,
      tareWeighingId: tare.id,
      ...terms,
    });
    expect(await length()).toBe(before + 2);
    site.driveOff(0);
    await station.untilPhase('idle');
    const next = await weighed('晋C30012');
    await file('晋C30012', {});
    expect(untilSerial(await station.call('loadSheet.issue', next.input))).toBe(untilSerial(sheet) + 1);
    // It has its sheet.
    expect(await station.refusal('print.draft', { ...asked, truck: { weighingId: gross.id } })).toBe(
      'sheet.weighing-used',
    );
  });

  test('refused as the issue would be, with nothing drawn', async () => {
    const { gross, tare } = await weighed('晋C30013');
    await file('晋C30013', { barred: '栏板加高' });
    const asked = { truck: { weighingId: gross.id }, tareWeighingId: tare.id, ...terms };
    expect(await station.refusal('print.draft', asked)).toBe('sheet.vehicle-barred');
    const scaleId = (await station.call('station.info', {})).scales[0]?.id ?? '';
    expect(await station.refusal('print.draft', { ...asked, truck: { scaleId, plateFront: '晋C30013' } })).toBe(
      'scale.below-minimum',
    );
  });
});

describe('void and reissue', () => {
  const plate = '晋C30004';

  test('in one: another receiver, the next number, the same weighings, and it says in whose stead', async () => {
    await file(plate, {});
    const { input } = await weighed(plate);
    const first = await station.call('loadSheet.issue', input);
    const terms = { goods: { name: '精煤', category: '煤炭' }, receiver: '平定电厂', destination: '平定', ...CLERK };
    const second = await station.call('loadSheet.reissue', { id: first.id, reason: '收货单位有误', ...terms });
    expect(second).toMatchObject({
      status: 'issued',
      reissues: { sheetId: first.id, number: first.number, reason: '收货单位有误' },
      goods: { name: '精煤', category: '煤炭' },
      receiver: '平定电厂',
      destination: '平定',
      grossWeighingId: first.grossWeighingId,
      tareWeighingId: first.tareWeighingId,
      netKg: 33_000,
    });
    expect(untilSerial(second)).toBe(untilSerial(first) + 1);
    const voided = () => site.platform.documents().find(({ document }) => document['voids'] === first.id)?.document;
    await station.until('the void one at the platform', () => voided() !== undefined);
    expect(voided()).toMatchObject({ status: 'void', number: first.number, voidReason: '收货单位有误' });
    // The next trip starts from what was said last.
    expect(await station.call('vehicle.get', { plate })).toMatchObject({ receiver: '平定电厂', destination: '平定' });
    // The same once more is no third sheet: the first is void already.
    expect(await station.refusal('loadSheet.reissue', { id: first.id, reason: '又', ...terms })).toBe(
      'sheet.already-void',
    );
  });

  test('a void one gets no exit slip: the gate would open for it', async () => {
    await file('晋C30009', {});
    const { input } = await weighed('晋C30009');
    const sheet = await station.call('loadSheet.issue', input);
    expect(await station.call('print.exitSlip', { id: sheet.id })).toMatchObject({ kind: 'exit-slip', copy: 1 });
    const gone = await station.call('loadSheet.void', { id: sheet.id, reason: '误开', ...CLERK });
    for (const id of [sheet.id, gone.id])
      expect(await station.refusal('print.exitSlip', { id })).toBe('sheet.already-void');
  });

  test('refused, the old one stands with its number, and the next number is not lost', async () => {
    const { input } = await weighed('晋C30005');
    await file('晋C30005', {});
    const first = await station.call('loadSheet.issue', input);
    await file('晋C30005', { barred: '栏板加高' });
    const length = (await station.call('station.info', {})).chain.length;
    const again = { id: first.id, reason: '货物有误', goods: { name: '精煤' }, receiver: '阳泉电厂', ...CLERK };
    expect(await station.refusal('loadSheet.reissue', again)).toBe('sheet.vehicle-barred');
    expect((await station.call('station.info', {})).chain.length).toBe(length);
    await file('晋C30005', { barred: null });
    const second = await station.call('loadSheet.reissue', again);
    expect(untilSerial(second)).toBe(untilSerial(first) + 1);
  });
});

test('through an entry since the gross: weighed anew, or no sheet', async () => {
  await file('晋C30006', {});
  const { input } = await weighed('晋C30006');
  const entry = { gateId: 'gate-in', direction: 'in', plate: '晋C30006', reason: '摄像头未触发' } as const;
  await station.call('gate.record', { ...entry, plate: '晋C30007' });
  await station.call('gate.record', { ...entry, gateId: 'gate-out', direction: 'out' });
  const sheet = await station.call('loadSheet.issue', input);
  await station.call('loadSheet.void', { id: sheet.id, reason: '误开', ...CLERK });
  await station.call('gate.record', entry);
  expect(await station.refusal('loadSheet.issue', input)).toBe('sheet.not-latest');
});

test('all of it is one chain', async () => {
  expect(await station.call('chain.verify', {})).toMatchObject({ ok: true });
});
