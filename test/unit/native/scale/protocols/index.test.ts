/** The list of protocols and the configuration name the same ones. */
import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../../../../main/station/settings/configuration.ts';
import type { OptionField } from '../../../../../native/scale/protocols/protocol.ts';
import { scaleProtocol, SCALE_PROTOCOLS } from '../../../../../native/scale/protocols/index.ts';

const withProtocol = (protocol: string, options?: object) =>
  parseConfiguration({
    station: { name: 'n', unitName: 'u', unitCode: '140321-0001', stationNo: '1' },
    scale: {
      id: 'scale-1',
      divisionKg: 20,
      maxKg: 100_000,
      minKg: 400,
      zeroBandKg: 40,
      unit: 'kg',
      indicator: { protocol, port: { kind: 'tcp', host: '127.0.0.1', port: 4001 }, ...(options && { options }) },
    },
  });

/** Values of a setting, its default first. */
const valuesOf = (field: OptionField): readonly unknown[] =>
  'values' in field ? field.values : [field.byDefault, field.least, field.most];

describe('protocols', () => {
  it.each(SCALE_PROTOCOLS)('$id is known to the configuration and has its defaults first', (protocol) => {
    expect(withProtocol(protocol.id).scale.indicator.protocol).toBe(protocol.id);
    expect(scaleProtocol(protocol.id)).toBe(protocol);
    const firsts = Object.fromEntries(protocol.options.map((field) => [field.key, valuesOf(field)[0]]));
    const { read: _, ...byDefault } = protocol.reader({});
    const { read: __, ...byFirsts } = protocol.reader(firsts);
    expect(byFirsts).toEqual(byDefault);
  });

  it.each(SCALE_PROTOCOLS)('$id takes its own options and each of their values, and no other', (protocol) => {
    for (const field of protocol.options) {
      const { key } = field;
      for (const value of valuesOf(field))
        expect(withProtocol(protocol.id, { [key]: value }).scale.indicator.options).toEqual({ [key]: value });
      expect(() => withProtocol(protocol.id, { [key]: 'neither' })).toThrow(`scale.indicator.options.${key}`);
    }
    const known = new Set<string>(protocol.options.map(({ key }) => key));
    const foreign = SCALE_PROTOCOLS.flatMap(({ options }) => options).filter(({ key }) => !known.has(key));
    for (const field of foreign)
      expect(() => withProtocol(protocol.id, { [field.key]: valuesOf(field)[0] })).toThrow(
        `scale.indicator.options.${field.key}`,
      );
  });

  it.each([
    ['yaohua-tf0', 'required'],
    ['toledo-continuous', 'ignore'],
  ])('%s left to itself: checksum %s', (id, checksum) => {
    const { protocol, options } = withProtocol(id).scale.indicator;
    const read = (with_: object) => {
      const { read: readFrame, ...form } = scaleProtocol(protocol).reader(with_);
      const yaohua = Buffer.from('\u0002+000123000\u0003', 'latin1');
      return { form, wrongSum: readFrame(yaohua, 0, yaohua.length) === 'checksum' };
    };
    expect(read(options)).toEqual(read({ checksum }));
    expect(read(options)).not.toEqual(read({ checksum: checksum === 'required' ? 'ignore' : 'required' }));
  });

  it('knows no other', () => {
    expect(() => withProtocol('no-such-protocol')).toThrow('config.invalid');
    expect(() => scaleProtocol('no-such-protocol')).toThrow(RangeError);
  });
});
