/** Only the list of cameras changes in the file; what an installer did not touch of a camera stays. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeCameras, type CameraChange } from '../../../main/station/settings/camera-writer.ts';
import { SCALE_PROTOCOLS } from '../../../native/scale/protocols/index.ts';

const DISPLAY = `{ "corners": [[1,1],[9,1],[9,4],[1,4]], "digits": 6, "type": "segments", "unit": "kg", "decimals": 0, "pictureSize": [1920, 1080] }`;
const FRONT = `{ "id": "cam-front", "role": "front", "driver": "onvif", "address": "http://192.0.2.1/onvif", "username": "admin",
      "password": { "secret": "front" }, "display": ${DISPLAY} }`;
const HEAD = `{
  "station": { "name": "1号磅", "unitName": "煤矿", "unitCode": "140321-0001", "stationNo": "1" },
  "scale": { "id": "scale-1", "divisionKg": 20, "maxKg": 100000, "minKg": 400, "zeroBandKg": 40, "unit": "kg",
      "indicator": { "protocol": "yaohua-tf0",   "port": { "kind": "tcp", "host": "127.0.0.1", "port": 4001 } } }`;
const front = { id: 'cam-front', role: 'front', driver: 'onvif', address: 'http://192.0.2.1/onvif' } as const;
const rear: CameraChange = {
  id: 'cam-rear',
  role: 'rear',
  driver: 'onvif',
  address: 'http://192.0.2.2/onvif',
  username: 'admin',
  password: { secret: 'camera-1' },
};

let folder = '';
let configFile = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'camera-writer-'));
  configFile = join(folder, 'config.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = async (text: string, cameras: readonly CameraChange[]) => {
  await writeFile(configFile, text);
  return writeCameras({ configFile, protocols: SCALE_PROTOCOLS }, cameras);
};

test('one is added; of the other only what was set changes; nothing else in the file does', async () => {
  const tail = `,\n  "printer":   null\n}\n`;
  const written = await write(`${HEAD},\n  "cameras": [ ${FRONT} ]${tail}`, [{ ...front, role: 'office' }, rear]);
  expect(written.map(({ id, role }) => [id, role])).toEqual([
    ['cam-front', 'office'],
    ['cam-rear', 'rear'],
  ]);
  expect(written[0]).toMatchObject({ password: { secret: 'front' }, display: { digits: 6 } });
  // Left out of the change: a camera that is asked without a user.
  expect(written[0]).not.toHaveProperty('username');
  const now = await readFile(configFile, 'utf8');
  expect(now.startsWith(`${HEAD},\n  "cameras": [\n    {`)).toBe(true);
  expect(now.endsWith(tail)).toBe(true);
});

test('a display is marked anew in its place, taken out with null, and left alone where nothing is said of it', async () => {
  const text = `${HEAD},\n  "cameras": [ ${FRONT} ]\n}\n`;
  const display = { ...(JSON.parse(DISPLAY) as NonNullable<CameraChange['display']>), digits: 5 };
  expect((await write(text, [{ ...front, display }]))[0]?.display).toEqual(display);
  expect((await write(text, [{ ...front, display: null }]))[0]).not.toHaveProperty('display');
  expect(await readFile(configFile, 'utf8')).not.toContain('"display"');
  expect((await write(text, [front]))[0]?.display).toEqual(JSON.parse(DISPLAY));
});

test.each([
  ['no list of cameras', `${HEAD}\n}\n`],
  ['no list and no blanks', `${HEAD}}`],
  ['an empty list', `${HEAD}, "cameras": []\n}`],
])('a file with %s', async (_, text) => {
  expect(await write(text, [rear])).toEqual([{ ...rear, live: true }]);
  expect(await readFile(configFile, 'utf8')).toContain(HEAD);
});

test('a list that makes no configuration changes nothing', async () => {
  const text = `${HEAD},\n  "cameras": [ ${FRONT} ]\n}\n`;
  await expect(write(text, [front, { ...rear, role: 'front' }])).rejects.toMatchObject({
    code: 'config.invalid',
    params: { path: 'cameras.1.role', reason: 'role-twice' },
  });
  expect(await readFile(configFile, 'utf8')).toBe(text);
});
