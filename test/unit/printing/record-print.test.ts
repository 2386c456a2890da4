/** A record that is being printed when the station stops. What a print says is tested where it is laid out. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freeName } from '../../../main/station/exports/free-name.ts';
import { makePdf } from '../../../main/station/pdf/make-pdf.ts';
import { RecordPrint, type RecordPrintParts } from '../../../main/station/printing/record/record-print.ts';
import { writeWhole } from '../../../main/station/store/whole-file.ts';
import { Weighing } from '../../../preload/contract/documents.ts';
import { kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { AT, weighingBody } from '../records/samples.ts';
import { tempStation } from '../store/temp-station.ts';

const ID = '019ab000-0000-7000-8000-000000000001' as Uuid;
const WEIGHING = Weighing.parse({
  ...weighingBody(),
  id: ID,
  stationId: ID,
  sequence: 7,
  createdAt: AT,
  prevHash: '0'.repeat(64),
  hash: 'a'.repeat(64),
  signature: 'e30..c2ln',
});

let dataDir = '';
beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'record-print-'))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

function printOf(changes: Partial<RecordPrintParts> = {}): {
  readonly print: RecordPrint;
  readonly complaints: string[];
} {
  const station = tempStation();
  const { clock } = station;
  station.end();
  const complaints: string[] = [];
  const print = new RecordPrint({
    dataDir,
    unitName: '示例煤矿',
    header: {},
    simulated: true,
    clock,
    now: {
      of: () => Promise.resolve({ plateFront: null, plateRear: null, axleCount: 6, voided: false, replacedBy: null }),
      voidingOf: () => Promise.resolve(null),
    },
    lives: {
      of: () => Promise.resolve({ parts: [], sheets: [], jobs: [], notices: [], visit: [], gates: [], displays: [] }),
    },
    limits: {
      of: () =>
        Promise.resolve({
          limitKg: kg(49_000),
          asSignedKg: kg(49_000),
          ruleSet: 'order-62-2016-art-3/2',
          basis: 'order-62-2016',
          conditions: [],
          axleCount: 6,
          axleSource: 'file',
          toleranceKg: kg(0),
        }),
    },
    curves: {
      ofWeighing: () =>
        Promise.resolve({
          scaleId: 'scale-1',
          startedAt: AT,
          points: { atMs: [0, 100], weightKg: [kg(0), kg(48_620)] },
          zeroBeforeKg: kg(0),
          zeroAfterKg: null,
          divisionKg: kg(20),
          saved: [],
          pass: null,
        }),
    },
    photos: { check: () => Promise.resolve('missing'), read: () => Promise.resolve(null) },
    brokenBy: () => Promise.resolve(null),
    kidOf: () => 'kid',
    documentOf: () => Promise.resolve(WEIGHING),
    makePdf,
    freeName,
    writeWhole,
    log: { error: (_, text) => void complaints.push(text) },
    ...changes,
  });
  return { print, complaints };
}
const REFUSED = { code: 'record.print-failed' };
const left = async (): Promise<string[]> => readdir(join(dataDir, 'exports')).catch(() => []);

test('as long as the station goes on it is printed', async () => {
  const { print } = printOf();
  const { file, picturesLacking } = await print.print(ID);
  expect(await left()).toEqual([file.slice(join(dataDir, 'exports').length + 1)]);
  expect(picturesLacking).toBe(WEIGHING.images.length);
  await print.stop();
});

test('its thread is ended by the stop, which waits until nothing of it runs', async () => {
  let isOver = false;
  let begun = (): void => undefined;
  const beginning = new Promise<void>((resolve) => (begun = resolve));
  const { complaints, print } = printOf({
    async makePdf(document, signal) {
      // So many pages take minutes.
      const pages = Array.from({ length: 20_000 }, () => document.pages).flat();
      const made = makePdf({ ...document, pages }, signal);
      begun();
      return made.finally(() => (isOver = true));
    },
  });
  const refused = expect(print.print(ID)).rejects.toMatchObject(REFUSED);
  await beginning;
  await print.stop();
  expect(isOver).toBe(true);
  await refused;
  expect(await left()).toEqual([]);
  expect(complaints).toEqual([]);
  await expect(print.print(ID)).rejects.toMatchObject(REFUSED);
});

test('what is still being gathered is not printed any more', async () => {
  let gathered = (): void => undefined;
  const waiting = new Promise<null>((resolve) => (gathered = () => resolve(null)));
  const { print } = printOf({ brokenBy: () => waiting });
  const refused = expect(print.print(ID)).rejects.toMatchObject(REFUSED);
  let isStopped = false;
  const stopped = print.stop().then(() => (isStopped = true));
  await new Promise((next) => setImmediate(next));
  expect(isStopped).toBe(false);
  gathered();
  await stopped;
  await refused;
  expect(await left()).toEqual([]);
});
