import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { enrolmentFile, readEnrolment } from '../../../main/station/platform/enrolment-file.ts';
import { PlatformSimulator } from '../../sim/platform/platform-simulator.ts';
import { UploadRig } from '../upload/upload-rig.ts';

const WAIT = { timeout: 20_000, interval: 10 };
let platform: PlatformSimulator;
let rig: UploadRig;
const enrolments = (): number => platform.met.filter((met) => met.subject === 'enrolments').length;
const enrolled = (): Promise<void> => vi.waitFor(() => expect(rig.link.state().enrolled).toBe(true), WAIT);
const file = (): string => enrolmentFile(rig.folder);

beforeEach(async () => {
  platform = new PlatformSimulator();
  await platform.start();
});
afterEach(async () => {
  await rig.end();
  await platform.stop();
});

describe('the token', () => {
  test('is kept for its owner alone, is never logged, and serves the next start', async () => {
    rig = await new UploadRig({ url: platform.url }).start();
    await enrolled();
    const token = rig.enrolment.token() ?? '';
    expect(readEnrolment(file())).toMatchObject({ url: platform.url, keyId: await rig.documents.keyId(), token });
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file()}.part`)).toBe(false);
    expect(JSON.stringify(rig.logged)).not.toContain(token);
    expect(JSON.stringify(rig.logged)).not.toContain('TEST-CODE');
    await rig.stop();
    await rig.start();
    await enrolled();
    expect(rig.enrolment.token()).toBe(token);
    expect(enrolments()).toBe(1);
  });

  test.each([
    ['half written', (text: string) => text.slice(0, 30)],
    ['empty', () => ''],
    ['of another platform', (text: string) => text.replace('/api', '/other')],
    ['of another key', (text: string) => text.replace(/"keyId": "../, '"keyId": "zz')],
    ['that would break a header', (text: string) => text.replace(/"token": "/, '"token": "a\\nb')],
  ])('%s is not used: the station enrols again', async (_name, change) => {
    rig = await new UploadRig({ url: platform.url }).start();
    await enrolled();
    const token = rig.enrolment.token();
    await rig.stop();
    writeFileSync(file(), change(readFileSync(file(), 'utf8')));
    await rig.start();
    await enrolled();
    expect(rig.enrolment.token()).not.toBe(token);
    expect(enrolments()).toBe(2);
  });
});

describe('when it does not work', () => {
  test('no code: nothing is sent, and the reason is shown', async () => {
    rig = await new UploadRig({ url: platform.url, code: null }).start();
    await rig.save(1);
    expect(await rig.watch.status()).toMatchObject({ pending: 2, online: false });
    expect(rig.link.state()).toMatchObject({ enrolled: false, lastError: { code: 'platform.not-enrolled' } });
    expect(platform.met).toEqual([]);
  });

  test('a wrong code is shown and asked again, but seldom', async () => {
    rig = await new UploadRig({ url: platform.url, code: 'WRONG' }).start();
    await vi.waitFor(() => expect(rig.link.state().lastError?.code).toBe('platform.enrolment-refused'), WAIT);
    const since = rig.time.monotonic();
    await vi.waitFor(() => expect(enrolments()).toBe(2), WAIT);
    expect(rig.time.monotonic() - since).toBeGreaterThan(250_000);
  });

  test('a platform that is not there, a portal, a broken answer: tried until it works', async () => {
    platform.fail({ kind: 'reset-before' }, { on: 'enrolments', times: 1 });
    platform.fail({ kind: 'portal' }, { on: 'enrolments', times: 1 });
    platform.fail({ kind: 'half-reply' }, { on: 'enrolments', times: 1 });
    platform.fail({ kind: 'wrong-json' }, { on: 'enrolments', times: 1 });
    rig = await new UploadRig({ url: platform.url }).start();
    await rig.save(1);
    await vi.waitFor(() => expect(rig.outbox.counts().pending).toBe(0), WAIT);
    expect(enrolments()).toBe(5);
  });

  test('a platform that gives tokens and refuses them all is not stormed', async () => {
    platform.fail({ kind: 'status', status: 401 }, { on: 'documents' });
    rig = await new UploadRig({ url: platform.url }).start();
    await rig.save(0);
    await vi.waitFor(() => expect(enrolments()).toBe(5), WAIT);
    // The waits before the 2nd … 5th: at least 2 s each.
    expect(rig.time.monotonic()).toBeGreaterThan(8_000);
    await platform.heal();
    await vi.waitFor(() => expect(rig.outbox.counts().pending).toBe(0), WAIT);
  });

  test('401 without a code stops the line; a heartbeat that the old token still opens lets it go on', async () => {
    rig = await new UploadRig({ url: platform.url }).start();
    await enrolled();
    await rig.stop();
    // The installer has taken the code out of the configuration.
    rig = await new UploadRig({ url: platform.url, code: null, sameAs: rig }).start();
    platform.fail({ kind: 'status', status: 401 }, { on: 'documents', times: 1 });
    await rig.save(0);
    await vi.waitFor(() => expect(rig.link.needsEnrolment()).toBe(true), WAIT);
    expect(rig.link.state().lastError?.code).toBe('platform.unauthorised');
    expect(rig.outbox.counts().pending).toBe(1);
    rig.heartbeat.start();
    await vi.waitFor(() => expect(rig.outbox.counts().pending).toBe(0), WAIT);
    expect(enrolments()).toBe(1);
  });
});

describe('heartbeat', () => {
  test('every minute, as the contract wants it, with the clock offset it learnt', async () => {
    rig = await new UploadRig({ url: platform.url, factor: 600 }).start();
    await enrolled();
    const start = rig.time.monotonic();
    rig.heartbeat.start();
    await vi.waitFor(() => expect(platform.heartbeats.length).toBeGreaterThanOrEqual(3), WAIT);
    expect(rig.time.monotonic() - start).toBeGreaterThanOrEqual(119_000);
    expect(platform.heartbeats[0]).toMatchObject({ stationId: rig.documents.stationId, clockOffsetMs: null });
    expect(platform.heartbeats[0]?.['outbox']).toEqual({ pending: 0, parked: 0, oldestAgeSeconds: null });
    expect(platform.heartbeats[2]?.['clockOffsetMs']).toEqual(expect.any(Number));
    expect(rig.link.state()).toMatchObject({ online: true });
  });

  test('missed ones are not made up for, and are no receipts', async () => {
    rig = await new UploadRig({ url: platform.url, factor: 2_000 }).start();
    await enrolled();
    platform.fail({ kind: 'portal' }, { on: 'heartbeat', times: 4 });
    rig.heartbeat.start();
    await vi.waitFor(() => expect(rig.link.state().failuresInARow).toBeGreaterThanOrEqual(3), WAIT);
    expect(rig.link.state()).toMatchObject({ online: false, lastError: { code: 'platform.not-a-receipt' } });
    await vi.waitFor(() => expect(rig.link.state().online).toBe(true), WAIT);
    expect(platform.heartbeats).toHaveLength(1);
  });
});
