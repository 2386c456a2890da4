/** The script of the thread that reads pictures: one question after the other. */
import { basename } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { goBehindOthers } from './behind-others.ts';
import { look } from './display/look.ts';
import { propose } from './display/propose.ts';
import { readingOf } from './display/read.ts';
import { verificationOf, type Verification } from './display/verify.ts';
import { decodeJpeg } from './plate/decode-jpeg.ts';
import { PlateModelFault, openPlateModels } from './plate/plate-models.ts';
import { PlateReader } from './plate/plate-reader.ts';
import { type PlateReading } from './plate/plate-reading.ts';
import { voteCameras, type VotedPlate } from './plate/vote.ts';
import {
  type Answer,
  type DisplayAnswer,
  type DisplayPicture,
  type DisplaySearch,
  type DisplaySearched,
  type PlateAnswer,
  type PlatePicture,
  type PlateVote,
  type Question,
  type Reply,
} from './recognition-messages.ts';

if (parentPort === null) throw new Error('this script runs in a worker thread');
const port = parentPort;
goBehindOthers();

/** Opened at once, so that the first truck does not wait for it; by the next picture where it failed: a file may have been put back. */
let reader: Promise<PlateReader> | null = openReader();
reader.catch(() => undefined);
let queue: Promise<void> = Promise.resolve();

port.on('message', (question: Question) => {
  queue = queue.then(async () => {
    const answer = await answerTo(question);
    port.postMessage({ id: question.id, answer } satisfies Reply);
  });
});

function answerTo(question: Question): Promise<Answer> {
  if (question.what === 'plates') return plates(question.pictures);
  return question.what === 'display' ? display(question.picture) : search(question.search);
}

function openReader(): Promise<PlateReader> {
  return openPlateModels().then((models) => new PlateReader(models));
}

async function display({ decimals, expected, jpeg, kind, near, panel }: DisplayPicture): Promise<DisplayAnswer> {
  const picture = await decodeJpeg(bufferOf(jpeg));
  if (picture === null) return { ok: false, trouble: 'picture-damaged' };
  const seen = look(picture, panel, { decimals, ...(kind === null ? {} : { kind }) });
  const found = verificationOf(seen, expected);
  // A moment later the truck may weigh a division more; and a picture that the decoder complains of accuses nobody.
  const accuses = picture.clean && near.every((text) => verificationOf(seen, text).verdict === 'differs');
  const verification: Verification =
    found.verdict === 'differs' && !accuses
      ? { ...found, verdict: 'cannot-tell', trouble: picture.clean ? 'illegible' : 'picture-damaged' }
      : found;
  return { ok: true, reading: readingOf(seen), verification, clean: picture.clean };
}

async function search({ expected, jpeg, places }: DisplaySearch): Promise<DisplaySearched> {
  const picture = await decodeJpeg(bufferOf(jpeg));
  if (picture === null) return { ok: false, trouble: 'picture-damaged' };
  return { ok: true, proposal: propose(picture, expected, places) };
}

async function plates(pictures: readonly PlatePicture[]): Promise<PlateAnswer> {
  try {
    reader ??= openReader();
    const ready = await reader;
    const seen: Record<'front' | 'rear', PlateReading[]> = { front: [], rear: [] };
    const pictureOf = new Map<PlateReading, number>();
    let unreadable = 0;
    for (const [index, { camera, jpeg, region }] of pictures.entries()) {
      const picture = await decodeJpeg(bufferOf(jpeg));
      if (picture === null) {
        unreadable += 1;
        continue;
      }
      const [trucks] = await ready.read(picture, region ?? undefined);
      if (trucks === undefined) continue;
      seen[camera].push(trucks);
      pictureOf.set(trucks, index);
    }
    if (unreadable === pictures.length) return { ok: false, code: 'plate.not-a-picture' };
    const { front, rear } = voteCameras(seen.front, seen.rear);
    const voteOf = (voted: VotedPlate | null): PlateVote | null => {
      if (voted === null) return null;
      const { accepted, confidence, reading, top } = voted;
      const { box, colour, rows } = reading;
      return { color: colour, rows, confidence, accepted, top, picture: pictureOf.get(reading) ?? 0, box };
    };
    return { ok: true, front: voteOf(front), rear: voteOf(rear), unreadable };
  } catch (error) {
    if (!(error instanceof PlateModelFault)) throw error;
    reader = null;
    return { ok: false, code: `plate.model-${error.why}`, file: basename(error.file) };
  }
}

const bufferOf = ({ buffer, byteLength, byteOffset }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
