/** A county's own interface on a real socket: all arrives once, with its weight and its pictures, whatever the other side does. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { askAgain } from '../../../main/station/upload/not-taken.ts';
import { Meta } from '../../../main/station/store/meta.ts';
import { CountyPlatform, type CountyFault } from '../../sim/county-platform/county-platform.ts';
import { CA, SERVER_CERTIFICATE, SERVER_KEY } from './certificates.ts';
import { CountyRig } from './county-rig.ts';

const WAIT = { timeout: 20_000, interval: 10 };

let county: CountyPlatform;
let rig: CountyRig;
beforeEach(async () => {
  county = new CountyPlatform();
  await county.start();
  rig = new CountyRig(county.url);
});
afterEach(async () => {
  await rig.end();
  await county.stop();
});

const settled = () => vi.waitFor(() => expect(rig.outbox.counts().pending).toBe(0), WAIT);

test('weight to the kilogram and pictures to the byte; the receipt is of all its parts, by the county’s clock', async () => {
  const weights = [400, 48_620, 99_980, 16_200];
  const documents = weights.map((weight) => rig.save(weight));
  rig.start();
  await settled();
  expect([...county.weighings.values()].map(({ weightKg }) => weightKg).sort((a, b) => a - b)).toEqual(
    [...weights].sort((a, b) => a - b),
  );
  for (const document of documents) {
    const held = county.weighings.get(document.id);
    expect(held?.pictures.get('1')?.equals(rig.picture('front', document.sequence))).toBe(true);
    expect(held?.pictures.get('2')?.equals(rig.picture('rear', document.sequence))).toBe(true);
    const parts = rig.parts(document);
    expect(parts.map(({ part, state }) => [part, state])).toEqual([
      ['document', 'done'],
      ['photo', 'done'],
      ['photo', 'done'],
    ]);
    expect(new Set(parts.map(({ receivedAt }) => receivedAt)).size).toBe(1);
    // To the second, as the county writes it.
    expect(parts[0]?.receivedAt).toMatch(/\.000\+08:00$/);
  }
  // No request but the records' own: the pictures were in it. (A slow machine may have sent one again.)
  expect(county.met.filter((code) => code === 0)).toHaveLength(weights.length);
  expect(county.met.every((code) => code === 0 || code === 1002)).toBe(true);
});

test.each<CountyFault>([
  { kind: 'portal' },
  { kind: 'redirect' },
  { kind: 'code', code: 500 },
  { kind: 'code', code: 1001 },
  { kind: 'code', code: 31_337 },
  { kind: 'status', status: 404 },
  { kind: 'status', status: 503 },
  { kind: 'wrong-echo', of: 'jlbh' },
  { kind: 'wrong-echo', of: 'zz' },
  { kind: 'no-echo' },
  { kind: 'half-json' },
  { kind: 'reset-after-commit' },
  { kind: 'slow', ms: 4_000 },
])('after %o it arrives, once', async (fault) => {
  county.fail(fault, 2);
  const document = rig.save(48_620);
  rig.start();
  await settled();
  expect([...county.weighings.keys()]).toEqual([document.id]);
  expect(county.weighings.get(document.id)?.weightKg).toBe(48_620);
  expect(rig.parts(document).map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  expect(rig.parts(document)[0]?.attempts).toBeGreaterThanOrEqual(fault.kind === 'slow' ? 1 : 3);
});

test('a wrong key is no reason to stop for ever, and is said', async () => {
  await rig.end();
  rig = new CountyRig(county.url, { secret: 'another' });
  rig.save(48_620);
  rig.start();
  await vi.waitFor(() => expect(rig.link.state().failuresInARow).toBeGreaterThan(3), WAIT);
  expect(county.met.every((code) => code === 1003)).toBe(true);
  expect(rig.link.state()).toMatchObject({
    enrolled: true,
    online: false,
    lastError: { code: 'platform.business-error' },
  });
  expect(county.weighings.size).toBe(0);
});

test('refused for ever: parked with the county’s words, its pictures with it; sent again, all of it is done', async () => {
  const heal = county.fail({ kind: 'code', code: 2001, msg: '字段 cph 不合法' });
  const document = rig.save(48_620);
  rig.start();
  await settled();
  const parts = rig.parts(document);
  expect(parts.map(({ state }) => state)).toEqual(['parked', 'parked', 'parked']);
  expect(JSON.parse(parts[0]?.lastError ?? '')).toMatchObject({
    code: 'platform.refused',
    title: '2001',
    detail: '字段 cph 不合法',
  });
  expect(JSON.parse(parts[1]?.lastError ?? '')).toMatchObject({ code: 'platform.with-document' });
  expect(rig.outbox.counts()).toMatchObject({ pending: 0, parked: 3 });
  heal();
  rig.outbox.retry(document.id);
  await vi.waitFor(() => expect(rig.outbox.counts()).toMatchObject({ pending: 0, parked: 0 }), WAIT);
  expect(rig.parts(document).every(({ receivedAt, state }) => state === 'done' && receivedAt !== null)).toBe(true);
  expect(county.weighings.get(document.id)?.pictures.size).toBe(2);
});

test('a lost picture: the record goes, the picture is parked as damaged', async () => {
  const document = rig.save(48_620);
  const { images } = document as unknown as { images: { sha256: string }[] };
  rmSync(rig.pictureFile(images[0]?.sha256 ?? ''));
  rig.start();
  await settled();
  expect(rig.parts(document).map(({ state }) => state)).toEqual(['done', 'parked', 'done']);
  expect([...(county.weighings.get(document.id)?.pictures.keys() ?? [])]).toEqual(['2']);
});

test('a disk that does not give a picture is not the line’s fault, and the record goes when it does again', async () => {
  const document = rig.save(48_620);
  const { images } = document as unknown as { images: { sha256: string }[] };
  const file = rig.pictureFile(images[0]?.sha256 ?? '');
  rmSync(file);
  // It opens and cannot be read: as on a bad block.
  mkdirSync(file);
  rig.start();
  await vi.waitFor(() => expect(rig.parts(document)[0]?.attempts).toBeGreaterThanOrEqual(4), WAIT);
  expect(JSON.parse(rig.parts(document)[0]?.lastError ?? '')).toMatchObject({ code: 'store.failed', detail: 'EISDIR' });
  expect(rig.link.state()).toMatchObject({ failuresInARow: 0, lastError: null });
  expect(county.met).toEqual([]);
  rmSync(file, { recursive: true });
  writeFileSync(file, rig.picture('front', document.sequence));
  await settled();
  expect(county.weighings.get(document.id)?.pictures.size).toBe(2);
});

test('what cannot be said in the county’s form is parked and is no refusal of the county’s', async () => {
  // Five kilograms have no place in two decimals of a tonne.
  const document = rig.save(48_625, { images: [] });
  rig.start();
  await settled();
  expect(rig.parts(document)).toMatchObject([{ state: 'parked' }]);
  expect(JSON.parse(rig.parts(document)[0]?.lastError ?? '')).toMatchObject({ code: 'platform.not-mappable' });
  expect(rig.refused).toEqual([]);
  const refused = rig.save(48_620, { images: [] });
  county.fail({ kind: 'code', code: 2001, msg: '字段 cph 不合法' });
  await vi.waitFor(() => expect(rig.refused).toEqual([refused.id]), WAIT);
});

test('what the county does not take is done without a receipt, unsent; another mapping is asked anew', async () => {
  const trial = rig.save(20_000, { kind: 'trial' });
  const notice = rig.save(20_000, { images: [] }, 'notice');
  rig.start();
  await settled();
  for (const document of [trial, notice])
    expect(rig.parts(document).every((part) => part.state === 'done' && part.receivedAt === null)).toBe(true);
  expect(county.met).toEqual([]);
  const meta = new Meta(rig.db);
  expect(askAgain({ outbox: rig.outbox, meta, whom: 'a', takesAll: false })).toBe(0);
  expect(askAgain({ outbox: rig.outbox, meta, whom: 'a', takesAll: false })).toBe(0);
  expect(askAgain({ outbox: rig.outbox, meta, whom: 'standard', takesAll: true })).toBe(4);
  expect(rig.outbox.counts().pending).toBe(4);
  // The same county still: not taken again.
  await settled();
  expect(askAgain({ outbox: rig.outbox, meta, whom: 'standard', takesAll: true })).toBe(0);
});

describe('one test record', () => {
  const row = (result: Awaited<ReturnType<CountyRig['test']>>, name: string) =>
    result.kind === 'sent' ? result.fields.find(({ sentName }) => sentName === name) : undefined;

  test('field by field, under a number of its own, and nothing of it is kept anywhere', async () => {
    expect(await rig.test()).toEqual({ kind: 'no-record' });
    rig.save(20_000, {}, 'notice');
    expect(await rig.test()).toEqual({ kind: 'no-record' });
    const document = rig.save(48_620);
    const before = rig.db.prepare<object>('SELECT * FROM outbox').all();
    const result = await rig.test();
    expect(result).toMatchObject({
      kind: 'sent',
      documentId: document.id,
      how: 'marked',
      outcome: 'received',
      error: null,
      pictures: 2,
    });
    expect(row(result, 'zz')).toEqual({
      field: 'weightKg', value: '48620', unit: 'kg', sentName: 'zz', sentValue: '48.62', echo: '48.62', equal: true, named: false,
    }); // prettier-ignore
    expect(row(result, 'jlbh')).toMatchObject({
      field: 'id',
      value: document.id,
      sentValue: `TEST-${document.id}`,
      equal: true,
    });
    expect(row(result, 'cpys')).toMatchObject({
      field: 'plateFront.color',
      value: 'yellow',
      sentValue: '2',
      echo: null,
      equal: null,
    });
    expect(row(result, 'csbz')).toMatchObject({ field: null, sentValue: '1' });
    expect(county.weighings.size).toBe(0);
    expect(county.tests).toHaveLength(1);
    expect(rig.db.prepare<object>('SELECT * FROM outbox').all()).toEqual(before);
    expect(rig.link.state().lastReceiptAt).toBeNull();
  });

  test('takes the place of no record, even where the county does not look at the mark', async () => {
    await rig.end();
    await county.stop();
    county = new CountyPlatform({ ignoresTestMark: true });
    await county.start();
    rig = new CountyRig(county.url);
    const sheet = rig.save(
      0,
      {
        weightKg: undefined, kind: undefined, status: 'issued', number: '140321-0001-1-20261130-0001', plate: '晋C12345',
        goods: { name: '原煤' }, grossKg: 48_620, tareKg: 16_200, netKg: 32_420, receiver: '电厂', images: [],
        grossWeighingId: '01930000-0000-7000-9000-00000000aaaa', tareWeighingId: '01930000-0000-7000-9000-00000000bbbb',
      },
      'load-sheet',
    ); // prettier-ignore
    rig.start();
    await settled();
    const real = county.sheets.get(sheet.id);
    expect(real).toMatchObject({ sheetNumber: '140321-0001-1-20261130-0001' });
    expect(await rig.test()).toMatchObject({ kind: 'sent', outcome: 'received', documentId: sheet.id });
    expect(county.sheets.get(sheet.id)).toBe(real);
    expect(county.sheetsByNumber.get('140321-0001-1-20261130-0001')).toBe(real);
    expect([...county.sheetsByNumber.keys()]).toEqual([
      '140321-0001-1-20261130-0001',
      'TEST-140321-0001-1-20261130-0001',
    ]);
    // Nor does it hang itself on the weighings of a real one.
    const [, test] = [...county.sheets.values()];
    expect(test?.weighings).toEqual([
      'TEST-01930000-0000-7000-9000-00000000aaaa',
      'TEST-01930000-0000-7000-9000-00000000bbbb',
    ]);
  });

  test.each<[string, CountyFault]>([
    ['portal', { kind: 'portal' }],
    ['redirected', { kind: 'redirect' }],
    ['business-error', { kind: 'code', code: 500 }],
    ['unknown-code', { kind: 'code', code: 31_337 }],
    ['server-error', { kind: 'status', status: 404 }],
    ['unauthorised', { kind: 'status', status: 401 }],
    ['rate-limited', { kind: 'status', status: 429 }],
    ['not-a-receipt', { kind: 'half-json' }],
    ['timeout', { kind: 'slow', ms: 4_000 }],
    ['unreachable', { kind: 'reset-after-commit' }],
  ])('%s', async (outcome, fault) => {
    rig.save(48_620);
    county.fail(fault);
    expect(await rig.test()).toMatchObject({ kind: 'sent', outcome });
  });

  test('a refused field is named, and an echo that differs', async () => {
    rig.save(48_620);
    const heal = county.fail({ kind: 'code', code: 2001, msg: '字段 cph 不合法' });
    const refused = await rig.test();
    expect(refused).toMatchObject({ outcome: 'refused', error: { title: '2001', detail: '字段 cph 不合法' } });
    expect(refused.kind === 'sent' && refused.fields.filter(({ named }) => named).map(({ field }) => field)).toEqual([
      'plateFront.text',
    ]);
    heal();
    county.fail({ kind: 'wrong-echo', of: 'zz' });
    const other = await rig.test();
    expect(other).toMatchObject({ outcome: 'not-a-receipt' });
    expect(row(other, 'zz')).toMatchObject({ sentValue: '48.62', echo: '0.02', equal: false });
  });

  test('a name that nobody knows, a certificate that nobody trusts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ca-'));
    const caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, CA);
    const secure = new CountyPlatform({ tls: { key: SERVER_KEY, cert: SERVER_CERTIFICATE } });
    await secure.start();
    const rigs = [
      new CountyRig('https://county.invalid/jgpt'),
      new CountyRig(secure.url),
      new CountyRig(secure.url, { caFile }),
    ];
    for (const one of rigs) one.save(48_620);
    const outcomes = await Promise.all(rigs.map((one) => one.test()));
    for (const one of rigs) await one.end();
    await secure.stop();
    rmSync(folder, { recursive: true });
    expect(outcomes.map((one) => one.kind === 'sent' && one.outcome)).toEqual([
      'name-not-found',
      'certificate',
      'received',
    ]);
  });
});
