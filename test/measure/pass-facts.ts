/** A simulated pass as the signatures are told of it: what the office knows, and nothing of what the simulator knows. */
import type { PassFacts } from '../../main/station/rules/curve/curve.ts';
import { kg } from '../../preload/contract/vocabulary.ts';
import type { Frame } from '../sim/curves/indicator.ts';
import type { SimulatedPass } from '../sim/curves/scene.ts';

export function passFacts({ site, points, saved, ended, zeroBeforeKg, vehicle, earlier }: SimulatedPass): PassFacts {
  const divisionKg = kg(site.indicator.divisionKg);
  return {
    points: told(points),
    scale: { divisionKg, zeroBandE: site.zeroBandKg / divisionKg },
    saved: saved === null ? null : { atMs: saved.atMs, weightKg: kg(saved.kg) },
    ended,
    zeroBeforeKg: kg(zeroBeforeKg),
    vehicle,
    earlier: earlier.map((past) => ({
      vehicle: past.vehicle,
      savedKg: kg(past.savedKg),
      points: () => told(past.points()),
    })),
  };
}

function told(frames: readonly Frame[]): PassFacts['points'] {
  return frames.map(({ atMs, kg: weight }) => ({ atMs, weightKg: weight === null ? null : kg(weight) }));
}
