/** kill -9 in the middle of writing, again and again on one folder: what was confirmed is there, once and whole. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { CaptureStore } from '../../../main/station/records/capture-store.ts';
import { DERIVED_TABLES, rebuildDerived } from '../../../main/station/records/derived.ts';
import { PhotoStore } from '../../../main/station/records/photo-store.ts';
import { verifyChain } from '../../../main/station/records/verify.ts';
import { StationDatabase } from '../../../main/station/store/database.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import type { Sha256, Uuid } from '../../../preload/contract/vocabulary.ts';
import { newId, tempFolder, TestClock } from '../../unit/store/temp-station.ts';

const ROUNDS = 12;

/** Runs the writer until it is killed at a random moment; answers what it had confirmed. */
async function writeUntilKilled(dataDir: string): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'writing-child.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  try {
    const confirmed: string[] = [];
    const killAt = Math.floor(Math.random() * 30);
    const closed = once(child, 'close');
    for await (const line of createInterface({ input: child.stdout })) {
      confirmed.push(line);
      // Not between two lines only: anywhere in the work that follows this one.
      if (confirmed.length === killAt + 1) setTimeout(kill, Math.random() * 12);
    }
    const [, signal] = (await closed) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    return confirmed;
  } finally {
    process.off('exit', kill);
    kill();
  }
}

test(`${ROUNDS} kills: the chain verifies, nothing confirmed is lost, pictures are whole, numbers have no gaps`, async () => {
  const folder = tempFolder('kill-');
  try {
    const confirmed: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      confirmed.push(...(await writeUntilKilled(folder.path)));
      const db = StationDatabase.open({ dataDir: folder.path, simulated: true, clock: new TestClock(), newId });
      const reader = new Reader({ dataDir: folder.path });
      try {
        await check(db, reader, folder.path, confirmed);
      } finally {
        await reader.stop();
        db.close();
      }
    }
    expect(confirmed.filter((line) => line.startsWith('document')).length).toBeGreaterThan(ROUNDS);
  } finally {
    folder.remove();
  }
}, 180_000);

async function check(
  db: StationDatabase,
  reader: Reader,
  dataDir: string,
  confirmed: readonly string[],
): Promise<void> {
  const { length } = db.prepare('SELECT 1 FROM document').all();
  expect(await verifyChain({ reader })).toEqual({ ok: true, length });
  const captures = new CaptureStore(db);
  const photos = new PhotoStore({ dataDir, db });
  for (const line of confirmed) {
    const [what, id] = line.split(' ') as [string, Uuid];
    if (what === 'capture') expect(captures.get(id)).not.toBeNull();
    if (what === 'document') expect(db.prepare('SELECT 1 FROM document WHERE id = ?').all(id)).toHaveLength(1);
  }
  // One truck at a time: at most the last one waits for its document.
  expect(captures.pending().length).toBeLessThanOrEqual(1);
  for (const { sha256 } of db.prepare<{ sha256: Sha256 }>('SELECT sha256 FROM photo').all())
    expect(await photos.check(sha256)).toBe('whole');
  const numbers = db.prepare<{ number: string }>('SELECT number FROM load_sheet ORDER BY sequence').all();
  expect(numbers.map(({ number }) => Number(number.slice(-4)))).toEqual(numbers.map((_, index) => index + 1));
  const derived = () => DERIVED_TABLES.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]);
  const before = derived();
  rebuildDerived(db);
  expect(derived()).toEqual(before);
}
