/** What is wrong with a configuration, as path and reason (never the value: it may be a secret). Pure. */
import type * as z from 'zod';
import { isConfigReason, type ConfigReason } from '../../../preload/contract/config-reasons.ts';
import { CodedError } from '../../../preload/contract/errors.ts';

/** A message in the schema is one of our reasons, which the compiler checks; zod's own English goes nowhere. */
export const says = (reason: ConfigReason): ConfigReason => reason;

/** @param limit what the rule itself says (a bound, the values allowed), never what the file says */
export const configInvalid = (
  path: string,
  reason: ConfigReason,
  limit?: number | string,
  options?: ErrorOptions,
): CodedError => new CodedError('config.invalid', { path, reason, ...(limit === undefined ? {} : { limit }) }, options);

interface Fault {
  readonly reason: ConfigReason;
  readonly limit?: number | string;
}

/** The first issue of a refusal as `config.invalid`. */
export function faultOf(issues: readonly z.core.$ZodIssue[], value: unknown): CodedError {
  const issue = issues[0];
  if (issue === undefined) return configInvalid('(root)', 'not-allowed');
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...keys];
  const { reason, limit } =
    keys.length === 0 && valueAt(value, path) === undefined ? { reason: 'missing' as const } : why(issue);
  return configInvalid(path.map(String).join('.') || '(root)', reason, limit);
}

function why(issue: z.core.$ZodIssue): Fault {
  if (isConfigReason(issue.message)) return { reason: issue.message };
  switch (issue.code) {
    case 'unrecognized_keys':
      return { reason: 'unknown-key' };
    case 'invalid_type':
      return { reason: TYPES[issue.expected] ?? 'not-allowed' };
    case 'too_small':
      return { reason: MINIMA[issue.origin] ?? 'too-small', limit: Number(issue.minimum) };
    case 'too_big':
      return { reason: MAXIMA[issue.origin] ?? 'too-large', limit: Number(issue.maximum) };
    case 'invalid_value':
      return { reason: 'not-one-of', limit: issue.values.map(String).join(', ') };
    case 'invalid_union':
      return 'options' in issue && issue.options !== undefined
        ? { reason: 'not-one-of', limit: issue.options.map(String).join(', ') }
        : { reason: 'not-allowed' };
    default:
      return { reason: 'not-allowed' };
  }
}

const TYPES: Readonly<Record<string, ConfigReason>> = {
  string: 'not-text',
  number: 'not-number',
  int: 'not-whole',
  boolean: 'not-yes-no',
  array: 'not-list',
  tuple: 'not-list',
  object: 'not-group',
};
const MINIMA: Readonly<Record<string, ConfigReason>> = { string: 'too-short', array: 'too-few' };
const MAXIMA: Readonly<Record<string, ConfigReason>> = { string: 'too-long', array: 'too-many' };

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return here;
}
