/** Which pictures go into which fragment and how long each lasts, read back by a reader of this test's own. */
import { describe, expect, it } from 'vitest';
import { indexFile, type FileIndex } from '../../../../../native/camera/mp4/file-index.ts';
import { FragmentedMp4 } from '../../../../../native/camera/mp4/fragmented-mp4.ts';
import type { AccessUnit } from '../../../../../native/camera/video/access-unit.ts';
import { ParameterSets } from '../../../../../native/camera/video/parameter-sets.ts';
import type { VideoFormat } from '../../../../../native/camera/video/video-format.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const FORMAT = ((): VideoFormat => {
  const sets = new ParameterSets('h264');
  sets.add('sps', bytes('6742c028da01e0089f97011000000300100000030320f1832a'));
  sets.add('pps', bytes('68ce0fc8'));
  const format = sets.format();
  if (format === null) throw new Error('no format');
  return format;
})();
const CREATED = Date.UTC(2026, 10, 29, 8, 0, 0);

/** `K0 P3600 …`: kind and timestamp. */
function unitsOf(script: string): AccessUnit[] {
  return script.split(' ').map((word) => ({
    format: FORMAT,
    key: word.startsWith('K'),
    timestamp90k: Number(word.slice(1)),
    nals: [bytes(word.startsWith('K') ? '65aabb' : '41cc')],
  }));
}

/** Each fragment: where it begins, and of each picture `duration` or `duration+composition offset`. */
function write(script: string, fragmentMs = 1000): string[] {
  const file = new FragmentedMp4(FORMAT, { fragmentMs, createdMs: CREATED });
  const fragments = unitsOf(script).map((unit) => file.push(unit));
  return [...fragments, file.finish()].filter((one) => one !== null).map(shown);
}

/** mfhd at 8, tfhd at 32, tfdt at 48, trun at 68: as fragment.ts lays them out. */
function shown(fragment: Uint8Array): string {
  const view = new DataView(fragment.buffer, fragment.byteOffset);
  expect(Buffer.from(fragment.subarray(72, 76)).toString('latin1')).toBe('trun');
  const reordered = (view.getUint32(76) & 0x800) !== 0;
  const width = reordered ? 16 : 12;
  const pictures = Array.from({ length: view.getUint32(80) }, (_, at) => {
    const entry = 88 + at * width;
    const offset = reordered ? view.getInt32(entry + 12) : 0;
    const key = view.getUint32(entry + 8) === 0x02000000 ? 'K' : 'P';
    return `${key}${view.getUint32(entry)}${offset === 0 ? '' : (offset > 0 ? '+' : '') + offset}`;
  });
  return `${view.getUint32(20)}@${view.getBigUint64(60)}: ${pictures.join(' ')}`;
}

describe('FragmentedMp4', () => {
  it.each([
    ['a fragment ends before a key picture', 'K0 P3600 K7200 P10800', ['1@0: K3600 P3600', '2@7200: K3600 P3600']],
    ['begins at zero', 'K900000 P903600', ['1@0: K3600 P3600']],
    ['only one picture', 'K5', ['1@0: K3600']],
    ['nothing before the first key picture', 'P0 P3600 K7200 P10800', ['1@0: K3600 P3600']],
    ['a long group is cut by time', 'K0 P45000 P90000 P135000 K180000', ['1@0: K45000 P45000', '2@90000: P45000 P45000', '3@180000: K45000']],
    ['uneven times stay as they are', 'K0 P1000 P9000 K9001', ['1@0: K1000 P8000 P1', '2@9001: K8000']],
    ['a gap is a picture that lasts', 'K0 P3600 K363600', ['1@0: K3600 P360000', '2@363600: K3600']],
    ['two at the same time', 'K0 P0 P3600', ['1@0: K1 P3599-1 P3599']],
    ['shown in another order than sent', 'K0 P10800 P3600 P7200 K14400', ['1@0: K3600 P3600+7200 P3600-3600 P3600-3600', '2@14400: K3600']],
  ])('%s', (_name, script, expected) => {
    expect(write(script)).toEqual(expected);
  }); // prettier-ignore

  it('cuts at a limit of bytes', () => {
    const file = new FragmentedMp4(FORMAT, { fragmentMs: 1e9, createdMs: CREATED });
    const [key, other] = unitsOf('K0 P3600');
    const large = new Uint8Array(6_000_000).fill(0x41);
    expect(key === undefined || file.push(key)).toBeNull();
    const done = Array.from({ length: 6 }, (_, at) =>
      file.push({ ...(other as AccessUnit), nals: [large], timestamp90k: 3600 * (at + 1) }),
    );
    expect(done.map((fragment) => fragment !== null)).toEqual([false, false, true, false, true, false]);
  });

  it.each([
    ['parameter sets changed', { format: { ...FORMAT } }],
    ['the clock jumped back', { timestamp90k: -90_001 }],
    ['the clock jumped ahead', { timestamp90k: 60 * 90_000 + 1 }],
  ])('another file: %s', (_name, change) => {
    const file = new FragmentedMp4(FORMAT, { createdMs: CREATED });
    const unit = unitsOf('K0')[0] as AccessUnit;
    expect(file.takes(unit)).toBe(true);
    file.push(unit);
    expect(file.takes({ ...unit, ...change })).toBe(false);
    expect(() => file.push({ ...unit, ...change })).toThrow(RangeError);
  });

  it('has nothing to finish before the first picture', () => {
    expect(new FragmentedMp4(FORMAT, { createdMs: CREATED }).finish()).toBeNull();
  });
});

describe('indexFile', () => {
  const whole = (): Uint8Array => {
    const file = new FragmentedMp4(FORMAT, { createdMs: CREATED });
    const parts = unitsOf('K90000 P93600 P97200 K100800 P104400 P194400 P198000').map((unit) => file.push(unit));
    return Buffer.concat([file.init, ...[...parts, file.finish()].filter((part) => part !== null)]);
  };
  const index = (file: Uint8Array): Promise<FileIndex | null> =>
    indexFile(file.length, async (at, length) => file.subarray(at, at + length));

  it('lists the fragments', async () => {
    const file = whole();
    const found = await index(file);
    expect(found).toMatchObject({ wholeLength: file.length, duration90k: 198_000 + 3600 - 90_000 });
    const fragments = found?.fragments.map(({ start90k, duration90k, pictures, beginsWithKey }) => [
      start90k,
      duration90k,
      pictures,
      beginsWithKey,
    ]);
    expect(fragments).toEqual([
      [0, 10_800, 3, true],
      [10_800, 93_600, 2, true],
      [104_400, 7200, 2, false],
    ]);
  });

  it('ends where the last whole fragment ends, wherever the file is cut', async () => {
    const file = whole();
    const { initLength = 0, fragments = [] } = (await index(file)) ?? {};
    const ends = [initLength, ...fragments.map(({ at, length }) => at + length)];
    for (let length = 0; length <= file.length; length += 1) {
      const found = await index(file.subarray(0, length));
      if (length < initLength) expect(found).toBeNull();
      else expect(found?.wholeLength).toBe(ends.filter((end) => end <= length).at(-1));
    }
  });

  it.each([
    ['nothing', ''],
    ['a text', Buffer.from('this is no video at all').toString('hex')],
    ['a box without end', '0000000066747970'],
    ['another order', '0000000866747970' + '000000086d646174'],
  ])('takes no file from %s', async (_name, hex) => {
    expect(await index(bytes(hex))).toBeNull();
  });
});
