/** Only the indicator's part of the file changes, and only as a whole. */
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeIndicator } from '../../../main/station/settings/indicator-writer.ts';
import type { ScaleSettings } from '../../../main/station/settings/configuration.ts';
import { SCALE_PROTOCOLS } from '../../../native/scale/protocols/index.ts';

const INDICATOR: ScaleSettings['indicator'] = {
  protocol: 'toledo-continuous',
  port: { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 4800, dataBits: 7, parity: 'even', stopBits: 1 },
  options: { checksum: 'ignore' },
};
const scale = (id: string, more = ''): string =>
  `{ "id": "${id}", ${more}"divisionKg": 20, "maxKg": 100000, "minKg": 400, "zeroBandKg": 40, "unit": "kg",
      "indicator": { "protocol": "yaohua-tf0",   "port": { "kind": "tcp", "host": "127.0.0.1", "port": 400${id.at(-1)} } },
      "stability": { "windowMs": 2500, "toleranceDivisions": 1 } }`;
const file = (scales: string): string => `{
  "station": { "name": "1号磅", "unitName": "煤矿 \\"甲\\"", "unitCode": "140321-0001", "stationNo": "1" },

  ${scales},
  "cameras": [ ]
}
`;

let folder = '';
let config = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'indicator-writer-'));
  config = join(folder, 'config.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (scaleId = 'scale-1', indicator = INDICATOR) =>
  writeIndicator({ configFile: config, protocols: SCALE_PROTOCOLS }, scaleId, indicator);
const code = async (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => 'nothing thrown',
    (error: { code?: string; params?: object }) => [error.code, error.params],
  );

describe('writeIndicator', () => {
  test.each([
    ['one scale', file(`"scale": ${scale('scale-1')}`)],
    ['several', file(`"scales": [ ${scale('scale-2')}, ${scale('scale-1', '"name": "indicator", ')} ]`)],
    ['with a byte order mark', `\uFEFF${file(`"scale": ${scale('scale-1')}`)}`],
  ])('changes the indicator of %s and not another character', async (_, text) => {
    await writeFile(config, text);
    const written = await write();
    expect(written.indicator).toEqual(INDICATOR);
    const now = await readFile(config, 'utf8');
    const old = /\{ "protocol": "yaohua-tf0",[^}]*\} \}/g;
    const place = [...text.matchAll(old)].at(-1);
    const [head, tail] = [text.slice(0, place?.index), text.slice((place?.index ?? 0) + (place?.[0].length ?? 0))];
    expect(now.startsWith(head)).toBe(true);
    expect(now.endsWith(tail)).toBe(true);
    expect(JSON.parse(now.slice(head.length, now.length - tail.length))).toEqual(INDICATOR);
    expect(await readFile(`${config}.before`, 'utf8')).toBe(text);
    expect((await readdir(folder)).toSorted()).toEqual(['config.json', 'config.json.before']);
  });

  test('the file keeps its rights, and a link stays a link', async () => {
    const real = join(folder, 'real.json');
    await writeFile(real, file(`"scale": ${scale('scale-1')}`));
    await chmod(real, 0o640);
    await symlink(real, config);
    await write();
    expect((await lstat(config)).isSymbolicLink()).toBe(true);
    expect((await stat(real)).mode & 0o777).toBe(0o640);
    expect(await readFile(real, 'utf8')).toContain('toledo-continuous');
  });

  test('a file that somebody has spoilt meanwhile is left alone, and so is one without this scale', async () => {
    const good = file(`"scale": ${scale('scale-1')}`);
    for (const [text, expected] of [
      [good.replace('"kg"', '"lb"'), ['config.invalid', { path: 'scale.unit', reason: 'not-one-of', limit: 'kg, t' }]],
      [good.replace('},', ';'), ['config.not-json', expect.anything()]],
      [good.replace('scale-1', 'scale-9'), ['config.invalid', { path: 'scale.id', reason: 'other-scale' }]],
    ] as const) {
      await writeFile(config, text);
      expect(await code(write())).toEqual(expected);
      expect(await readFile(config, 'utf8')).toBe(text);
    }
    await rm(config);
    expect(await code(write())).toEqual(['config.missing-file', { file: config }]);
  });

  test('settings that the file could not be started with are not written', async () => {
    const text = file(`"scale": ${scale('scale-1')}`);
    await writeFile(config, text);
    const wrong = { ...INDICATOR, options: { checksum: 'xor' } } as ScaleSettings['indicator'];
    expect(await code(write('scale-1', wrong))).toMatchObject([
      'config.invalid',
      { path: 'scale.indicator.options.checksum' },
    ]);
    expect(await readFile(config, 'utf8')).toBe(text);
  });

  test('a folder that cannot be written to: the code, and the file as it was', async () => {
    // A folder stands where the temporary file would be: true for every user, also for root.
    const text = file(`"scale": ${scale('scale-1')}`);
    await writeFile(config, text);
    await mkdir(`${config}.part`);
    await writeFile(join(`${config}.part`, 'x'), '');
    expect(await code(write())).toEqual(['config.not-writable', { file: config }]);
    expect(await readFile(config, 'utf8')).toBe(text);
  });
});
