/** The outbox as a state machine against a model that is nothing but a list. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LinkError } from '../../../main/station/upload/adapters/adapter.ts';
import { Outbox } from '../../../main/station/upload/outbox.ts';
import { FRESH_MS, type OutboxRow } from '../../../main/station/upload/outbox-queue.ts';
import { timestamp } from '../../../preload/contract/vocabulary.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';
import { MemoryStore } from '../../unit/upload/memory-store.ts';
import { insertDocument, NOON, sampleDocument, samplePicture } from '../../unit/upload/sample-documents.ts';

interface Part {
  readonly sequence: number;
  readonly sha256: string | null;
  readonly madeMs: number;
  state: 'pending' | 'parked' | 'done';
  dueMs: number;
  /** A picture waits until its document has been answered once. */
  held: boolean;
  /** Done because the platform has no place for it. */
  notTaken?: boolean;
}
interface Model {
  nowMs: number;
  readonly parts: Part[];
  documents: number;
  picks: number;
}
interface Real {
  readonly db: MemoryStore;
  outbox: Outbox;
}
type Command = fc.Command<Model, Real>;

const ERROR: LinkError = { code: 'platform.unreachable', status: null, title: '', detail: 'x' };
const due = (model: Model): Part[] =>
  model.parts.filter((part) => part.state === 'pending' && !part.held && part.dueMs <= model.nowMs);
const find = (model: Model, row: OutboxRow): Part => {
  const part = model.parts.find((candidate) => candidate.sequence === row.sequence && candidate.sha256 === row.sha256);
  if (part === undefined) throw new Error('a row that nobody made');
  return part;
};
const answered = (model: Model, part: Part): void => {
  if (part.sha256 !== null) return;
  for (const picture of model.parts) if (picture.sequence === part.sequence) picture.held = false;
};

/** Everything that holds after every step. */
function agree(model: Model, real: Real): void {
  const count = (state: Part['state']): number => model.parts.filter((part) => part.state === state).length;
  const rows = real.db.raw.prepare('SELECT COUNT(*) AS n FROM outbox').get() as { n: number };
  expect(rows.n).toBe(model.parts.length);
  const pending = model.parts.filter((part) => part.state === 'pending').map((part) => part.madeMs);
  const oldestMs = pending.length === 0 ? null : Math.min(...pending);
  expect(real.outbox.counts()).toEqual({ pending: count('pending'), parked: count('parked'), oldestMs });
}

class Enqueue implements Command {
  readonly pictures: number;
  readonly ageMs: number;
  readonly rollBack: boolean;
  constructor(pictures: number, ageMs: number, rollBack: boolean) {
    this.pictures = pictures;
    this.ageMs = ageMs;
    this.rollBack = rollBack;
  }
  check = (): boolean => true;
  run(model: Model, real: Real): void {
    const sequence = model.documents + 1;
    const madeMs = model.nowMs - this.ageMs;
    const document = sampleDocument(sequence, madeMs, this.pictures);
    const save = (): void =>
      real.db.immediate(() => {
        insertDocument(real.db, document);
        real.outbox.enqueue(document);
        if (this.rollBack) throw new Error('rolled back');
      });
    if (this.rollBack) expect(save).toThrow('rolled back');
    else {
      save();
      model.documents = sequence;
      const part = { sequence, madeMs, state: 'pending' as const, dueMs: 0 };
      model.parts.push({ ...part, sha256: null, held: false });
      for (let index = 0; index < this.pictures; index++)
        model.parts.push({ ...part, sha256: samplePicture(sequence, index), held: true });
    }
    agree(model, real);
  }
  toString = (): string =>
    `enqueue(${this.pictures} pictures, ${this.ageMs} ms old${this.rollBack ? ', rolled back' : ''})`;
}

class Attempt implements Command {
  readonly outcome: 'received' | 'with-photos' | 'not-taken' | 'parked' | 'put-off' | 'killed';
  readonly waitMs: number;
  constructor(outcome: Attempt['outcome'], waitMs: number) {
    this.outcome = outcome;
    this.waitMs = waitMs;
  }
  check = (): boolean => true;
  run(model: Model, real: Real): void {
    const row = real.outbox.next(model.nowMs, new Set());
    const candidates = due(model);
    expect(row === undefined).toBe(candidates.length === 0);
    if (row === undefined) return;
    const part = find(model, row);
    expect(candidates).toContain(part);
    this.#order(model, part, candidates);
    model.picks++;
    if (this.outcome === 'received') {
      real.outbox.received(row, timestamp(model.nowMs as EpochMs), []);
      part.state = 'done';
      answered(model, part);
    } else if (this.outcome === 'with-photos') {
      this.#withPhotos(model, real, row);
      part.state = 'done';
    } else if (this.outcome === 'not-taken') {
      real.outbox.settle([{ kind: 'not-taken', row }]);
      part.state = 'done';
      part.notTaken = true;
      answered(model, part);
    } else if (this.outcome === 'parked') {
      real.outbox.parked(row, ERROR);
      part.state = 'parked';
      answered(model, part);
    } else if (this.outcome === 'put-off') {
      real.outbox.putOff(row, ERROR, model.nowMs + this.waitMs);
      part.dueMs = model.nowMs + this.waitMs;
    }
    agree(model, real);
  }
  /** All pictures of a document were in its own request; of a picture there is nothing more to say. */
  #withPhotos(model: Model, real: Real, row: OutboxRow): void {
    const photos =
      row.part === 'document' ? model.parts.filter((one) => one.sequence === row.sequence && one.sha256) : [];
    const withPhotos = photos.map(({ sha256 }) => sha256 ?? '');
    real.outbox.settle([{ kind: 'received', row, receivedAt: timestamp(model.nowMs as EpochMs), withPhotos }]);
    for (const photo of photos) if (!photo.notTaken) photo.state = 'done';
  }
  /** product.md U2. */
  #order(model: Model, part: Part, candidates: readonly Part[]): void {
    const fresh = (candidate: Part): boolean => candidate.madeMs > model.nowMs - FRESH_MS;
    const freshOnes = candidates.filter(fresh);
    const oldOnes = candidates.filter((candidate) => !fresh(candidate));
    const wantsOldest = [2, 5, 8].includes(model.picks % 10);
    if (freshOnes.length > 0 && (!wantsOldest || oldOnes.length === 0)) {
      expect(fresh(part)).toBe(true);
      // A fresh document before fresh pictures; the oldest of its sort.
      const sort = freshOnes.filter((one) => one.sha256 === null);
      const among = sort.length > 0 ? sort : freshOnes;
      expect(among).toContain(part);
      expect(part.madeMs).toBe(Math.min(...among.map((one) => one.madeMs)));
    } else {
      expect(part.madeMs).toBe(Math.min(...oldOnes.map((one) => one.madeMs)));
    }
  }
  toString = (): string => `attempt(${this.outcome}, ${this.waitMs})`;
}

