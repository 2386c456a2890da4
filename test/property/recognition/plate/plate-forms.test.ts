import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readColumns, scoreOfLine } from '../../../../main/station/recognition/plate/ctc-reading.ts';
import { confusable } from '../../../../main/station/rules/plate-look-alike.ts';
import { fuseReadings } from '../../../../main/station/recognition/plate/fuse-readings.ts';
import { PLATE_CHARACTERS } from '../../../../main/station/recognition/plate/plate-alphabet.ts';
import { PLATE_FORMS } from '../../../../main/station/recognition/plate/plate-forms.ts';
import { CTC_WIDTH } from '../../../../main/station/recognition/plate/ctc-columns.ts';
import { readSlots, slotScores } from '../../../../main/station/recognition/plate/slot-reading.ts';
import { votePictures } from '../../../../main/station/recognition/plate/vote.ts';
import { plateKind } from '../../../../main/station/rules/plate-grammar.ts';
import { clearly, groundsOf, lineOf, readingOf, slotsOf } from '../../../unit/recognition/plate/seen-plate.ts';

/** A plate of any form, as the place-by-place grammar writes it; ordinary ones need a digit. */
const plate = fc
  .constantFrom(...PLATE_FORMS)
  .chain((form) =>
    fc.tuple(...form.places.map((place) => fc.constantFrom(...place))).map((characters) => ({
      text: characters.join(''),
      form,
    })),
  )
  .filter(({ text, form }) => form.kind !== 'ordinary' || /[0-9]/.test(text.slice(2)));

const noise = (length: number) =>
  fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: length, maxLength: length });

describe('the two writings of the grammar', () => {
  it('agree: what a form allows place by place is a plate of that kind', () => {
    fc.assert(
      fc.property(plate, ({ text, form }) => {
        expect(plateKind(text)).toBe(form.kind);
      }),
    );
  });
});

describe('readers under the grammar', () => {
  it('a plate clearly seen is read, by slots, by line and by both', () => {
    fc.assert(
      fc.property(plate, ({ text, form }) => {
        expect(readSlots(slotsOf(clearly(text)), 1)[0]?.text).toBe(text);
        expect(readColumns(lineOf(clearly(text)), 1)[0]?.text).toBe(text);
        const evidence = {
          slots: slotsOf(clearly(text)),
          line: lineOf(clearly(text)),
          grounds: groundsOf(form.grounds[0]!),
        };
        expect(fuseReadings(evidence).candidates[0]?.text).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it('whatever is seen, the answers are whole plates or marked special, and confidences are shares of one', () => {
    let answered = 0;
    fc.assert(
      fc.property(noise(8 * (PLATE_CHARACTERS.length + 1)), noise(CTC_WIDTH * 12), (logits, probabilities) => {
        const slots = slotScores(Float32Array.from(logits, (value) => value * 12));
        const line = { moments: 12, data: Float32Array.from(probabilities, (value) => value / 30) };
        const top = fuseReadings({ slots, line, grounds: groundsOf('yellow', 0.4) }).candidates;
        answered += top.length > 0 ? 1 : 0;
        for (const one of top) expect(one.kind).toBe(plateKind(one.text));
        const sum = top.reduce((total, one) => total + one.confidence, 0);
        expect(sum).toBeLessThanOrEqual(1 + 1e-9);
        expect([...top].sort((a, b) => b.confidence - a.confidence)).toEqual(top);
        for (const { text, score } of readColumns(line, 4)) {
          // The search follows a part of the alignments that the score sums up.
          expect(score).toBeLessThanOrEqual(scoreOfLine(line, text) + 1e-6);
        }
      }),
      { numRuns: 40 },
    );
    expect(answered).toBeGreaterThan(10);
  });
});

describe('voting', () => {
  it('does not depend on the order of the pictures', () => {
    const texts = ['晋A12345', '晋A12346', '晋A1234S'];
    const reading = fc
      .tuple(fc.shuffledSubarray(texts, { minLength: 1 }), fc.double({ min: 0.3, max: 0.99, noNaN: true }))
      .map(([some, share]) => readingOf(some.map((text, i) => [text, share / 3 ** i] as const)));
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 5 }), (readings) => {
        const forth = votePictures(readings)!;
        const back = votePictures([...readings].reverse())!;
        expect(back.confidence).toBeCloseTo(forth.confidence, 9);
        expect(forth.confidence).toBeLessThanOrEqual(1);
        expect(forth.confidence).toBeGreaterThan(0);
      }),
    );
  });
});

describe('look-alikes', () => {
  it('look alike both ways, and nothing looks like itself', () => {
    const character = fc.constantFrom(...PLATE_CHARACTERS);
    fc.assert(
      fc.property(character, character, (a, b) => {
        expect(confusable(a, b)).toBe(confusable(b, a));
        expect(confusable(a, a)).toBe(false);
      }),
    );
  });
});
