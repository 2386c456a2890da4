/** Evidence for an inspector: asked for at the station as it is shipped, proved where it lies. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verify } from '../../../main/station/proof/verify.ts';
import type { Weighing } from '../../../preload/contract/documents.ts';
import type { ExportState } from '../../../preload/contract/exports.ts';
import type { CallInput } from '../../../preload/contract/index.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

const CLERK = { operatorId: '张三' };
const SIX_AXLES = { axleCount: 6, vehicleType: 'articulated', driveAxles: 2 } as const;

let site: Site;
let station: RunningStation;
let kid: string;
let tare: Weighing;
let gross: Weighing;
let other: Weighing;
let sheet: { readonly id: Uuid };

async function pass(kind: 'tare' | 'gross', plateFront: string, weightKg: number): Promise<Weighing> {
  site.driveOn({ plateFront, plateRear: null }, weightKg, 0);
  await station.untilSteady();
  const document = await station.captureWhole({ kind, ...CLERK, plateFront, ...SIX_AXLES });
  site.driveOff(0);
  await station.untilPhase('idle');
  return document;
}

beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400, rateHz: 20 });
  station = await RunningStation.start(site);
  kid = (await station.call('station.info', {})).keyId;
  tare = await pass('tare', '晋C50001', 15_000);
  other = await pass('tare', '晋C50002', 16_000);
  gross = await pass('gross', '晋C50001', 48_000);
  const goods = { name: '原煤' };
  const of = { grossWeighingId: gross.id, tareWeighingId: tare.id };
  sheet = await station.call('loadSheet.issue', { ...of, goods, receiver: '甲厂', ...CLERK });
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
});

async function taken(order: CallInput<'records.exportEvidence'>): Promise<ExportState> {
  const begun = await station.call('records.exportEvidence', order);
  expect(begun).toMatchObject({ format: 'evidence', state: 'writing' });
  for (;;) {
    const state = await station.call('records.exporting', {});
    if (state !== null && state.id === begun.id && state.state !== 'writing') return state;
  }
}
/** What lies there is sound, by the station's key and no other. @returns the documents in it, and their ids */
async function proved(state: ExportState): Promise<readonly string[]> {
  expect(state).toMatchObject({ state: 'done', error: null });
  const report = await verify(state.file, { given: [kid] });
  expect(report).toMatchObject({ of: 'export', faults: [], keyConfirmed: true, documents: state.rows });
  expect(state.bytes).toBeGreaterThan(0);
  const lines = (await readFile(join(state.file, 'documents.jsonl'), 'utf8')).trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { id: string }).id);
}

test('a day: every document of it, with its pictures', async () => {
  const from = new Date(Date.parse(tare.weighedAt) - 60_000);
  const state = await taken({ filter: { from: `${from.toISOString().slice(0, -1)}+00:00` } });
  expect(await proved(state)).toEqual([tare, other, gross, sheet].map(({ id }) => id));
  expect(basename(state.file)).toMatch(/^evidence-\d{8}-\d{6}$/);
  expect(await readdir(join(state.file, 'pictures'))).toHaveLength(6);
});

test('one record: with its sheet and the other weighing of that, and nothing of another truck', async () => {
  expect(await proved(await taken({ ids: [gross.id] }))).toEqual([tare, gross, sheet].map(({ id }) => id));
});

test('what a filter finds', async () => {
  expect(await proved(await taken({ filter: { text: '50002' } }))).toEqual([other.id]);
});

test('nothing of it, nothing named, and a warning that nobody knows', async () => {
  const nobody = '01930000-0000-7000-8000-00000000dead' as Uuid;
  expect(await taken({ ids: [nobody] })).toMatchObject({ state: 'failed', error: { code: 'document.not-found' } });
  expect(await taken({ warningId: nobody })).toMatchObject({ state: 'failed', error: { code: 'warning.not-found' } });
  await expect(station.call('records.exportEvidence', {})).rejects.toMatchObject({ code: 'rpc.invalid-input' });
  const lie = await readdir(join(site.dataDir, 'exports'));
  expect(lie.filter((name) => name.endsWith('.part'))).toEqual([]);
});
