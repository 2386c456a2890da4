/** The ledgers through the station as it is shipped: entries, notices at the platform, blocked sheets, up-time over a power cut, PDFs. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Weighing } from '../../../preload/contract/documents.ts';
import type { EntryInput } from '../../../preload/contract/ledger.ts';
import { timestamp, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

const run = promisify(execFile);
const WHO = { operatorId: '王站长' };
const SIX_AXLES = { axleCount: 6, vehicleType: 'articulated', driveAxles: 2 } as const;
const DAY_MS = 86_400_000;

let site: Site;
let station: RunningStation;

beforeAll(async () => {
  site = await Site.open({
    stabilityMs: 400,
    rateHz: 20,
    configuration: { rules: { expiredCertificate: 'block', sealPhotoDays: 30 } },
  });
  station = await RunningStation.start(site);
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
});

const at = (days = 0) => timestamp((Date.now() + days * DAY_MS) as EpochMs);
const day = (days: number): string => at(days).slice(0, 10);
const month = (): string => at().slice(0, 7);
const common = (text: string, images: string[] = []) => ({ at: at(), subjectId: 'scale-1', text, images });
const add = (entry: EntryInput | object) => station.call('ledger.add', { entry: entry as EntryInput, ...WHO });
const certificate = (from: number, until: number, certificateNo = 'JJ-2026-001') => ({
  ...common('周期检定'),
  kind: 'calibration',
  details: { certificateNo, verifiedOn: day(from), validUntil: day(until), institution: '阳泉市计量所' },
});
/** Without any space: long values are broken over lines. */
const solid = async (file: string): Promise<string> =>
  (await run('pdftotext', ['-raw', file, '-'])).stdout.replace(/\s/g, '');
async function pass(kind: 'tare' | 'gross', weightKg: number): Promise<Weighing> {
  site.driveOn({ plateFront: '晋C50001', plateRear: null }, weightKg, 0);
  await station.untilSteady();
  const document = await station.captureWhole({ kind, ...WHO, plateFront: '晋C50001', ...SIX_AXLES });
  site.driveOff(0);
  await station.untilPhase('idle');
  return document;
}

test('nothing entered: nothing to look at, and where the site blocks no sheet', async () => {
  const state = await station.call('ledger.state', {});
  expect(state).toMatchObject({
    scales: [{ scaleId: 'scale-1', certificate: { state: 'none', blocks: true }, seal: { state: 'none' } }],
    open: [],
    suspendedSince: null,
  });
  expect((await station.call('warnings.open', {})).count).toBe(0);
});

test('a truck is weighed whatever the certificate says; its sheet waits for a valid one', async () => {
  const tare = await pass('tare', 16_000);
  const gross = await pass('gross', 48_000);
  const order = {
    grossWeighingId: gross.id,
    tareWeighingId: tare.id,
    goods: { name: '原煤' },
    receiver: '甲厂',
    ...WHO,
  };
  expect(await station.refusal('loadSheet.issue', order)).toBe('sheet.certificate-missing');
  await add(certificate(-366, -1));
  expect(await station.refusal('loadSheet.issue', order)).toBe('sheet.certificate-expired');
  expect((await station.call('ledger.state', {})).open).toMatchObject([{ ledger: { matter: 'certificate-expired' } }]);
  await add(certificate(0, 364, 'JJ-2026-002'));
  // What was open because of it is explained by it.
  expect((await station.call('ledger.state', {})).open).toEqual([]);
  expect((await station.call('loadSheet.issue', order)).status).toBe('issued');
});

test('a picture of the seal, a notice with it, and both come to the platform', async () => {
  const image = await station.call('camera.snapshot', { cameraId: 'cam-front', role: 'attachment' });
  const seal = await add({
    ...common('月检', [image.sha256]),
    kind: 'seal',
    details: { sealNo: '0001234', state: 'intact' },
  });
  expect(seal.images).toMatchObject([{ sha256: image.sha256, width: image.width }]);
  await station.until('its receipt', async () => {
    const { items } = await station.call('ledger.list', { ledger: 'seal' });
    return items[0]?.upload === 'done';
  });
  const document = await station.call('records.document', { id: seal.id });
  expect(document).toMatchObject({ kind: 'seal', subjectId: 'scale-1', images: [{ sha256: image.sha256 }] });
  expect((await station.call('ledger.state', {})).scales[0]?.seal).toMatchObject({
    state: 'intact',
    sealNo: '0001234',
    photoDueOn: day(30),
  });
});

