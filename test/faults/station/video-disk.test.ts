/** The disk fills up while video is recorded: what is on it stays whole, and recording goes on when there is room. */
import { join } from 'node:path';
import { mkdirSync, statSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { complaints } from '../../station/camera/media-probe.ts';
import { rtspServer } from '../../station/video/feeds-rig.ts';
import { recorderRig, sha256Of, untilAsync } from '../../station/video/recorder-rig.ts';
import { SmallDisk } from '../store/small-disk.ts';

const disk = new SmallDisk();
let missing: string | null = null;
beforeAll(() => {
  missing = disk.mount(32);
});
afterAll(() => disk.end());

test('disk full while a truck is on the scale', async ({ skip }) => {
  if (missing !== null) skip(`no small file system here: ${missing}`);
  const server = await rtspServer({ kbitPerSecond: 2000 });
  const dataDir = join(disk.path, 'data');
  mkdirSync(dataDir);
  const rig = recorderRig(server.address(), { dataDir });
  await rig.remembers(2000);
  const clip = rig.begin();
  await untilAsync('some of it is on disk', async () => {
    const [file] = await rig.filesOf(clip);
    return file !== undefined && statSync(`${rig.pathOf(file)}.part`).size > 300_000;
  });
  disk.fill();
  await untilAsync('it is said', () => Promise.resolve(rig.recorder.filesOf('cam') === 0));
  disk.makeRoom();
  rig.recorder.upkeep();
  // Ten seconds later it is tried again.
  await untilAsync('another file', async () => (await rig.filesOf(clip)).length === 2);
  rig.recorder.end(clip);
  const files = await rig.closed(clip, 2);
  expect(files.map(({ state }) => state)).toEqual(['salvaged', 'whole']);
  for (const file of files) {
    const path = rig.pathOf(file);
    expect(await complaints(path)).toBe('');
    expect({ bytes: statSync(path).size, sha256: sha256Of(path) }).toEqual({ bytes: file.bytes, sha256: file.sha256 });
  }
});
