import { describe, expect, it } from 'vitest';
import { matchPass, visitOf, type PassedVehicle, type WeighedVehicle } from '../../../main/station/rules/gate-match.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const DAY = 24 * HOUR;
const NOON = 1_000 * DAY;

let ids = 0;
const pass = (direction: 'in' | 'out', atMs: number, plates: Partial<PassedVehicle> = {}): PassedVehicle => ({
  id: `pass-${++ids}`,
  direction,
  atMs,
  plate: '晋C12345',
  plateRear: null,
  unsure: null,
  ...plates,
});
const weighed = (atMs: number, facts: Partial<WeighedVehicle> = {}): WeighedVehicle => ({
  id: `weighing-${++ids}`,
  kind: 'gross',
  sequence: ids,
  atMs,
  plateFront: '晋C12345',
  plateRear: '晋C678挂',
  ...facts,
});

describe('by which ends a way out is matched', () => {
  it.each([
    ['front alone', { plate: '晋C12345' }, 'front'],
    ['trailer alone', { plate: null, plateRear: '晋C678挂' }, 'rear'],
    ['both', { plate: '晋C12345', plateRear: '晋C678挂' }, 'pair'],
    ['a tractor with another trailer is another pair', { plate: '晋C12345', plateRear: '晋C999挂' }, null],
    ['another tractor with the trailer is another pair', { plate: '晋C54321', plateRear: '晋C678挂' }, null],
    ['the tractor’s plate on the rear is no trailer’s', { plate: null, plateRear: '晋C12345' }, null],
    ['the trailer’s plate in front is no tractor’s', { plate: '晋C678挂' }, null],
    ['nothing read', { plate: null }, null],
  ] as const)('%s', (_, plates, by) => {
    const gross = weighed(NOON);
    const match = matchPass(pass('out', NOON + MINUTE, plates), [gross], [], DAY);
    expect([match.by, match.weighingId]).toEqual([by, by === null ? null : gross.id]);
  });

  it('a rigid truck has no rear plate: its own is enough, whatever the pass says of a rear', () => {
    const gross = weighed(NOON, { plateRear: null });
    expect(matchPass(pass('out', NOON + MINUTE), [gross], [], DAY).by).toBe('front');
  });
});

describe('which weighing of the visit', () => {
  it('of a way out the newest gross, by the chain and not by the clock', () => {
    const first = weighed(NOON + 5 * MINUTE, { sequence: 7 });
    const again = weighed(NOON, { sequence: 9, kind: 'recheck' });
    const tare = weighed(NOON + 6 * MINUTE, { sequence: 10, kind: 'tare' });
    const match = matchPass(pass('out', NOON + HOUR), [tare, first, again], [], DAY);
    expect(match.weighingId).toBe(again.id);
  });

  it('of a way in the first one after it', () => {
    const before = weighed(NOON - MINUTE);
    const tare = weighed(NOON + MINUTE, { kind: 'tare' });
    const gross = weighed(NOON + HOUR);
    expect(matchPass(pass('in', NOON), [gross, before, tare], [], DAY).weighingId).toBe(tare.id);
  });

  it('nothing of before it came in, of after it left, or of another day', () => {
    const entry = pass('in', NOON);
    const exit = pass('out', NOON + HOUR);
    for (const atMs of [NOON - 1, NOON + HOUR + 1])
      expect(matchPass(exit, [weighed(atMs)], [entry, exit], DAY).weighingId).toBeNull();
    expect(matchPass(exit, [weighed(NOON + HOUR - DAY - 1)], [], DAY).weighingId).toBeNull();
    expect(matchPass(exit, [weighed(NOON)], [entry], DAY).weighingId).not.toBeNull();
  });

  it('one that it was out with already is spent; the same truck seen twice, or its tractor and its trailer, is one passage', () => {
    const gross = weighed(NOON);
    const exit = pass('out', NOON + MINUTE);
    const trailer = pass('out', NOON + 2 * MINUTE, { plate: null, plateRear: '晋C678挂' });
    const twice = pass('out', NOON + 3 * MINUTE);
    const later = pass('out', NOON + HOUR);
    const all = [exit, trailer, twice, later];
    expect(all.map((one) => matchPass(one, [gross], all, DAY).weighingId)).toEqual([
      gross.id,
      gross.id,
      gross.id,
      null,
    ]);
  });

  it('another vehicle’s way in says nothing of this one’s visit', () => {
    const gross = weighed(NOON);
    const stranger = pass('in', NOON + MINUTE, { plate: '晋B00001' });
    expect(matchPass(pass('out', NOON + HOUR), [gross], [stranger], DAY).weighingId).toBe(gross.id);
  });
});

