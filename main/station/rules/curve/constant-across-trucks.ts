/**
 * One truck after the other weighs the same to the kilogram: somebody says a number instead of weighing. How often that
 * happens by itself depends on how alike the site's trucks are, so their other weights say how surprising it is.
 */
import type { EarlierPass, Finding, Pass } from './curve.ts';

/** Once in so many trucks it may happen by itself. */
const ODDS = 10_000;
/** Fewer prove nothing, however rare. */
const LEAST = 3;
/** Weights this near, in divisions, say how crowded it is around the saved one; a third of them are the very same. */
const NEAR_E = 1;
const SAME_SHARE = 1 / 3;
/**
 * What is believed of a site before its trucks are known, as if one truck had been seen: even a loader that fills every truck to
 * the limit by its own scale (good for 1 % of what it loads) spreads them over so many kilograms.
 */
const SPREAD_KG = 500;

export function constantAcrossTrucks(pass: Pass): Finding[] {
  const { facts, saved } = pass;
  if (saved === null || facts.saved === null) return [];
  const { weightKg } = facts.saved;
  const known = facts.earlier.filter(({ vehicle, savedKg }) => savedKg !== null && vehicle !== null);
  // The same truck again weighs the same.
  const others = known.filter(({ vehicle }) => vehicle !== facts.vehicle);
  const before = others.findLastIndex(({ savedKg }) => savedKg !== weightKg);
  const vehicles = new Set(others.slice(before + 1).map(({ vehicle }) => vehicle));
  // Who nobody knows may be one of them.
  const run = vehicles.size - (facts.vehicle === null ? 1 : 0);
  if (run < LEAST || run * Math.log(1 / chanceOf(pass, others.slice(0, before + 1), saved.e)) < Math.log(ODDS))
    return [];
  return [
    { code: 'constant-across-trucks', atMs: pass.at[saved.index] ?? 0, detail: { savedE: saved.e, trucks: run + 1 } },
  ];
}

/** How likely another truck of this site weighs just this, from those that did not. */
function chanceOf(pass: Pass, others: readonly EarlierPass[], savedE: number): number {
  const near = others.filter(({ savedKg }) => savedKg !== null && Math.abs(pass.inE(savedKg) - savedE) <= NEAR_E);
  const believed = Math.min(1, 1 / pass.inE(SPREAD_KG));
  return (near.length * SAME_SHARE + believed) / (others.length + 1);
}