test('the list by pages, with a correction and what it corrects', async () => {
  const entries = [];
  for (const text of ['早班', '中班', '晚班'])
    entries.push(await add({ ...common(text), subjectId: null, kind: 'patrol', details: { result: 'in-order' } }));
  const right = await station.call('ledger.correct', {
    id: entries[2]?.id ?? '',
    entry: { ...common('晚班，3 号灯不亮'), subjectId: null, kind: 'patrol', details: { result: 'fault-found' } },
    reason: '漏记',
    ...WHO,
  });
  const first = await station.call('ledger.list', { ledger: 'patrol', limit: 2 });
  const rest = await station.call('ledger.list', { ledger: 'patrol', limit: 2, cursor: first.nextCursor ?? '' });
  expect([...first.items, ...rest.items].map(({ text }) => text)).toEqual(['晚班，3 号灯不亮', '晚班', '中班', '早班']);
  expect(rest.nextCursor).toBeNull();
  expect(first.items[1]).toMatchObject({ correctedBy: right.id, sequence: null, upload: null });
  expect(first.items[0]?.corrects).toEqual({ id: entries[2]?.id, reason: '漏记', withdrawn: false });
  expect(await station.refusal('ledger.list', { ledger: 'patrol', cursor: 'x' })).toBe('rpc.invalid-input');
});

test('the same request twice is one entry', async () => {
  const entry = { ...common('除尘'), kind: 'maintenance' } as const;
  const id = '0198a000-0000-4000-8000-000000000001';
  const once = await station.call('ledger.add', { entry, ...WHO }, id);
  expect(await station.call('ledger.add', { entry, ...WHO }, id)).toEqual(once);
  expect((await station.call('ledger.list', { ledger: 'maintenance' })).items).toHaveLength(1);
});

test('notice.create: the signed document, standing in its ledger as well', async () => {
  const order = { kind: 'maintenance', effectiveAt: at(), text: '更换传感器', ...WHO } as const;
  const notice = await station.call('notice.create', order);
  expect(notice).toMatchObject({ kind: 'maintenance', text: '更换传感器', subjectId: null });
  expect((await station.call('ledger.list', { ledger: 'maintenance' })).items.map(({ id }) => id)).toContain(notice.id);
  expect((await station.call('chain.verify', {})).ok).toBe(true);
  expect(await station.refusal('notice.create', { ...order, kind: 'weighing-void' as 'seal' })).toBe(
    'rpc.invalid-input',
  );
});

test('another camera is noticed by its serial number, over a restart, and explained by an entry', async () => {
  await station.until('the serial numbers', async () => {
    const { devices } = await station.call('ledger.state', {});
    return devices.filter(({ kind, serial }) => kind.startsWith('camera-') && serial !== null).length === 2;
  });
  expect(await station.stop()).toBe(0);
  site.front.serialNumber = 'NEW-0001';
  station = await RunningStation.start(site);
  await station.until('the swap', async () => (await station.call('ledger.state', {})).open.length === 1);
  const [{ ledger: matter } = { ledger: null }] = (await station.call('ledger.state', {})).open;
  expect(matter).toMatchObject({
    matter: 'device-swapped',
    subjectId: 'cam-front',
    was: '21023508123456789012',
    now: 'NEW-0001',
    model: 'SIMULATED SIM-2MP',
  });
  await add({
    ...common('雷击损坏，换备用机'),
    subjectId: 'cam-front',
    kind: 'spare-device',
    details: { oldSerial: matter?.was ?? '', newSerial: matter?.now ?? '', model: matter?.model ?? '' },
    matterId: matter?.id,
  });
  expect((await station.call('ledger.state', {})).open).toEqual([]);
});

