/** The list of passes, asked as a load sheet asks it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GateStore } from '../../../main/station/records/gate-store.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import { chainOf, gateBody, minutesLater } from './samples.ts';
import { tempStation, type TempStation } from '../store/temp-station.ts';

let station: TempStation;
beforeEach(() => (station = tempStation()));
afterEach(() => station.end());

const [TRACTOR, TRAILER, OTHER] = ['晋C12345', '晋C1234挂', '晋C99999'];
const seen = (text: string | null) => ({ text, source: text === null ? ('none' as const) : ('recognised' as const) });

test('an entry since then is found by the plate of either end, and by no other and no way out', () => {
  const store = new GateStore(station.db);
  const { add } = chainOf(station.db, station.clock);
  const pass = (direction: 'in' | 'out', minutes: number, front: string | null, rear: string | null): Uuid =>
    add('gate-pass', {
      ...gateBody(null),
      direction,
      plate: seen(front),
      plateRear: seen(rear),
      passedAt: minutesLater(minutes),
    }).id;
  const after = (minutes: number): number => Date.parse(minutesLater(minutes));
  const byFront = pass('in', 10, TRACTOR, null);
  const byRear = pass('in', 20, OTHER, TRAILER);
  pass('out', 30, TRACTOR, TRAILER);
  expect(store.enteredAfter([TRACTOR], after(0))).toBe(byFront);
  expect(store.enteredAfter([TRACTOR, TRAILER], after(15))).toBe(byRear);
  expect(store.enteredAfter([TRAILER], after(0))).toBe(byRear);
  expect(store.enteredAfter([TRACTOR], after(15))).toBeNull();
  expect(store.enteredAfter([TRACTOR, TRAILER], after(25))).toBeNull();
  expect(store.enteredAfter([], after(0))).toBeNull();
});
