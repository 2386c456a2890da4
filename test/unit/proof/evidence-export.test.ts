/** What is taken away for an inspector proves itself; whatever is changed, added or left out is found. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { photoPath } from '../../../main/photo-path.ts';
import { exportEvidence, type ExportScope } from '../../../main/station/proof/evidence-export.ts';
import { verify } from '../../../main/station/proof/verify.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import type { Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import { EvidenceFolder } from '../../support/evidence-folder.ts';
import { tempFolder } from '../store/temp-station.ts';

const AT = '2026-11-22T18:00:00.000+08:00' as Timestamp;
const ALL = { fromMs: 0, untilMs: Number.MAX_SAFE_INTEGER };

let place: ReturnType<typeof tempFolder>;
let station: EvidenceFolder;
let weighings: Uuid[];
let reader: Reader;
beforeEach(async () => {
  place = tempFolder('evidence-');
  station = await EvidenceFolder.make(join(place.path, 'data'));
  weighings = await station.ordinaryDay();
  reader = new Reader({ dataDir: station.dataDir });
});
afterEach(async () => {
  await reader.stop();
  station.end();
  place.remove();
});

async function exported(scope: ExportScope): Promise<string> {
  const folder = join(place.path, 'export');
  rmSync(folder, { recursive: true, force: true });
  await exportEvidence(
    {
      reader,
      signer: station.signer,
      stationId: station.db.stationId,
      simulated: true,
      unitName: '示例煤矿',
      photo: (sha256) => photoPath(station.dataDir, sha256),
    },
    { scope, folder, at: AT },
  );
  return folder;
}

test('all of it is sound, and says how to be verified in both languages', async () => {
  const folder = await exported(ALL);
  const report = await verify(folder, { given: [station.signer.kid], pool: true });
  expect(report).toMatchObject({
    of: 'export',
    faults: [],
    documents: 13,
    keyConfirmed: true,
    head: { sequence: 13 },
    pictures: { whole: 9 },
    receipts: { documents: 5, pictures: 6 },
    notes: [],
  });
  expect(readdirSync(folder).sort()).toEqual([
    'README.md',
    'documents.jsonl',
    'manifest.json',
    'pictures',
    'receipts.jsonl',
  ]);
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  for (const words of ['如何核对', 'How to verify', station.signer.kid]) expect(readme).toContain(words);
  expect(existsSync(`${folder}.part`)).toBe(false);
});

test('one visit comes with its sheets and notices; where others are left out it is said', async () => {
  const caseId = station.db
    .prepare<{ caseId: Uuid }>('SELECT caseId FROM weighing WHERE id = ?')
    .get(weighings[1] ?? '');
  const report = await verify(await exported({ caseId: caseId?.caseId as Uuid }), { given: [], pool: false });
  // The gross weighing, its sheet, the sheet that voids that, and the one issued anew.
  expect(report).toMatchObject({ faults: [], documents: 4, pictures: { whole: 2 } });
  expect(report.notes.map(({ code }) => code)).toEqual(['border', 'between', 'key-not-confirmed']);
});

test('whatever was done to it is found', async () => {
  const good = await exported(ALL);
  const after = async (deed: (folder: string) => void): Promise<readonly string[]> => {
    const folder = join(place.path, 'changed');
    rmSync(folder, { recursive: true, force: true });
    cpSync(good, folder, { recursive: true });
    deed(folder);
    return (await verify(folder, { given: [], pool: true })).faults.map(({ code }) => code);
  };
  const edit = (name: string, change: (text: string) => string) => (folder: string) =>
    writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
  const lines = (change: (all: string[]) => string[]) =>
    edit('documents.jsonl', (text) => change(text.split('\n')).join('\n'));
  const [picture = ''] = readdirSync(join(good, 'pictures'));

  expect(await after(edit('documents.jsonl', (text) => text.replace('48620', '38620')))).toContain('hash');
  expect(await after(lines((all) => all.slice(1)))).toContain('manifest');
  expect(await after(lines((all) => all.slice(0, -2).concat('')))).toContain('manifest');
  expect(await after(lines(([a = '', b = '', ...rest]) => [b, a, ...rest]))).toContain('gap');
  expect(await after(edit('receipts.jsonl', () => ''))).toContain('manifest');
  expect(await after(edit('manifest.json', (text) => text.replace('示例煤矿', '别的煤矿')))).toEqual([
    'manifest-signature',
  ]);
  expect(await after((folder) => rmSync(join(folder, 'pictures', picture)))).toEqual(['picture-missing']);
  expect(await after((folder) => writeFileSync(join(folder, 'pictures', picture), 'x'))).toEqual(['picture-changed']);
  await expect(after(edit('manifest.json', () => '{'))).rejects.toMatchObject({ code: 'station.folder-unreadable' });
  await expect(after(edit('manifest.json', () => '{}'))).rejects.toMatchObject({ code: 'station.folder-unreadable' });
});

test('a picture that is gone already is listed as gone', async () => {
  const [sha256 = ''] = station.pictures.keys();
  rmSync(photoPath(station.dataDir, sha256) ?? '');
  const report = await verify(await exported(ALL), { given: [], pool: true });
  expect(report).toMatchObject({ faults: [], pictures: { whole: 8, missing: 1 } });
  expect(report.notes).toContainEqual({ code: 'not-exported', params: { count: 1 } });
});
