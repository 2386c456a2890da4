/** `npm run decode` as a process: what it prints, where, and with which exit code. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeBigscreen, encodeYaohua } from '../../sim/indicator/encoders.ts';

const ROOT = new URL('../../../', import.meta.url);
const COMMAND = fileURLToPath(new URL('native/decode/decode.ts', ROOT));
const VECTORS = fileURLToPath(new URL('../shared/data/indicator-vectors.json', ROOT));

const folder = mkdtempSync(join(tmpdir(), 'decode-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, content: string | Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

interface Said {
  readonly code: number;
  readonly lines: readonly unknown[];
  readonly stderr: string;
}

/** Every line of stdout is parsed: anything there but JSON fails the test. */
const decode = (args: readonly string[], input: string | Uint8Array = ''): Promise<Said> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [COMMAND, ...args], { maxBuffer: 1e8 }, (error, stdout, stderr) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : 0,
        lines: stdout
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as unknown),
        stderr,
      }),
    );
    child.stdin?.end(input);
  });

const still = { decimals: 0, unit: 'kg', moving: false, tare: 0, outOfRange: false } as const;
const GOOD = encodeYaohua({ ...still, value: 1560, checksum: 'right' });
const BAD = encodeYaohua({ ...still, value: 1560, checksum: 'wrong' });
const FRAME = {
  weight: 1560,
  weightText: '1560',
  decimals: 0,
  unit: null,
  stable: null,
  sign: '+',
  tareOrNull: null,
  grossNet: null,
  overload: null,
  raw: '+0015600',
};

