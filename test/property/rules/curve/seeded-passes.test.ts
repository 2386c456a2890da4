/**
 * What was reached on the first twenty tuning seeds of each kind stays reached. How good the signatures are is measured on other
 * seeds (`npm run measure:curves`); this only notices when one of them breaks.
 */
import { describe, expect, test } from 'vitest';
import { curveSignatures } from '../../../../main/station/rules/curve/curve-signatures.ts';
import { passFacts } from '../../../measure/pass-facts.ts';
import { TUNING_SEEDS } from '../../../measure/seeds.ts';
import { CHEATS } from '../../../sim/curves/cheats.ts';
import { HONEST } from '../../../sim/curves/honest.ts';
import { draw, type Kind } from '../../../sim/curves/kind.ts';

const SEEDS = Array.from({ length: 20 }, (_, i) => TUNING_SEEDS.from + i);
/** Of twenty; all others are found every time. */
const NOT_ALWAYS: ReadonlyMap<string, number> = new Map([
  ['plus by radio, off while standing', 19],
  ['plus by radio, off while leaving', 17],
  ['held while driving on, let go when gone', 19],
  ['held in the wind', 11],
]);

const codesOf = (kind: Kind, seed: number): string[] =>
  curveSignatures(passFacts(draw(kind, seed))).map(({ code }) => code);

describe('twenty passes of each kind', () => {
  test.each(CHEATS.map((kind) => [kind.name, kind] as const))('finds the cheat: %s', (name, kind) => {
    const found = SEEDS.filter((seed) => codesOf(kind, seed).some((code) => kind.expects.includes(code)));
    expect(found.length).toBeGreaterThanOrEqual(NOT_ALWAYS.get(name) ?? SEEDS.length);
  });

  test.each(HONEST.map((kind) => [kind.name, kind] as const))('accuses nobody: %s', (_name, kind) => {
    expect(SEEDS.flatMap((seed) => codesOf(kind, seed).map((code) => `${seed} ${code}`))).toEqual([]);
  });
});
