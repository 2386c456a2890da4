/** What a pass's curve shows, as far as it was seen. A fault in a rule costs the judgement, never the record. */
import type { Kg } from '../../../preload/contract/vocabulary.ts';
import type { PassStore } from '../records/pass-store.ts';
import { curveSignatures } from '../rules/curve/curve-signatures.ts';
import type { CurvePoint, Finding } from '../rules/curve/curve.ts';
import { passCurve } from '../rules/weight-trace.ts';
import type { ScaleSettings } from '../settings/configuration.ts';
import type { Pass } from './pass.ts';

/** So many passes before this one are looked at. */
const EARLIER = 24;

export interface Judgement {
  /** False: the arrival was not seen, or a rule failed. */
  readonly judged: boolean;
  readonly findings: readonly Finding[];
  /** What was looked at. */
  readonly points: readonly CurvePoint[];
}

export interface PassJudgeParts {
  readonly scale: ScaleSettings;
  readonly passes: PassStore;
  readonly log: { error(fields: object, text: string): void };
}

export class PassJudge {
  readonly #parts: PassJudgeParts;

  constructor(parts: PassJudgeParts) {
    this.#parts = parts;
  }

  /**
   * @param saved the weight that counts, in the curve's time; null when nothing was saved
   * @param ended false while the truck stands there
   */
  judge(
    pass: Pick<Pass, 'id' | 'restKg' | 'arrivalSeen'> & { readonly points: readonly CurvePoint[] },
    saved: { readonly atMs: number | null; readonly weightKg: Kg } | null,
    ended: boolean,
    vehicle: string | null,
  ): Judgement {
    const { log, passes, scale } = this.#parts;
    const points = passCurve(pass.points);
    try {
      // Whether it is a recording shows when it is whole, and reading curves would keep the standing truck waiting.
      const earlier = passes.earlier(scale.id, EARLIER);
      const found = curveSignatures({
        points,
        scale: { divisionKg: scale.divisionKg as Kg, zeroBandE: scale.zeroBandKg / scale.divisionKg },
        saved: saved === null ? null : { atMs: saved.atMs ?? 0, weightKg: saved.weightKg },
        ended,
        zeroBeforeKg: pass.restKg,
        vehicle,
        earlier: ended ? earlier : earlier.map((one) => ({ ...one, points: () => [] })),
      });
      if (pass.arrivalSeen) return { judged: true, findings: found, points };
      // A curve without its beginning looks like a jump. That nothing was saved of a truck is true all the same.
      return { judged: false, findings: found.filter(({ code }) => code === 'crossing-without-record'), points };
    } catch (err) {
      log.error({ err, passId: pass.id }, 'the curve of a pass could not be judged');
      return { judged: false, findings: [], points };
    }
  }
}
