/** Curves and what was made of them, through the reading thread. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WeightCurve } from '../../../preload/contract/curves.ts';
import { kg, type EpochMs, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { SiteWarning } from '../../../preload/contract/warnings.ts';
import { CaptureStore } from '../../../main/station/records/capture-store.ts';
import { CurveQuery, warningsQuery } from '../../../main/station/records/curve-query.ts';
import { PassStore } from '../../../main/station/records/pass-store.ts';
import { WarningStore } from '../../../main/station/records/warning-store.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import { AT, captureRow, chainOf, minutesLater, passRow, weighingBody } from '../../unit/records/samples.ts';
import { newId, tempStation, type TempStation } from '../../unit/store/temp-station.ts';

let station: TempStation;
let reader: Reader;
let query: CurveQuery;
let chain: ReturnType<typeof chainOf>;

beforeAll(() => {
  station = tempStation();
  chain = chainOf(station.db, station.clock);
  reader = new Reader({ dataDir: station.dataDir });
  query = new CurveQuery(reader);
});
afterAll(async () => {
  await reader.stop();
  station.end();
});

/** A record; its pass has ended when `savedMs` is given. */
function weigh(savedMs?: number | null): { readonly id: Uuid; readonly passId: Uuid } {
  const { db } = station;
  const row = captureRow();
  new CaptureStore(db).insert(row);
  chain.add('weighing', weighingBody(), row.id);
  if (savedMs !== undefined)
    new PassStore(db).insert(
      passRow({
        id: row.passId,
        points: [
          { atMs: 0, weightKg: kg(60) },
          { atMs: 100, weightKg: null },
          { atMs: 200, weightKg: kg(48_620) },
        ],
        saved: [{ weighingId: row.id, atMs: savedMs, weightKg: kg(48_620) }],
        vehicle: '晋C12345',
      }),
    );
  return { id: row.id, passId: row.passId };
}

function raise(minutes: number, kind: 'pass-unrecorded' | 'pass-curve', saidOf = false): Uuid {
  const { db } = station;
  const pass = passRow({ findings: [{ code: 'crossing-without-record', atMs: 0, detail: { topE: 900 } }] });
  const [id, warnings] = [newId(), new WarningStore(db)];
  const at = Date.parse(minutesLater(minutes)) as EpochMs;
  new PassStore(db).insert(pass);
  warnings.raise({ id, kind, subjectId: pass.id, scaleId: pass.scaleId, at });
  if (saidOf) warnings.acknowledge(id, { at: AT, operatorId: '张三', reason: '试车' });
  return id;
}

describe('the curve of a record', () => {
  test('is that of its whole pass', async () => {
    const { id, passId } = weigh(200);
    const curve = await query.ofWeighing(id);
    expect(() => WeightCurve.parse(curve)).not.toThrow();
    expect(curve).toMatchObject({
      points: { atMs: [0, 100, 200], weightKg: [60, null, 48_620] },
      saved: [{ weighingId: id, atMs: 200 }],
      pass: { id: passId, plate: '晋C12345', judged: true, warningId: null },
    });
    expect(await query.ofPass(passId)).toEqual(curve);
  });

  test('while its truck stands there, or where the pass began anew after a restart: that of its document', async () => {
    const standing = weigh();
    const curve = await query.ofWeighing(standing.id);
    expect(() => WeightCurve.parse(curve)).not.toThrow();
    expect(curve).toMatchObject({
      points: { atMs: [0, 100, 200], weightKg: [0, null, 48_620] },
      saved: [{ weighingId: standing.id, atMs: 200 }],
      pass: null,
    });
    const resumed = weigh(null);
    expect(await query.ofWeighing(resumed.id)).toMatchObject({
      points: { weightKg: [0, null, 48_620] },
      zeroAfterKg: 20,
      divisionKg: 20,
      pass: { id: resumed.passId },
    });
  });

  test('of what is not there', async () => {
    await expect(query.ofWeighing(newId())).rejects.toMatchObject({ code: 'weighing.not-found' });
    await expect(query.ofPass(newId())).rejects.toMatchObject({ code: 'pass.not-found' });
  });
});

describe('what has to be looked at', () => {
  test('open ones, unrecorded ones, all; in pages, newest first', async () => {
    const first = raise(1, 'pass-unrecorded');
    const second = raise(2, 'pass-curve', true);
    const third = raise(2, 'pass-unrecorded', true);
    const ids = async (...which: Parameters<CurveQuery['warnings']>) =>
      (await query.warnings(...which)).items.map(({ id }) => id);
    const sameMinute = [second, third].sort().reverse();
    expect(await ids({})).toEqual([...sameMinute, first]);
    expect(await ids({ which: 'open' })).toEqual([first]);
    expect(await ids({ which: 'unrecorded' })).toEqual([third, first]);
    const page = await query.warnings({ limit: 1 });
    expect(page.items.map(({ id }) => id)).toEqual(sameMinute.slice(0, 1));
    expect(() => page.items.map((item) => SiteWarning.parse(item))).not.toThrow();
    expect(await ids({ cursor: page.nextCursor ?? '', limit: 5 })).toEqual([...sameMinute.slice(1), first]);
    await expect(query.warnings({ cursor: 'x' })).rejects.toMatchObject({ code: 'rpc.invalid-input' });
  });

  test.each([
    [undefined, 'warning_time'],
    ['unrecorded', 'warning_kind'],
    ['open', 'open_warning'],
  ] as const)('%s reads no table as a whole', (which, index) => {
    const { sql, params } = warningsQuery(which, `1.${newId()}`, 50);
    const plan = station.db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(params);
    const details = plan.map(({ detail }) => detail);
    expect(details.join('\n')).toContain(index);
    expect(details.filter((detail) => /^SCAN (w|p|a)$/.test(detail))).toEqual([]);
  });
});
