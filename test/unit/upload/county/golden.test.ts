/** Whole request bodies, byte for byte as files that were typed by hand say, with path and headers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BARE_WEIGHING, CORRECTION, CountyRig, outgoing, SHEET, shaOf, WEIGHING } from './county-rig.ts';

/** Its blanks between members are the typist's. */
const golden = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(join(import.meta.dirname, 'golden', `${name}.json`), 'utf8')));

let example: CountyRig;
let other: CountyRig;
beforeEach(() => {
  example = new CountyRig();
  other = new CountyRig('other');
});
afterEach(() => {
  example.end();
  other.end();
});

test.each([
  ['example-county-weighing', 'weighing', WEIGHING, '/gbjl/add'],
  ['example-county-bare-weighing', 'weighing', BARE_WEIGHING, '/gbjl/add'],
  ['example-county-load-sheet', 'load-sheet', SHEET, '/zzd/add'],
] as const)('%s', async (name, kind, content, path) => {
  await example.adapter.sendDocument(outgoing(kind, content));
  expect(example.body()).toBe(golden(name));
  expect(example.sent).toMatchObject([
    { method: 'POST', path, contentType: 'application/json; charset=utf-8', headers: { 'x-app-id': 'APP 1' } },
  ]);
});

test('signed over appId, time and body, in headers', async () => {
  await example.adapter.sendDocument(outgoing('weighing', WEIGHING));
  // openssl dgst -sha256 -hmac golden-secret, of "APP 1" "20261130143205" and the golden body.
  expect(example.sent[0]?.headers).toEqual({
    'x-app-id': 'APP 1',
    'x-timestamp': '20261130143205',
    'x-sign': '4F42230E349E3B7973B3A8A24315966E671C50CD4D131A57E105EA75363A854C',
  });
});

test('another county is another file: sorted parameters, groups, pictures by themselves', async () => {
  const weighing = outgoing('weighing', WEIGHING);
  await other.adapter.sendDocument(weighing);
  expect(other.body()).toBe(golden('other-county-weighing'));
  expect(other.sent.at(-1)?.path).toBe('/v2/weigh?app_key=APP%201');
  const sha256 = shaOf('rear');
  await other.adapter.sendPhoto({ sha256, mime: 'image/jpeg', file: other.file(sha256), document: () => weighing });
  expect(other.body()).toBe(golden('other-county-photo'));
  expect(other.sent.at(-1)?.path).toBe('/v2/photo?app_key=APP%201');
  await other.adapter.sendDocument(outgoing('notice', CORRECTION));
  expect(other.body()).toBe(golden('other-county-correction'));
});