describe('what is shown and never taken', () => {
  const suggested = (plates: Partial<PassedVehicle>, facts: Partial<WeighedVehicle> = {}) => {
    const gross = weighed(NOON, facts);
    const { suggestion, weighingId } = matchPass(pass('out', NOON + MINUTE, plates), [gross], [], DAY);
    expect(weighingId).toBeNull();
    return suggestion === null ? null : [suggestion.why, suggestion.plate, suggestion.end];
  };

  it.each([
    ['one look-alike', { plate: '晋C72345' }, ['look-alike', '晋C12345', 'front']],
    ['8 for B', { plate: '晋C1234B' }, null],
    ['two look-alikes', { plate: '晋C72346' }, null],
    ['one character that does not look alike', { plate: '晋C92345' }, null],
    ['a trailer’s look-alike', { plate: null, plateRear: '晋C67B挂' }, ['look-alike', '晋C678挂', 'rear']],
    ['another trailer', { plateRear: '晋C999挂' }, ['other-trailer', '晋C678挂', 'rear']],
    ['another tractor', { plate: '晋C54321', plateRear: '晋C678挂' }, ['other-tractor', '晋C12345', 'front']],
    ['read unsurely, the same', { plate: null, unsure: '晋C12345' }, ['read-unsurely', '晋C12345', 'front']],
    ['read unsurely, alike', { plate: null, unsure: '晋C1Z345' }, ['read-unsurely', '晋C12345', 'front']],
    ['read unsurely, something else', { plate: null, unsure: '京A00001' }, null],
  ] as const)('%s', (_, plates, wanted) => {
    expect(suggested(plates)).toEqual(wanted);
  });

  it('not the weighing of a vehicle that was seen leaving', () => {
    const gross = weighed(NOON);
    const itself = pass('out', NOON + MINUTE);
    const alike = pass('out', NOON + 5 * MINUTE, { plate: '晋C72345' });
    expect(matchPass(alike, [gross], [itself, alike], DAY).suggestion).toBeNull();
    expect(matchPass(alike, [gross], [alike], DAY).suggestion).not.toBeNull();
  });

  it('not of a tare, nor of a way in', () => {
    expect(suggested({ plate: '晋C72345' }, { kind: 'tare' })).toBeNull();
    const gross = weighed(NOON + MINUTE);
    expect(matchPass(pass('in', NOON, { plate: '晋C72345' }), [gross], [], DAY).suggestion).toBeNull();
  });
});

it('a visit lasts from the way in, or the last way out, at most so long', () => {
  const exit = pass('out', NOON + 10 * HOUR);
  const of = (...passes: PassedVehicle[]) => (visitOf(exit, passes, DAY).fromMs - NOON) / HOUR;
  expect(of()).toBe(-14);
  expect(of(pass('in', NOON), pass('in', NOON + HOUR))).toBe(1);
  expect(of(pass('in', NOON), pass('out', NOON + 2 * HOUR))).toBe(2);
  const entry = pass('in', NOON);
  const until = (...passes: PassedVehicle[]) => (visitOf(entry, passes, DAY).untilMs - NOON) / HOUR;
  expect(until()).toBe(24);
  expect(until(exit)).toBe(10);
  expect(until(pass('in', NOON + MINUTE), pass('in', NOON + 3 * HOUR))).toBe(3);
});
