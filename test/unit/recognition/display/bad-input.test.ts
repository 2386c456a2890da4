/** Panels and pictures as a wrong configuration and a broken camera give them. */
import { describe, expect, it } from 'vitest';
import { type Panel } from '../../../../main/station/recognition/display/panel.ts';
import { read } from '../../../../main/station/recognition/display/read.ts';
import { ACCEPT } from '../../../../main/station/recognition/display/reading.ts';
import { verify } from '../../../../main/station/recognition/display/verify.ts';
import { decodeColour } from '../../../../native/camera/jpeg.ts';
import { readJpegStructure } from '../../../../native/camera/jpeg-structure.ts';
import { drawScene } from '../../../sim/displays/display-scene.ts';
import { jpegOf } from '../../../sim/displays/render-scene.ts';
import { plain, scenePicture } from './scene-picture.ts';

const { picture, panel, scene } = scenePicture(7, { value: '19848', kind: 'seg' }, plain);
const box = (x: number, y: number, width: number, height: number): Panel => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
];

describe('corners that are no panel of this picture', () => {
  it.each<[what: string, corners: Panel, trouble: string]>([
    ['outside the picture', box(-900, -500, 300, 90), 'panel-elsewhere'],
    ['far below it', box(10, 4000, 300, 90), 'panel-elsewhere'],
    ['of no size', box(100, 100, 0, 0), 'panel-invalid'],
    ['of no height', box(100, 100, 200, 0), 'panel-invalid'],
    ['mirrored', [panel[1], panel[0], panel[3], panel[2]], 'panel-invalid'],
    ['crossed over', [panel[0], panel[2], panel[1], panel[3]], 'panel-invalid'],
    ['all in a line', [0, 1, 2, 3].map((n) => ({ x: 50 * n, y: 40 * n })) as unknown as Panel, 'panel-invalid'],
    ['too few', panel.slice(0, 3) as unknown as Panel, 'panel-invalid'],
    ['endless', box(0, 0, Infinity, 90), 'panel-invalid'],
  ])('%s', (_what, corners, trouble) => {
    expect(read(picture, corners)).toMatchObject({ text: null, confidence: 0, trouble });
    expect(verify(picture, corners, '19848')).toMatchObject({ verdict: 'cannot-tell', score: 50 });
  });

  it('a panel a hundred times as large as the picture is answered', () => {
    expect(read(picture, box(-2e4, -1e4, 5e4, 2e4)).confidence).toBeLessThan(ACCEPT);
  });
});

describe('through the door for JPEGs', () => {
  const jpeg = jpegOf(scene);

  it('every length of a truncated one is refused before it is decoded', () => {
    for (let length = 0; length < jpeg.length; length += 97)
      expect(readJpegStructure(jpeg.subarray(0, length)).ok).toBe(false);
  });

  it('damaged in its data it is never read wrongly and surely', async () => {
    const sureAndWrong: string[] = [];
    let read19848 = 0;
    for (let seed = 1; seed <= 8; seed += 1) {
      const drawn = plain(drawScene(seed, { size: { width: 480, height: 270 }, panelPixels: 300, value: '19848' }));
      const damaged = Buffer.from(jpegOf(drawn));
      const at = Math.floor(damaged.length * (0.2 + 0.09 * seed));
      damaged[at] = (damaged[at] ?? 0) ^ (seed % 2 === 0 ? 0x10 : 0x3c);
      const structure = readJpegStructure(damaged);
      if (!structure.ok) continue;
      const decoded = await decodeColour(damaged, structure);
      const { text, confidence } = read(decoded, drawn.corners as unknown as Panel);
      if (text === '19848') read19848 += 1;
      if (confidence >= ACCEPT && text !== '19848') sureAndWrong.push(`${seed} ${text}`);
    }
    expect(sureAndWrong).toEqual([]);
    expect(read19848).toBeGreaterThan(1);
  });
});
