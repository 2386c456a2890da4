/** What every protocol of the list is, and that the configuration follows the list. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../../../../main/station/settings/configuration.ts';
import type { OptionField } from '../../../../../native/scale/protocols/protocol.ts';
import { scaleProtocol, SCALE_PROTOCOLS } from '../../../../../native/scale/protocols/index.ts';

const configure = (protocol: string, options?: object) =>
  parseConfiguration(
    {
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
    },
    SCALE_PROTOCOLS,
  );

/** Values of a setting, its default first. */
const valuesOf = (field: OptionField): readonly unknown[] =>
  'values' in field ? field.values : [field.byDefault, field.least, field.most];

describe('protocols', () => {
  it.each(SCALE_PROTOCOLS)('$id has its defaults first', (protocol) => {
    expect(scaleProtocol(protocol.id)).toBe(protocol);
    const firsts = Object.fromEntries(protocol.options.map((field) => [field.key, valuesOf(field)[0]]));
    const { read: _, ...byDefault } = protocol.reader({});
    const { read: __, ...byFirsts } = protocol.reader(firsts);
    expect(byFirsts).toEqual(byDefault);
  });

  it.each(SCALE_PROTOCOLS)(
    '$id is taken by the configuration, with each value of its own options and no other',
    (protocol) => {
      configure(protocol.id);
      for (const field of protocol.options) {
        for (const value of valuesOf(field)) configure(protocol.id, { [field.key]: value });
        expect(() => configure(protocol.id, { [field.key]: 'neither' })).toThrow(
          `scale.indicator.options.${field.key}`,
        );
      }
      const known = new Set<string>(protocol.options.map(({ key }) => key));
      const foreign = SCALE_PROTOCOLS.flatMap(({ options }) => options).filter(({ key }) => !known.has(key));
      for (const field of foreign)
        expect(() => configure(protocol.id, { [field.key]: valuesOf(field)[0] })).toThrow(
          `scale.indicator.options.${field.key}`,
        );
    },
  );

  it.each(SCALE_PROTOCOLS)('$id asks if, and only if, it talks when asked', (protocol) => {
    expect(protocol.poll !== undefined).toBe(protocol.talks === 'when-asked');
    const poll = protocol.poll?.({});
    if (poll === undefined) return;
    expect(poll.request.length).toBeGreaterThan(0);
    expect(poll.everyMs).toBeGreaterThanOrEqual(100);
    expect(poll.everyMs).toBeLessThanOrEqual(500);
  });

  it.each([
    ['yaohua-tf0', 'required'],
    ['toledo-continuous', 'ignore'],
  ])('%s left to itself: checksum %s', (id, checksum) => {
    const read = (options: object) => {
      const { read: readFrame, ...form } = scaleProtocol(id).reader(options);
      const yaohua = Buffer.from('\u0002+000123000\u0003', 'latin1');
      return { form, wrongSum: readFrame(yaohua, 0, yaohua.length) === 'checksum' };
    };
    expect(read({})).toEqual(read({ checksum }));
    expect(read({})).not.toEqual(read({ checksum: checksum === 'required' ? 'ignore' : 'required' }));
  });

  it('are all in the README, with every option', () => {
    const readme = readFileSync(new URL('../../../../../native/scale/protocols/README.md', import.meta.url), 'utf8');
    for (const { id, options } of SCALE_PROTOCOLS) {
      const row = readme.split('\n').find((line) => line.startsWith(`| \`${id}\``)) ?? '';
      for (const field of options) expect(row, id).toContain(`${field.key}: ${String(valuesOf(field)[0])}`);
      expect(row, id).not.toBe('');
    }
  });

  it('knows no other', () => {
    expect(() => configure('no-such-protocol')).toThrow('config.invalid');
    expect(() => scaleProtocol('no-such-protocol')).toThrow(RangeError);
  });
});
