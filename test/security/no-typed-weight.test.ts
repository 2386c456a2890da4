/**
 * A weight can be typed nowhere (product.md W6): every entry of every call and of the configuration is looked at, so that a
 * call added later is looked at, too.
 */
import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import { calls } from '../../preload/contract/index.ts';
import { CorrectionField } from '../../preload/contract/documents.ts';
import { parseConfiguration } from '../../main/station/settings/configuration.ts';
import { SCALE_PROTOCOLS } from '../../native/scale/protocols/index.ts';

/** Names of weights that are no weighings: what a scale or a vehicle's papers allow. */
const ALLOWED = new Set(['registeredTotalKg', 'approvedLoadKg']);
const WEIGHTY = /kg$|weight|gross|tare|net(?!work)/i;
/** They name a weighing, or say that the stored one is to be used. */
const NAMES_A_WEIGHING = /WeighingId$|^weighingId$|^useStoredTare$/;

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
}

function propertyNames(schema: Schema): string[] {
  const { additionalProperties, allOf = [], anyOf = [], items, oneOf = [], properties = {} } = schema;
  const below = [
    ...Object.values(properties),
    ...(items === undefined ? [] : [items]),
    ...(typeof additionalProperties === 'object' ? [additionalProperties] : []),
    ...allOf,
    ...anyOf,
    ...oneOf,
  ];
  return [...Object.keys(properties), ...below.flatMap(propertyNames)];
}

const inputs = Object.entries(calls).map(([name, { input }]) => ({
  name,
  schema: z.toJSONSchema(input, { io: 'input' }) as Schema,
}));

describe('no call takes a weight', () => {
  test('the walk sees what is there', () => {
    const seen = inputs.flatMap(({ schema }) => propertyNames(schema));
    expect(seen).toEqual(expect.arrayContaining(['plateFront', 'registeredTotalKg', 'weighingId', 'goods']));
  });

  test.each(inputs)('$name', ({ schema }) => {
    const names = propertyNames(schema).filter(
      (name) => WEIGHTY.test(name) && !ALLOWED.has(name) && !NAMES_A_WEIGHING.test(name),
    );
    expect(names).toEqual([]);
  });

  test('and none takes an entry that it does not know', () => {
    for (const { name, schema } of inputs)
      for (const one of schema.anyOf ?? schema.oneOf ?? [schema])
        expect([name, one.additionalProperties]).toEqual([name, false]);
  });
});

test('no correction reaches a weight', () => {
  expect(CorrectionField.options.filter((field) => WEIGHTY.test(field))).toEqual([]);
});

test('the configuration takes no weight of a truck', () => {
  const SCALE = {
    id: 'scale-1',
    divisionKg: 20,
    maxKg: 100_000,
    minKg: 400,
    zeroBandKg: 40,
    unit: 'kg',
    indicator: { protocol: 'yaohua-tf0', port: { kind: 'tcp', host: '127.0.0.1', port: 4001 } },
  };
  const base = {
    station: { name: '1号磅', unitName: '示例煤矿', unitCode: '140321-0001', stationNo: '1' },
    scale: SCALE,
  };
  const parse = (value: unknown) => parseConfiguration(value, SCALE_PROTOCOLS);
  expect(parse(base).scales).toHaveLength(1);
  for (const name of ['weightKg', 'tareKg', 'grossKg', 'offsetKg', 'factor']) {
    expect(() => parse({ ...base, [name]: 1 })).toThrow('config.invalid');
    expect(() => parse({ ...base, scale: { ...SCALE, [name]: 1 } })).toThrow('config.invalid');
    expect(() => parse({ ...base, rules: { [name]: 1 } })).toThrow('config.invalid');
  }
});
