/** The script of the store's thread: prepares a folder, then answers questions on a read-only connection. */
import { parentPort } from 'node:worker_threads';
import { CodedError } from '../../../preload/contract/errors.ts';
import { checkSimulated, databaseFile, folderError, openForWriting, quickCheck } from './data-folder.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations/all.ts';
import { openSqlite, type Sqlite } from './open-sqlite.ts';
import { storeError } from './store-error.ts';
import type { Answer, PrepareMessage, Question, WorkerJob } from './worker-messages.ts';

/** How long a question waits while the writer checkpoints. */
const BUSY_TIMEOUT_MS = 5000;

if (parentPort === null) throw new Error('this script runs in a worker thread');
const port = parentPort;
port.on('message', take);

/** The first job, or the next one; a thread that reads does nothing else any more. */
function take(job: WorkerJob): void {
  switch (job.job) {
    case 'read':
      port.off('message', take);
      answerQuestions(openReadOnly(job.dataDir, job.binding));
      return;
    case 'prepare':
      prepare(job);
      return;
    default:
      job satisfies never;
  }
}

function openReadOnly(dataDir: string, binding: string | undefined): Sqlite {
  const db = openSqlite(databaseFile(dataDir), { binding, readonly: true, timeoutMs: BUSY_TIMEOUT_MS });
  db.pragma('query_only = ON');
  return db;
}

function answerQuestions(db: Sqlite): void {
  // The texts are the program's own (record-query and the like): few, so they are kept.
  const statements = new Map<string, ReturnType<Sqlite['prepare']>>();
  port.on('message', ({ id, sql, params }: Question) => {
    let answer: Answer;
    try {
      const statement = statements.get(sql) ?? db.prepare(sql);
      if (statements.size < 500) statements.set(sql, statement);
      answer = { id, rows: statement.all(...params) };
    } catch (error) {
      const stored = storeError(error);
      answer =
        stored instanceof CodedError
          ? { id, coded: { code: stored.code, params: stored.params } }
          : { id, defect: stored instanceof Error ? (stored.stack ?? stored.message) : String(stored) };
    }
    port.postMessage(answer);
  });
}

function prepare({ dataDir, simulated, binding }: Extract<WorkerJob, { job: 'prepare' }>): void {
  const tell = (message: PrepareMessage): void => port.postMessage(message);
  let db: Sqlite | undefined;
  try {
    tell({ type: 'step', step: { step: 'check', done: 0, of: 1 } });
    db = openForWriting(dataDir, binding);
    if (schemaVersion(db) > 0) quickCheck(db, dataDir);
    checkSimulated(db, simulated);
    tell({ type: 'step', step: { step: 'check', done: 1, of: 1 } });
    migrate(db, MIGRATIONS, (done, of) => tell({ type: 'step', step: { step: 'migrate', done, of } }));
    tell({ type: 'done' });
  } catch (error) {
    const coded = folderError(error, dataDir);
    if (!(coded instanceof CodedError)) throw coded;
    tell({ type: 'coded', code: coded.code, params: coded.params });
  } finally {
    db?.close();
  }
}
