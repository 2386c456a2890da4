import { readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as jose from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signatureCheck, thumbprint, type SignatureCheck } from '../../../main/station/records/signing.ts';
import { loadOrMakeKey, type KeyHost } from '../../../main/station/records/station-key.ts';
import { tempStation, type TempStation } from '../store/temp-station.ts';
import { chainOf, newSigner, noticeBody, weighingBody } from './samples.ts';

const NO_HOST: KeyHost = { seal: () => Promise.resolve(null), unseal: () => Promise.resolve(null) };
/** Turns every bit around, as a desktop would encrypt. */
const flip = (bytes: Uint8Array) => Promise.resolve(bytes.map((byte) => byte ^ 0xff));
const DESKTOP: KeyHost = { seal: flip, unseal: flip };

let station: TempStation;
let file: string;
beforeEach(() => {
  station = tempStation();
  file = join(station.dataDir, 'key.json');
});
afterEach(() => station.end());

const load = (host = NO_HOST) => loadOrMakeKey({ dataDir: station.dataDir, host, db: station.db });
const change = (changes: object) =>
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...changes }));

test('is made once, and only its owner may read it', async () => {
  const first = await load();
  expect(first).toMatchObject({ wrapping: 'none', keyChanged: false });
  expect((await load()).signer.kid).toBe(first.signer.kid);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(station.dataDir)).not.toContain('key.json.part');
});

test('is sealed where the desktop can, and says so where it is not', async () => {
  const sealed = await load(DESKTOP);
  expect(sealed.wrapping).toBe('electron');
  expect((await load(DESKTOP)).signer.kid).toBe(sealed.signer.kid);
  await expect(load(NO_HOST)).rejects.toMatchObject({ code: 'station.key-sealed' });
});

test.each([
  ['half a file', () => writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40))],
  ['another form', () => change({ version: 2 })],
  ['another public half', () => change({ x: newSigner().publicJwk.x })],
  ['another kid', () => change({ kid: newSigner().kid })],
  ['a private half of the wrong length', () => change({ key: 'AAAA' })],
  ['another private half', () => change({ key: Buffer.alloc(32, 7).toString('base64url') })],
])('damaged: %s', async (_, damage) => {
  await load();
  const { key } = JSON.parse(readFileSync(file, 'utf8')) as { key: string };
  damage();
  const error = await load().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'station.key-damaged' });
  expect(JSON.stringify([error, String((error as Error).cause)])).not.toContain(key);
});

test('a folder with documents but without its key makes a new one, which announces itself first', async () => {
  const { db, clock } = station;
  chainOf(db, clock, (await load()).signer).add('weighing', weighingBody());
  unlinkSync(file);
  const next = await load();
  expect(next.keyChanged).toBe(true);
  // Killed before the notice: the key file is there now, and still nothing is signed by it.
  expect((await load()).keyChanged).toBe(true);
  const chain = chainOf(db, clock, next.signer);
  expect(() => chain.add('weighing', weighingBody())).toThrow('key-change');
  chain.add('notice', noticeBody('key-change'));
  chain.add('weighing', weighingBody());
  expect((await load()).keyChanged).toBe(false);
});

test('the key id is the RFC 7638 thumbprint', async () => {
  // RFC 8037 appendix A.3.
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } as const;
  expect(thumbprint(jwk)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  const { kid, publicJwk } = newSigner();
  expect(await jose.calculateJwkThumbprint({ ...publicJwk })).toBe(kid);
});

test('signatures are detached JWS that jose accepts, written in one way only', async () => {
  const signer = newSigner();
  const payload = Buffer.from('{"a":1}');
  const jws = signer.sign(payload);
  const [header = '', middle, signature = ''] = jws.split('.');
  expect(Buffer.from(header, 'base64url').toString()).toBe(`{"alg":"EdDSA","kid":"${signer.kid}"}`);
  expect(middle).toBe('');
  const key = await jose.importJWK({ ...signer.publicJwk }, 'EdDSA');
  const good = await jose.flattenedVerify(
    { protected: header, payload: payload.toString('base64url'), signature },
    key,
  );
  expect(Buffer.from(good.payload).toString()).toBe('{"a":1}');

  const check = signatureCheck(signer.publicJwk);
  expect(check).toMatchObject({ kid: signer.kid, header });
  const both = async (of: SignatureCheck, text: string, payload: string): Promise<readonly boolean[]> => [
    of.now(text, payload),
    await of.later(text, payload),
  ];
  expect(await both(check, jws, '{"a":1}')).toEqual([true, true]);
  expect(await both(check, jws, '{"a":2}')).toEqual([false, false]);
  expect(await both(signatureCheck(newSigner().publicJwk), jws, '{"a":1}')).toEqual([false, false]);
  // The last character of 64 bytes in base64url carries four bits that no decoder looks at.
  const last = jws.at(-1) ?? '';
  const twin = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    .split('')
    .find(
      (letter) =>
        letter !== last && Buffer.from(`A${letter}`, 'base64url')[0] === Buffer.from(`A${last}`, 'base64url')[0],
    );
  expect(await both(check, jws.slice(0, -1) + (twin ?? ''), '{"a":1}')).toEqual([false, false]);
});
