/** The thread that looks at a folder's rows and pictures while its signatures are checked beside it. */
import { parentPort, workerData } from 'node:worker_threads';
import { CodedError, type ErrorCode, type ErrorParams } from '../../../preload/contract/errors.ts';
import { folderError } from '../store/data-folder.ts';
import { openSnapshot } from '../store/untouched.ts';
import { proveRows, type RowsProof } from './folder-rows.ts';

export interface RowsJob {
  /** The database that is read (store/untouched.ts). */
  readonly file: string;
  readonly dataDir: string;
}
export type RowsAnswer =
  | { readonly kind: 'proof'; readonly proof: RowsProof }
  | { readonly kind: 'coded'; readonly code: ErrorCode; readonly params: ErrorParams };

if (parentPort === null) throw new Error('this script runs in a worker thread');
const { dataDir, file } = workerData as RowsJob;
let answer: RowsAnswer;
try {
  const db = openSnapshot(file);
  try {
    answer = { kind: 'proof', proof: proveRows(db, dataDir) };
  } finally {
    db.close();
  }
} catch (error) {
  const coded = folderError(error, dataDir);
  if (!(coded instanceof CodedError)) throw coded;
  answer = { kind: 'coded', code: coded.code, params: coded.params };
}
parentPort.postMessage(answer);