test('up-time and faults over a power cut', async () => {
  const before = await station.call('ledger.availability', { month: month() });
  expect(before.station).toMatchObject({ starts: 2, uncleanEnds: 0 });
  await station.cutPower();
  station = await RunningStation.start(site);
  await station.until('the devices', async () => {
    const { devices } = await station.call('ledger.availability', { month: month() });
    return ['scale-1', 'cam-front', 'cam-rear'].every((id) => devices.some(({ deviceId }) => deviceId === id));
  });
  const { devices, station: own } = await station.call('ledger.availability', { month: month() });
  expect(own).toMatchObject({ starts: 3, uncleanEnds: 1 });
  expect(own.runningMs).toBeGreaterThan(0);
  for (const { observedMs, offlineMs } of devices) expect(offlineMs).toBeLessThanOrEqual(observedMs);
  expect(await station.call('ledger.availability', { month: '2020-01' })).toMatchObject({
    station: { runningMs: 0, stoppedMs: 0, starts: 0 },
    devices: [],
    faults: [],
  });
});

test('suspension and resumption: notices, and the letter to the township', async () => {
  const details = { township: '荫营镇人民政府', until: day(40) };
  const entry = { ...common('设备检修，全矿停产'), subjectId: null, kind: 'suspension', details };
  const suspension = await add(entry);
  expect((await station.call('ledger.state', {})).suspendedSince).not.toBeNull();
  const { bytes, file, pages } = await station.call('ledger.print', { what: 'letter', id: suspension.id });
  expect(pages).toBe(1);
  expect(bytes).toBeGreaterThan(5000);
  expect(file).toMatch(/exports.letter-\d{8}-\d{6}\.pdf$/);
  const text = await solid(file);
  for (const words of [
    '停业报告',
    '荫营镇人民政府：',
    '示例煤矿',
    '140321-0001',
    '设备检修，全矿停产',
    '签收单位',
    '第1页共1页',
  ])
    expect(text).toContain(words);
  expect(text).toContain(suspension.id);
  await add({ ...entry, text: '检修完毕', kind: 'resumption', at: at() });
  expect((await station.call('ledger.state', {})).suspendedSince).toBeNull();
  const patrol = (await station.call('ledger.list', { ledger: 'patrol' })).items[0]?.id ?? '';
  expect(await station.refusal('ledger.print', { what: 'letter', id: patrol })).toBe('ledger.no-letter');
});

test('a ledger of many entries over pages, each with head, foot and number; the month of the devices', async () => {
  const long = '检查地磅基坑、限位、接线盒和防雷接地，清扫秤台，紧固螺栓，复零后用砝码校核。';
  for (let nth = 1; nth <= 40; nth += 1)
    await add({ ...common(`${long}第${String(nth)}次`), kind: nth % 4 === 0 ? 'repair' : 'maintenance' });
  const { file, pages } = await station.call('ledger.print', {
    what: 'ledger',
    ledger: 'maintenance',
    from: day(-1),
    to: day(0),
  });
  expect(pages).toBeGreaterThan(1);
  const text = await solid(file);
  for (let page = 1; page <= pages; page += 1) expect(text).toContain(`第${String(page)}页共${String(pages)}页`);
  expect(text.match(/时间类别对象内容记录人/g)).toHaveLength(pages);
  for (let nth = 1; nth <= 40; nth += 1) expect(text).toContain(`第${String(nth)}次`);
  expect(text).toContain('治超专责人');
  const patrol = await station.call('ledger.print', { what: 'ledger', ledger: 'patrol', from: day(-1), to: day(0) });
  const patrols = await solid(patrol.file);
  expect(patrols).toContain('【已被更正】');
  expect(patrols).toContain('原因：漏记');
  const devices = await station.call('ledger.print', { what: 'availability', month: month() });
  expect(await solid(devices.file)).toContain('非正常结束1次');
  const none = await station.call('ledger.print', { what: 'ledger', ledger: 'emergency', from: day(-1), to: day(0) });
  expect(await solid(none.file)).toContain('本期没有记录');
  expect(await station.refusal('ledger.print', { what: 'ledger', ledger: 'patrol', from: day(0), to: day(-1) })).toBe(
    'ledger.dates-crossed',
  );
});
