/**
 * kill -9 around the end of a pass: its row, what its curve shows and the matter made of that are all on disk, or none of it.
 * Play a failure again with KILL_SEED=<the seed it printed>.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';
import { SeededRandom } from './seeded-random.ts';

const KILLS = 12;
/** After the deck's zero is on the wire: three frames at 20 Hz, and what the station does then. */
const WITHIN_MS = 260;
const SEED = Number(process.env['KILL_SEED'] ?? Date.now() % 2 ** 31);
const TRUCK = { plateFront: '晋C12345', plateRear: null };

interface Row {
  readonly id: string;
  readonly body: string;
  readonly trace: Uint8Array;
  readonly warnings: number;
  readonly open: number;
}

test(`a pass is whole or not there (seed ${SEED})`, { timeout: 180_000 }, async () => {
  const random = new SeededRandom(SEED);
  const site = await Site.open({ stabilityMs: 400, rateHz: 20 });
  let station = await RunningStation.start(site);
  try {
    let written = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      site.driveOn(TRUCK, 30_000, 600);
      await station.untilSteady();
      site.driveOff(0);
      const [since, after] = [performance.now(), random.whole(WITHIN_MS)];
      await station.until('the moment', () => performance.now() - since >= after);
      await station.cutPower();
      const rows = judge(site.dataDir);
      // Never one of a pass before that was lost by the kill after it.
      expect(rows).toBeGreaterThanOrEqual(written);
      expect(rows).toBeLessThanOrEqual(kill + 1);
      written = rows;
      station = await RunningStation.start(site);
      await station.untilPhase('idle');
      expect((await station.call('warnings.open', {})).count).toBe(written);
    }
    console.log(`seed ${SEED}: ${written} of ${KILLS} passes were written before the kill`);
  } catch (error) {
    throw new Error(`seed ${SEED}`, { cause: error });
  } finally {
    await station.stop();
    await site.close();
  }
});

/** From the database itself, as the dead process left it. Answers how many passes there are. */
function judge(dataDir: string): number {
  const db = new DatabaseSync(join(dataDir, 'station.sqlite'), { readOnly: true });
  try {
    const rows = db
      .prepare(
        `SELECT p.id, p.body, p.trace, (SELECT COUNT(*) FROM warning w WHERE w.subjectId = p.id) AS warnings,
           (SELECT COUNT(*) FROM open_warning o JOIN warning w ON w.id = o.warningId WHERE w.subjectId = p.id) AS open
         FROM pass p`,
      )
      .all() as unknown as Row[];
    for (const { body, open, trace, warnings } of rows) {
      const { findings, saved } = JSON.parse(body) as { findings: { code: string }[]; saved: unknown[] };
      const { atMs, weightKg } = JSON.parse(inflateRawSync(trace).toString('utf8')) as Record<string, unknown[]>;
      expect(saved).toEqual([]);
      expect(findings.map(({ code }) => code)).toContain('crossing-without-record');
      expect([warnings, open]).toEqual([1, 1]);
      expect(atMs?.length).toBe(weightKg?.length);
      expect(atMs?.length).toBeGreaterThan(5);
    }
    const strays = db.prepare('SELECT COUNT(*) AS n FROM warning WHERE subjectId NOT IN (SELECT id FROM pass)').get();
    expect(strays).toEqual({ n: 0 });
    return rows.length;
  } finally {
    db.close();
  }
}
