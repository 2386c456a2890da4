/** The script of the files' thread: initials of names, and tables that somebody wants to import. */
import { parentPort } from 'node:worker_threads';
import { readTable } from '../spreadsheet/read-table.ts';
import type { FilesAnswers, FilesJob, FilesQuestion, FilesReply } from './files-messages.ts';
import { initialsOf } from './initials.ts';
import { readRows } from './read-rows.ts';

if (parentPort === null) throw new Error('this script runs in a worker thread');
const port = parentPort;

async function answer(job: FilesJob): Promise<FilesAnswers[keyof FilesAnswers]> {
  switch (job.job) {
    case 'initials':
      return job.names.map(initialsOf);
    case 'table': {
      const read = await readTable(job.bytes);
      return read.kind === 'refused' ? read : readRows(job.kind, read.rows);
    }
  }
}

port.on('message', ({ id, job }: FilesQuestion) => {
  answer(job).then(
    (given) => port.postMessage({ id, answer: given } satisfies FilesReply),
    // A defect ends the thread, and who asked is told; the next question starts a new one.
    (error: unknown) =>
      setImmediate(() => {
        throw error;
      }),
  );
});
