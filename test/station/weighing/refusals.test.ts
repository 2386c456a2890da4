/** Every refusal of weighing, correction and load sheet that station-contract.md names, through the station as it is shipped. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadSheet, Weighing } from '../../../preload/contract/documents.ts';
import type { CallInput } from '../../../preload/contract/index.ts';
import { Site } from '../../sim/site.ts';
import { clockAhead, RunningStation } from '../../support/running-station.ts';

const CLERK = { operatorId: '张三' };
const SIX_AXLES = { axleCount: 6, vehicleType: 'articulated', driveAxles: 2 } as const;
const UNKNOWN_ID = '00000000-0000-7000-8000-000000000000';
const HOUR_MS = 3_600_000;

let site: Site;
let station: RunningStation;

beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400, rateHz: 20 });
  station = await RunningStation.start(site);
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
});

async function leave(): Promise<void> {
  site.driveOff(0);
  await station.untilPhase('idle');
}

type More = Partial<CallInput<'weighing.capture'>>;

/** One pass: on, weighed, off. `front` null = a plate that nobody could read. */
async function pass(
  kind: 'tare' | 'gross' | 'trial' | 'recheck',
  front: string | null,
  weightKg: number,
  more: More = {},
): Promise<Weighing> {
  site.driveOn({ plateFront: front ?? '', plateRear: null }, weightKg, 0);
  await station.untilSteady();
  const document = await station.captureWhole({
    kind,
    ...CLERK,
    ...(front === null ? {} : { plateFront: front }),
    ...more,
  });
  await leave();
  return document;
}

function issue(gross: Pick<Weighing, 'id'>, tareWeighingId?: string): CallInput<'loadSheet.issue'> {
  const tare =
    tareWeighingId === undefined ? { useStoredTare: true as const } : { tareWeighingId: tareWeighingId as never };
  return { grossWeighingId: gross.id, ...tare, goods: { name: '原煤' }, receiver: '阳泉电厂', ...CLERK };
}

const refusedSheet = (gross: Pick<Weighing, 'id'>, tareWeighingId?: string): Promise<string> =>
  station.refusal('loadSheet.issue', issue(gross, tareWeighingId));

describe('weighings', () => {
  let weighed: Weighing;

  test('what is not there cannot be read, voided, corrected or replaced', async () => {
    expect(await station.refusal('weighing.get', { id: UNKNOWN_ID })).toBe('weighing.not-found');
    expect(await station.refusal('records.document', { id: UNKNOWN_ID })).toBe('document.not-found');
    expect(await station.refusal('weighing.void', { id: UNKNOWN_ID, reason: '误称', ...CLERK })).toBe(
      'weighing.not-found',
    );
    const field = { field: 'axleCount', value: 6, reason: '更正', ...CLERK } as const;
    expect(await station.refusal('weighing.correct', { id: UNKNOWN_ID, ...field })).toBe('weighing.not-found');
    const replaces = { weighingId: UNKNOWN_ID as never, reason: '复磅' };
    expect(await station.refusal('weighing.capture', { kind: 'gross', ...CLERK, replaces })).toBe('weighing.not-found');
    expect(await station.refusal('weighing.photograph', {})).toBe('weighing.no-capture');
    expect(await station.refusal('weighing.capture', { kind: 'gross', ...CLERK, scaleId: 'scale-9' })).toBe(
      'scale.unknown',
    );
  });

  test('the deck: empty, too light, a second time without a way back to zero', async () => {
    expect(await station.refusal('weighing.capture', { kind: 'tare', ...CLERK })).toBe('scale.below-minimum');
    site.driveOn({ plateFront: '晋C10001', plateRear: null }, 300, 0);
    await station.until('the light load', async () => (await station.call('scale.current', {})).weightKg === 300);
    expect(await station.refusal('weighing.capture', { kind: 'tare', ...CLERK })).toBe('scale.below-minimum');
    site.driveOn({ plateFront: '晋C10001', plateRear: null }, 15_000, 0);
    await station.untilSteady();
    weighed = await station.captureWhole({ kind: 'tare', ...CLERK, plateFront: '晋C10001' });
    expect(await station.refusal('weighing.capture', { kind: 'tare', ...CLERK, plateFront: '晋C10001' })).toBe(
      'scale.not-returned-to-zero',
    );
  });

  test('the same truck again only as a named replacement, in the same case', async () => {
    const replaces = { weighingId: weighed.id, reason: '司机未停稳' };
    const again = await station.captureWhole({ kind: 'tare', ...CLERK, plateFront: '晋C10001', replaces });
    expect(again).toMatchObject({ replaces, caseId: weighed.caseId, weightKg: 15_000 });
    expect(again.id).not.toBe(weighed.id);
    await leave();
    const recheck = await pass('recheck', '晋C10001', 15_000);
    expect(recheck).toMatchObject({ kind: 'recheck', caseId: weighed.caseId });
  });

  test('void: once, then never again, and the weighing stays as it was', async () => {
    const notice = await station.call('weighing.void', { id: weighed.id, reason: '误称', ...CLERK });
    expect(notice).toMatchObject({
      kind: 'weighing-void',
      subjectId: weighed.id,
      subjectHash: weighed.hash,
      text: '误称',
    });
    expect(await station.refusal('weighing.void', { id: weighed.id, reason: '误称', ...CLERK })).toBe(
      'weighing.already-void',
    );
    expect(await station.call('weighing.get', { id: weighed.id })).toEqual(weighed);
    const [item] = (await station.call('records.search', { text: '10001', limit: 200 })).items.filter(
      ({ id }) => id === weighed.id,
    );
    expect(item?.voided).toBe(true);
  });

  test('a plate corrected counts, and both are shown', async () => {
    const gross = await pass('gross', '晋C10Z02', 30_000);
    const value = { field: 'plateFront', value: '晋C10002', reason: '看错', ...CLERK } as const;
    const notice = await station.call('weighing.correct', { id: gross.id, ...value });
    expect(notice).toMatchObject({
      kind: 'correction',
      correction: { field: 'plateFront', from: '晋C10Z02', to: '晋C10002' },
    });
    const [found] = (await station.call('records.search', { text: '10002' })).items;
    expect(found).toMatchObject({ id: gross.id, plateFront: '晋C10002', plateFrontAsWeighed: '晋C10Z02' });
    const wrong = { field: 'axleCount', value: 77, reason: '更正', ...CLERK } as const;
    expect(await station.refusal('weighing.correct', { id: gross.id, ...wrong })).toBe('rpc.invalid-input');
  });
});

