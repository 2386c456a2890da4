/** A plate as the document bears it: said, read, or both. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlateSeen } from '../../../preload/contract/readings.ts';
import type { Timestamp } from '../../../preload/contract/vocabulary.ts';
import { plateOfRecord } from '../../../main/station/weighing/plate-of-record.ts';

const at = '2026-11-30T08:00:00.000+08:00' as Timestamp;
const said = (text: string | null, none = false) => ({ text, none, by: '张三', at });
const taken = (text: string | null) => ({ text, none: false, by: null, at });
const seen = (text: string, more: Partial<PlateSeen> = {}): PlateSeen =>
  ({ text, kind: 'ordinary', color: 'yellow', confidence: 0.97, accepted: true, readAs: null, ...more }) as PlateSeen;
const READ = { color: 'yellow', confidence: 0.97 };

describe('a plate of a record', () => {
  test.each([
    ['nothing said, nothing read', said(null), null, { text: null, source: 'none', recognisedText: null }],
    ['said that there is none', said(null, true), null, { text: null, source: 'manual', recognisedText: null }],
    ['typed, nothing read', said('晋C12345'), null, { text: '晋C12345', source: 'manual', recognisedText: null }],
    ['read and confirmed', said('晋C12345'), seen('晋C12345'), { text: '晋C12345', source: 'recognised', recognisedText: '晋C12345', ...READ }],
    ['read otherwise', said('晋C12346'), seen('晋C12345'), { text: '晋C12346', source: 'corrected', recognisedText: '晋C12345', correctedBy: '张三', correctedAt: at, ...READ }],
    ['read, and said that there is none', said(null, true), seen('晋C12345'), { text: null, source: 'corrected', recognisedText: '晋C12345', correctedBy: '张三', correctedAt: at, ...READ }],
    ['read, and nothing said', said(null), seen('晋C12345'), { text: null, source: 'none', recognisedText: '晋C12345', ...READ }],
    ['nobody said it, and it was surely read', taken('晋C12345'), seen('晋C12345'), { text: '晋C12345', source: 'recognised', recognisedText: '晋C12345', ...READ }],
    ['nobody said it: the trailer that it came with', taken('晋C1234挂'), seen('晋C1284挂'), { text: '晋C1234挂', source: 'recognised', recognisedText: '晋C1284挂', ...READ }],
    ['taken for a known vehicle', said('晋M60031'), seen('晋M60031', { readAs: '晋N60031' }), { text: '晋M60031', source: 'corrected', recognisedText: '晋N60031', correctedBy: '张三', correctedAt: at, ...READ }],
  ] as const)('%s', (_, spoken, reading, plate) => {
    expect(plateOfRecord(spoken, reading)).toEqual({ color: 'unknown', confidence: null, ...plate });
  }); // prettier-ignore

  test('whatever is said and read: the raw reading stays, and only an equal text is called recognised', () => {
    const text = fc.constantFrom('晋C12345', '晋C12346', '晋K1111挂');
    fc.assert(
      fc.property(fc.option(text), fc.boolean(), fc.option(text), fc.boolean(), (word, none, read, accepted) => {
        const plate = plateOfRecord(said(word, none && word === null), read === null ? null : seen(read, { accepted }));
        expect(plate.recognisedText).toBe(read);
        expect(plate.text).toBe(word);
        expect(plate.source === 'recognised').toBe(word !== null && word === read);
        expect(plate.correctedBy !== undefined).toBe(plate.source === 'corrected');
      }),
    );
  });
});
