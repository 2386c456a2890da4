/** The figures of a finding as its words need them: divisions become kilograms, milliseconds seconds. Pure. */
import type { Finding } from '../../preload/contract/curves.ts';
import { grouped } from '../format.ts';
import type { Params } from '../i18n/index.ts';

export function findingParams({ detail }: Finding, divisionKg: number): Params {
  return Object.fromEntries(Object.entries(detail).map(([name, value]) => figure(name, value, divisionKg)));
}

function figure(name: string, value: number, divisionKg: number): readonly [string, string | number] {
  if (name.endsWith('E')) return [name.slice(0, -1), grouped(Math.round(value * divisionKg))];
  if (name.endsWith('Ms')) return [name.slice(0, -2), seconds(value)];
  return [name, Math.round(value)];
}

/** Under ten seconds a tenth matters. */
const seconds = (ms: number): string => (ms < 10_000 ? (ms / 1000).toFixed(1) : String(Math.round(ms / 1000)));
