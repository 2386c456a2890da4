/** The list of protocols and the configuration name the same ones. */
import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../../../../main/station/settings/configuration.ts';
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

describe('protocols', () => {
  it.each(SCALE_PROTOCOLS)('$id is known to the configuration and has its defaults first', (protocol) => {
    expect(withProtocol(protocol.id).scale.indicator.protocol).toBe(protocol.id);
    expect(scaleProtocol(protocol.id)).toBe(protocol);
    const firsts = Object.fromEntries(protocol.options.map(({ key, values }) => [key, values[0]]));
    const { decode: _, ...byDefault } = protocol.reader({});
    const { decode: __, ...byFirsts } = protocol.reader(firsts);
    expect(byFirsts).toEqual(byDefault);
  });

  it.each(SCALE_PROTOCOLS)('$id takes its own options and each of their values, and no other', (protocol) => {
    for (const { key, values } of protocol.options) {
      for (const value of values)
        expect(withProtocol(protocol.id, { [key]: value }).scale.indicator.options).toEqual({ [key]: value });
      expect(() => withProtocol(protocol.id, { [key]: 'neither' })).toThrow(`scale.indicator.options.${key}`);
    }
    const known = new Set<string>(protocol.options.map(({ key }) => key));
    const foreign = SCALE_PROTOCOLS.flatMap(({ options }) => options).filter(({ key }) => !known.has(key));
    for (const { key, values } of foreign)
      expect(() => withProtocol(protocol.id, { [key]: values[0] })).toThrow(`scale.indicator.options.${key}`);
  });

  it.each([
    ['yaohua-tf0', 'required'],
    ['toledo-continuous', 'ignore'],
  ])('%s left to itself: checksum %s', (id, checksum) => {
    const { protocol, options } = withProtocol(id).scale.indicator;
    const read = (with_: object) => {
      const { decode, ...form } = scaleProtocol(protocol).reader(with_);
      const yaohua = Buffer.from('\u0002+000123000\u0003', 'latin1');
      return { form, wrongSum: decode(yaohua, 0) === 'checksum' };
    };
    expect(read(options)).toEqual(read({ checksum }));
    expect(read(options)).not.toEqual(read({ checksum: checksum === 'required' ? 'ignore' : 'required' }));
  });

  it('knows no other', () => {
    expect(() => withProtocol('no-such-protocol')).toThrow('config.invalid');
    expect(() => scaleProtocol('no-such-protocol')).toThrow(RangeError);
  });
});
