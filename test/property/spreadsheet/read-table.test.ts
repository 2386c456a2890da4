import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTable } from '../../../main/station/spreadsheet/read-table.ts';

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const cell = fc.string({ unit: fc.constantFrom(...'晋煤电C12 ,;\t"\'ａ，'), maxLength: 8 });

test('whatever bytes come, there is an answer', async () => {
  const anything = fc.uint8Array({ maxLength: 400 });
  const likeZip = anything.map((rest) => new Uint8Array([0x50, 0x4b, 3, 4, ...rest]));
  await fc.assert(
    fc.asyncProperty(fc.oneof(anything, likeZip), async (bytes) => {
      const read = await readTable(new Uint8Array(bytes));
      expect(['rows', 'refused']).toContain(read.kind);
    }),
  );
});

/** The apostrophe that keeps a spreadsheet from computing a text is none of the text (OWASP, CSV injection). */
const unguarded = (text: string): string => (/^'[=+\-@\t\r＝＋－＠]/.test(text) ? text.slice(1).trim() : text);

test('any cells come back as they were written, trimmed, whatever ends a line', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('', '\ufeff'),
      async (rows, end, mark) => {
        const text = mark + [['名称', '地址'], ...rows].map((row) => row.map(quoted).join(',')).join(end) + end;
        const expected: (string | null)[][] = rows.map((row) =>
          row.map((value) => (value.trim() === '' ? null : unguarded(value.trim()))),
        );
        while (expected.at(-1)?.every((value) => value === null) === true) expected.pop();
        const read = await readTable(new Uint8Array(Buffer.from(text)));
        if (expected.length === 0) expect(read).toEqual({ kind: 'refused', code: 'table.empty' });
        else expect(read).toEqual({ kind: 'rows', rows: [['名称', '地址'], ...expected] });
      },
    ),
  );
});
