/** The place of a fault in JSON, held against the engine's own judgement. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFault } from '../../../main/station/settings/json-fault.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const NOISE = fc.string({ unit: fc.constantFrom(...'{}[]",:\\ \n\t\r-+.eE019tfn u\u0000é'), maxLength: 3 });

test('is there exactly when the engine refuses the text', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.nat(3), NOISE, (json, where, gone, noise) => {
      const at = where % (json.length + 1);
      const text = json.slice(0, at) + noise + json.slice(at + gone);
      expect(jsonFault(text) === null).toBe(isJson(text));
    }),
    { numRuns: 3000 },
  );
});

test('what stands before it may begin a JSON text: cut there, only the end is wrong', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), NOISE, (json, where, noise) => {
      const at = where % (json.length + 1);
      const text = json.slice(0, at) + noise + json.slice(at);
      const place = jsonFault(text);
      if (place === null) return;
      const lines = text.split('\n').slice(0, place.line);
      const before = [...lines.slice(0, -1), (lines.at(-1) ?? '').slice(0, place.column - 1)].join('\n');
      const end = before.split('\n');
      expect(jsonFault(before) ?? 'whole').toEqual(
        isJson(before) ? 'whole' : { line: end.length, column: (end.at(-1) ?? '').length + 1 },
      );
    }),
    { numRuns: 1000 },
  );
});
