/** The files of a running station, taken away as a table and brought again: the very table changes nothing. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTable } from '../../../main/station/spreadsheet/read-table.ts';
import type { ExportState } from '../../../preload/contract/exports.ts';
import type { FileKind, NameFile } from '../../../preload/contract/files.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';
import { RunningStation } from '../../support/running-station.ts';
import { Site } from '../../sim/site.ts';

const WHO = { operatorId: '李经理' };
const FULL: Vehicle = {
  plate: '晋C12345',
  trailerPlate: '晋C1234挂',
  axleCount: 6,
  vehicleType: 'centre-axle-train',
  driveAxles: 2,
  axleSource: 'file',
  airSuspension: false,
  tractorAxles: 3,
  tyrePairsFewer: 0,
  wideTyres: true,
  trailerSpacingMm: 1310,
  registeredTotalKg: 49_000,
  approvedLoadKg: 32_000,
  // Both kinds of papers, one without a number and one without a day; a number that a spreadsheet would shorten.
  papers: [
    { kind: 'transport-permit', validUntil: '2028-02-29' },
    { kind: 'vehicle-licence', number: '140302199001010011' },
  ],
  barred: '改装，"加长"，与行驶证不符',
  driverName: '王强',
  goodsName: '=1+1',
  receiver: '阳泉第二电厂',
  destination: '+平定',
};
/** Axles that nobody vouched for stay so. */
const TYPED: Vehicle = { plate: '晋C54321', axleCount: 5, vehicleType: 'articulated', axleSource: 'typed' };
const NAMES: readonly NameFile[] = [
  {
    kind: 'driver',
    name: '单强',
    phone: '+86 13800000000',
    papers: [
      { kind: 'qualification', number: '0014', validUntil: '2027-01-31' },
      { kind: 'driving-licence', number: '140302199001010022', validUntil: '2026-12-01' },
    ],
  },
  { kind: 'goods', name: '原煤', category: '煤炭' },
  { kind: 'goods', name: '-3 精煤' },
  { kind: 'receiver', name: '阳泉第二电厂', address: '平定县,冠山镇' },
];
const MANY = 450;

let site: Site;
let station: RunningStation;
beforeAll(async () => {
  site = await Site.open();
  station = await RunningStation.start(site);
  const put = (file: NameFile) => station.call('files.put', { file, ...WHO });
  for (const vehicle of [FULL, TYPED]) await station.call('vehicle.put', vehicle);
  for (const file of NAMES) await put(file);
  const [keep, gone] = [await put({ kind: 'receiver', name: '二电厂' }), await put({ kind: 'receiver', name: '二电' })];
  await station.call('files.merge', { kind: 'receiver', keep: keep.id, gone: gone.id, ...WHO });
  const rows = Array.from({ length: MANY }, (_, at) => `晋D${String(at).padStart(5, '0')},6`);
  const preview = await bring('vehicle', Buffer.from(['车牌号,轴数', ...rows].join('\n')));
  await station.call('files.importTable', { id: preview.id, onlyGood: false, ...WHO });
});
afterAll(async () => {
  await station.stop();
  await site.close();
});

const bring = (kind: FileKind, bytes: Buffer) =>
  station.call('files.readTable', { kind, base64: bytes.toString('base64') });

async function taken(kind: FileKind, format: 'xlsx' | 'csv'): Promise<ExportState> {
  const { id } = await station.call('files.exportTable', { kind, format });
  let state: ExportState | null = null;
  await station.until('the table', async () => {
    state = await station.call('files.exporting', {});
    return state?.id === id && state.state !== 'writing';
  });
  if (state === null) throw new Error('no table');
  return state;
}

const ROWS = { vehicle: MANY + 2, driver: 1, goods: 2, receiver: 2 } as const;
describe.each(['xlsx', 'csv'] as const)('as %s', (format) => {
  test.each(['vehicle', 'driver', 'goods', 'receiver'] as const)(
    'every %s, and brought again as it is',
    async (kind) => {
      const done = await taken(kind, format);
      expect(done).toMatchObject({ state: 'done', rows: ROWS[kind], of: ROWS[kind], error: null });
      expect(done.file).toContain(join('exports', `${kind}-`));
      const bytes = await readFile(done.file);
      expect(bytes).toHaveLength(done.bytes);
      expect(await bring(kind, bytes)).toMatchObject({
        rows: ROWS[kind],
        same: ROWS[kind],
        added: 0,
        changed: 0,
        bad: 0,
        faults: [],
      });
    },
  );

  test('where there are no such files any more, they are the same again, and who brings them vouches for the axles', async () => {
    const bytes = await readFile((await taken('vehicle', format)).file);
    const elsewhere = await Site.open();
    const other = await RunningStation.start(elsewhere);
    try {
      const base64 = bytes.toString('base64');
      const { id } = await other.call('files.readTable', { kind: 'vehicle', base64 });
      await other.call('files.importTable', { id, onlyGood: false, ...WHO });
      const kept = await other.call('vehicle.get', { plate: FULL.plate });
      const papers = (vehicle: Vehicle | null) => vehicle?.papers?.toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
      expect({ ...kept, papers: papers(kept) }).toEqual({ ...FULL, axlesBy: WHO.operatorId, papers: papers(FULL) });
    } finally {
      await other.stop();
      await elsewhere.close();
    }
  });
});

test('headings and days are what a person reads: Chinese, with the day as a day', async () => {
  const read = await readTable(new Uint8Array(await readFile((await taken('driver', 'xlsx')).file)));
  expect(read).toEqual({
    kind: 'rows',
    rows: [
      ['姓名', '电话', '驾驶证号', '驾驶证有效期', '从业资格证号', '从业资格证有效期'],
      ['单强', '+86 13800000000', '140302199001010022', '2026-12-01', '0014', '2027-01-31'],
    ],
  });
});

test('one at a time; called off, nothing is left', async () => {
  const { id } = await station.call('files.exportTable', { kind: 'vehicle', format: 'xlsx' });
  expect(await station.refusal('files.exportTable', { kind: 'goods', format: 'csv' })).toBe('export.running');
  const state = await station.call('files.cancelExport', { id });
  expect(state?.state).toBe('cancelled');
  await expect(readFile(state?.file ?? '')).rejects.toMatchObject({ code: 'ENOENT' });
});
