/** The script of the plate reader's thread: one question after the other. */
import { constants, getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { decodeJpeg } from './decode-jpeg.ts';
import { type PlateAnswer, type PlateQuestion, type PlateReply } from './plate-messages.ts';
import { PlateModelFault, openPlateModels } from './plate-models.ts';
import { PlateReader } from './plate-reader.ts';
import { type PlateReading } from './plate-reading.ts';
import { voteCameras } from './vote.ts';

if (parentPort === null) throw new Error('this script runs in a worker thread');
const port = parentPort;
goBehindOthers();

/** Opened by the first picture, and again by the next one where it failed: a file may have been put back. */
let reader: Promise<PlateReader> | null = null;
let queue: Promise<void> = Promise.resolve();

port.on('message', (question: PlateQuestion) => {
  queue = queue.then(async () => {
    const reply: PlateReply = { id: question.id, answer: await answer(question) };
    port.postMessage(reply);
  });
});

/**
 * Weights go before plates. Linux takes a priority thread by thread (setpriority(2), 0 is the calling one); on Windows it would
 * be that of the whole program, so there it is left alone.
 */
function goBehindOthers(): void {
  if (process.platform !== 'linux' || getPriority() >= constants.priority.PRIORITY_BELOW_NORMAL) return;
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}

async function answer({ pictures }: PlateQuestion): Promise<PlateAnswer> {
  try {
    reader ??= openPlateModels().then((models) => new PlateReader(models));
    const ready = await reader;
    const seen: Record<'front' | 'rear', PlateReading[]> = { front: [], rear: [] };
    let unreadable = 0;
    for (const { camera, jpeg, region } of pictures) {
      const picture = await decodeJpeg(Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength));
      if (picture === null) {
        unreadable += 1;
        continue;
      }
      const [trucks] = await ready.read(picture, region ?? undefined);
      if (trucks !== undefined) seen[camera].push(trucks);
    }
    if (unreadable === pictures.length) return { ok: false, code: 'plate.not-a-picture' };
    return { ok: true, ...voteCameras(seen.front, seen.rear), unreadable };
  } catch (error) {
    if (!(error instanceof PlateModelFault)) throw error;
    reader = null;
    return { ok: false, code: `plate.model-${error.why}`, file: basename(error.file) };
  }
}