describe('npm run decode', () => {
  it('prints a line for each frame and reject, in their order, and how it ended', async () => {
    const hex = Buffer.concat([GOOD, BAD, GOOD, GOOD.subarray(0, 5)]).toString('hex');
    expect(await decode(['yaohua-tf0', '--hex', hex])).toEqual({
      code: 0,
      lines: [FRAME, { error: 'checksum' }, FRAME, { error: 'incomplete' }],
      stderr: '',
    });
  });

  it('takes hex with blanks, and options', async () => {
    const { code, lines } = await decode([
      'yaohua-tf0',
      '--options',
      '{"checksum":"ignore","baud":1200}',
      '--hex',
      ' 02 2b303031 3536 30 30 31 38\n03 ',
    ]);
    expect([code, lines]).toEqual([0, [FRAME]]);
  });

  it.each([
    ['a file', (file: string) => ['yaohua-tf0', file], ''],
    ['standard input', () => ['yaohua-tf0', '-'], Buffer.concat([GOOD, GOOD])],
  ])('reads %s as bytes', async (_, args, input) => {
    const file = fileOf('capture.bin', Buffer.concat([GOOD, GOOD]));
    expect((await decode(args(file), input)).lines).toEqual([FRAME, FRAME]);
  });

  it('reads a file of many megabytes to its end, however slowly it is taken', async () => {
    const count = 200_000;
    const { lines } = await decode(['yaohua-tf0', fileOf('long.bin', Buffer.concat(Array(count).fill(GOOD)))]);
    expect(lines).toHaveLength(count);
    expect(lines.at(-1)).toEqual(FRAME);
  });

  it('tells traffic from weights, of boards too', async () => {
    const question = await decode(['yaohua-cmd', '--hex', '024141303003']);
    expect(question.lines).toEqual([{ decoded: { address: 1, command: 'A', text: '' } }]);
    const board = await decode(['led-wltj', '--hex', 'A09001500000' + '51']);
    expect(board.lines).toEqual([{ decoded: { line: 1, text: '' } }]);
  });

  it('gives the bytes of a nine-bit line their marks', async () => {
    const { bytes, marks } = encodeBigscreen({ ...still, value: 45_200, checksum: 'right' });
    const args = ['yaohua-bigscreen', '--hex', bytes.toString('hex')];
    const { lines } = await decode([...args, '--options', JSON.stringify({ marks })]);
    expect(lines).toMatchObject([{ weight: 45_200 }]);
    expect((await decode(args)).lines).toEqual([{ error: 'framing' }, { error: 'incomplete' }]);
  });

  it('decodes a list, one line a capture', async () => {
    const list = [
      { id: 'a', protocol: 'yaohua-tf0', settings: { baud: null }, hex: GOOD.toString('hex') },
      { id: 'b', protocol: 'yaohua-tf0', settings: {}, hex: BAD.toString('hex') },
      { id: 'c', protocol: 'yaohua-cmd', settings: { direction: 'request' }, hex: '024141303003'.repeat(2) },
      { id: 'd', protocol: 'zemic-a9', settings: { scale: '7', lf: true }, hex: '' },
    ];
    const { code, lines, stderr } = await decode(['--json', fileOf('list.json', JSON.stringify(list))]);
    const traffic = { address: 1, command: 'A' };
    expect(lines).toEqual([
      { id: 'a', frames: [FRAME], errors: [] },
      { id: 'b', frames: [], errors: ['checksum'] },
      { id: 'c', frames: [], errors: [], decoded: [traffic, traffic] },
      { id: 'd', frames: [], errors: ['no-frame'] },
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain('Entry 4');
    expect(stderr).toContain('"scale" is one of');
    expect(stderr).toContain('"lf" is no setting');
  });

  const LIST = 'list-of-one.json';
  it.each([
    ['nothing', [], 'A protocol is missing'],
    ['no such protocol', ['morse', '--hex', '00'], 'There is no protocol "morse"'],
    ['no bytes', ['yaohua-tf0'], 'Give the bytes once'],
    ['bytes twice', ['yaohua-tf0', 'file', '--hex', '00'], 'Give the bytes once'],
    ['two files', ['yaohua-tf0', 'a', 'b'], 'One file at a time'],
    ['half a byte', ['yaohua-tf0', '--hex', '022'], 'two hex digits'],
    ['no hex', ['yaohua-tf0', '--hex', 'xy'], 'two hex digits'],
    ['no file', ['yaohua-tf0', join(folder, 'none')], 'cannot be read'],
    ['options that are no JSON', ['yaohua-tf0', '--options', '{', '--hex', '00'], '--options is no JSON'],
    ['options that are a list', ['yaohua-tf0', '--options', '[]', '--hex', '00'], '--options is no JSON object'],
    ['a wrong option', ['yaohua-tf0', '--options', '{"mask7":1}', '--hex', '00'], '"mask7" is one of false, true'],
    ['an argument that is none', ['yaohua-tf0', '--hexx', '00'], '--hexx'],
    ['a list and more', ['--json', LIST, '--hex', '00'], 'nothing else'],
    ['a list that is not there', ['--json', join(folder, 'none')], 'cannot be read'],
    ['a list that is none', ['--json', LIST], 'is no list', '{}'],
    ['a list without hex', ['--json', LIST], 'has no hex', '[{"protocol":"cas22"}]'],
    ['a list of nothing', ['--json', LIST], 'Entry 1', '[null]'],
  ])('answers a mistake with a sentence and 2: %s', async (_, args, sentence, list = '[]') => {
    const file = fileOf(LIST, list);
    const { code, lines, stderr } = await decode(args.map((arg) => (arg === LIST ? file : arg)));
    expect([code, lines]).toEqual([2, []]);
    expect(stderr).toContain(sentence);
    // A sentence, not a stack.
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('says what it does not look at, and goes on', async () => {
    const { code, lines, stderr } = await decode([
      'yaohua-tf0',
      '--options',
      '{"lf":true}',
      '--hex',
      GOOD.toString('hex'),
    ]);
    expect([code, lines]).toEqual([0, [FRAME]]);
    expect(stderr).toContain('"lf" is no setting here');
  });

  it.skipIf(!existsSync(VECTORS))(
    'decodes all of indicator-vectors.json (skipped where the file is not beside the project)',
    async () => {
      interface Vector {
        readonly id: string;
        readonly expected: { readonly frames?: unknown[]; readonly error?: string; readonly decoded?: unknown };
      }
      const vectors = JSON.parse(readFileSync(VECTORS, 'utf8')) as Vector[];
      const { lines, stderr } = await decode(['--json', VECTORS]);
      expect(stderr).toBe('');
      expect(lines).toHaveLength(vectors.length);
      for (const [index, { id, expected }] of vectors.entries()) {
        const { frames = [], error, decoded } = expected;
        const line = lines[index] as { errors: string[] };
        expect(line).toMatchObject({ id, frames, ...(decoded === undefined ? {} : { decoded }) });
        if (error !== undefined) expect(line.errors[0], id).toBe(error);
      }
    },
  );
});
