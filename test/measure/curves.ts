/**
 * npm run measure:curves [-- --only KIND …] [--count 100] [--seed-base 1] [--misses]
 *
 * How many cheats the curve signatures find and how many honest trucks they accuse: one table row per kind on stdout, totals
 * last. `--only` takes the beginning of a name. `--misses` names on stderr the seeds that went wrong, of tuning seeds only.
 */
import { parseArgs } from 'node:util';
import { curveSignatures } from '../../main/station/rules/curve/curve-signatures.ts';
import { CHEATS } from '../sim/curves/cheats.ts';
import { HIDDEN } from '../sim/curves/cheats-hidden.ts';
import { HONEST } from '../sim/curves/honest.ts';
import { draw, type Kind } from '../sim/curves/kind.ts';
import { passFacts } from './pass-facts.ts';
import { TUNING_SEEDS, useOf } from './seeds.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    count: { type: 'string', default: '100' },
    'seed-base': { type: 'string', default: String(TUNING_SEEDS.from) },
    misses: { type: 'boolean', default: false },
  },
});
const [count, base] = [Number(values.count), Number(values['seed-base'])];
const use = useOf(base, count);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(base) || use === null) stop('no such seeds');

const GROUPS = [
  { group: 'cheat', kinds: CHEATS.map((kind) => ({ ...kind, draws: kind })) },
  { group: 'honest', kinds: HONEST.map((kind) => ({ ...kind, expects: null, draws: kind })) },
  { group: 'hidden', kinds: HIDDEN.map((kind) => ({ ...kind, expects: null, draws: kind })) },
] as const;
const wanted = (name: string): boolean => values.only?.some((called) => name.startsWith(called)) ?? true;
if (!GROUPS.some(({ kinds }) => kinds.some(({ name }) => wanted(name)))) stop('no such kind');

say(`# ${use ?? ''} seeds ${base} to ${base + count - 1}`);
say('| | kind | found or accused | of | by |');
say('|---|---|---|---|---|');
for (const { group, kinds } of GROUPS) {
  let [all, of] = [0, 0];
  for (const { name, expects, draws } of kinds) {
    if (!wanted(name)) continue;
    const { found, codes } = measured(draws, expects);
    say(`| ${group} | ${name} | ${found} | ${count} | ${codes} |`);
    [all, of] = [all + found, of + count];
  }
  if (of > 0) say(`| ${group} | **all** | ${all} | ${of} | ${((100 * all) / of).toFixed(2)} % |`);
}

/** `expects`: which codes count; null: any. */
function measured(kind: Kind, expects: readonly string[] | null): { found: number; codes: string } {
  const by = new Map<string, number>();
  let found = 0;
  for (let seed = base; seed < base + count; seed += 1) {
    const codes = new Set(curveSignatures(passFacts(draw(kind, seed))).map(({ code }) => code));
    const counts = [...codes].some((code) => expects?.includes(code) ?? true);
    if (counts) found += 1;
    for (const code of codes) by.set(code, (by.get(code) ?? 0) + 1);
    if (counts === (expects === null) && values.misses && use === 'tuning')
      process.stderr.write(`${kind.name}: seed ${seed} ${[...codes].join(' ')}\n`);
  }
  const sorted = [...by].toSorted(([, a], [, b]) => b - a);
  return { found, codes: sorted.map(([code, times]) => `${code} ${times}`).join(', ') };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function stop(why: string): never {
  process.stderr.write(`${why}: kinds begin as in test/sim/curves, seeds are in test/measure/seeds.ts\n`);
  process.exit(2);
}