describe('load sheets', () => {
  const plate = '晋C20001';
  let tare: Weighing;
  let gross: Weighing;
  let sheet: LoadSheet;

  test('no gross, no tare, no plate, no axles', async () => {
    expect(await refusedSheet({ id: UNKNOWN_ID as never })).toBe('weighing.not-found');
    const first = await pass('gross', plate, 40_000, SIX_AXLES);
    expect(await refusedSheet(first)).toBe('sheet.tare-missing');
    tare = await pass('tare', plate, 15_000);
    expect(await refusedSheet(tare)).toBe('sheet.inconsistent');
    // The tare came later: what was weighed before it says nothing any more.
    expect(await refusedSheet(first)).toBe('sheet.not-latest');
    expect(await refusedSheet(await pass('gross', null, 40_000, SIX_AXLES))).toBe('sheet.plate-unknown');
  });

  test('axles nobody named; the correction gives them, with the limit they have', async () => {
    await pass('tare', '晋C20002', 12_000);
    const unknown = await pass('gross', '晋C20002', 44_000);
    expect(unknown).toMatchObject({ axleCount: null, limitKg: null });
    expect(await refusedSheet(unknown)).toBe('sheet.axles-unknown');
    const correct = (value: number) =>
      station.call('weighing.correct', { id: unknown.id, field: 'axleCount', value, reason: '数错', ...CLERK });
    // Five axles carry 43 t, six with one driven axle 46 t (domain.md §3.2): the sheet goes by what counts now.
    await correct(5);
    expect(await refusedSheet(unknown)).toBe('sheet.over-limit');
    await correct(6);
    expect(await station.call('loadSheet.issue', issue(unknown))).toMatchObject({
      limitKg: 46_000,
      overKg: 0,
      verdict: 'within-limit',
    });
  });

  test('over the limit of the axles, over the approved load, gross not above tare', async () => {
    expect(await refusedSheet(await pass('gross', plate, 49_020, SIX_AXLES))).toBe('sheet.over-limit');
    await station.call('vehicle.put', { plate, ...SIX_AXLES, approvedLoadKg: 20_000 });
    gross = await pass('gross', plate, 40_000, SIX_AXLES);
    expect(await refusedSheet(gross)).toBe('sheet.over-load');
    await station.call('vehicle.put', { plate, ...SIX_AXLES, approvedLoadKg: 34_000 });
    expect(await refusedSheet(await pass('gross', plate, 15_000, SIX_AXLES))).toBe('sheet.gross-not-above-tare');
  });

  test('another truck, another trailer, a trial, a void one', async () => {
    const trailer = await pass('tare', plate, 16_000, { plateRear: '晋C2001挂' });
    const other = await pass('tare', '晋C20009', 15_000);
    await pass('trial', plate, 39_000, SIX_AXLES);
    gross = await pass('gross', plate, 40_000, SIX_AXLES);
    expect(await refusedSheet(gross, other.id)).toBe('sheet.plate-mismatch');
    expect(await refusedSheet(gross, trailer.id)).toBe('sheet.tare-other-trailer');
    const trial = await pass('trial', plate, 39_000, SIX_AXLES);
    expect(await refusedSheet(trial)).toBe('sheet.inconsistent');
    await station.call('weighing.void', { id: other.id, reason: '误称', ...CLERK });
    expect(await refusedSheet(gross, other.id)).toBe('sheet.weighing-void');
  });

  test('issued once; what it uses is bound; void with its number kept', async () => {
    // A trial in between took nothing away.
    sheet = await station.call('loadSheet.issue', issue(gross));
    expect(sheet).toMatchObject({
      grossKg: 40_000,
      tareKg: 15_000,
      netKg: 25_000,
      approvedLoadKg: 34_000,
      status: 'issued',
    });
    expect(await refusedSheet(gross)).toBe('sheet.weighing-used');
    const bound = { reason: '误称', ...CLERK };
    expect(await station.refusal('weighing.void', { id: gross.id, ...bound })).toBe('weighing.has-sheet');
    expect(await station.refusal('weighing.void', { id: tare.id, ...bound })).toBe('weighing.has-sheet');
    const field = { field: 'axleCount', value: 5, ...bound } as const;
    expect(await station.refusal('weighing.correct', { id: gross.id, ...field })).toBe('weighing.has-sheet');

    expect(await station.refusal('loadSheet.print', { id: UNKNOWN_ID })).toBe('sheet.not-found');
    expect(await station.refusal('loadSheet.void', { id: UNKNOWN_ID, ...bound })).toBe('sheet.not-found');
    const voided = await station.call('loadSheet.void', { id: sheet.id, ...bound });
    expect(voided).toMatchObject({ status: 'void', voids: sheet.id, number: sheet.number, voidReason: '误称' });
    expect(voided.id).not.toBe(sheet.id);
    expect(await station.refusal('loadSheet.void', { id: sheet.id, ...bound })).toBe('sheet.already-void');
    // Free again; the number is not.
    const next = await station.call('loadSheet.issue', issue(gross));
    expect(Number(next.number.slice(-4))).toBe(Number(sheet.number.slice(-4)) + 1);
    await station.call('loadSheet.void', { id: next.id, ...bound });
    await station.call('weighing.void', { id: gross.id, ...bound });
    expect(await refusedSheet(gross)).toBe('sheet.weighing-void');
  });

  test('a picture missing that nobody accepted', async () => {
    await site.front.setFault('refuse');
    site.driveOn({ plateFront: plate, plateRear: null }, 40_000, 0);
    await station.untilSteady();
    expect(
      await station.refusal('weighing.capture', { kind: 'gross', ...CLERK, plateFront: plate, ...SIX_AXLES }),
    ).toBe('evidence.incomplete');
    await leave();
    await site.front.setFault(null);
    const [left] = (await station.call('records.search', { limit: 1 })).items;
    expect(left).toMatchObject({ plateFront: plate, weightKg: 40_000, evidenceState: 'incomplete' });
    const document = await station.call('weighing.get', { id: left?.id ?? '' });
    expect(document.evidence).toMatchObject({ state: 'incomplete', reason: 'truck-left' });
    expect(document.evidence).not.toHaveProperty('acceptedBy');
    expect(await refusedSheet(document)).toBe('sheet.evidence-incomplete');
  });

  test('too late for a sheet, and a tare that expired', async () => {
    const later = await pass('gross', plate, 40_000, SIX_AXLES);
    await station.stop();
    station = await RunningStation.start({ ...where(), env: clockAhead(2 * HOUR_MS + 60_000) });
    expect(await refusedSheet(later)).toBe('sheet.too-old');
    await station.stop();
    const month = 31 * 24 * HOUR_MS;
    for (const camera of [site.front, site.rear]) camera.clockOffsetMs = month;
    station = await RunningStation.start({ ...where(), env: clockAhead(month) });
    expect(await station.call('tare.list', { plate })).toContainEqual(
      expect.objectContaining({ weighingId: tare.id, expired: true }),
    );
    // Weighed by a clock that is a month ahead; the case of the old tare is no way round its age.
    const ahead = await pass('gross', plate, 40_000, { ...SIX_AXLES, caseId: tare.caseId as never });
    expect(ahead.caseId).toBe(tare.caseId);
    expect(await refusedSheet(ahead, tare.id)).toBe('sheet.tare-expired');
    await station.stop();
    for (const camera of [site.front, site.rear]) camera.clockOffsetMs = 0;
    station = await RunningStation.start(where());
    expect(await refusedSheet(ahead, tare.id)).toBe('sheet.clock-set-back');
  });

  test('an older tare than the newest one of the pair', async () => {
    const older = await pass('tare', '晋C77001', 15_000);
    const newer = await pass('tare', '晋C77001', 16_000);
    const loaded = await pass('gross', '晋C77001', 40_000, SIX_AXLES);
    expect(await refusedSheet(loaded, older.id)).toBe('sheet.not-latest');
    expect(await station.call('loadSheet.issue', issue(loaded, newer.id))).toMatchObject({ tareKg: 16_000 });
  });

  test('a case of nobody or of another truck', async () => {
    site.driveOn({ plateFront: '晋C77002', plateRear: null }, 15_000, 0);
    await station.untilSteady();
    for (const caseId of [UNKNOWN_ID, tare.caseId ?? ''])
      expect(
        await station.refusal('weighing.capture', {
          kind: 'tare',
          ...CLERK,
          plateFront: '晋C77002',
          caseId: caseId,
        }),
      ).toBe('rpc.invalid-input');
    const { passId } = await station.call('weighing.state', {});
    expect(passId).not.toBeNull();
    await leave();
  });
});

