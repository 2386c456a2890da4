/** Clips from a real camera's stream on a real disk: before the truck, while it is there, and what breaks meanwhile. */
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { complaints, probe } from '../camera/media-probe.ts';
import { until } from '../camera/rtsp-rig.ts';
import { ACCOUNT, rtspServer } from './feeds-rig.ts';
import { namesIn, recorderRig, sha256Of, untilAsync } from './recorder-rig.ts';

describe('a clip', () => {
  test.each(['h264', 'h265'] as const)('begins before its cause and ends with it: %s', async (codec) => {
    const server = await rtspServer({ codec });
    const rig = recorderRig(server.address());
    await rig.remembers(5000);
    const clip = rig.begin();
    const begun = Date.now();
    await until('two seconds of the truck', () => Date.now() - begun >= 2000);
    rig.recorder.end(clip);
    const [file, ...others] = await rig.closed(clip, 1);
    if (file === undefined) throw new Error('no file');
    expect(others).toEqual([]);
    expect(file).toMatchObject({ state: 'whole', codec, width: 640, height: 360, cameraId: 'cam', cause: 'pass' });
    // Key pictures come each second: of five seconds at least four are there.
    expect(begun - file.fromMs).toBeGreaterThan(3800);
    expect(begun - file.fromMs).toBeLessThan(15_000);
    const path = rig.pathOf(file);
    expect({ bytes: statSync(path).size, sha256: sha256Of(path) }).toEqual({ bytes: file.bytes, sha256: file.sha256 });
    const { frames, seconds } = await probe(path);
    expect(frames).toBeGreaterThanOrEqual(140);
    expect(Math.abs(seconds * 1000 - ((file.toMs ?? 0) - file.fromMs))).toBeLessThan(500);
    expect(await complaints(path)).toBe('');
    expect(namesIn(rig.folder)).toHaveLength(1);
  });

  test('pre-roll goes back as far as is asked for and no further', async () => {
    const server = await rtspServer();
    const rig = recorderRig(server.address());
    await rig.remembers(5000);
    const clip = rig.begin({ preRollMs: 2000 });
    const begun = Date.now();
    rig.recorder.end(clip);
    const [file] = await rig.closed(clip, 1);
    expect(begun - (file?.fromMs ?? 0)).toBeLessThanOrEqual(2100);
    expect(begun - (file?.fromMs ?? 0)).toBeGreaterThan(800);
  });

  test('two trucks, one behind the other: the second one’s pre-roll shows the first, and both are whole', async () => {
    const server = await rtspServer();
    const rig = recorderRig(server.address());
    await rig.remembers(2000);
    const first = rig.begin();
    await until('it is being written', () => rig.recorder.filesOf('cam') === 1);
    const second = rig.begin();
    await until('both are', () => rig.recorder.filesOf('cam') === 2);
    rig.recorder.end(first);
    rig.recorder.end(second);
    const files = [...(await rig.closed(first, 1)), ...(await rig.closed(second, 1))];
    expect(files.map(({ fromMs }) => fromMs)).toEqual([files[0]?.fromMs, files[0]?.fromMs]);
    for (const file of files) expect(await complaints(rig.pathOf(file))).toBe('');
    expect(rig.recorder.filesOf('cam')).toBe(0);
  });

  test('a truck that stays too long: the beginning, and the end', async () => {
    const server = await rtspServer();
    const rig = recorderRig(server.address());
    await rig.remembers(1200);
    const clip = rig.begin({ preRollMs: 2000, mostMs: 1500 });
    const begun = Date.now();
    await until('it stays', () => Date.now() - begun >= 6000);
    rig.recorder.end(clip);
    const files = await rig.closed(clip, 2);
    expect(files).toHaveLength(2);
    expect((files[0]?.toMs ?? 0) - begun).toBeLessThan(1700);
    expect((files[1]?.fromMs ?? 0) - begun).toBeGreaterThan(3500);
    expect((files[1]?.toMs ?? 0) - begun).toBeGreaterThan(5500);
    for (const file of files) expect(await complaints(rig.pathOf(file))).toBe('');
  });

  test('what goes on for ever is in files of a length, without a gap', async () => {
    const server = await rtspServer();
    const rig = recorderRig(server.address());
    await rig.remembers(0);
    const clip = rig.begin({ preRollMs: 0, mostMs: null, rotateMs: 1500 });
    await untilAsync('three files', async () => (await rig.filesOf(clip)).length >= 3);
    rig.recorder.end(clip);
    const files = await rig.closed(clip, 3);
    for (const [at, file] of files.slice(1).entries()) expect(file.fromMs - (files[at]?.toMs ?? 0)).toBeLessThan(150);
    for (const file of files) expect(await complaints(rig.pathOf(file))).toBe('');
  });
});

