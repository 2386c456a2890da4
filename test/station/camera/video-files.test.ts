/** What real encoders made, written by us, judged by ffprobe and ffmpeg: whole, cut off anywhere, killed and salvaged. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { indexFile } from '../../../native/camera/mp4/file-index.ts';
import { FragmentedMp4 } from '../../../native/camera/mp4/fragmented-mp4.ts';
import { salvage, VideoFile } from '../../../native/camera/mp4/video-file.ts';
import type { AccessUnit } from '../../../native/camera/video/access-unit.ts';
import { AccessUnitBuilder } from '../../../native/camera/video/access-unit-builder.ts';
import { encodedVideo, type EncodedVideoOptions } from '../../sim/rtsp-server/encoded-video.ts';
import { complaints, pictureSums, probe } from './media-probe.ts';

const SMALL: EncodedVideoOptions = {
  codec: 'h264',
  width: 322,
  height: 242,
  fps: 25,
  gop: 20,
  seconds: 3,
  kbitPerSecond: 200,
  slices: 1,
  reordered: false,
  effort: 'quick',
};
const CREATED = Date.UTC(2026, 10, 29, 8, 0, 0);
const KINDS: readonly [string, Partial<EncodedVideoOptions>][] = [
  ['H.264', {}],
  ['H.264 in slices', { slices: 4 }],
  ['H.264 reordered', { reordered: true }],
  ['H.265', { codec: 'h265' }],
];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'video-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The pictures of an encoded byte stream, timed by their place in it (or in the order of showing, where it differs). */
async function pictures(options: EncodedVideoOptions): Promise<{ file: string; units: AccessUnit[] }> {
  const file = await encodedVideo(options);
  const stream = await readFile(file);
  const units: AccessUnit[] = [];
  const builder = new AccessUnitBuilder(options.codec, {
    onFormat: () => undefined,
    onAccessUnit: (unit) => units.push(unit),
  });
  let at = stream.indexOf('000001', 0, 'hex');
  let count = -1;
  while (at >= 0) {
    const next = stream.indexOf('000001', at + 3, 'hex');
    let end = next < 0 ? stream.length : next;
    while (stream[end - 1] === 0) end -= 1;
    const nal = Uint8Array.from(stream.subarray(at + 3, end));
    const delimiter = options.codec === 'h264' ? nal[0] === 9 : (nal[0] ?? 0) >> 1 === 35;
    if (delimiter) count += 1;
    builder.push([nal], shownAt(count, options) * 3600, false);
    at = next;
  }
  builder.push([], -1, true);
  return { file, units };
}

/** With two pictures put off between neighbours: sent 0 3 1 2 6 4 5 …, from each key picture anew. */
function shownAt(count: number, { reordered, gop, fps, seconds }: EncodedVideoOptions): number {
  if (!reordered) return count;
  const group = Math.floor(count / gop) * gop;
  const length = Math.min(gop, fps * seconds - group);
  const place = count - group;
  if (place === 0) return count;
  const trio = Math.floor((place - 1) / 3) * 3;
  const last = Math.min(trio + 3, length - 1);
  return group + ((place - 1) % 3 === 0 ? last : place - 1);
}

async function write(units: readonly AccessUnit[], name: string): Promise<{ path: string; bytes: Buffer }> {
  const [first] = units;
  if (first === undefined) throw new Error('no pictures');
  const mp4 = new FragmentedMp4(first.format, { createdMs: CREATED });
  const parts = [mp4.init, ...units.map((unit) => mp4.push(unit)), mp4.finish()].filter((part) => part !== null);
  const path = join(folder, name);
  const bytes = Buffer.concat(parts);
  await writeFile(path, bytes);
  return { path, bytes };
}

describe.each(KINDS)('%s', (name, options) => {
  const all: EncodedVideoOptions = { ...SMALL, ...options };

  it('is what the encoder made, picture for picture', async () => {
    const { file, units } = await pictures(all);
    const { path } = await write(units, `${name}.mp4`);
    expect(await complaints(path)).toBe('');
    const codec = all.codec === 'h264' ? 'h264' : 'hevc';
    const probed = await probe(path);
    expect(probed).toMatchObject({ codec, width: 322, height: 242, frames: 75 });
    expect(probed.seconds).toBeCloseTo(3, 2);
    expect(await pictureSums(path)).toEqual(await pictureSums(file));
  });

  it('plays from any fragment that begins with a key picture', async () => {
    const { units } = await pictures(all);
    const { path, bytes } = await write(units, `${name}-cut.mp4`);
    const index = await indexFile(bytes.length, async (at, length) => bytes.subarray(at, at + length));
    const starts = (index?.fragments ?? []).filter(({ beginsWithKey }) => beginsWithKey).slice(1);
    expect(starts).toHaveLength(3);
    const sums = await pictureSums(path);
    for (const [number, { at }] of starts.entries()) {
      const clip = join(folder, `${name}-clip.mp4`);
      await writeFile(clip, Buffer.concat([bytes.subarray(0, index?.initLength), bytes.subarray(at)]));
      expect(await complaints(clip)).toBe('');
      expect(await pictureSums(clip)).toEqual(sums.slice(20 * (number + 1)));
    }
  });
});

