/** A report that is being made when the station stops. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ReportExport } from '../../../main/station/reports/report-export.ts';
import { NOTHING } from '../../../main/station/rules/reports/day-counts.ts';
import { figuresOf } from '../../../main/station/rules/reports/figures.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { Statistics } from '../../../preload/contract/reports.ts';
import { tempStation } from '../store/temp-station.ts';

let dataDir = '';
beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'reports-'))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const range = { by: 'day', from: '2026-11-01', to: '2026-11-30' } as const;
const NONE: Statistics = { ...range, periods: [], total: figuresOf(NOTHING), sold: [] };

/** The export, and what lets its figures come. */
function exportOf(figures: Statistics = NONE): { readonly reports: ReportExport; readonly counted: () => void } {
  const station = tempStation();
  const { clock } = station;
  station.end();
  let counted = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (counted = resolve));
  const never = (): never => {
    throw new Error('not asked');
  };
  const statistics = async (): Promise<Statistics> => {
    await waiting;
    return figures;
  };
  const reports = new ReportExport({
    dataDir,
    unitName: '示例煤矿',
    reports: { statistics, handover: never, handed: never },
    clock,
  });
  return { reports, counted };
}
const ORDER = { what: 'statistics', range, language: 'zh-CN' } as const;

test('is not written, and the stop waits until nothing is left of it', async () => {
  const { counted, reports } = exportOf();
  const refused = expect(reports.write(ORDER)).rejects.toMatchObject({ code: 'export.failed' });
  const stopped = reports.stop();
  counted();
  await stopped;
  await refused;
  const folder = join(dataDir, 'exports');
  expect(existsSync(folder) ? await readdir(folder) : []).toEqual([]);
  await expect(reports.write(ORDER)).rejects.toMatchObject({ code: 'export.failed' });
});

test('two of one second have two names', async () => {
  const { counted, reports } = exportOf();
  counted();
  const made = await Promise.all([reports.write(ORDER), reports.write(ORDER)]);
  expect(new Set(made.map(({ file }) => file)).size).toBe(2);
  expect(made[0]?.file).toMatch(/report-day-2026-11-01-2026-11-30-20261122-143205(-2)?\.xlsx$/);
  expect(await readdir(join(dataDir, 'exports'))).toHaveLength(2);
});

test('what cannot be taken away again does not hide why it failed', async () => {
  const period = {
    period: '2026-11-01',
    // Asked for when its file is begun. A folder is not taken away: as a file that another program holds is not, on Windows.
    get figures(): never {
      const folder = join(dataDir, 'exports');
      const [part = ''] = readdirSync(folder);
      rmSync(join(folder, part));
      mkdirSync(join(folder, part));
      throw new CodedError('store.disk-full', { reason: 'ENOSPC' });
    },
  };
  const { counted, reports } = exportOf({ ...NONE, periods: [period] });
  counted();
  await expect(reports.write(ORDER)).rejects.toMatchObject({ code: 'store.disk-full' });
});
