/** The end of a pass on a real database: row, findings and what has to be looked at in one commit, or none of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ClaimStore } from '../../../main/station/records/claim-store.ts';
import { PassStore } from '../../../main/station/records/pass-store.ts';
import { WarningStore } from '../../../main/station/records/warning-store.ts';
import { WeighingStore } from '../../../main/station/records/weighing-store.ts';
import { WeightTrace } from '../../../main/station/rules/weight-trace.ts';
import type { ScaleSettings } from '../../../main/station/settings/configuration.ts';
import { PassJudge } from '../../../main/station/weighing/pass-judge.ts';
import { PassLog } from '../../../main/station/weighing/pass-log.ts';
import type { EndedPass } from '../../../main/station/weighing/pass.ts';
import { kg, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import { AT, chainOf, weighingBody } from '../records/samples.ts';
import { newId, tempStation, type TempStation } from '../store/temp-station.ts';

const SCALE = { id: 'scale-1', divisionKg: 20, zeroBandKg: 40 } as ScaleSettings;

let station: TempStation;
let raised: number;
const told: string[] = [];
beforeEach(() => {
  station = tempStation();
  raised = 0;
  told.length = 0;
});
afterEach(() => station.end());

function open(passes = new PassStore(station.db)) {
  const { db } = station;
  const note = (_: object, text: string): void => void told.push(text);
  const log = { warn: note, error: note };
  const warnings = new WarningStore(db);
  const judge = new PassJudge({ scale: SCALE, passes, log });
  const passLog = new PassLog({
    scale: SCALE,
    db,
    claims: new ClaimStore(db),
    weighings: new WeighingStore(db),
    passes,
    warnings,
    judge,
    newId,
    onRaised: () => (raised += 1),
    log,
  });
  return { passLog, passes, warnings };
}

/** Six axles roll on, stand and roll off, at 10 Hz; with `seen` false nobody saw it come. */
function truck(changes: { seen?: boolean; saved?: boolean; left?: boolean; onMs?: number } = {}): EndedPass {
  const { left = true, onMs = 6000, saved = false, seen = true } = changes;
  const trace = new WeightTrace();
  let at = 0;
  const frame = (weight: number): void => trace.add((at += 100), kg(Math.round(weight / 20) * 20));
  const axles = [0.14, 0.35, 0.5, 0.67, 0.84, 1];
  for (const share of axles) for (let i = 0; i < onMs / 600; i += 1) frame(48_620 * share - (i === 0 ? 2000 : 0));
  for (let i = 0; i < 60; i += 1) frame(48_620);
  const savedMs = at - 1000;
  if (left)
    for (const share of axles) for (let i = 0; i < 8; i += 1) frame(48_620 * (1 - share) + (i === 0 ? 2000 : 0));
  if (left) for (let i = 0; i < 3; i += 1) frame(0);
  return {
    pass: {
      id: newId(),
      caseId: newId(),
      startedAt: station.clock.wall(),
      zeroBeforeKg: seen ? kg(0) : null,
      restKg: seen ? kg(0) : null,
      arrivalSeen: seen,
      saved: saved ? [{ weighingId: newId(), atMs: savedMs, weightKg: kg(48_620) }] : [],
      traceStartedAt: station.clock.wall(),
      trace,
    },
    endedAt: (station.clock.wall() + at) as EpochMs,
    zeroAfterKg: left ? kg(0) : null,
    points: trace.points,
  };
}

describe('the row of a pass', () => {
  test('an honest truck: judged, nothing found, nothing raised', () => {
    const { passLog, passes, warnings } = open();
    const ended = truck({ saved: true });
    passLog.add(ended);
    expect(passes.get(ended.pass.id)).toBeNull();
    passLog.write();
    expect(passes.get(ended.pass.id)).toMatchObject({ judged: true, findings: [], topKg: 48_620, divisionKg: 20 });
    expect([warnings.open().count, raised]).toEqual([0, 0]);
  });

  test('nothing saved: found, raised and told once it is on disk', () => {
    const { passLog, passes, warnings } = open();
    const ended = truck();
    new ClaimStore(station.db).add(ended.pass.id, AT, { operatorId: '张三', plateFront: '晋c·12345' });
    passLog.add(ended);
    passLog.write();
    expect(passes.get(ended.pass.id)).toMatchObject({ findings: [{ code: 'crossing-without-record' }], saved: [] });
    expect(warnings.open()).toMatchObject({
      count: 1,
      newest: { kind: 'pass-unrecorded', pass: { id: ended.pass.id, plate: '晋C12345' } },
    });
    expect(raised).toBe(1);
  });

  test('nobody saw it come: no jump is made of that, but that nothing was saved is said, also where nobody saw it go', () => {
    const { passLog, passes } = open();
    const [kept, unseen] = [
      truck({ seen: false, saved: true, onMs: 600 }),
      truck({ seen: false, left: false, onMs: 600 }),
    ];
    passLog.add(kept);
    passLog.add(unseen);
    passLog.write();
    expect(passes.get(kept.pass.id)).toMatchObject({ judged: false, findings: [] });
    expect(passes.get(unseen.pass.id)).toMatchObject({
      judged: false,
      findings: [{ code: 'crossing-without-record' }],
    });
  });

  test('the plate that counts is the one of the record', () => {
    const { passLog, passes } = open();
    const ended = truck({ saved: true });
    const [saved] = ended.pass.saved;
    if (saved === undefined) throw new Error('nothing saved');
    new ClaimStore(station.db).add(ended.pass.id, AT, { operatorId: '张三', plateFront: '晋C99999' });
    chainOf(station.db, station.clock).add('weighing', weighingBody(), saved.weighingId);
    passLog.add(ended);
    passLog.write();
    expect(passes.get(ended.pass.id)?.vehicle).toBe('晋C12345');
  });

  test('the disk refuses: neither row nor warning, and both with the next try', () => {
    const passes = new PassStore(station.db);
    const full = new (class extends PassStore {
      refuses = true;
      override insert(row: Parameters<PassStore['insert']>[0]): void {
        super.insert(row);
        if (this.refuses) throw new Error('disk full');
      }
    })(station.db);
    const { passLog, warnings } = open(full);
    const ended = truck();
    passLog.add(ended);
    passLog.write();
    expect([passes.get(ended.pass.id), warnings.open().count, raised]).toEqual([null, 0, 0]);
    full.refuses = false;
    passLog.write();
    expect([passes.get(ended.pass.id)?.findings.length, warnings.open().count, raised]).toEqual([1, 1, 1]);
  });

  test('a fault in judging costs the judgement, never the row', () => {
    const broken = new (class extends PassStore {
      override earlier(): never {
        throw new TypeError('a defect');
      }
    })(station.db);
    const { passLog, passes } = open(broken);
    const ended = truck();
    passLog.add(ended);
    passLog.write();
    expect(passes.get(ended.pass.id)).toMatchObject({ judged: false, findings: [] });
    expect(told).toEqual(['the curve of a pass could not be judged']);
  });
});
