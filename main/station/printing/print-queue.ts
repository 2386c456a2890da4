/**
 * What waits for paper. A job is a row before it is an action, and nothing is printed twice without being marked:
 * `printing` is on disk before the first byte goes out, so after a crash such a job is `uncertain` and stays so;
 * whoever wants the paper again asks for the next copy, which carries the mark of a reprint.
 */
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { PrintJob } from '../../../preload/contract/load-sheet.ts';
import type { Paper } from '../../../preload/contract/paper.ts';
import { timestamp, type Clock, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { DeviceCondition } from '../../../native/device.ts';
import type { SendOutcome } from '../../../native/printer/printer-link.ts';
import type { Writer } from '../store/database.ts';

/** What the queue needs of a printer; every printer driver is one. */
export interface PaperPrinter {
  /** @param signal ends it early where the printer's way allows that; what is on the paper then, nobody knows */
  print(paper: Paper, mayStart: () => boolean, signal: AbortSignal): Promise<SendOutcome>;
  onCondition(listener: (condition: DeviceCondition) => void): () => void;
}

export interface PrintQueueSettings {
  readonly db: Writer;
  /** null: this station has no printer. Jobs are then kept as cancelled, so that none is printed weeks later. */
  readonly printer: PaperPrinter | null;
  /** Lays out the paper of a job when its turn comes; null when the sheet is void by then. */
  readonly paperOf: (job: PrintJob) => Paper | null;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  /** Told of defects and of a disk that refuses; logs them. */
  readonly onFault: (error: unknown, jobId: Uuid | null) => void;
  /** A first copy of a sheet brings the short slip for the gate with it. */
  readonly slipWithSheet?: boolean;
  /** Pauses after the first, second, … failure in a row, in milliseconds; the last one repeats. */
  readonly pausesMs?: readonly number[];
}

const PAUSES_MS: readonly number[] = [5000, 10_000, 20_000, 40_000, 60_000];
/** So often a paper is tried that the driver throws at; then it makes room for those behind it. */
const MOST_DEFECTS = 3;
const LISTED = 50;
/** What stands as the reason at a job that the printer has while its sheet is voided. */
const WITHDRAWN = 'sheet.already-void' satisfies ErrorCode;
const COLUMNS = 'id, sheetId, sheetNumber, kind, copy, state, createdAt, lastError';

export class PrintQueue {
  readonly #settings: PrintQueueSettings;
  readonly #listeners = new Set<(jobs: PrintJob[]) => void>();
  #running = false;
  /** True from the start of the loop to the very instant it finds nothing more to do. */
  #busy = false;
  #loop: Promise<void> = Promise.resolve();
  #unsubscribe: (() => void) | null = null;
  /** Ends the pause that the loop is in, if it is in one. */
  #wakeUp: (() => void) | null = null;
  #failures = 0;
  /** The job that the driver threw at last, and how often. */
  #defects = { jobId: '', times: 0 };
  /** The job that the printer has now. */
  #atPrinter: { readonly job: PrintJob; readonly abort: AbortController } | null = null;

  constructor(settings: PrintQueueSettings) {
    this.#settings = settings;
  }

  /**
   * Adds the next copy of a sheet (or of its exit slip), inside the transaction of its cause.
   * Copies count from 1, each kind for itself; every later one is marked as a reprint on paper.
   */
  enqueue(sheetId: Uuid, sheetNumber: string, operatorId: string, kind: PrintJob['kind'] = 'sheet'): PrintJob {
    const { db, slipWithSheet = false } = this.#settings;
    if (!db.inTransaction) throw new Error('a print job belongs into the transaction of its cause');
    const job = this.#add(sheetId, sheetNumber, operatorId, kind);
    if (slipWithSheet && kind === 'sheet' && job.copy === 1) this.#add(sheetId, sheetNumber, operatorId, 'exit-slip');
    this.#afterCommit();
    return job;
  }

  #add(sheetId: Uuid, sheetNumber: string, operatorId: string, kind: PrintJob['kind']): PrintJob {
    const { db, clock, newId, printer } = this.#settings;
    const now = clock.wall();
    const job: PrintJob = {
      id: newId(),
      sheetId,
      sheetNumber,
      kind,
      copy: this.nextCopy(sheetId, kind),
      state: printer === null ? 'cancelled' : 'queued',
      createdAt: timestamp(now),
      lastError: printer === null ? 'printer.absent' : null,
    };
    db.prepare(
      `INSERT INTO print_job (id, sheetId, sheetNumber, kind, copy, state, createdAt, createdAtMs, operatorId, lastError, finishedAt)
       VALUES (@id, @sheetId, @sheetNumber, @kind, @copy, @state, @createdAt, @createdAtMs, @operatorId, @lastError, @finishedAt)`,
    ).run({ ...job, createdAtMs: now, operatorId, finishedAt: printer === null ? job.createdAt : null });
    return job;
  }

  /**
   * Withdraws what still waits for a sheet that is being voided, inside the transaction that voids it; what the printer has
   * of it already is taken back where it can be, once that transaction is committed: its row says so.
   */
  cancel(sheetId: Uuid): void {
    const { db, clock } = this.#settings;
    if (!db.inTransaction) throw new Error('a print job is withdrawn in the transaction of its cause');
    db.prepare(`UPDATE print_job SET state = 'cancelled', finishedAt = ? WHERE sheetId = ? AND state = 'queued'`).run(
      timestamp(clock.wall()),
      sheetId,
    );
    db.prepare(`UPDATE print_job SET lastError = ? WHERE sheetId = ? AND state = 'printing'`).run(WITHDRAWN, sheetId);
    this.#afterCommit();
  }

  /** The number of the copy that would be printed next; 1 = none was yet. */
  nextCopy(sheetId: Uuid, kind: PrintJob['kind']): number {
    const last = this.#settings.db
      .prepare<{ copy: number | null }>('SELECT max(copy) AS copy FROM print_job WHERE sheetId = ? AND kind = ?')
      .get(sheetId, kind);
    return (last?.copy ?? 0) + 1;
  }

  /** The newest jobs, at most 50, newest first. */
  list(): PrintJob[] {
    return this.#settings.db
      .prepare<PrintJob>(`SELECT ${COLUMNS} FROM print_job ORDER BY rowid DESC LIMIT ${LISTED}`)
      .all();
  }

  /** Calls back with {@link list} after each change; returns how to stop listening. */
  onChange(listener: (jobs: PrintJob[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What was being printed when the program ended becomes uncertain; what waited is printed. */
  start(): void {
    if (this.#running) return;
    const { db, clock, printer } = this.#settings;
    db.immediate(() =>
      db
        .prepare(
          `UPDATE print_job SET state = 'uncertain', lastError = 'printer.dropped', finishedAt = ? WHERE state = 'printing'`,
        )
        .run(timestamp(clock.wall())),
    );
    this.#running = true;
    this.#unsubscribe =
      printer?.onCondition(({ state }) => {
        // The pauses grow all the same: many a printer is found well, and fails at each paper.
        if (state !== 'offline') this.#wakeUp?.();
      }) ?? null;
    this.#announce();
    this.#go();
  }

  /**
   * Lets the paper that is being printed come to its end (the printer's link bounds that), or takes it back out of a queue of
   * the system, where it would come out unseen; what waits stays queued.
   */
  async stop(): Promise<void> {
    this.#running = false;
    this.#atPrinter?.abort.abort();
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.#wakeUp?.();
    await this.#loop;
  }

  /** better-sqlite3 transactions are synchronous: by the next microtask the caller's is committed or undone. */
  #afterCommit(): void {
    queueMicrotask(() => {
      this.#announce();
      this.#takeBack();
      this.#go();
    });
  }

  /** What the printer has, where its sheet was voided meanwhile: as its row says, and not as a transaction wanted that was undone. */
  #takeBack(): void {
    if (this.#atPrinter === null) return;
    const { abort, job } = this.#atPrinter;
    try {
      if (this.#isWithdrawn(job)) abort.abort();
    } catch (error) {
      this.#settings.onFault(error, job.id);
    }
  }

  #isWithdrawn({ id }: PrintJob): boolean {
    const sql = 'SELECT state, lastError FROM print_job WHERE id = ?';
    const row = this.#settings.db.prepare<Pick<PrintJob, 'state' | 'lastError'>>(sql).get(id);
    return row?.state === 'cancelled' || (row?.state === 'printing' && row.lastError === WITHDRAWN);
  }

  #announce(): void {
    if (this.#listeners.size === 0) return;
    try {
      const jobs = this.list();
      for (const listener of this.#listeners) listener(jobs);
    } catch (error) {
      // What is shown must not decide what is printed.
      this.#settings.onFault(error, null);
    }
  }

  #go(): void {
    const { printer } = this.#settings;
    if (!this.#running || this.#busy || printer === null) return;
    this.#busy = true;
    this.#loop = this.#work(printer);
  }

  /** One job at a time, oldest first, until none waits. Never rejects. */
  async #work(printer: PaperPrinter): Promise<void> {
    while (this.#running) {
      let job: PrintJob | undefined;
      try {
        job = this.#next();
        if (job === undefined) break;
        await this.#printOne(job, printer);
      } catch (error) {
        // The disk refused: the job still waits, and is tried again.
        this.#settings.onFault(error, job?.id ?? null);
        await this.#pause();
      }
    }
    this.#busy = false;
  }

  #next(): PrintJob | undefined {
    const sql = `SELECT ${COLUMNS} FROM print_job WHERE state = 'queued' ORDER BY rowid LIMIT 1`;
    return this.#settings.db.prepare<PrintJob>(sql).get();
  }

  async #printOne(job: PrintJob, printer: PaperPrinter): Promise<void> {
    const paper = this.#paperOf(job);
    if (paper === null) return this.#settle(job, 'cancelled', null);
    if (paper === 'fault') return this.#settle(job, 'cancelled', 'rpc.fault');
    const outcome = await this.#send(job, paper, printer);
    switch (outcome.kind) {
      case 'printed':
        this.#failures = 0;
        return this.#settle(job, 'printed', null);
      // Voided between its turn and the first byte; the row says cancelled already.
      case 'withdrawn':
        return;
      case 'failed':
        if (outcome.sent) return this.#settle(job, 'uncertain', outcome.code);
        if (outcome.code === 'printer.paper-unmade' && this.#isHopeless(job))
          return this.#settle(job, 'cancelled', outcome.code);
        if (this.#isWithdrawn(job)) return this.#settle(job, 'cancelled', outcome.code);
        await this.#waitAgain(job, outcome.code);
        return this.#pause();
      default:
        return outcome satisfies never;
    }
  }

  /** Some printers refuse only after the row said `printing`, and its attempt was counted then: nothing is on the paper. */
  async #waitAgain(job: PrintJob, code: ErrorCode): Promise<void> {
    const sql = `UPDATE print_job SET attempts = attempts + (state = 'queued'), state = 'queued', lastError = ? WHERE id = ?`;
    await this.#writeInTheEnd(job, sql, code);
  }

  /**
   * What the driver throws is a defect: behind the first byte it leaves the paper as unknown as a broken line does, before it
   * the paper could not be made. A disk that refuses is thrown on.
   */
  async #send(job: PrintJob, paper: Paper, printer: PaperPrinter): Promise<SendOutcome> {
    const claim = { taken: false, refused: false };
    const mayStart = (): boolean => {
      claim.refused = true;
      claim.taken = this.#claim(job);
      claim.refused = false;
      return claim.taken;
    };
    const abort = new AbortController();
    this.#atPrinter = { job, abort };
    try {
      return await printer.print(paper, mayStart, abort.signal);
    } catch (error) {
      if (claim.refused) throw error;
      this.#settings.onFault(error, job.id);
      return claim.taken
        ? { kind: 'failed', code: 'printer.dropped', sent: true, detail: 'defect' }
        : { kind: 'failed', code: 'printer.paper-unmade', sent: false, detail: 'defect' };
    } finally {
      this.#atPrinter = null;
    }
  }

  /** Counted in memory: after a new start it may be another program that tries. */
  #isHopeless({ id }: PrintJob): boolean {
    const times = this.#defects.jobId === id ? this.#defects.times + 1 : 1;
    this.#defects = { jobId: id, times };
    return times >= MOST_DEFECTS;
  }

  /** A sheet that cannot be laid out is a defect; it must not hold up the sheets behind it. */
  #paperOf(job: PrintJob): Paper | null | 'fault' {
    try {
      return this.#settings.paperOf(job);
    } catch (error) {
      this.#settings.onFault(error, job.id);
      return 'fault';
    }
  }

  /** Takes the job for printing, on disk before the first byte; false when it no longer waits. */
  #claim(job: PrintJob): boolean {
    const sql = `UPDATE print_job SET state = 'printing', lastError = NULL, attempts = attempts + 1 WHERE id = ? AND state = 'queued'`;
    return this.#write(sql, job.id) === 1;
  }

  async #settle(job: PrintJob, state: 'printed' | 'uncertain' | 'cancelled', error: ErrorCode | null): Promise<void> {
    const sql = `UPDATE print_job SET state = ?, lastError = ?, finishedAt = ? WHERE id = ?`;
    await this.#writeInTheEnd(job, sql, state, error, timestamp(this.#settings.clock.wall()));
  }

  /** What became of a job, again and again if the disk refuses: until then nothing else is printed. Its id comes last. */
  async #writeInTheEnd(job: PrintJob, sql: string, ...values: readonly (string | null)[]): Promise<void> {
    for (;;) {
      try {
        this.#write(sql, ...values, job.id);
        return;
      } catch (fault) {
        this.#settings.onFault(fault, job.id);
        if (!this.#running) return;
        await this.#pause();
      }
    }
  }

  #write(sql: string, ...values: readonly (string | null)[]): number {
    const { db } = this.#settings;
    const { changes } = db.immediate(() => db.prepare(sql).run(...values));
    this.#announce();
    return changes;
  }

  /** 5 s, 10 s … 60 s; ends early when the printer comes back or the queue stops. */
  async #pause(): Promise<void> {
    if (!this.#running) return;
    const pauses = this.#settings.pausesMs ?? PAUSES_MS;
    const ms = pauses[Math.min(this.#failures, pauses.length - 1)] ?? 0;
    this.#failures += 1;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wakeUp = null;
  }
}
