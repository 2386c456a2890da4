/** The door to the rule sets: which one holds on a day, and which one a record bears. Pure. */
import type { LimitInputs, LimitResult, LimitRule } from './limit-rule.ts';
import { ORDER_62_2016_1 } from './order-62-2016-1.ts';
import { ORDER_62_2016_2 } from './order-62-2016-2.ts';

/** Every rule set that ever made a record here, by the day of its law, then by its version. None ever leaves. */
export const LIMIT_RULES: readonly [LimitRule, ...LimitRule[]] = [ORDER_62_2016_1, ORDER_62_2016_2];

/**
 * The newest version of the law that holds on that day. A day before the first law is a clock that stands wrong: the first law counts.
 * @param day Beijing day of the weighing, yyyyMMdd
 */
export function ruleOn(day: string, rules: readonly [LimitRule, ...LimitRule[]] = LIMIT_RULES): LimitRule {
  const held = (on: string): LimitRule | undefined => rules.findLast(({ from }) => from <= on);
  return held(day) ?? held(rules[0].from) ?? rules[0];
}

/** The rule set of that id; null: a newer program made the record. */
export const ruleById = (id: string): LimitRule | null => LIMIT_RULES.find((rule) => rule.id === id) ?? null;

/** The limit by the rule set of that day, and which one it was. */
export function limitOn(day: string, inputs: LimitInputs): LimitResult & { readonly rule: string } {
  const rule = ruleOn(day);
  return { ...rule.limit(inputs), rule: rule.id };
}