describe('a file that was not finished', () => {
  it('plays as far as its last whole fragment where it ends among pictures', async () => {
    const { units } = await pictures(SMALL);
    const { path, bytes } = await write(units, 'torn.mp4');
    const index = await indexFile(bytes.length, async (at, length) => bytes.subarray(at, at + length));
    const sums = await pictureSums(path);
    let whole = 0;
    for (const [number, { at, length, pictures: count }] of (index?.fragments ?? []).entries()) {
      const torn = join(folder, `torn-${number}.mp4`);
      await writeFile(torn, bytes.subarray(0, at + Math.floor(length * 0.7)));
      const played = await pictureSums(torn);
      expect(played.length).toBeGreaterThanOrEqual(whole);
      expect(played.slice(0, whole)).toEqual(sums.slice(0, whole));
      whole += count;
    }
    expect(whole).toBe(75);
  });

  it('plays without a complaint once it is cut, wherever it ended', async () => {
    const { units } = await pictures(SMALL);
    const { path: source, bytes } = await write(units, 'source-of-torn.mp4');
    const index = await indexFile(bytes.length, async (at, length) => bytes.subarray(at, at + length));
    const { fragments = [] } = index ?? {};
    const sums = await pictureSums(source);
    const [first, second, third] = fragments;
    if (first === undefined || second === undefined || third === undefined) throw new Error('too few fragments');
    // Inside a box's length, inside a table, at the very end of a table, inside a picture; and anywhere.
    const anywhere = Array.from(
      { length: 6 },
      () => second.at + Math.floor(Math.random() * (bytes.length - second.at)),
    );
    for (const end of [second.at + 3, second.at + 100, third.at - 1, third.at, third.at + 60, ...anywhere]) {
      const path = join(folder, `torn-at-${end}.mp4`);
      await writeFile(`${path}.part`, bytes.subarray(0, end));
      await salvage(path);
      const whole = fragments.filter(({ at, length }) => at + length <= end);
      expect(await complaints(path), `cut at ${end}`).toBe('');
      expect(await pictureSums(path), `cut at ${end}`).toEqual(
        sums.slice(
          0,
          whole.reduce((sum, fragment) => sum + fragment.pictures, 0),
        ),
      );
    }
  });

  it('is cut after its last whole fragment and given its name', async () => {
    const { units } = await pictures(SMALL);
    const { bytes } = await write(units, 'source.mp4');
    const path = join(folder, 'salvaged.mp4');
    await writeFile(`${path}.part`, bytes.subarray(0, bytes.length - 100));
    const length = (await salvage(path))?.wholeLength;
    expect((await stat(path)).size).toBe(length);
    expect(await complaints(path)).toBe('');
    // Fragments: 0–19, 20–39, 40–59, 60–74; the last is not whole.
    expect((await probe(path)).frames).toBe(60);
    await expect(stat(`${path}.part`)).rejects.toThrow('ENOENT');
  });

  it.each([
    ['nothing', 0],
    ['half its beginning', 300],
  ])('is left as it is with %s in it', async (name, length) => {
    const { units } = await pictures(SMALL);
    const { bytes } = await write(units, 'source.mp4');
    const path = join(folder, `hopeless ${name}.mp4`);
    await writeFile(`${path}.part`, bytes.subarray(0, length));
    expect(await salvage(path)).toBeNull();
    expect((await stat(`${path}.part`)).size).toBe(length);
  });
});

describe('VideoFile', () => {
  it('writes in order and takes its name when it is whole', async () => {
    const path = join(folder, 'whole.mp4');
    const file = VideoFile.begin(path);
    // Whichever opens it first has it: here this one.
    await vi.waitFor(() => stat(`${path}.part`));
    await expect(VideoFile.begin(path).finish()).rejects.toThrow('EEXIST');
    const pieces = Array.from({ length: 200 }, (_, at) => new Uint8Array(1000).fill(at));
    for (const piece of pieces) file.append(piece);
    await expect(stat(path)).rejects.toThrow('ENOENT');
    await file.finish();
    expect(await readFile(path)).toEqual(Buffer.concat(pieces));
    expect(file.length).toBe(200_000);
    await expect(stat(`${path}.part`)).rejects.toThrow('ENOENT');
  });

  it('takes no more than the disk keeps up with', async () => {
    const file = VideoFile.begin(join(folder, 'flood.mp4'));
    const piece = new Uint8Array(8 * 1024 * 1024);
    expect(() => {
      for (let count = 0; count < 9; count += 1) file.append(piece);
    }).toThrow('does not keep up');
    await file.finish();
  });

  it('makes its folder and the one above; says so when it cannot', async () => {
    const file = VideoFile.begin(join(folder, 'video', '2026-11-29', 'a.mp4'));
    file.append(new Uint8Array(10));
    await file.finish();
    expect((await stat(join(folder, 'video', '2026-11-29', 'a.mp4'))).size).toBe(10);
    const nowhere = VideoFile.begin(join(folder, 'no', 'where', 'at', 'all.mp4'));
    await expect(nowhere.finish()).rejects.toThrow('ENOENT');
    expect(() => nowhere.append(new Uint8Array(10))).toThrow('ENOENT');
  });
});
