/** The forms of the configuration file that station-contract.md names, and what each refusal says – and does not say. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as configuration from '../../../main/station/settings/configuration.ts';
import { paperIn, printsThrough } from '../../../main/station/settings/printer-settings.ts';
import { SCALE_PROTOCOLS } from '../../../native/scale/protocols/index.ts';
import { isConfigReason } from '../../../preload/contract/config-reasons.ts';
import { CodedError } from '../../../preload/contract/errors.ts';

const parseConfiguration = (value: unknown) => configuration.parseConfiguration(value, SCALE_PROTOCOLS);
const readConfiguration = (file: string) => configuration.readConfiguration(file, SCALE_PROTOCOLS);

const SCALE = {
  id: 'scale-1',
  divisionKg: 20,
  maxKg: 100_000,
  minKg: 400,
  zeroBandKg: 40,
  unit: 'kg',
  indicator: { protocol: 'yaohua-tf0', port: { kind: 'tcp', host: '127.0.0.1', port: 4001 } },
};
const BASE = { station: { name: '1号磅', unitName: '煤矿', unitCode: '140321-0001', stationNo: '1' } };
const GOOD = { ...BASE, scale: SCALE };
const camera = (id: string, role: string, more: object = {}) => ({
  id,
  role,
  driver: 'onvif',
  address: 'http://192.168.1.31/onvif/device_service',
  ...more,
});
const SECOND = {
  ...SCALE,
  id: 'scale-2',
  indicator: { ...SCALE.indicator, port: { kind: 'tcp', host: '127.0.0.1', port: 4002 } },
};
const PRINTER = { driver: 'escpos', port: { kind: 'tcp', host: '127.0.0.1', port: 9100 }, columns: 48 };

function refusal(run: () => unknown): CodedError {
  try {
    run();
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}
const refused = (value: unknown) => refusal(() => parseConfiguration(value)).params;

describe('scale or scales', () => {
  test('one entry of scales is the scale', () => {
    const { scales } = parseConfiguration(GOOD);
    expect(scales).toHaveLength(1);
    expect(parseConfiguration({ ...BASE, scales: [SCALE] })).toEqual(parseConfiguration(GOOD));
  });

  test('two scales: each front and rear camera names its own', () => {
    const two = { ...BASE, scales: [SCALE, SECOND] };
    const camera = (id: string, role: string, scaleId?: string) => ({
      id,
      role,
      driver: 'onvif',
      address: 'http://127.0.0.1:1/',
      ...(scaleId === undefined ? {} : { scaleId }),
    });
    const cameras = [
      camera('a', 'front', SCALE.id),
      camera('b', 'front', 'scale-2'),
      camera('c', 'gate-in'),
      camera('d', 'rear', 'scale-2'),
    ];
    expect(parseConfiguration({ ...two, cameras }).scales.map(({ id }) => id)).toEqual([SCALE.id, 'scale-2']);
    expect(refused({ ...two, cameras: [camera('a', 'front')] })).toMatchObject({
      path: 'cameras.0.scaleId',
      reason: 'missing',
    });
    expect(refused({ ...two, cameras: [...cameras, camera('e', 'rear', 'scale-2')] })).toMatchObject({
      path: 'cameras.4.role',
      reason: 'role-twice',
    });
    expect(refused({ ...two, cameras: [camera('a', 'front', 'scale-9')] })).toMatchObject({
      path: 'cameras.0.scaleId',
      reason: 'other-scale',
    });
    expect(refused({ ...BASE, scales: [SCALE, SCALE] })).toMatchObject({ path: 'scales.1.id', reason: 'id-twice' });
  });

  test.each([
    ['both', { ...GOOD, scales: [SCALE] }, 'scales', 'scale-and-scales'],
    ['neither', BASE, 'scale', 'missing'],
    ['none', { ...BASE, scales: [] }, 'scales', 'too-few'],
    ['five', { ...BASE, scales: [1, 2, 3, 4, 5].map((id) => ({ ...SCALE, id: `scale-${id}` })) }, 'scales', 'too-many'],
    ['a wrong one', { ...BASE, scales: [{ ...SCALE, divisionKg: '20' }] }, 'scales.0.divisionKg', 'not-number'],
    [
      'a load that counts as empty',
      { ...BASE, scales: [{ ...SCALE, zeroBandKg: 5000 }] },
      'scales.0.zeroBandKg',
      'too-large',
    ],
    ['min above max', { ...BASE, scales: [{ ...SCALE, minKg: 100_000 }] }, 'scales.0.minKg', 'not-below-max'],
  ])('%s', (_name, value, path, reason) => {
    expect(refused(value)).toMatchObject({ path, reason });
  });
});

const COUNTY = {
  adapter: 'county-json',
  url: 'https://county.example/jgpt',
  mapping: 'example-county',
  appId: 'YTD140321',
  secret: 'x',
};

describe('a county with an interface of its own', () => {
  test('its parts, the key by value or by name', () => {
    for (const secret of ['x', { secret: 'county' }])
      expect(parseConfiguration({ ...GOOD, platform: { ...COUNTY, secret } }).platform).toEqual({ ...COUNTY, secret });
  });

  test.each([
    ['another adapter', { ...COUNTY, adapter: 'county-xml' }, 'platform.adapter', 'not-one-of'],
    ['a code to enrol', { ...COUNTY, enrolmentCode: '1' }, 'platform.enrolmentCode', 'unknown-key'],
    ['no mapping', { ...COUNTY, mapping: undefined }, 'platform.mapping', 'missing'],
    ['no appId', { ...COUNTY, appId: ' ' }, 'platform.appId', 'too-short'],
    ['no key', { ...COUNTY, secret: undefined }, 'platform.secret', 'missing'],
    ['no secrecy', { ...COUNTY, url: 'http://county.example/' }, 'platform.url', 'https-only'],
  ])('%s', (_what, platform, path, reason) => {
    expect(refused({ ...GOOD, platform })).toMatchObject({ path, reason });
  });
});

describe('why an entry is refused', () => {
  const inScale = (more: object) => ({ ...GOOD, scale: { ...SCALE, ...more } });
  const inStation = (more: object) => ({ ...GOOD, station: { ...BASE.station, ...more } });
  const withOptions = (options: unknown) => inScale({ indicator: { ...SCALE.indicator, options } });
  const onPort = (port: object) => inScale({ indicator: { ...SCALE.indicator, port } });
  const SERIAL = { kind: 'serial', path: 'COM3', baudRate: 9600 };
  const BY_ADAPTER = { kind: 'serial', usb: { serialNumber: 'A50285BI', id: '0403:6001' }, baudRate: 9600 };
  const PLATFORM = { adapter: 'standard', url: 'https://platform.example/api' };
  const DISPLAY = {
    corners: Array.from({ length: 4 }, () => [0, 0]),
    digits: 5,
    type: 'segments',
    unit: 'kg',
    decimals: 0,
    pictureSize: [1920, 1080],
  };
  const withDisplay = (more: object) => ({
    ...GOOD,
    cameras: [camera('a', 'front', { display: { ...DISPLAY, ...more } })],
  });

  test.each<[string, object, object, boolean]>([
    ['the same path', SERIAL, SERIAL, true],
    ['other paths', SERIAL, { ...SERIAL, path: 'COM4' }, false],
    ['the same adapter', BY_ADAPTER, BY_ADAPTER, true],
    ['one number, of which maker is not said', BY_ADAPTER, { ...BY_ADAPTER, usb: { serialNumber: 'A50285BI' } }, true],
    [
      'one number of two makers',
      BY_ADAPTER,
      { ...BY_ADAPTER, usb: { serialNumber: 'A50285BI', id: '1a86:7523' } },
      false,
    ],
    ['one host and port', { kind: 'tcp', host: 'a', port: 1 }, { kind: 'tcp', host: 'a', port: 1 }, true],
    ['two ports of one host', { kind: 'tcp', host: 'a', port: 1 }, { kind: 'tcp', host: 'a', port: 2 }, false],
    ['a path and an adapter', SERIAL, BY_ADAPTER, false],
  ])('two scales never read one wire: %s', (_name, one, other, refuses) => {
    const on = (id: string, port: object) => ({ ...SCALE, id, indicator: { ...SCALE.indicator, port } });
    const value = { ...BASE, scales: [on('a', one), on('b', other)] };
    if (refuses) expect(refused(value)).toMatchObject({ path: 'scales.1.indicator.port', reason: 'port-twice' });
    else expect(parseConfiguration(value).scales).toHaveLength(2);
  });

  test('a port is named by its path or by its adapter', () => {
    const portOf = (port: object) => parseConfiguration(onPort(port)).scales[0].indicator.port;
    expect(portOf(SERIAL)).toMatchObject({ path: 'COM3' });
    expect(portOf(BY_ADAPTER)).toMatchObject({ usb: { serialNumber: 'A50285BI', id: '0403:6001' } });
    expect(portOf({ ...BY_ADAPTER, usb: { serialNumber: 'A50285BI' } })).not.toHaveProperty('path');
  });

  test.each<[unknown, string, string, (string | number)?]>([
    [[], '(root)', 'not-group'],
    [undefined, '(root)', 'missing'],
    [{ scale: SCALE }, 'station', 'missing'],
    [inStation({ name: undefined }), 'station.name', 'missing'],
    [inStation({ name: '' }), 'station.name', 'too-short', 1],
    [inStation({ name: '   ' }), 'station.name', 'too-short', 1],
    [inStation({ name: 'x'.repeat(65) }), 'station.name', 'too-long', 64],
    [inStation({ name: 5 }), 'station.name', 'not-text'],
    [inStation({ name: 'a\u0000b' }), 'station.name', 'not-allowed'],
    [inStation({ unitCode: '140321 0001' }), 'station.unitCode', 'letters-digits-hyphens'],
    [inStation({ unitCode: '1'.repeat(41) }), 'station.unitCode', 'too-long', 40],
    [inStation({ stationNo: '一' }), 'station.stationNo', 'letters-digits'],
    [inStation({ nmae: 'x' }), 'station.nmae', 'unknown-key'],
    [{ ...GOOD, simulated: 'yes' }, 'simulated', 'not-yes-no'],
    [{ ...GOOD, mode: 'sometimes' }, 'mode', 'not-one-of', 'attended, unattended'],
    [{ ...GOOD, cameras: {} }, 'cameras', 'not-list'],
    [{ ...GOOD, cameras: Array.from({ length: 17 }, () => camera('a', 'side')) }, 'cameras', 'too-many', 16],
    [inScale({ maxKg: '100000' }), 'scale.maxKg', 'not-number'],
    [inScale({ maxKg: 999 }), 'scale.maxKg', 'too-small', 1000],
    [inScale({ maxKg: 1_000_001 }), 'scale.maxKg', 'too-large', 1_000_000],
    [inScale({ zeroBandKg: 0.5 }), 'scale.zeroBandKg', 'not-whole'],
    [inScale({ indicator: 'yaohua-tf0' }), 'scale.indicator', 'not-group'],
    [
      inScale({ indicator: { ...SCALE.indicator, protocol: 'morse' } }),
      'scale.indicator.protocol',
      'not-one-of',
      SCALE_PROTOCOLS.map(({ id }) => id).join(', '),
    ],
    [inScale({ indicator: { port: SCALE.indicator.port } }), 'scale.indicator.protocol', 'missing'],
    [withOptions('checksum'), 'scale.indicator.options', 'not-group'],
    [withOptions(['checksum']), 'scale.indicator.options', 'not-group'],
    [withOptions({ checksum: 'maybe' }), 'scale.indicator.options.checksum', 'not-one-of', 'required, ignore'],
    [withOptions({ mask7: 'yes' }), 'scale.indicator.options.mask7', 'not-yes-no'],
    [withOptions({ lf: true }), 'scale.indicator.options.lf', 'unknown-key'],
    [
      { ...BASE, scales: [{ ...SCALE, indicator: { ...SCALE.indicator, options: { lf: true } } }] },
      'scales.0.indicator.options.lf',
      'unknown-key',
    ],
    [onPort({ kind: 'usb' }), 'scale.indicator.port.kind', 'not-one-of', 'serial, tcp'],
    [onPort({ ...SERIAL, path: undefined }), 'scale.indicator.port', 'path-or-usb'],
    [onPort({ ...SERIAL, usb: { serialNumber: 'A50285BI' } }), 'scale.indicator.port', 'path-or-usb'],
    [onPort({ ...BY_ADAPTER, usb: 'A50285BI' }), 'scale.indicator.port.usb', 'not-group'],
    [onPort({ ...BY_ADAPTER, usb: {} }), 'scale.indicator.port.usb.serialNumber', 'missing'],
    [onPort({ ...BY_ADAPTER, usb: { serialNumber: ' ' } }), 'scale.indicator.port.usb.serialNumber', 'too-short', 1],
    [onPort({ ...BY_ADAPTER, usb: { serialNumber: 'A', id: '403:6001' } }), 'scale.indicator.port.usb.id', 'usb-id'],
    [onPort({ ...BY_ADAPTER, usb: { serialNumber: 'A', port: 1 } }), 'scale.indicator.port.usb.port', 'unknown-key'],
    [onPort({ ...SERIAL, dataBits: 9 }), 'scale.indicator.port.dataBits', 'not-one-of', '7, 8'],
    [onPort({ ...SERIAL, baudRate: '9600' }), 'scale.indicator.port.baudRate', 'not-one-of'],
    [{ ...GOOD, printer: { ...PRINTER, columns: 40 } }, 'printer.columns', 'not-one-of', '32, 42, 48'],
    [{ ...GOOD, printer: { ...PRINTER, driver: 'laser' } }, 'printer.driver', 'not-one-of'],
    [{ ...GOOD, printer: { ...PRINTER, formLines: 33 } }, 'printer.formLines', 'unknown-key'],
    [{ ...GOOD, printer: { driver: 'escp', port: PRINTER.port, formLines: 34 } }, 'printer.formLines', 'not-one-of'],
    [{ ...GOOD, printer: { driver: 'escp', port: { kind: 'usb' } } }, 'printer.port.kind', 'not-one-of'],
    [{ ...GOOD, printer: { driver: 'system', queue: 'a/b' } }, 'printer.queue', 'printer-name'],
    [{ ...GOOD, printer: { driver: 'system', queue: ' a' } }, 'printer.queue', 'printer-name'],
    [{ ...GOOD, printing: { signers: [] } }, 'printing.signers', 'too-few', 1],
    [{ ...GOOD, printing: { header: { fax: '1' } } }, 'printing.header.fax', 'unknown-key'],
    [{ ...GOOD, printing: { exitSlip: true } }, 'printing.exitSlip', 'not-one-of'],
    [{ ...GOOD, cameras: [camera('a', 'front', { address: 'ftp://x/' })] }, 'cameras.0.address', 'not-address'],
    [{ ...GOOD, cameras: [camera('a', 'front', { address: undefined })] }, 'cameras.0.address', 'missing'],
    [{ ...GOOD, cameras: [camera('a', 'front', { live: 'no' })] }, 'cameras.0.live', 'not-yes-no'],
    [{ ...GOOD, cameras: [camera('a', 'front', { password: 5 })] }, 'cameras.0.password', 'not-password'],
    [{ ...GOOD, cameras: [camera('a', 'front', { certificate: 'ab:cd' })] }, 'cameras.0.certificate', 'fingerprint'],
    [{ ...GOOD, cameras: [camera('a', 'front', { certificate: 'ab'.repeat(32) })] }, 'cameras.0.address', 'https-only'],
    [
      { ...GOOD, cameras: [camera('a', 'front', { password: { secret: 'Cam 1' } })] },
      'cameras.0.password.secret',
      'small-letters',
    ],
    [{ ...GOOD, cameras: [camera('a', 'front'), camera('a', 'rear')] }, 'cameras.1.id', 'id-twice'],
    [{ ...GOOD, cameras: [camera('a', 'front'), camera('b', 'front')] }, 'cameras.1.role', 'role-twice'],
    [{ ...GOOD, printer: { ...PRINTER, scaleId: 'scale-2' } }, 'printer.scaleId', 'other-scale'],
    [
      { ...GOOD, cameras: [camera('a', 'front', { plateRegion: { left: 0.5, top: 0, right: 0.5, bottom: 1 } })] },
      'cameras.0.plateRegion',
      'region-empty',
    ],
    [
      { ...GOOD, cameras: [camera('a', 'front', { plateRegion: { left: 0, top: 0, right: 1.2, bottom: 1 } })] },
      'cameras.0.plateRegion.right',
      'too-large',
      1,
    ],
    [withDisplay({ pictureSize: [1920] }), 'cameras.0.display.pictureSize', 'too-few', 2],
    [withDisplay({ unit: 't', decimals: 1 }), 'cameras.0.display.decimals', 'too-coarse', 20],
    [withDisplay({ pictureSize: [0, 1080] }), 'cameras.0.display.pictureSize.0', 'too-small', 1],
    [{ ...GOOD, platform: { ...PLATFORM, url: 'http://platform.example/' } }, 'platform.url', 'https-only'],
    [{ ...GOOD, barrier: {} }, 'barrier.relays', 'missing'],
  ])('%#: %j', (value, path, reason, limit) => {
    const params = refused(value);
    expect(params).toMatchObject({ path, reason, ...(limit === undefined ? {} : { limit }) });
    expect(isConfigReason(params['reason'])).toBe(true);
  });
});

describe('the printer', () => {
  test.each([
    [PRINTER, 'roll-80'],
    [{ ...PRINTER, columns: 32 }, 'roll-58'],
    [{ driver: 'escpos', port: { kind: 'device', path: '/dev/usb/lp0' }, columns: 42 }, 'roll-80-42'],
    [{ driver: 'escp', port: { kind: 'device', path: '/dev/usb/lp0' } }, 'form-33'],
    [{ driver: 'escp', port: { kind: 'serial', path: 'COM3', baudRate: 9600 }, formLines: 22 }, 'form-22'],
    [{ driver: 'system', queue: 'HP LaserJet 1020' }, 'a4'],
    [{ driver: 'system', queue: 'EPSON-LQ', paper: 'form', formLines: 66 }, 'form-66'],
  ])('%j has the paper %s', (printer, paper) => {
    const settings = parseConfiguration({ ...GOOD, printer }).printer;
    expect(settings === null ? null : paperIn(settings)).toBe(paper);
  });

  test.each([
    [{}, 'linux', 'cups'],
    [{}, 'win32', 'desktop'],
    [{ through: 'desktop' }, 'linux', 'desktop'],
    [{ through: 'cups' }, 'win32', 'cups'],
  ] as const)('of the system, %j on %s is reached through %s', (given, platform, way) => {
    const { printer } = parseConfiguration({ ...GOOD, printer: { driver: 'system', queue: 'HP', ...given } });
    expect(printer?.driver === 'system' ? printsThrough(printer, platform) : null).toBe(way);
  });

  test('a file of before the printing section goes on as it was', () => {
    const { printing } = parseConfiguration({ ...GOOD, printer: PRINTER });
    expect(printing).toEqual({ header: {}, exitSlip: 'when-asked' });
  });
});

describe('scaleId', () => {
  test('names the scale', () => {
    const { cameras, printer } = parseConfiguration({
      ...GOOD,
      cameras: [camera('cam-front', 'front', { scaleId: 'scale-1' })],
      printer: { ...PRINTER, scaleId: 'scale-1' },
    });
    expect([cameras[0]?.scaleId, printer?.scaleId]).toEqual(['scale-1', 'scale-1']);
  });

  test.each([
    ['cameras.1.scaleId', { cameras: [camera('a', 'front'), camera('b', 'rear', { scaleId: 'scale-2' })] }],
    ['printer.scaleId', { printer: { ...PRINTER, scaleId: 'scale-2' } }],
  ])('%s of no scale', (path, more) => {
    expect(refused({ ...GOOD, ...more })).toMatchObject({ path });
  });
});

describe('cameras', () => {
  test('several may look at side, office and gates', () => {
    const cameras = ['side', 'office', 'gate-in', 'gate-out'].flatMap((role) => [
      camera(`${role}-1`, role),
      camera(`${role}-2`, role),
    ]);
    expect(parseConfiguration({ ...GOOD, cameras }).cameras).toHaveLength(8);
  });

  test.each(['front', 'rear'])('one camera looks at the %s', (role) => {
    const cameras = [camera('a', role), camera('side', 'side'), camera('b', role)];
    expect(refused({ ...GOOD, cameras })).toMatchObject({ path: 'cameras.2.role' });
  });
});

describe('displayBoard', () => {
  const port = { kind: 'serial', path: '/dev/ttyS1', baudRate: 9600 };
  const DARK = { blanksAfterMs: 1000 };
  const area = { x: 0, y: 0, width: 16, height: 32 };
  const ONBON = { board: 'onbon-bx', port, area };
  const withBoard = (displayBoard: unknown) => ({ ...GOOD, displayBoard });

  test('two vehicles at a gate are 15 s apart, or as the site says', () => {
    expect(parseConfiguration(GOOD).gate.minIntervalSeconds).toBe(15);
    expect(parseConfiguration({ ...GOOD, gate: { minIntervalSeconds: 0 } }).gate.minIntervalSeconds).toBe(0);
    expect(() => parseConfiguration({ ...GOOD, gate: { minIntervalSeconds: -1 } })).toThrow('config.invalid');
  });

  test('the interval of one vehicle: a minute, none where devices are simulated, or what the site says', () => {
    const seconds = (more: object): number => parseConfiguration({ ...GOOD, ...more }).rules.minIntervalSeconds;
    expect(seconds({ simulated: false })).toBe(60);
    expect(seconds({ simulated: true })).toBe(0);
    expect(seconds({ simulated: true, rules: { minIntervalSeconds: 300 } })).toBe(300);
    expect(seconds({ simulated: false, rules: { minIntervalSeconds: 0, storedTareDays: 7 } })).toBe(0);
  });

  test('the shortest trip: ten minutes, none where devices are simulated, or what the site says', () => {
    const minutes = (more: object): number => parseConfiguration({ ...GOOD, ...more }).rules.minTripMinutes;
    expect(minutes({ simulated: false })).toBe(10);
    expect(minutes({ simulated: true })).toBe(0);
    expect(minutes({ simulated: false, rules: { minTripMinutes: 45 } })).toBe(45);
  });

  test('other axles than the file’s are asked about, not where devices are simulated, or as the site says', () => {
    const asks = (more: object): boolean => parseConfiguration({ ...GOOD, ...more }).rules.askOtherAxles;
    expect(asks({ simulated: false })).toBe(true);
    expect(asks({ simulated: true })).toBe(false);
    expect(asks({ simulated: true, rules: { askOtherAxles: true } })).toBe(true);
  });

  test('each board with its defaults', () => {
    expect(parseConfiguration(GOOD).displayBoard).toBeNull();
    expect(parseConfiguration(withBoard(null)).displayBoard).toBeNull();
    const made = (board: object) => parseConfiguration(withBoard({ port, ...board })).displayBoard;
    expect(made({ board: 'indicator-frame', ...DARK })).toMatchObject({ blanksAfterMs: 1000 });
    expect(made({ board: 'led-sum4', ...DARK })).toMatchObject({ address: 1 });
    expect(made({ board: 'led-xunpeng', ...DARK })).toMatchObject({ address: 1, colour: 0 });
    expect(made({ board: 'led-wltj' })).toMatchObject({ line: 1 });
    expect(made(ONBON)).toMatchObject({ address: 1, area: { id: 0 }, answers: true });
    expect(made({ ...ONBON, font: 'O000', colour: 2, scaleId: 'scale-1' })).toMatchObject({ font: 'O000', colour: 2 });
  });

  test.each<[object, string, string]>([
    [{ board: 'yaohua-bigscreen', port }, 'displayBoard.board', 'not-one-of'],
    [{ board: 'led-wltj' }, 'displayBoard.port', 'missing'],
    [{ board: 'led-wltj', port, ...DARK }, 'displayBoard.blanksAfterMs', 'unknown-key'],
    // A board that stays lit and knows no dark frame must not be driven.
    [{ board: 'indicator-frame', port }, 'displayBoard.blanksAfterMs', 'missing'],
    [{ board: 'led-sum4', port, blanksAfterMs: 3001 }, 'displayBoard.blanksAfterMs', 'too-large'],
    [{ board: 'led-sum4', port, ...DARK, address: 0 }, 'displayBoard.address', 'too-small'],
    [{ ...ONBON, area: { ...area, width: 0 } }, 'displayBoard.area.width', 'too-small'],
    // No digits before the digits.
    [{ ...ONBON, font: '1' }, 'displayBoard.font', 'letters-digits'],
    [{ board: 'led-wltj', port, scaleId: 'scale-2' }, 'displayBoard.scaleId', 'other-scale'],
  ])('%j', (board, path, reason) => {
    expect(refused(withBoard(board))).toMatchObject({ path, reason });
  });

  test('of several scales it names its own', () => {
    const two = { ...BASE, scales: [SCALE, SECOND] };
    const board = { board: 'led-wltj', port };
    expect(refused({ ...two, displayBoard: board })).toMatchObject({ path: 'displayBoard.scaleId', reason: 'missing' });
    parseConfiguration({ ...two, displayBoard: { ...board, scaleId: 'scale-2' } });
  });
});

describe('barriers', () => {
  const tcp = { kind: 'tcp', host: '192.168.1.60', port: 502 };
  const relay = { id: 'relay-1', board: 'modbus-tcp', port: tcp };
  const place = { scaleId: 'scale-1', relay: 'relay-1', open: 1 };
  const barrier = (change: object, ofRelay: object = {}) => ({
    ...GOOD,
    barrier: { relays: [{ ...relay, ...ofRelay }], places: [{ ...place, ...change }] },
  });

  test('absent or null: none is moved; what is left out has its default', () => {
    expect(parseConfiguration({ ...GOOD, barrier: null }).barrier).toBeNull();
    expect(parseConfiguration(GOOD).barrier).toBeNull();
    expect(parseConfiguration(barrier({ red: 2, green: 3 })).barrier).toEqual({
      relays: [{ ...relay, unit: 1, firstCoil: 0 }],
      places: [{ ...place, red: 2, green: 3, pulseMs: 500, greenSeconds: 15, afterSheet: true, opensByItself: true }],
    });
  });

  test.each([
    [barrier({ scaleId: undefined }), 'barrier.places.0', 'scale-or-gate'],
    [barrier({ gateId: 'cam-front' }), 'barrier.places.0', 'scale-or-gate'],
    [barrier({ scaleId: 'scale-9' }), 'barrier.places.0.scaleId', 'other-scale'],
    [barrier({ scaleId: undefined, gateId: 'cam-front' }), 'barrier.places.0.gateId', 'other-camera'],
    [barrier({ relay: 'relay-9' }), 'barrier.places.0.relay', 'other-relay'],
    [barrier({ red: 1 }), 'barrier.places.0.red', 'output-twice'],
    [barrier({ open: 0 }), 'barrier.places.0.open', 'too-small'],
    [barrier({ pulseMs: 60_000 }), 'barrier.places.0.pulseMs', 'too-large'],
    [barrier({ open: 9 }, { board: 'lcus' }), 'barrier.places.0.open', 'too-large'],
    [barrier({}, { board: 'gpio' }), 'barrier.relays.0.board', 'not-one-of'],
    [barrier({}, { port: { kind: 'serial', path: 'COM7', baudRate: 9600 } }), 'barrier.relays.0.port', 'not-tcp'],
    [barrier({}, { id: 'scale-1' }), 'barrier.relays.0.id', 'id-twice'],
  ] as const)('%# refused', (value, path, reason) => {
    expect(refused(value)).toMatchObject({ path, reason });
  });

  const serial = (path: string) => ({ kind: 'serial', path, baudRate: 9600 });
  const lcus = (id: string, port: object) => ({ id, board: 'lcus', port });
  test.each([
    ['two boards on one line', [lcus('relay-1', serial('COM7')), lcus('relay-2', serial('COM7'))], {}, 1],
    ['two boards behind one socket', [relay, { ...relay, id: 'relay-2', unit: 2 }], {}, 1],
    ['a board on the line of the scale', [lcus('relay-1', SCALE.indicator.port)], {}, 0],
    [
      'a board on the line of the display board',
      [lcus('relay-1', serial('COM7'))],
      { displayBoard: { board: 'led-wltj', port: serial('COM7') } },
      0,
    ],
    [
      'a board on the line of the printer',
      [lcus('relay-1', serial('COM7'))],
      { printer: { driver: 'escpos', port: serial('COM7'), columns: 48 } },
      0,
    ],
  ])('%s: refused', (_, relays, others, index) => {
    const value = { ...GOOD, ...others, barrier: { relays, places: [place] } };
    expect(refused(value)).toEqual({ path: `barrier.relays.${index}.port`, reason: 'port-twice' });
  });

  test('two boards on two lines', () => {
    const relays = [lcus('relay-1', serial('COM7')), lcus('relay-2', serial('COM8'))];
    expect(parseConfiguration({ ...GOOD, barrier: { relays, places: [place] } }).barrier?.relays).toHaveLength(2);
  });
});

describe('a refusal quotes nothing', () => {
  const SECRET = 'ABC-123';

  test.each([
    `{"platform":{"enrolmentCode":'${SECRET}'}}`,
    `{"password":"${SECRET}"`,
    `{"password":"${SECRET}\n"}`,
    `{"password":${SECRET}}`,
    SECRET,
  ])('no JSON: %j', (text) => {
    const folder = mkdtempSync(join(tmpdir(), 'configuration-'));
    try {
      const file = join(folder, 'config.json');
      writeFileSync(file, text);
      const error = refusal(() => readConfiguration(file));
      expect(error.code).toBe('config.not-json');
      expect(error.params).toEqual({ file, line: expect.any(Number) as number, column: expect.any(Number) as number });
      expect(JSON.stringify([error.message, error.stack, error.cause])).not.toContain(SECRET);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  /** Puts the secret in the place of each value, one after the other. */
  function* spoilt(value: unknown): Generator<unknown> {
    yield SECRET;
    yield { a: SECRET };
    yield [SECRET];
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) for (const bad of spoilt(item)) yield value.with(index, bad);
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) for (const bad of spoilt(item)) yield { ...value, [key]: bad };
  }

  test('a wrong value anywhere', () => {
    const everything = {
      ...GOOD,
      simulated: true,
      mode: 'attended',
      cameras: [
        camera('cam-front', 'front', { username: 'admin', password: { secret: 'cam' }, scaleId: 'scale-1' }),
        camera('cam-rear', 'rear', { password: 'x' }),
      ],
      printer: { ...PRINTER, scaleId: 'scale-1' },
      displayBoard: {
        board: 'onbon-bx',
        port: { kind: 'serial', path: '/dev/ttyS1', baudRate: 57_600 },
        area: { x: 0, y: 0, width: 16, height: 32 },
        font: 'O000',
        scaleId: 'scale-1',
      },
      platform: { adapter: 'standard', url: 'https://127.0.0.1/api', enrolmentCode: 'x', caFile: null },
      rules: { sheetMaxAgeMinutes: 120 },
    };
    const county = { ...GOOD, platform: { ...COUNTY, secret: { secret: 'county' }, caFile: null } };
    parseConfiguration(everything);
    parseConfiguration(county);
    let refusals = 0;
    for (const value of [...spoilt(everything), ...spoilt(county)]) {
      try {
        parseConfiguration(value);
      } catch (error) {
        refusals += 1;
        expect(error).toBeInstanceOf(CodedError);
        // What a person can write wrong has words of its own.
        expect((error as CodedError).params['reason']).not.toBe('not-allowed');
        expect(JSON.stringify([String(error), (error as Error).cause ?? null])).not.toContain(SECRET);
      }
    }
    expect(refusals).toBeGreaterThan(100);
  });

  test.each([
    ['platform.url', { platform: { adapter: 'standard', url: `https://user:${SECRET}@platform.example/api` } }],
    ['cameras.0.address', { cameras: [{ ...camera('a', 'front'), address: `http://admin:${SECRET}@192.168.1.31/` }] }],
  ])('an address with a password: %s', (path, more) => {
    for (const simulated of [true, false]) {
      const error = refusal(() => parseConfiguration({ ...GOOD, simulated, ...more }));
      expect(error.code).toBe('config.invalid');
      expect(error.params).toMatchObject({ path });
      expect(String(error)).not.toContain(SECRET);
    }
  });
});

