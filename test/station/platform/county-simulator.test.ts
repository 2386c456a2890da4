/** The simulated county is an instrument: a judge that says yes to everything proves nothing elsewhere. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { COUNTY_APP_ID, COUNTY_SECRET, CountyPlatform } from '../../sim/county-platform/county-platform.ts';

const golden = readFileSync(
  resolve(import.meta.dirname, '../../unit/upload/county/golden/example-county-weighing.json'),
);
const body = JSON.stringify(JSON.parse(golden.toString('utf8')));
// 2026-11-30 14:32:05 in Beijing.
const now = () => new Date(Date.UTC(2026, 10, 30, 6, 32, 5));
const code = async (change: {
  readonly body?: string;
  readonly stamp?: string;
  readonly app?: string;
  readonly key?: string;
  readonly path?: string;
  readonly signed?: string;
}): Promise<unknown> => {
  const county = new CountyPlatform({ now });
  await county.start();
  const { app = COUNTY_APP_ID, key = COUNTY_SECRET, path = '/gbjl/add', stamp = '20261130143205' } = change;
  const sent = change.body ?? body;
  const sign = createHmac('sha256', key)
    .update(app + stamp + (change.signed ?? sent))
    .digest('hex')
    .toUpperCase();
  const headers = { 'x-app-id': app, 'x-timestamp': stamp, 'x-sign': sign };
  const answer = await fetch(county.url + path, { method: 'POST', headers, body: sent });
  const { code } = (await answer.json()) as { code: number };
  const { size } = county.weighings;
  await county.stop();
  expect(size).toBe(code === 0 ? 1 : 0);
  return code;
};

test.each([
  ['nothing that is right', {}, 0],
  ['another key', { key: 'guess' }, 1003],
  ['another station', { app: 'YTD1' }, 1003],
  ['a body that was changed on its way', { signed: body.replace('48.62', '48.60') }, 1003],
  ['a time of another zone', { stamp: '20261130063205' }, 1001],
  ['no time', { stamp: 'now' }, 1001],
  ['kilograms', { body: body.replace('"48.62"', '"48620"') }, 2001],
  ['a number as weight', { body: body.replace('"48.62"', '48.62') }, 2001],
  ['a field too few', { body: body.replace('"sby":"张三",', '') }, 2001],
  ['a field too many', { body: body.replace('"sby"', '"x":"1","sby"') }, 2001],
  ['no JSON', { body: '{' }, 2002],
  ['another interface', { path: '/gbjl/del' }, 2003],
])('%s', async (_, change, expected) => {
  expect(await code(change)).toBe(expected);
});
