/** Stands in for the plate reader's script: does what the picture's first byte says, so that its ends can be staged. */
import { parentPort } from 'node:worker_threads';
import { type Question } from '../../../main/station/recognition/recognition-messages.ts';

const DO = { answer: 1, end: 2, throw: 3, hang: 4 } as const;

parentPort?.on('message', (question: Question) => {
  const { id } = question;
  const { jpeg } =
    question.what === 'plates'
      ? question.pictures[0]!
      : question.what === 'display'
        ? question.picture
        : question.search;
  if (jpeg[0] === DO.end) process.exit(7);
  if (jpeg[0] === DO.throw) throw new Error('staged');
  if (jpeg[0] === DO.hang) return;
  parentPort?.postMessage({ id, answer: { ok: true, front: null, rear: null, unreadable: id } });
});
