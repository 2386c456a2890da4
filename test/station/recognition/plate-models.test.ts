import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  PlateModelFault,
  type PlateModelFiles,
  openPlateModels,
  shippedModelFiles,
} from '../../../main/station/recognition/plate/plate-models.ts';
import { PlateReader } from '../../../main/station/recognition/plate/plate-reader.ts';

let folder: string;
let files: PlateModelFiles;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plate-models-'));
  const shipped = shippedModelFiles();
  for (const name of ['plate.onnx', 'plate.json']) await copyFile(join(shipped.ownFolder, name), join(folder, name));
  await copyFile(shipped.detection, join(folder, 'detection.onnx'));
  files = { ...shipped, ownFolder: folder, detection: join(folder, 'detection.onnx') };
});
afterEach(() => rm(folder, { recursive: true }));

describe('the networks’ files', () => {
  it('as they are shipped, they open; an even picture holds no plate, of any size', async () => {
    const models = await openPlateModels(files);
    try {
      const reader = new PlateReader(models);
      for (const [width, height] of [
        [640, 360],
        [33, 700],
        [1, 1],
      ] as const) /* prettier-ignore */ {
        const picture = { width, height, data: new Uint8Array(width * height * 3).fill(90), channels: 3 as const };
        expect(await reader.read(picture), `${width} × ${height}`).toEqual([]);
      }
    } finally {
      await models.close();
    }
  });

  it('our network answers in the shipped run time what it answered where it was trained', async () => {
    const models = await openPlateModels(files);
    try {
      const { ownWidth: width, ownHeight: height } = models;
      // native/plate-model/train.py, proof_input
      const input = Float32Array.from({ length: 3 * width * height }, (_, i) => (i * 7919) % 256);
      const outputs = await models.own.run(input, [1, 3, height, width]);
      const proof = await readFile(join(shippedModelFiles().ownFolder, 'proof.txt'), 'utf8');
      const lines = proof.trim().split('\n');
      expect(lines.map((line) => line.split(' ')[0])).toEqual([...outputs.keys()]);
      for (const line of lines) {
        const [name, ...values] = line.split(' ');
        const given = outputs.get(name!)!.data;
        expect(given).toHaveLength(values.length);
        expect(Math.max(...values.map((value, i) => Math.abs(given[i]! - Number(value)))), name).toBeLessThan(1e-3);
      }
    } finally {
      await models.close();
    }
  });

  it('the list of pictures that our network learnt from is the one its card speaks of', async () => {
    const { ownFolder } = shippedModelFiles();
    const list = (await readFile(join(ownFolder, 'training-pictures.txt'), 'utf8')).trim();
    const card = JSON.parse(await readFile(join(ownFolder, 'plate.json'), 'utf8')) as Record<string, unknown>;
    expect(card['trainingPicturesSha256']).toBe(createHash('sha256').update(list).digest('hex'));
    expect(card['realCrops']).toBe(list.split('\n').length);
  });

  it.each([
    ['our network is gone', () => rm(join(folder, 'plate.onnx')), 'missing'],
    ['its card is gone', () => rm(join(folder, 'plate.json')), 'missing'],
    ['our network is cut short', () => truncate(join(folder, 'plate.onnx'), 5000), 'damaged'],
    ['the card is of another network', () => writeFile(join(folder, 'plate.json'), '{"alphabet":"ABC"}'), 'damaged'],
    ['the card is no JSON', () => writeFile(join(folder, 'plate.json'), 'x'), 'damaged'],
    ['the detector is cut short', () => truncate(join(folder, 'detection.onnx'), 100_000), 'damaged'],
  ])('%s: said by name, nothing is read', async (_, spoil, why) => {
    await spoil();
    const fault = await openPlateModels(files).then(
      () => null,
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(PlateModelFault);
    expect((fault as PlateModelFault).why).toBe(why);
    expect((fault as PlateModelFault).file.startsWith(folder)).toBe(true);
  });
});
