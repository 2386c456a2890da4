/** Which device is made of which part of the configuration, as far as it can be told without a wire. */
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { INDICATOR_PROTOCOLS, makeDrivers } from '../../../../main/station/compose-devices.ts';
import { parseConfiguration } from '../../../../main/station/settings/configuration.ts';
import { CodedError } from '../../../../preload/contract/errors.ts';
import { FakeTime } from '../../native/fake-time.ts';

const scale = (id: string, maxKg: number) => ({
  id,
  divisionKg: 20,
  maxKg,
  minKg: 400,
  zeroBandKg: 40,
  unit: 'kg',
  indicator: { protocol: 'yaohua-tf0', port: { kind: 'tcp', host: '127.0.0.1', port: id.charCodeAt(0) } },
});

function drivers(displayBoard: object | null, ...scales: object[]) {
  const station = { name: '1号磅', unitName: '煤矿', unitCode: '140321-0001', stationNo: '1' };
  const configuration = parseConfiguration({ station, scales, displayBoard }, INDICATOR_PROTOCOLS);
  return makeDrivers({
    configuration,
    dataDir: '/nowhere',
    log: pino({ level: 'silent' }),
    clock: new FakeTime().clock,
  });
}

describe('the outdoor board', () => {
  const port = { kind: 'tcp', host: '127.0.0.1', port: 1 };
  const SUM4 = { board: 'led-sum4', port, blanksAfterMs: 1000 };

  test('null is no device', () => {
    const { displayBoard, others } = drivers(null, scale('a', 100_000));
    expect(displayBoard).toBeNull();
    expect(others).toEqual([]);
  });

  test('shows the scale that it names, else the only one', () => {
    expect(drivers({ board: 'led-wltj', port }, scale('a', 100_000)).displayBoard?.scaleId).toBe('a');
    const { displayBoard, others } = drivers(
      { board: 'led-wltj', port, scaleId: 'b' },
      scale('a', 60_000),
      scale('b', 100_000),
    );
    expect(displayBoard?.scaleId).toBe('b');
    expect(others.map(({ kind }) => kind)).toEqual(['display']);
  });

  test('with too few digits for its scale is refused: it would be dark under every full truck', () => {
    expect(drivers(SUM4, scale('a', 60_000)).displayBoard?.scaleId).toBe('a');
    const refusal = () => drivers({ ...SUM4, scaleId: 'b' }, scale('a', 60_000), scale('b', 100_000));
    expect(refusal).toThrow(CodedError);
    expect(refusal).toThrow(/config\.invalid .*"path":"displayBoard\.board","reason":"too-small","limit":100000/);
  });
});
