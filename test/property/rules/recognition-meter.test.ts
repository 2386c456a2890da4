/** The bound against the binomial sum written out with whole numbers, and what must hold of it always. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lowerBound, moreToProve } from '../../../main/station/rules/recognition-meter.ts';

/** P(at most `wrong` of `total`) where one is wrong with chance `parts` ÷ 1000: exact, as a fraction. */
function exactTail(total: number, wrong: number, parts: number): { readonly over: bigint; readonly under: bigint } {
  let [ways, over] = [1n, 0n];
  for (let k = 0; k <= wrong; k += 1) {
    over += ways * BigInt(parts) ** BigInt(k) * BigInt(1000 - parts) ** BigInt(total - k);
    ways = (ways * BigInt(total - k)) / BigInt(k + 1);
  }
  return { over, under: 1000n ** BigInt(total) };
}
/** Whether the exact sum is above one in twenty. */
const likely = (total: number, wrong: number, parts: number): boolean => {
  const { over, under } = exactTail(total, wrong, parts);
  return over * 20n > under;
};

const series = fc.tuple(fc.nat(120), fc.nat(30)).filter(([right, wrong]) => right + wrong > 0);

test('a rate below the bound would have given so few wrong ones in less than one of twenty series; one above it, more often', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 1, max: 999 }), ([right, wrong], parts) => {
      const bound = lowerBound(right, wrong);
      const rate = 1 - parts / 1000;
      // Where both are the same to the last digits, which side a fraction falls on says nothing.
      fc.pre(Math.abs(rate - bound) > 1e-9);
      expect(rate > bound).toBe(likely(right + wrong, wrong, parts));
    }),
  );
});

test('so many more right ones prove 99 %, and one fewer does not', () => {
  fc.assert(
    fc.property(fc.nat(400), fc.nat(4), (right, wrong) => {
      const more = moreToProve(right, wrong);
      const total = right + wrong + more;
      if (total > 0) expect(likely(total, wrong, 10)).toBe(false);
      if (more > 0) expect(likely(total - 1, wrong, 10)).toBe(true);
    }),
  );
});

test('one more right one never lowers the bound, one more wrong one never raises it, and it is below the rate', () => {
  fc.assert(
    fc.property(fc.nat(20_000), fc.nat(300), (right, wrong) => {
      const bound = lowerBound(right, wrong);
      expect(lowerBound(right + 1, wrong)).toBeGreaterThanOrEqual(bound);
      expect(lowerBound(right, wrong + 1)).toBeLessThanOrEqual(bound);
      expect(bound).toBeGreaterThanOrEqual(0);
      if (right + wrong > 0) expect(bound).toBeLessThanOrEqual(right / (right + wrong));
    }),
  );
});