class Pass implements Command {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
  check = (): boolean => true;
  run(model: Model, real: Real): void {
    model.nowMs += this.ms;
    agree(model, real);
  }
  toString = (): string => `pass(${this.ms} ms)`;
}

class Retry implements Command {
  check = (): boolean => true;
  run(model: Model, real: Real): void {
    const parts = model.parts.filter(
      (part) => part.state === 'parked' || (part.state === 'pending' && !part.held && part.dueMs > 0),
    );
    // A part that was put off and came due by itself is still marked with its time: it counts as retried, too.
    expect(real.outbox.retry()).toBe(parts.length);
    for (const part of parts) {
      part.state = 'pending';
      part.dueMs = 0;
    }
    agree(model, real);
  }
  toString = (): string => 'retry()';
}

/** Another platform, or another mapping. */
class Reopen implements Command {
  check = (): boolean => true;
  run(model: Model, real: Real): void {
    const parts = model.parts.filter(({ notTaken }) => notTaken === true);
    expect(real.outbox.reopenNotTaken()).toBe(parts.length);
    for (const part of parts) Object.assign(part, { state: 'pending', dueMs: 0, notTaken: false });
    for (const part of parts) {
      const document = model.parts.find((one) => one.sequence === part.sequence && one.sha256 === null);
      part.held = part.sha256 !== null && document?.state === 'pending';
    }
    agree(model, real);
  }
  toString = (): string => 'reopen()';
}

class Restart implements Command {
  check = (): boolean => true;
  run(model: Model, real: Real): void {
    real.outbox = new Outbox(real.db);
    model.picks = 0;
    agree(model, real);
  }
  toString = (): string => 'restart()';
}

const MINUTE = 60_000;
const commands = fc.commands(
  [
    fc
      .tuple(
        fc.integer({ min: 0, max: 3 }),
        fc.constantFrom(0, 1, MINUTE, 20 * MINUTE, 30 * 24 * 60 * MINUTE),
        fc.nat(9),
      )
      .map(([pictures, age, chance]) => new Enqueue(pictures, age, chance === 0)),
    fc
      .tuple(
        fc.constantFrom(
          'received' as const,
          'received' as const,
          'with-photos' as const,
          'not-taken' as const,
          'parked' as const,
          'put-off' as const,
          'killed' as const,
        ),
        fc.integer({ min: 2_000, max: 300_000 }),
      )
      .map(([outcome, wait]) => new Attempt(outcome, wait)),
    fc.constantFrom(1_000, MINUTE, 11 * MINUTE).map((ms) => new Pass(ms)),
    fc.constant(new Retry()),
    fc.constant(new Reopen()),
    fc.constant(new Restart()),
  ],
  { maxCommands: 60, size: 'max' },
);

test('nothing is lost, nothing received goes again, the order of U2 holds, whatever happens', () => {
  fc.assert(
    fc.property(commands, (steps) => {
      const db = new MemoryStore();
      const model: Model = { nowMs: NOON, parts: [], documents: 0, picks: 0 };
      const real: Real = { db, outbox: new Outbox(db) };
      try {
        fc.modelRun(() => ({ model, real }), steps);
        drain(model, real);
      } finally {
        db.close();
      }
    }),
    { numRuns: 60 },
  );
});

/** Whatever came before: once everything is un-parked and received, each part has gone exactly once and nothing is left. */
function drain(model: Model, real: Real): void {
  real.outbox.retry();
  real.outbox.reopenNotTaken();
  for (const part of model.parts.filter(({ notTaken }) => notTaken === true)) part.state = 'pending';
  const open = model.parts.filter((part) => part.state !== 'done').length;
  const sent = new Set<number>();
  for (let count = 0; count < open; count++) {
    const row = real.outbox.next(model.nowMs, new Set());
    if (row === undefined) throw new Error('something is left and nothing is due');
    expect(sent.has(row.id)).toBe(false);
    sent.add(row.id);
    real.outbox.received(row, timestamp(model.nowMs as EpochMs));
  }
  expect(real.outbox.next(model.nowMs, new Set())).toBeUndefined();
  expect(real.outbox.counts()).toEqual({ pending: 0, parked: 0, oldestMs: null });
}
