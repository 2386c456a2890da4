/** What every form of answer means, and what is not sent at all. */
import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CORRECTION, CountyRig, idOf, outgoing, SHEET, shaOf, WEIGHING } from './county-rig.ts';

const PICTURES = [shaOf('front'), shaOf('rear')];
const ECHO = { jlbh: WEIGHING.id, zz: '48.62', jssj: '2026-11-30 14:32:07' };
const weighing = outgoing('weighing', WEIGHING);
const html = { 'content-type': 'text/html' };
const json = { 'content-type': 'application/json' };

let rig: CountyRig;
beforeEach(() => (rig = new CountyRig()));
afterEach(() => rig.end());

const retried = (code: string, more: object = {}) => ({ kind: 'retry', error: { code, ...more }, wholeLine: false });

describe('a record', () => {
  test.each([
    ['taken', 0],
    ['held already', 1002],
    ['a number as text', '0'],
  ])('%s: the receipt is its pictures’, too', async (_, code) => {
    rig.json({ code, msg: '成功', data: ECHO });
    expect(await rig.adapter.sendDocument(weighing)).toEqual({
      kind: 'received',
      receivedAt: '2026-11-30T14:32:07.000+08:00',
      missingBlobs: [],
      withPhotos: PICTURES,
    });
  });

  test('a weight repeated as a number is the same weight; without a time of theirs ours counts', async () => {
    rig.json({ code: 0, data: { jlbh: WEIGHING.id, zz: 48.62 } });
    expect(await rig.adapter.sendDocument(weighing)).toMatchObject({
      kind: 'received',
      receivedAt: '2026-11-30T14:32:05.250+08:00',
    });
  });

  test.each<[string, () => void, object]>([
    ['a portal', () => rig.raw('<html>登录</html>', html), retried('platform.portal')],
    ['a portal that calls itself JSON', () => rig.raw('\n<!DOCTYPE html>', json), retried('platform.portal')],
    ['a portal elsewhere', () => rig.raw('', { location: 'http://10.0.0.1/' }, 302), retried('platform.redirected', { detail: 'http://10.0.0.1/' })],
    ['a known trouble', () => rig.json({ code: 500, msg: '系统繁忙' }), retried('platform.business-error', { title: '500', detail: '系统繁忙' })],
    ['an unknown number', () => rig.json({ code: 77, msg: '?' }), retried('platform.unknown-code', { title: '77' })],
    ['refused for ever', () => rig.json({ code: 2001, msg: '字段 cph 不合法' }), { kind: 'refused', error: { code: 'platform.refused', title: '2001', detail: '字段 cph 不合法' } }],
    ['a success without echo', () => rig.json({ code: 0 }), retried('platform.not-a-receipt')],
    ['a success for another', () => rig.json({ code: 0, data: { ...ECHO, jlbh: idOf(8) } }), retried('platform.not-a-receipt', { detail: 'jlbh' })],
    ['a success for another weight', () => rig.json({ code: 0, data: { ...ECHO, zz: '48.60' } }), retried('platform.not-a-receipt', { detail: 'zz' })],
    ['a success with no weight', () => rig.json({ code: 0, data: { ...ECHO, zz: '' } }), retried('platform.not-a-receipt', { detail: 'zz' })],
    ['half JSON', () => rig.raw('{"code":0,"da', json), retried('platform.not-a-receipt')],
    ['no number', () => rig.json({ message: 'hello' }), retried('platform.not-a-receipt')],
    ['a list', () => rig.json([]), retried('platform.not-a-receipt')],
    ['bytes', () => rig.raw('\u0000\ufffd', { 'content-type': 'application/octet-stream' }), retried('platform.not-a-receipt')],
    ['their key is not good', () => rig.raw('', html, 401), retried('platform.unauthorised', { status: 401 })],
    ['not there', () => rig.raw('', html, 404), retried('platform.server-error', { status: 404 })],
    ['a fault of theirs', () => rig.json({ code: 0, data: ECHO }, 502), retried('platform.server-error', { status: 502 })],
    ['too fast', () => rig.json({}, 429, { 'retry-after': '7' }), { kind: 'retry', afterMs: 7000, wholeLine: true }],
    ['too slow', () => (rig.answer = { kind: 'no-answer', reason: 'timeout', detail: '' }), retried('platform.timeout', { status: null })],
    ['nobody', () => undefined, retried('platform.unreachable', { detail: 'ECONNREFUSED' })],
  ])('%s', async (_, says, outcome) => {
    says();
    expect(await rig.adapter.sendDocument(weighing)).toMatchObject(outcome);
  }); // prettier-ignore

  test('not taken: no request', async () => {
    const trial = outgoing('weighing', { ...WEIGHING, kind: 'trial' });
    expect(await rig.adapter.sendDocument(trial)).toEqual({ kind: 'not-taken' });
    expect(await rig.adapter.sendDocument(outgoing('notice', CORRECTION))).toEqual({ kind: 'not-taken' });
    const sha256 = shaOf('front');
    const photo = { sha256, mime: 'image/jpeg', file: rig.file(sha256) };
    expect(await rig.adapter.sendPhoto({ ...photo, document: () => trial })).toEqual({ kind: 'not-taken' });
    expect(await rig.adapter.sendPhoto(photo)).toEqual({ kind: 'not-taken' });
    expect([rig.adapter.takes(trial), rig.adapter.takes(weighing)]).toEqual([false, true]);
    expect(rig.sent).toEqual([]);
  });

  test('a weight that their decimals cannot show is not sent as another', async () => {
    const odd = outgoing('load-sheet', { ...SHEET, netKg: 32_425 });
    expect(await rig.adapter.sendDocument(odd)).toMatchObject({
      kind: 'unfit',
      error: { code: 'platform.not-mappable', detail: 'netKg' },
    });
    expect(rig.sent).toEqual([]);
  });
});

