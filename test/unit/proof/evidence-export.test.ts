/** What is taken away for an inspector proves itself; whatever is changed, added or left out is found. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { photoPath } from '../../../main/photo-path.ts';
import { exportEvidence, sequencesOf, type ExportScope } from '../../../main/station/proof/evidence-export.ts';
import { evidencePlan } from '../../../main/station/proof/evidence-plan.ts';
import { verify } from '../../../main/station/proof/verify.ts';
import { RecordQuery } from '../../../main/station/records/record-query.ts';
import { WarningStore } from '../../../main/station/records/warning-store.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import type { Sha256, Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import { EvidenceFolder } from '../../support/evidence-folder.ts';
import { newSigner } from '../records/samples.ts';
import { newId, tempFolder } from '../store/temp-station.ts';

const AT = '2026-11-22T18:00:00.000+08:00' as Timestamp;
const ALL = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

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

const parts = () => ({
  reader,
  signer: station.signer,
  stationId: station.db.stationId,
  simulated: true,
  unitName: '示例煤矿',
  photo: (sha256: Sha256) => photoPath(station.dataDir, sha256),
});
async function exported(scope: ExportScope, signer = station.signer): Promise<string> {
  const folder = join(place.path, 'export');
  rmSync(folder, { recursive: true, force: true });
  await exportEvidence(
    { ...parts(), signer },
    {
      sequences: await sequencesOf(reader, scope),
      folder,
      at: AT,
      signal: new AbortController().signal,
      onDocuments: () => undefined,
    },
  );
  return folder;
}

test('all of it is sound, and says how to be verified in both languages', async () => {
  const folder = await exported(ALL);
  const report = await verify(folder, { given: [station.signer.kid] });
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

test('one record comes with its sheets and notices; where others are left out it is said', async () => {
  const report = await verify(await exported({ ids: [weighings[1] as Uuid] }), { given: [] });
  // Its two weighings, its sheet, the sheet that voids that, and the one issued anew.
  expect(report).toMatchObject({ faults: [], documents: 5, pictures: { whole: 4 } });
  expect(report.notes.map(({ code }) => code)).toEqual(['between', 'key-not-confirmed']);
});

describe('the key of the list counts like those of the documents', () => {
  /** Everything of the day is by the first key, the list by the second: made after the key was lost. */
  async function listByAnother(): Promise<{ folder: string; first: string; second: string }> {
    const first = station.signer.kid;
    const toMs = station.clock.now;
    station.clock.now += 60_000;
    const second = station.changeKey().kid;
    return { folder: await exported({ fromMs: 0, toMs }), first, second };
  }

  test('each given alone confirms itself and not the other; both confirm the export', async () => {
    const { first, folder, second } = await listByAnother();
    const by = async (given: readonly string[]) => {
      const { faults, keyConfirmed, keys } = await verify(folder, { given });
      return { faults, keyConfirmed, confirmed: keys.filter(({ confirmed }) => confirmed).map(({ kid }) => kid) };
    };
    expect(await by([])).toEqual({ faults: [], keyConfirmed: false, confirmed: [] });
    expect(await by([first])).toEqual({ faults: [], keyConfirmed: false, confirmed: [first] });
    expect(await by([second])).toEqual({ faults: [], keyConfirmed: false, confirmed: [second] });
    expect(await by([first, second])).toEqual({ faults: [], keyConfirmed: true, confirmed: [first, second] });
    const { keys, notes } = await verify(folder, { given: [first] });
    expect(keys).toEqual([
      { kid: first, firstSequence: 1, documents: 13, list: false, confirmed: true },
      { kid: second, firstSequence: 14, documents: 0, list: true, confirmed: false },
    ]);
    expect(notes).toContainEqual({ code: 'key-not-confirmed', params: { kid: second } });
  });

  test('a key that has signed no document yet signs the list', async () => {
    const first = station.signer.kid;
    const folder = await exported(ALL, newSigner());
    const { faults, keys } = await verify(folder, { given: [first] });
    expect(faults).toEqual([]);
    expect(keys).toMatchObject([{ kid: first }, { documents: 0, list: true, confirmed: false }]);
  });

  test('a key that signed neither is another’s', async () => {
    const { folder } = await listByAnother();
    const other = 'A'.repeat(43);
    expect((await verify(folder, { given: [other] })).faults).toEqual([{ code: 'key-other', params: { kid: other } }]);
  });

  test('an export over a change of keys is sound, with the notice in it and without', async () => {
    const first = station.signer.kid;
    const second = station.changeKey().kid;
    const later = await station.weigh();
    const whole = await verify(await exported(ALL), { given: [first, second] });
    expect(whole).toMatchObject({ faults: [], keyConfirmed: true, documents: 15 });
    expect(whole.notes).toEqual([{ code: 'key-change', params: { sequence: 14, kid: second } }]);
    // The notice lies between those that were asked for.
    const some = await verify(await exported({ ids: [weighings[0] as Uuid, later] }), { given: [first, second] });
    expect(some).toMatchObject({ faults: [], keyConfirmed: true });
    expect(some.notes).toContainEqual({ code: 'key-change-between', params: { sequence: 15, kid: second } });
  });

  test('a new key right behind a document of the old one, that its notice does not name, is a fault', async () => {
    const kept = station.signer.kid;
    const second = station.changeKey(false).kid;
    const { faults } = await verify(await exported(ALL), { given: [kept, second] });
    expect(faults).toEqual([{ code: 'key-unannounced', params: { sequence: 14, kid: second } }]);
  });
});

test('whatever was done to it is found', async () => {
  const good = await exported(ALL);
  const after = async (deed: (folder: string) => void): Promise<readonly string[]> => {
    const folder = join(place.path, 'changed');
    rmSync(folder, { recursive: true, force: true });
    cpSync(good, folder, { recursive: true });
    deed(folder);
    return (await verify(folder, { given: [] })).faults.map(({ code }) => code);
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
  const report = await verify(await exported(ALL), { given: [] });
  expect(report).toMatchObject({ faults: [], pictures: { whole: 8, missing: 1 } });
  expect(report.notes).toContainEqual({ code: 'not-exported', params: { count: 1 } });
});

test('what a warning is about: the weighings of its pass with all that speaks of them', async () => {
  const [, gross] = weighings as [Uuid, Uuid];
  const passId = station.db.prepare<{ passId: Uuid }>('SELECT passId FROM capture WHERE id = ?').get(gross)?.passId;
  const id = newId();
  station.db.immediate(() =>
    new WarningStore(station.db).raise({
      id,
      kind: 'pass-curve',
      subjectId: passId as Uuid,
      scaleId: 'scale-1',
      at: station.clock.wall(),
    }),
  );
  const query = new RecordQuery(reader);
  const of = (order: Parameters<typeof evidencePlan>[1]): Promise<number> =>
    evidencePlan({ ...parts(), query }, order).count();
  expect(await of({ warningId: id })).toBe(await of({ ids: [gross] }));
  // A day that nothing was made on, and the warning's own.
  const filter = { to: '2000-01-01T00:00:00.000+08:00' as Timestamp };
  expect(await of({ filter, warningId: id })).toBe(5);
  await expect(of({ filter })).rejects.toMatchObject({ code: 'document.not-found' });
  await expect(of({ warningId: newId() })).rejects.toMatchObject({ code: 'warning.not-found' });
});