describe('request ids', () => {
  const put = { plate: '晋C30001', axleCount: 6 };

  test('none, another input, another call', async () => {
    expect(await station.refusal('vehicle.put', put, null)).toBe('rpc.request-id-missing');
    const requestId = randomUUID();
    expect(await station.call('vehicle.put', put, requestId)).toEqual(put);
    expect(await station.refusal('vehicle.put', { ...put, axleCount: 5 }, requestId)).toBe('rpc.request-id-reused');
    expect(await station.refusal('weighing.photograph', {}, requestId)).toBe('rpc.request-id-reused');
    expect(await station.call('vehicle.get', { plate: put.plate })).toEqual(put);
    expect(await station.call('vehicle.list', { text: 'c·3000' })).toEqual([put]);
  });

  test('the same question has the same answer, at once, later and after a restart; a refusal is no answer', async () => {
    const requestId = randomUUID();
    const input = { kind: 'tare', ...CLERK, plateFront: '晋C30001' } as const;
    expect(await station.refusal('weighing.capture', input, requestId)).toBe('scale.below-minimum');
    site.driveOn({ plateFront: '晋C30001', plateRear: null }, 15_000, 0);
    await station.untilSteady();
    const twice = await Promise.all([1, 2].map(() => station.call('weighing.capture', input, requestId)));
    expect(twice[1]).toEqual(twice[0]);
    await leave();
    expect(await station.call('weighing.capture', input, requestId)).toEqual(twice[0]);
    station.killStation();
    await station.reconnect();
    expect(await station.call('weighing.capture', input, requestId)).toEqual(twice[0]);
    expect((await station.call('records.search', { text: '30001' })).items.length).toBe(1);
  });
});

test('all of it is one chain, here and at the platform', async () => {
  await station.until('the receipts', async () => (await station.call('outbox.status', {})).pending === 0, 40_000);
  const { chain } = await station.call('station.info', {});
  expect(await station.call('chain.verify', {})).toEqual({ ok: true, length: chain.length });
  expect(await site.platform.verifyAll()).toEqual({ documents: chain.length, faults: [], gaps: [], missingBlobs: [] });
});

function where(): { configFile: string; dataDir: string } {
  return { configFile: site.configFile, dataDir: site.dataDir };
}
