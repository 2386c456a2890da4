/**
 * The options of an indicator's protocol, checked against the list of protocols (native/scale/protocols/index.ts). The
 * list comes in as a parameter: adding a protocol touches its file and that list, and nothing here.
 */
import * as z from 'zod';
import type { OptionField, ProtocolOptions, ScaleProtocol } from '../../../native/scale/protocols/protocol.ts';
import { configInvalid, faultOf } from './config-fault.ts';

export type IndicatorProtocols = readonly Pick<ScaleProtocol, 'id' | 'options'>[];

/**
 * @param path where the indicator stands in the file, `scale.indicator`
 * @param file the whole file as parsed
 * @throws CodedError config.invalid {path, reason, limit}: no such protocol, or an option that it has not
 */
export function checkIndicator(
  { protocol, options }: { readonly protocol: string; readonly options: ProtocolOptions },
  protocols: IndicatorProtocols,
  path: string,
  file: unknown,
): void {
  const known = protocols.find(({ id }) => id === protocol);
  if (known === undefined)
    throw configInvalid(`${path}.protocol`, 'not-one-of', protocols.map(({ id }) => id).join(', '));
  const { error } = z.strictObject(Object.fromEntries(known.options.map(schemaOf))).safeParse(options);
  if (error === undefined) return;
  const steps = [...path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)), 'options'];
  throw faultOf(
    error.issues.map((issue) => ({ ...issue, path: [...steps, ...issue.path] })),
    file,
  );
}

function schemaOf(field: OptionField): [string, z.ZodType] {
  if (!('values' in field)) return [field.key, z.number().int().min(field.least).max(field.most).optional()];
  const values: readonly unknown[] = field.values;
  if (values.every((value) => typeof value === 'boolean')) return [field.key, z.boolean().optional()];
  return [field.key, z.literal(values.filter(isLiteral)).optional()];
}

const isLiteral = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';
