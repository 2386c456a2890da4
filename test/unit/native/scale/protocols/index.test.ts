/** The list of protocols and the configuration name the same ones. */
import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../../../../main/station/settings/configuration.ts';
import { scaleProtocol, SCALE_PROTOCOLS } from '../../../../../native/scale/protocols/index.ts';

const withProtocol = (protocol: string) =>
  parseConfiguration({
    station: { name: 'n', unitName: 'u', unitCode: '140321-0001', stationNo: '1' },
    scale: {
      id: 'scale-1',
      divisionKg: 20,
      maxKg: 100_000,
      minKg: 400,
      zeroBandKg: 40,
      unit: 'kg',
      indicator: { protocol, port: { kind: 'tcp', host: '127.0.0.1', port: 4001 } },
    },
  });

describe('protocols', () => {
  it.each(SCALE_PROTOCOLS)('$id is known to the configuration and has its defaults first', (protocol) => {
    const { options } = withProtocol(protocol.id).scale.indicator;
    expect(scaleProtocol(protocol.id).reader(options).length).toBeGreaterThan(0);
    const firsts = Object.fromEntries(protocol.options.map(({ key, values }) => [key, values[0]]));
    const { decode: _, ...byDefault } = protocol.reader({});
    const { decode: __, ...byFirsts } = protocol.reader(firsts);
    expect(byFirsts).toEqual(byDefault);
  });

  it('knows no other', () => {
    expect(() => withProtocol('no-such-protocol')).toThrow('config.invalid');
    expect(() => scaleProtocol('no-such-protocol')).toThrow(RangeError);
  });
});
