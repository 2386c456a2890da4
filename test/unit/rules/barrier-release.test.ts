import { describe, expect, it } from 'vitest';
import {
  gateNeeds,
  scaleNeeds,
  type PassForRelease,
  type WeighedForRelease,
} from '../../../main/station/rules/barrier-release.ts';

const RULES = { afterSheet: true };
const GROSS: WeighedForRelease = {
  kind: 'gross',
  kindSaid: true,
  weightKg: 48_620,
  knownTareKg: null,
  captured: true,
  recorded: true,
  voided: false,
  evidence: 'complete',
  overKg: 0,
  sheet: true,
};
const TARE: WeighedForRelease = { ...GROSS, kind: 'tare', overKg: null, sheet: false, weightKg: 15_000 };
const UNSAID: WeighedForRelease = { ...TARE, kindSaid: false };

describe('a truck on a scale', () => {
  it.each([
    ['loaded, recorded, with its sheet', GROSS, null],
    ['weighed again, with its sheet', { ...GROSS, kind: 'recheck' }, null],
    ['evidence accepted by a person', { ...GROSS, evidence: 'accepted' }, null],
    ['empty', TARE, null],
    ['nothing recorded', null, 'record'],
    ['only captured', { ...GROSS, recorded: false }, 'record'],
    ['a document without its capture', { ...GROSS, captured: false }, 'record'],
    ['void', { ...GROSS, voided: true }, 'record'],
    ['evidence incomplete', { ...GROSS, evidence: 'incomplete' }, 'evidence'],
    ['empty, evidence incomplete', { ...TARE, evidence: 'incomplete' }, 'evidence'],
    ['said to be empty, over its limit', { ...TARE, overKg: 20 }, 'limit'],
    ['by its weight alone empty', { ...UNSAID, weightKg: 24_980 }, 'empty'],
    ['as empty as it was known to be', { ...UNSAID, knownTareKg: 14_300 }, null],
    ['two tonnes more than it was known to be empty', { ...UNSAID, knownTareKg: 13_000 }, 'empty'],
    ['only looked at', { ...GROSS, kind: 'trial' }, 'trial'],
    ['no limit known', { ...GROSS, overKg: null }, 'axles'],
    ['one kilogram over', { ...GROSS, overKg: 1 }, 'limit'],
    ['without its sheet', { ...GROSS, sheet: false }, 'sheet'],
  ] as const)('%s', (_, weighed, need) => expect(scaleNeeds(weighed, RULES)).toBe(need));

  it('where the site does not wait for the sheet, only that is left out', () => {
    const rules = { afterSheet: false };
    expect(scaleNeeds({ ...GROSS, sheet: false }, rules)).toBeNull();
    expect(scaleNeeds({ ...GROSS, sheet: false, overKg: 20 }, rules)).toBe('limit');
  });
});

describe('a vehicle at a gate', () => {
  const OUT: PassForRelease = { direction: 'out', saved: true, plateKnown: true, weighed: GROSS, findings: [] };
  it.each([
    ['weighed, with its sheet', OUT, null],
    ['not saved', { ...OUT, saved: false }, 'record'],
    ['not read', { ...OUT, plateKnown: false }, 'plate'],
    ['not weighed', { ...OUT, weighed: null, findings: ['exit-unweighed'] }, 'weighing'],
    ['over the limit', { ...OUT, weighed: { ...GROSS, overKg: 20 }, findings: ['exit-over-limit'] }, 'limit'],
    ['without a sheet', { ...OUT, weighed: { ...GROSS, sheet: false }, findings: ['exit-no-sheet'] }, 'sheet'],
    ['the sheet differs', { ...OUT, findings: ['exit-sheet-differs'] }, 'findings'],
    ['weighed empty only', { ...OUT, weighed: TARE }, 'weighing'],
    ['coming in, read', { ...OUT, direction: 'in', weighed: null }, null],
    ['coming in, not read', { ...OUT, direction: 'in', weighed: null, plateKnown: false }, 'plate'],
  ] as const)('%s', (_, pass, need) => expect(gateNeeds(pass, RULES)).toBe(need));
});
