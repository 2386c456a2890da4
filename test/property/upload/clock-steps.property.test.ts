/** Somebody sets the clock, by hours, both ways: what was put off neither waits for the old time nor is sent again and again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BACKOFF_MAX_MS, backoffMs } from '../../../main/station/rules/backoff.ts';
import type { LinkError } from '../../../main/station/upload/adapters/adapter.ts';
import { Outbox } from '../../../main/station/upload/outbox.ts';
import { MemoryStore } from '../../unit/upload/memory-store.ts';
import { insertDocument, NOON, sampleDocument } from '../../unit/upload/sample-documents.ts';

const ERROR: LinkError = { code: 'platform.server-error', status: 500, title: '', detail: '' };
const HOUR_MS = 3_600_000;
/** The uploader looks at the queue so often in any case. */
const LOOK_MS = 60_000;
const LONGEST_MS = { own: BACKOFF_MAX_MS, asked: HOUR_MS + BACKOFF_MAX_MS };

interface Failed {
  readonly kind: keyof typeof LONGEST_MS;
  readonly atMs: number;
  readonly waitMs: number;
}

const steps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ passMs: fc.integer({ min: 1, max: 10 * LOOK_MS }) }) },
    { weight: 1, arbitrary: fc.record({ setByMs: fc.integer({ min: -6 * HOUR_MS, max: 6 * HOUR_MS }) }) },
    { weight: 1, arbitrary: fc.record({ setByMs: fc.integer({ min: -HOUR_MS, max: HOUR_MS }) }) },
  ),
  { maxLength: 60 },
);

test('retries neither stall nor burst', () => {
  fc.assert(
    fc.property(steps, fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), (script, chance) => {
      const db = new MemoryStore();
      const outbox = new Outbox(db);
      const random = (): number => chance.next().value as number;
      db.immediate(() => {
        for (const sequence of [1, 2, 3, 4]) {
          insertDocument(db, sampleDocument(sequence, NOON, 0));
          outbox.enqueue(sampleDocument(sequence, NOON, 0));
        }
      });
      let realMs = 0;
      let setByMs = 0;
      let setAtMs = 0;
      let clockSteps = 0;
      const failed = new Map<number, Failed>();
      const early = new Map<number, number>();
      const look = (): void => {
        const wallMs = NOON + realMs + setByMs;
        const seen = new Set<number>();
        for (let row = outbox.next(wallMs, seen); row !== undefined; row = outbox.next(wallMs, seen)) {
          seen.add(row.id);
          const before = failed.get(row.id);
          if (before !== undefined && realMs - before.atMs < before.waitMs)
            early.set(row.id, (early.get(row.id) ?? 0) + 1);
          const asked = row.sequence % 2 === 0;
          const waitMs = Math.max(backoffMs(row.attempts + 1, random()), asked ? Math.round(random() * HOUR_MS) : 0);
          failed.set(row.id, { kind: asked ? 'asked' : 'own', atMs: realMs, waitMs });
          outbox.settle([
            { kind: 'put-off', row, error: ERROR, nextAttemptAtMs: wallMs + waitMs, ...(asked ? { asked } : {}) },
          ]);
        }
        for (const [id, { kind, atMs }] of failed)
          expect(realMs - Math.max(atMs, setAtMs), `row ${id} waits`).toBeLessThanOrEqual(LONGEST_MS[kind] + LOOK_MS);
        // Setting the clock may make a part due before its time, once.
        for (const times of early.values()) expect(times).toBeLessThanOrEqual(clockSteps);
      };
      look();
      for (const step of script) {
        if ('setByMs' in step) {
          setByMs += step.setByMs;
          setAtMs = realMs;
          clockSteps++;
          look();
        } else
          for (let left = step.passMs; left > 0; left -= LOOK_MS) {
            realMs += Math.min(left, LOOK_MS);
            look();
          }
      }
      db.close();
    }),
    { numRuns: 60 },
  );
});