describe('pictures in the body', () => {
  test('one that is gone or changed is left out, and its own part says so', async () => {
    rmSync(rig.file(shaOf('front')));
    writeFileSync(rig.file(shaOf('rear')), 'changed');
    rig.json({ code: 0, data: ECHO });
    expect(await rig.adapter.sendDocument(weighing)).toMatchObject({ kind: 'received', withPhotos: [] });
    expect(JSON.parse(rig.body())).toMatchObject({ tp: [] });
    for (const sha256 of PICTURES)
      expect(
        await rig.adapter.sendPhoto({ sha256, mime: 'image/jpeg', file: rig.file(sha256), document: () => weighing }),
      ).toMatchObject({ kind: 'unreadable' });
  });

  test('one that was in no receipt does not go alone', async () => {
    const [sha256 = shaOf('front')] = PICTURES;
    expect(
      await rig.adapter.sendPhoto({ sha256, mime: 'image/jpeg', file: rig.file(sha256), document: () => weighing }),
    ).toMatchObject({ kind: 'unfit', error: { code: 'platform.with-document' } });
    expect(rig.sent).toHaveLength(0);
  });
});

test('a picture by itself needs its own echo', async () => {
  const other = new CountyRig('other');
  const sha256 = shaOf('front');
  const send = () =>
    other.adapter.sendPhoto({ sha256, mime: 'image/jpeg', file: other.file(sha256), document: () => weighing });
  other.json({ status: { errcode: 'OK' }, result: { no: WEIGHING.id, sha: sha256 } });
  expect(await send()).toMatchObject({ kind: 'received' });
  other.json({ status: { errcode: 'OK' }, result: { no: WEIGHING.id, sha: shaOf('rear') } });
  expect(await send()).toMatchObject({ kind: 'retry', error: { code: 'platform.not-a-receipt', detail: 'sha' } });
  expect(await other.adapter.trial(weighing)).toBeNull();
  other.end();
});
