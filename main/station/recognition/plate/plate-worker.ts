/** The script of the plate reader's thread: one picture after the other. */
import { parentPort } from 'node:worker_threads';
import { decodeJpeg } from './decode-jpeg.ts';
import { type PlateAnswer, type PlateQuestion, type PlateReply } from './plate-messages.ts';
import { PlateModelFault, openPlateModels } from './plate-models.ts';
import { PlateReader } from './plate-reader.ts';

if (parentPort === null) throw new Error('this script runs in a worker thread');
const port = parentPort;

/** Opened by the first picture, and again by the next one where it failed: a file may have been put back. */
let reader: Promise<PlateReader> | null = null;
let queue: Promise<void> = Promise.resolve();

port.on('message', (question: PlateQuestion) => {
  queue = queue.then(async () => {
    const reply: PlateReply = { id: question.id, answer: await answer(question) };
    port.postMessage(reply);
  });
});

async function answer({ jpeg, region }: PlateQuestion): Promise<PlateAnswer> {
  try {
    reader ??= openPlateModels().then((models) => new PlateReader(models));
    const ready = await reader;
    const picture = await decodeJpeg(Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength));
    if (picture === null) return { ok: false, why: 'not-a-picture' };
    const readings = await ready.read(picture, region ?? undefined);
    return { ok: true, readings, width: picture.width, height: picture.height };
  } catch (error) {
    if (!(error instanceof PlateModelFault)) throw error;
    reader = null;
    return { ok: false, why: error.why === 'missing' ? 'models-missing' : 'models-damaged' };
  }
}
