/** Proves a data folder: chain, signatures, rows and pictures, read-only. */
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { ProofReport } from '../../../preload/contract/proof.ts';
import { folderError } from '../store/data-folder.ts';
import { schemaVersion } from '../store/migrate.ts';
import { MIGRATIONS } from '../store/migrations/all.ts';
import { openUntouched } from '../store/untouched.ts';
import { Findings } from './findings.ts';
import { proveDocuments, type ProofOptions } from './folder-documents.ts';
import type { RowsProof } from './folder-rows.ts';
import { reportOf } from './report.ts';
import type { RowsAnswer, RowsJob } from './rows-worker.ts';

const bundled = import.meta.filename.endsWith('.cjs');
const ROWS_WORKER = join(import.meta.dirname, bundled ? 'proof-rows-worker.cjs' : 'rows-worker.ts');

/**
 * Nothing is written into the folder (store/untouched.ts).
 * @throws CodedError station.folder-unreadable | -damaged | -from-future, store.disk-full (no room for the copy), store.failed
 */
export async function verifyFolder(dataDir: string, options: ProofOptions): Promise<ProofReport> {
  const startedAt = performance.now();
  const opened = openUntouched(dataDir);
  try {
    const { db, file, live } = opened;
    const [version, newest] = [schemaVersion(db), MIGRATIONS.at(-1)?.version ?? 0];
    if (version > newest) throw new CodedError('station.folder-from-future', { version, newest });
    if (version === 0) throw new CodedError('station.folder-unreadable', { dataDir, reason: 'no station' });
    const findings = new Findings();
    if (live) findings.note('live');
    const rows = rowsOf({ file, dataDir });
    // Waited for below; a document that cannot be read ends this first.
    rows.catch(() => undefined);
    const documents = await proveDocuments(db, findings, options);
    // The pictures may take hours yet, and a running station cannot empty its log while somebody reads.
    db.exec('COMMIT');
    const { findings: others, ...rest } = await rows;
    return reportOf('folder', { ...documents, ...rest }, [findings, others], startedAt);
  } catch (error) {
    throw folderError(error, dataDir);
  } finally {
    opened.close();
  }
}

async function rowsOf(job: RowsJob): Promise<RowsProof> {
  const worker = new Worker(ROWS_WORKER, { workerData: job });
  const [answer] = (await once(worker, 'message')) as [RowsAnswer];
  await worker.terminate();
  if (answer.kind === 'coded') throw new CodedError(answer.code, answer.params);
  return answer.proof;
}