describe('video', () => {
  const withVideo = (video: object) => ({ ...GOOD, cameras: [camera('front', 'front', { video })] });
  const ADDRESS = 'rtsp://192.168.1.31:554/main';

  test('a stream on the camera’s own host, whatever its port', () => {
    const video = { address: ADDRESS, subAddress: 'rtsps://192.168.1.31/sub?channel=1' };
    expect(parseConfiguration(withVideo(video)).cameras[0]?.video).toEqual(video);
  });

  test.each([
    ['no stream', { address: 'http://192.168.1.31/main' }, 'video.address', 'not-stream-address'],
    ['a password in it', { address: 'rtsp://admin:Pa55@192.168.1.31/main' }, 'video.address', 'address-with-password'],
    ['another host', { address: 'rtsp://192.168.1.32/main' }, 'video.address', 'other-host'],
    ['another host', { address: ADDRESS, subAddress: 'rtsp://nvr/sub' }, 'video.subAddress', 'other-host'],
    ['no main stream', { subAddress: ADDRESS }, 'video.address', 'missing'],
  ])('%s', (_what, video, path, reason) => {
    expect(refused(withVideo(video))).toMatchObject({ path: `cameras.0.${path}`, reason });
  });
});

describe('recorders', () => {
  const channel = (more: object = {}) => ({
    id: 'nvr-1',
    gbId: '14032100001320000001',
    address: 'rtsp://192.168.1.40/1',
    ...more,
  });
  const withChannels = (...recorders: object[]) => ({ ...GOOD, cameras: [camera('front', 'front')], recorders });

  test('a channel with its number', () => {
    expect(parseConfiguration(withChannels(channel())).recorders).toEqual([channel()]);
    expect(parseConfiguration(GOOD).recorders).toEqual([]);
  });

  test.each([
    ['nineteen digits', channel({ gbId: '1403210000132000000' }), 'gbId', 'gb-id'],
    ['a letter in the number', channel({ gbId: '1403210000132000000x' }), 'gbId', 'gb-id'],
    ['no stream', channel({ address: 'http://192.168.1.40/1' }), 'address', 'not-stream-address'],
    ['a camera’s id', channel({ id: 'front' }), 'id', 'id-twice'],
  ])('%s', (_what, one, key, reason) => {
    expect(refused(withChannels(one))).toMatchObject({ path: `recorders.0.${key}`, reason });
  });

  test('an id twice', () => {
    expect(refused(withChannels(channel(), channel()))).toMatchObject({ path: 'recorders.1.id', reason: 'id-twice' });
  });
});