describe('trouble', () => {
  test('the camera is lost in the middle: another file of the same clip', async () => {
    const server = await rtspServer();
    const rig = recorderRig(server.address());
    await rig.remembers(1000);
    const clip = rig.begin();
    await until('it is being written', () => rig.recorder.filesOf('cam') === 1);
    await server.stop();
    await until('it waits', () => rig.feeds.state('cam', 'main')?.state.kind === 'waiting');
    await server.start();
    await untilAsync('a second file', async () => (await rig.filesOf(clip)).length === 2);
    rig.recorder.end(clip);
    const files = await rig.closed(clip, 2);
    expect(files.map(({ nth, state }) => [nth, state])).toEqual([
      [0, 'whole'],
      [1, 'whole'],
    ]);
    for (const file of files) expect(await complaints(rig.pathOf(file))).toBe('');
  });

  test('the thread dies: what it wrote is saved, and the clip goes on in another file', async () => {
    const server = await rtspServer();
    const rig = recorderRig(server.address());
    await rig.remembers(3000);
    const clip = rig.begin();
    await untilAsync('a file', async () => (await rig.filesOf(clip)).length === 1);
    await until('some of it is on disk', () => namesIn(rig.folder).length === 1);
    rig.thread.post({ type: 'play', stream: 'cam main', address: 'no address', ...ACCOUNT, certificate: null });
    await untilAsync('a second file', async () => (await rig.filesOf(clip)).length === 2);
    rig.recorder.end(clip);
    const files = await rig.closed(clip, 2);
    expect(files.map(({ state }) => state)).toEqual(['salvaged', 'whole']);
    for (const file of files) {
      const path = rig.pathOf(file);
      expect(await complaints(path)).toBe('');
      expect({ bytes: statSync(path).size, sha256: sha256Of(path) }).toEqual({
        bytes: file.bytes,
        sha256: file.sha256,
      });
    }
    const [salvaged] = files;
    expect(
      Math.abs(
        (await probe(rig.pathOf(salvaged as never))).seconds * 1000 - ((salvaged?.toMs ?? 0) - (salvaged?.fromMs ?? 0)),
      ),
    ).toBeLessThan(100);
  });

  test('the folder is taken away: said, and made again for the next file', async () => {
    const server = await rtspServer();
    const rig = recorderRig(server.address());
    await rig.remembers(1000);
    const first = rig.begin();
    await until('it is being written', () => namesIn(rig.folder).length === 1);
    rmSync(rig.folder, { recursive: true });
    rig.recorder.end(first);
    expect(await rig.closed(first, 1)).toMatchObject([{ state: 'lost', bytes: null, sha256: null }]);
    expect(rig.log.join()).toContain('ENOENT');
    const second = rig.begin();
    rig.recorder.end(second);
    const [file] = await rig.closed(second, 1);
    expect(file).toMatchObject({ state: 'whole' });
  });

  test('a folder that cannot be written: lost and said; the next clip is whole again', async () => {
    const server = await rtspServer();
    const rig = recorderRig(server.address());
    await rig.remembers(1000);
    writeFileSync(rig.folder, 'a file where the folder should be');
    const first = rig.begin();
    rig.recorder.end(first);
    expect(await rig.closed(first, 1)).toMatchObject([{ state: 'lost' }]);
    rmSync(rig.folder);
    const second = rig.begin();
    rig.recorder.end(second);
    expect(await rig.closed(second, 1)).toMatchObject([{ state: 'whole' }]);
  });

  test('without room nothing is begun', async () => {
    const server = await rtspServer();
    const rig = recorderRig(server.address());
    await rig.remembers(1000);
    rig.recorder.setRoom(false);
    const first = rig.begin();
    rig.recorder.end(first);
    rig.recorder.setRoom(true);
    const second = rig.begin();
    rig.recorder.end(second);
    await rig.closed(second, 1);
    expect(await rig.filesOf(first)).toEqual([]);
  });
});

describe('a copy', () => {
  test('of a time: whole fragments from a key picture on, with the hash of what was written', async () => {
    const server = await rtspServer();
    const rig = recorderRig(server.address());
    await rig.remembers(6000);
    const clip = rig.begin();
    rig.recorder.end(clip);
    const [file] = await rig.closed(clip, 1);
    if (file === undefined) throw new Error('no file');
    const target = join(rig.dataDir, 'copy.mp4');
    const done = await rig.cutter.cut(rig.pathOf(file), { fromMs: 1500, toMs: 3000 }, target);
    // Key pictures and fragments are a second long.
    expect(Math.round(done?.fromMs ?? 0)).toBe(1000);
    expect(Math.round(done?.toMs ?? 0)).toBe(3000);
    expect(done).toMatchObject({ bytes: statSync(target).size, sha256: sha256Of(target) });
    expect((await probe(target)).frames).toBe(50);
    expect(await complaints(target)).toBe('');
  });

  test('of one that is still being written: as far as it is whole', async () => {
    const server = await rtspServer();
    const rig = recorderRig(server.address());
    await rig.remembers(3000);
    const clip = rig.begin();
    const target = join(rig.dataDir, 'copy.mp4');
    await untilAsync('some of it is on disk', async () => {
      const [file] = await rig.filesOf(clip);
      if (file === undefined || !existsSync(`${rig.pathOf(file)}.part`)) return false;
      return (await rig.cutter.cut(rig.pathOf(file), null, target)) !== null;
    });
    expect(await complaints(target)).toBe('');
    rig.recorder.end(clip);
    await rig.closed(clip, 1);
  });

  test('of a time when nothing was recorded, of a file that is not there, and onto a place that is none', async () => {
    const server = await rtspServer();
    const rig = recorderRig(server.address());
    await rig.remembers(1500);
    const clip = rig.begin();
    rig.recorder.end(clip);
    const [file] = await rig.closed(clip, 1);
    if (file === undefined) throw new Error('no file');
    const target = join(rig.dataDir, 'copy.mp4');
    expect(await rig.cutter.cut(rig.pathOf(file), { fromMs: 600_000, toMs: 700_000 }, target)).toBeNull();
    await expect(rig.cutter.cut(join(rig.folder, 'none.mp4'), null, target)).rejects.toMatchObject({
      code: 'video.not-found',
    });
    await expect(
      rig.cutter.cut(rig.pathOf(file), null, join(rig.dataDir, 'video', 'no', 'where.mp4')),
    ).rejects.toMatchObject({ code: 'video.not-found' });
    expect(readdirSync(rig.dataDir).filter((name) => name.startsWith('copy'))).toEqual([]);
  });
});
