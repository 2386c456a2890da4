/** A reconciler over a data folder, with what it needs of the rest of the station. */
import { GateReconciler } from '../../../main/station/gate/gate-reconciler.ts';
import { GateMatchStore } from '../../../main/station/records/gate-match-store.ts';
import { GateStore } from '../../../main/station/records/gate-store.ts';
import { WarningStore } from '../../../main/station/records/warning-store.ts';
import { newId, type TempStation } from '../store/temp-station.ts';

export const RULES = { openTruckHours: 24, inWithoutOutHours: 12 };

export function reconcilerOf(
  { clock, db }: Pick<TempStation, 'clock' | 'db'>,
  options: { reads?: boolean; differs?: () => readonly string[] } = {},
) {
  const { reads = true, differs = () => [] } = options;
  const passes = new GateStore(db);
  const matches = new GateMatchStore(db);
  const warnings = new WarningStore(db);
  let raised = 0;
  const faults: unknown[] = [];
  const reconciler = new GateReconciler({
    db,
    passes,
    matches,
    warnings,
    raised: () => (raised += 1),
    recheck: () => differs().map((field) => ({ field, result: 'fail' as const })),
    reads,
    rules: RULES,
    clock,
    newId,
    log: { warn: (fields) => faults.push(fields) },
  });
  return { reconciler, passes, matches, warnings, faults, told: () => raised };
}
