/** The log holds no secret and does not grow without end; a disk that refuses it does not stop the station. */
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLog } from '../../main/log.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'log-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function written(fields: object, message = 'm'): Promise<string> {
  let text = '';
  const { log } = await openLog({ name: 't', stream: { write: (line) => (text += line) } });
  log.info(fields, message);
  return text;
}

describe('secrets', () => {
  it.each([
    ['on top', { token: 'S3CRET' }],
    ['one below', { platform: { enrolmentCode: 'S3CRET' } }],
    ['in a list', { cameras: [{ id: 'c', password: 'S3CRET' }] }],
    ['in a list of a configuration', { configuration: { cameras: [{ password: 'S3CRET' }] } }],
    ['as a key', { host: { key: 'S3CRET', privateKey: 'S3CRET' } }],
    ['in an address', { url: 'ws://127.0.0.1:1/rpc?token=S3CRET' }],
    ['in the message of an error', { err: new Error('GET http://camera/a.jpg?user=x&password=S3CRET failed') }],
  ])('%s are hidden', async (_where, fields) => {
    const line = await written(fields);
    expect(line).not.toContain('S3CRET');
    expect(line).toContain('[hidden]');
    expect(JSON.parse(line)).toMatchObject({ name: 't', msg: 'm' });
  });

  it('in the text of a line too', async () => {
    expect(await written({}, 'opened /photos/x?token=S3CRET')).not.toContain('S3CRET');
  });

  it('everything else stays', async () => {
    expect(await written({ plate: '晋C12345', weightKg: 48_620 })).toContain('"plate":"晋C12345","weightKg":48620');
  });
});

describe('size', () => {
  it('is bounded by rolling', async () => {
    const { log, stop, dropped } = await openLog({ name: 'roll', folder });
    const filling = 'x'.repeat(100_000);
    // 90 MB in all: eighteen files of five megabytes, of which the newest ten stay.
    for (let n = 0; n < 900; n++) {
      log.info({ filling, n }, 'line');
      if (n % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const sizes = (): number[] => readdirSync(folder).map((file) => statSync(join(folder, file)).size);
    await vi.waitFor(() => expect(sizes().length).toBeLessThanOrEqual(10), 5_000);
    expect(sizes().reduce((a, b) => a + b)).toBeLessThan(60_000_000);
    expect(dropped()).toBe(0);
    stop();
  });
});

describe.skipIf(process.platform !== 'linux')('a full disk', () => {
  it('costs lines, which are counted, and nothing else', async () => {
    symlinkSync('/dev/full', join(folder, 'full.1.log'));
    const { log, stop, dropped } = await openLog({ name: 'full', folder });
    const before = performance.now();
    for (let n = 0; n < 200; n++) log.info({ filling: 'x'.repeat(20_000) }, 'line');
    // Nothing waits for the disk: no weight frame may be late because of a log.
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(dropped()).toBeGreaterThan(0);
    expect(process.memoryUsage().external).toBeLessThan(500_000_000);
    stop();
    unlinkSync(join(folder, 'full.1.log'));
    expect(readdirSync(folder)).toEqual([]);
  });
});
