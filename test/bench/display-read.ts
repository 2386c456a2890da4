/** What it costs to read the outdoor display in a picture of a camera, decoding the picture included. */
import { type Panel } from '../../main/station/recognition/display/panel.ts';
import { read } from '../../main/station/recognition/display/read.ts';
import { readJpegStructure } from '../../native/camera/jpeg-structure.ts';
import { type ColourPicture, decodeColour } from '../../native/camera/jpeg.ts';
import { drawScene } from '../sim/displays/display-scene.ts';
import { jpegOf } from '../sim/displays/render-scene.ts';
import { type Bench, median, say, spread } from './figure.ts';

/** 1280×720, every kind and light as they come. */
const PICTURES = 40;
const SEED = 9000;
const ROUNDS = 3;

export const displayRead: Bench = {
  name: 'display-read',
  unit: 'ms',
  goal: { of: 'value', is: 'at-most', bound: 60 },
  measure: async () => measure(),
};

async function measure() {
  const scenes = Array.from({ length: PICTURES }, (_, number) => drawScene(SEED + number));
  const jpegs = scenes.map((scene) => ({ scene, jpeg: jpegOf(scene) }));
  const ours: number[] = [];
  const plain: number[] = [];
  let exact = 0;
  for (let round = -1; round < ROUNDS; round += 1) {
    exact = 0;
    for (const [number, { scene, jpeg }] of jpegs.entries()) {
      const turns = [
        async () => {
          const { text } = read(await decoded(jpeg), scene.corners as unknown as Panel);
          if (text === scene.value) exact += 1;
        },
        async () => void (await decoded(jpeg)),
      ];
      const order = (number + round) % 2 === 0 ? [0, 1] : [1, 0];
      for (const which of order) {
        const before = process.cpuUsage();
        await turns[which]?.();
        const { user, system } = process.cpuUsage(before);
        if (round >= 0) (which === 0 ? ours : plain).push((user + system) / 1000);
      }
    }
  }
  if (exact < 0.9 * PICTURES) throw new Error(`only ${exact} of ${PICTURES} displays were read`);
  say(`  ms of processor time a picture: ${spread(ours)}`);
  return { value: median(ours), baseline: median(plain) };
}

async function decoded(jpeg: Buffer): Promise<ColourPicture> {
  const structure = readJpegStructure(jpeg);
  if (!structure.ok) throw new Error('the drawn picture is no JPEG');
  return decodeColour(jpeg, structure);
}
