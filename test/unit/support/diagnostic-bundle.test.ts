/** The bundle's own rules: bounded logs, newest kept, one at a time, nothing half done, nothing secret. */
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiagnosticBundle, type DiagnosticBundleParts } from '../../../main/station/support/diagnostic-bundle.ts';
import { newestLogs, type LogPart } from '../../../main/station/support/log-files.ts';
import { recordingPieces } from '../../../native/wire-recording.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';
import { unzipped } from '../../support/unzipped.ts';
import { FakeTime } from '../native/fake-time.ts';

let dataDir = '';
beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'bundle-'))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

function setUp(more: Partial<DiagnosticBundleParts> = {}) {
  const time = new FakeTime();
  const bundle = new DiagnosticBundle({
    dataDir,
    stationNo: '1',
    configuration: { cameras: [{ id: 'c', password: 'S3CRET' }] },
    secrets: () => ['S3CRET'],
    facts: async () => ({ station: { chain: { length: 3 } } }),
    scales: () => [],
    clock: time.clock,
    log: pino({ level: 'silent' }),
    ...more,
  });
  return { bundle, time };
}
const content = async (file: string) => unzipped(await readFile(file));
const lying = (): Promise<string[]> => readdir(join(dataDir, 'support'));

describe('DiagnosticBundle', () => {
  it('holds the states, the logs and each scale’s wire, without what is secret', async () => {
    await mkdir(join(dataDir, 'logs'));
    await writeFile(join(dataDir, 'logs', 'station.1.log'), '{"msg":"GET /?p=S3CRET"}\n');
    await writeFile(join(dataDir, 'secrets.json'), '{"cam":"S3CRET"}');
    const { bundle } = setUp({
      scales: () => [
        {
          id: '磅/1',
          indicator: { protocol: 'yaohua-tf0' },
          condition: { state: 'online' },
          counters: { rejects: { checksum: 4 } },
          wire: (remarks) =>
            recordingPieces(
              [{ at: 1_795_000_000_000 as EpochMs, what: 'received', bytes: Buffer.from('022b', 'hex') }],
              remarks,
            ),
        },
      ],
    });
    const { bytes, file, leftOutBytes } = await bundle.make();
    const zip = await readFile(file);
    expect(zip).toHaveLength(bytes);
    expect(leftOutBytes).toBe(0);
    const files = unzipped(zip);
    expect([...files.keys()].sort()).toEqual([
      'configuration.json',
      'logs/station.1.log',
      'scales.json',
      'station.json',
      'wire/1-磅_1.wire',
    ]);
    expect([...files.values()].join('')).not.toContain('S3CRET');
    expect(files.get('logs/station.1.log')?.toString()).toBe('{"msg":"GET /?p=[hidden]"}\n');
    expect(files.get('scales.json')?.toString()).toContain('"checksum": 4');
    expect(files.get('wire/1-磅_1.wire')?.toString()).toMatch(/^# wire trace 1\n# 磅\/1\n.*\n\S+ < 022b\n$/);
  });

  it('keeps the newest five and removes what was left half done; other files stay', async () => {
    const { bundle, time } = setUp();
    const made: string[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      made.push(basename((await bundle.make()).file));
      time.advance(1);
    }
    expect(new Set(made).size).toBe(7);
    await writeFile(join(dataDir, 'support', `${made[0]}.part`), 'x');
    await writeFile(join(dataDir, 'support', 'notes.txt'), 'x');
    const last = basename((await bundle.make()).file);
    expect(await lying()).toEqual([...made.slice(3), last, 'notes.txt'].sort());
  });

  it('keeps the one just made also where the clock was put back', async () => {
    const { bundle, time } = setUp();
    for (let turn = 0; turn < 5; turn += 1) {
      time.advance(1000);
      await bundle.make();
    }
    const back = setUp();
    const { file } = await back.bundle.make();
    expect(await lying()).toContain(basename(file));
    expect(await lying()).toHaveLength(5);
  });

  it('one at a time, and the next one after a failure', async () => {
    let under = 0;
    let most = 0;
    let fails = true;
    const { bundle } = setUp({
      facts: async () => {
        most = Math.max(most, ++under);
        await new Promise((next) => setImmediate(next));
        under -= 1;
        if (fails) throw Object.assign(new Error('no room'), { syscall: 'write', code: 'ENOSPC' });
        return {};
      },
    });
    await expect(bundle.make()).rejects.toMatchObject({ code: 'store.disk-full' });
    expect(await lying()).toEqual([]);
    fails = false;
    await Promise.all([bundle.make(), bundle.make()]);
    expect(most).toBe(1);
  });

  it('without logs there are none', async () => {
    const files = await content((await setUp().bundle.make()).file);
    expect([...files.keys()].some((name) => name.startsWith('logs/'))).toBe(false);
  });

  it('a folder that is none is a fault of the disk', async () => {
    await writeFile(join(dataDir, 'support'), 'x');
    await expect(setUp().bundle.make()).rejects.toMatchObject({ code: 'store.failed' });
  });
});

describe('newestLogs', () => {
  const whole = async ({ pieces }: LogPart): Promise<string> => {
    let text = '';
    for await (const piece of pieces()) text += piece;
    return text;
  };

  it('gives whole lines, also where signs of several bytes lie across its pieces, and bears a line without an end', async () => {
    const text = Array.from({ length: 40_000 }, (_, n) => `{"n":${n},"unit":"晋煤"}\n`).join('');
    await writeFile(join(dataDir, 'a.log'), text);
    await writeFile(join(dataDir, 'b.log'), 'x'.repeat(1_000_000));
    const { parts } = await newestLogs(dataDir, 16 * 1024 * 1024);
    const byName = new Map(parts.map((part) => [part.name, part]));
    for await (const piece of byName.get('a.log')?.pieces() ?? []) expect(piece.endsWith('\n')).toBe(true);
    expect(await whole(byName.get('a.log') as LogPart)).toBe(text);
    expect(await whole(byName.get('b.log') as LogPart)).toBe('x'.repeat(1_000_000));
  });

  it('takes the newest whole, of the next one the end from a line’s beginning, and counts what had no room', async () => {
    const line = (n: number) => `{"line":${n}}\n`;
    const write = async (name: string, from: number, changed: number): Promise<void> => {
      await writeFile(join(dataDir, name), [0, 1, 2, 3].map((n) => line(from + n)).join(''));
      await utimes(join(dataDir, name), changed, changed);
    };
    await write('station.1.log', 10, 1000);
    await write('station.2.log', 20, 2000);
    await write('station.3.log', 30, 3000);
    await writeFile(join(dataDir, 'other.txt'), 'x');
    await mkdir(join(dataDir, 'folder.log'));
    const { leftOutBytes, parts } = await newestLogs(dataDir, 4 * 12 + 30);
    expect(await Promise.all(parts.map(async (part) => [part.name, await whole(part)]))).toEqual([
      ['station.3.log', [30, 31, 32, 33].map(line).join('')],
      ['station.2.log', [22, 23].map(line).join('')],
    ]);
    expect(leftOutBytes).toBe(48 - 30 + 48);
  });
});
