import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LoadSheetStore } from '../../../main/station/records/load-sheet-store.ts';
import { tempStation, type TempStation } from '../../unit/store/temp-station.ts';

let station: TempStation;
beforeEach(() => (station = tempStation()));
afterEach(() => station.end());

test('numbers have no gaps and are never used twice, whatever is rolled back and whenever the station restarts', () => {
  const attempt = fc.record({
    day: fc.constantFrom('20261122', '20261123'),
    prefix: fc.constantFrom('140321-0001-1', '140321-0001-2'),
    outcome: fc.constantFrom('commit', 'commit', 'roll back', 'restart'),
  });
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 60 }), (attempts) => {
      station.db.prepare('DELETE FROM sheet_number').run();
      const used = new Map<string, string[]>();
      for (const { day, prefix, outcome } of attempts) {
        if (outcome === 'restart') station.reopen();
        const sheets = new LoadSheetStore(station.db);
        try {
          station.db.immediate(() => {
            const number = sheets.nextNumber(prefix, day);
            if (outcome === 'roll back') throw new Error('roll back');
            used.set(prefix + day, [...(used.get(prefix + day) ?? []), number]);
          });
        } catch (error) {
          if ((error as Error).message !== 'roll back') throw error;
        }
      }
      for (const numbers of used.values())
        expect(numbers.map((number) => Number(number.split('-').at(-1)))).toEqual(numbers.map((_, index) => index + 1));
    }),
    { numRuns: 60 },
  );
});

test('the serial has four digits and grows past them', () => {
  const { db } = station;
  const next = () => db.immediate(() => new LoadSheetStore(db).nextNumber('140321-0001-1', '20261122'));
  expect(next()).toBe('140321-0001-1-20261122-0001');
  db.prepare('UPDATE sheet_number SET serial = 9998').run();
  expect([next(), next()]).toEqual(['140321-0001-1-20261122-9999', '140321-0001-1-20261122-10000']);
});

test('a number is refused outside the transaction that uses it', () => {
  expect(() => new LoadSheetStore(station.db).nextNumber('140321-0001-1', '20261122')).toThrow('transaction');
});
