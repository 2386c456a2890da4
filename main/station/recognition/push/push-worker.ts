/** The script of the thread that reads pushes. */
import { parentPort } from 'node:worker_threads';
import { goBehindOthers } from '../behind-others.ts';
import type { PushQuestion, PushReply } from './push-messages.ts';
import { readPush } from './read-push.ts';

if (parentPort === null) throw new Error('this script runs in a worker thread');
const port = parentPort;
goBehindOthers();

port.on('message', ({ bytes, id, mapping }: PushQuestion) => {
  port.postMessage({ id, read: readPush(bytes, mapping) } satisfies PushReply);
});
