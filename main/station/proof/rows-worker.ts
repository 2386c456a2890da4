/** The thread that looks at a folder's rows and pictures while its signatures are checked beside it. */
import { parentPort, workerData } from 'node:worker_threads';
import { CodedError, type ErrorCode, type ErrorParams } from '../../../preload/contract/errors.ts';
import { folderError } from '../store/data-folder.ts';
import { openSnapshot } from '../store/untouched.ts';
import { provePicturesOf, proveRows, type RowsProof, type RowsSeen } from './folder-rows.ts';

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

/** Its transaction ends here: the pictures are hashed without. */
function rowsSeen(of: string): RowsSeen {
  const db = openSnapshot(of);
  try {
    return proveRows(db);
  } finally {
    db.close();
  }
}

let answer: RowsAnswer;
try {
  answer = { kind: 'proof', proof: provePicturesOf(rowsSeen(file), dataDir) };
} catch (error) {
  const coded = folderError(error, dataDir);
  if (!(coded instanceof CodedError)) throw coded;
  answer = { kind: 'coded', code: coded.code, params: coded.params };
}
parentPort.postMessage(answer);
