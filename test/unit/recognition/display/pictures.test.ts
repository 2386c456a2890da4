/** The labelled pictures beside the project, and drawn ones: few enough to be quick, enough to notice a worse reader. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { read } from '../../../../main/station/recognition/display/read.ts';
import { ACCEPT } from '../../../../main/station/recognition/display/reading.ts';
import { decodedPicture } from '../../../measure/decoded-picture.ts';
import { labelledDisplays } from '../../../measure/labelled-displays.ts';
import { scenePicture } from './scene-picture.ts';

const folder = fileURLToPath(new URL('../../../../../shared/data/displays/', import.meta.url));
const displays = existsSync(`${folder}labels.csv`) ? labelledDisplays(folder) : [];

describe.skipIf(displays.length === 0)(
  displays.length === 0 ? 'labelled pictures: ../shared/data/displays is not there' : 'labelled pictures',
  () => {
    it('every third is read; none is wrong and sure of it', async () => {
      const some = displays.filter((_, number) => number % 3 === 0);
      let exact = 0;
      let accepted = 0;
      const sureAndWrong: string[] = [];
      for (const { path, file, label, panel } of some) {
        const picture = await decodedPicture(path);
        if (picture === null) throw new Error(`${file} is no JPEG`);
        const { text, confidence } = read(picture, panel);
        if (text === label) exact += 1;
        if (confidence >= ACCEPT) accepted += 1;
        if (confidence >= ACCEPT && text !== label) sureAndWrong.push(`${file} ${label} ${text}`);
      }
      expect(sureAndWrong).toEqual([]);
      expect(exact / some.length).toBeGreaterThanOrEqual(0.95);
      expect(accepted / some.length).toBeGreaterThanOrEqual(0.8);
    });
  },
);

describe('drawn scenes of every kind and light', () => {
  it('most are read; none is wrong and sure of it', () => {
    const sureAndWrong: string[] = [];
    let exact = 0;
    const seeds = Array.from({ length: 24 }, (_, number) => 700 + number);
    for (const seed of seeds) {
      const { scene, picture, panel } = scenePicture(seed);
      const { text, confidence } = read(picture, panel);
      if (text === scene.value) exact += 1;
      if (confidence >= ACCEPT && text !== scene.value) sureAndWrong.push(`${seed}: ${scene.value} ${text}`);
    }
    expect(sureAndWrong).toEqual([]);
    expect(exact).toBeGreaterThanOrEqual(20);
  });
});
