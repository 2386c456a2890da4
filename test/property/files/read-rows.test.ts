import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRows } from '../../../main/station/files/read-rows.ts';
import { intoName, intoVehicle } from '../../../main/station/files/row-into-file.ts';
import { COLUMNS } from '../../../main/station/files/table-columns.ts';
import type { Cell } from '../../../main/station/spreadsheet/table.ts';
import { FileKind, NameFile } from '../../../preload/contract/files.ts';
import { Vehicle } from '../../../preload/contract/weighing.ts';

const words = fc.constantFrom(
  '6',
  '49000',
  '晋C12345',
  '晋C1O345',
  '是',
  '半挂',
  '2027-01-31',
  '2027/2/30',
  '原煤',
  '-1',
  '１２',
);
const cell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 6, arbitrary: words },
  fc.constant(null),
  fc.string({ maxLength: 140 }).map((text) => (text.trim() === '' ? null : text.trim())),
  fc.string({ maxLength: 5 }).map((spoilt) => ({ spoilt })),
);

test('each row is good or named in a fault, and a good one is a file in form', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...FileKind.options),
      fc.array(fc.array(cell, { minLength: 20, maxLength: 20 }), { maxLength: 6 }),
      (kind, body) => {
        const headings = COLUMNS[kind].map(({ zh }) => zh[0] ?? '');
        const read = readRows(kind, [headings, ...body.map((row) => row.slice(0, headings.length))]);
        if ('wanted' in read) throw new Error('the heading was there');
        const faulty = new Set(read.faults.map(({ row }) => row));
        expect(read.good.length + read.bad).toBe(read.rows);
        expect(faulty.size).toBe(read.bad);
        for (const row of read.good) {
          expect(faulty).not.toContain(row.row);
          if (kind === 'vehicle') expect(Vehicle.parse(intoVehicle(null, row)).plate).toBe(row.key);
          else expect(NameFile.parse(intoName(kind, null, row)).name).toBe(row.key);
        }
      },
    ),
  );
});