describe('recording', () => {
  test('off unless it is written; what is left out has its default', () => {
    expect(parseConfiguration(GOOD).recording).toBeNull();
    expect(parseConfiguration({ ...GOOD, recording: {} }).recording).toEqual({
      preRollSeconds: 15,
      clipMinutes: 15,
      segments: false,
      minFreeGb: 5,
    });
  });

  test.each([
    [{ preRollSeconds: 31 }, 'preRollSeconds', 'too-large'],
    [{ clipMinutes: 0 }, 'clipMinutes', 'too-small'],
    [{ segments: 'yes' }, 'segments', 'not-yes-no'],
    [{ minFreeGb: 0 }, 'minFreeGb', 'too-small'],
    [{ days: 3 }, 'days', 'unknown-key'],
  ])('%s', (recording, key, reason) => {
    expect(refused({ ...GOOD, recording })).toMatchObject({ path: `recording.${key}`, reason });
  });
});

describe('platePush', () => {
  const SECRET = { kind: 'secret', query: 'key', secret: { secret: 'push' } };
  const source = (more: object = {}) => ({
    address: '192.168.1.31',
    cameraId: 'a',
    auth: SECRET,
    ready: 'alarm-info-plate',
    ...more,
  });
  const withPush = (more: object) => ({
    ...GOOD,
    cameras: [camera('a', 'front'), camera('b', 'rear'), camera('c', 'gate-in')],
    platePush: { connection: 'eth1', port: 7070, sources: [source()], ...more },
  });
  const withSource = (more: object) => withPush({ sources: [source(more)] });
  const mapping = (more: object = {}) => ({ ready: undefined, mapping: { plate: 'data.plate', ...more } });

  test('left out, or null: nothing listens', () => {
    expect(parseConfiguration(GOOD).platePush).toBeNull();
    expect(parseConfiguration({ ...GOOD, platePush: null }).platePush).toBeNull();
  });

  test('a ready mapping, one of one’s own, a digest', () => {
    const digest = { kind: 'digest', user: 'camera', password: { secret: 'push' } };
    const own = { ...mapping(), address: '192.168.1.32', cameraId: 'b', auth: digest };
    const { platePush } = parseConfiguration(withPush({ sources: [source(), own] }));
    expect(platePush?.sources[0]).toMatchObject({ ready: 'alarm-info-plate', auth: SECRET });
    expect(platePush?.sources[1]).toMatchObject({
      mapping: { plate: 'data.plate', none: [], answer: 'plain' },
      auth: { algorithms: ['sha-256', 'md5'] },
    });
  });

  test.each([
    ['no source', withPush({ sources: [] }), 'sources', 'too-few'],
    ['no port', withPush({ port: undefined }), 'port', 'missing'],
    ['a name for the address', withSource({ address: 'camera.local' }), 'sources.0.address', 'not-ip'],
    ['a network for the address', withSource({ address: '192.168.1.0/24' }), 'sources.0.address', 'not-ip'],
    ['a camera that is not there', withSource({ cameraId: 'x' }), 'sources.0.cameraId', 'other-camera'],
    ['a gate’s camera', withSource({ cameraId: 'c' }), 'sources.0.cameraId', 'other-camera'],
    ['one address twice', withPush({ sources: [source(), source({ cameraId: 'b' })] }), 'sources.1.address', 'address-twice'],
    ['no proof at all', withSource({ auth: undefined }), 'sources.0.auth', 'missing'],
    ['another proof', withSource({ auth: { kind: 'none' } }), 'sources.0.auth.kind', 'not-one-of'],
    ['a secret nowhere', withSource({ auth: { ...SECRET, query: undefined } }), 'sources.0.auth', 'header-or-query'],
    ['a secret twice', withSource({ auth: { ...SECRET, header: 'X-Key' } }), 'sources.0.auth', 'header-or-query'],
    ['a header that is none', withSource({ auth: { ...SECRET, query: undefined, header: 'X Key' } }), 'sources.0.auth.header', 'letters-digits-hyphens'],
    ['no mapping', withSource({ ready: undefined }), 'sources.0', 'ready-or-mapping'],
    ['two mappings', withSource({ ...mapping(), ready: 'dahua-itsapi' }), 'sources.0', 'ready-or-mapping'],
    ['a mapping nobody knows', withSource({ ready: 'hikvision' }), 'sources.0.ready', 'not-one-of'],
    ['a path with a gap', withSource(mapping({ plate: 'a..b' })), 'sources.0.mapping.plate', 'not-path'],
    ['a colour nobody knows', withSource(mapping({ color: { path: 'c', codes: { 1: 'red' } } })), 'sources.0.mapping.color.codes.1', 'not-one-of'],
    ['an answer of one’s own', withSource(mapping({ answer: '{"info":"ok"}' })), 'sources.0.mapping.answer', 'not-one-of'],
    ['a number that is compared with nothing', withSource({ ...mapping(), serial: '1' }), 'sources.0.mapping.serial', 'missing'],
  ])('%s', (_what, value, path, reason) => {
    expect(refused(value)).toMatchObject({ path: `platePush.${path}`, reason });
  }); // prettier-ignore
});
