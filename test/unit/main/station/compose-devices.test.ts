/** Which device is made of which part of the configuration, as far as it can be told without a wire. */
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { INDICATOR_PROTOCOLS, makeDrivers, makePushReceiver } from '../../../../main/station/compose-devices.ts';
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
    printHost: null,
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

describe('where cameras push to', () => {
  const receiver = (auth: object | null) => {
    const station = { name: '1号磅', unitName: '煤矿', unitCode: '140321-0001', stationNo: '1' };
    const address = 'http://192.168.1.31/onvif/device_service';
    const source = { address: '192.168.1.31', cameraId: 'a', auth, ready: 'alarm-info-plate' };
    const value = {
      station,
      scale: scale('a', 100_000),
      cameras: [{ id: 'a', role: 'front', driver: 'onvif', address }],
      platePush: auth === null ? null : { connection: 'eth1', port: 7070, sources: [source] },
    };
    const log = pino({ level: 'silent' });
    const configuration = parseConfiguration(value, INDICATOR_PROTOCOLS);
    const options = { configuration, dataDir: '/nowhere', log, clock: new FakeTime().clock, printHost: null };
    return makePushReceiver(options, () => Promise.resolve({ status: 200, body: '{}' }));
  };

  test('null is no device; else one that does not listen yet', () => {
    expect(receiver(null)).toBeNull();
    expect(receiver({ kind: 'secret', query: 'key', secret: '12345678' })?.condition()).toMatchObject({
      state: 'offline',
    });
  });

  test.each([
    ['short', { kind: 'secret', query: 'key', secret: '1234567' }, 'secret', 'too-short'],
    ['empty', { kind: 'secret', header: 'X-Key', secret: '' }, 'secret', 'too-short'],
    ['short', { kind: 'digest', user: 'camera', password: 'short' }, 'password', 'too-short'],
    ['not there', { kind: 'secret', query: 'key', secret: { secret: 'push' } }, 'secret', 'secret-missing'],
  ])('a secret that is %s stops the start: %j', (_what, auth, key, reason) => {
    expect(() => receiver(auth)).toThrow(new RegExp(`"path":"platePush.sources.0.auth.${key}","reason":"${reason}"`));
  });
});
