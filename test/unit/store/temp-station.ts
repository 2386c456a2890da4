/** A data folder that lasts one test, with everything that a station would inject. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { Clock, EpochMs, MonotonicMs, Uuid } from '../../../preload/contract/vocabulary.ts';
import { StationDatabase } from '../../../main/station/store/database.ts';

/** A clock that the test moves. */
export class TestClock implements Clock {
  now = Date.UTC(2026, 10, 22, 6, 32, 5, 123);
  wall(): EpochMs {
    return this.now as EpochMs;
  }
  monotonic(): MonotonicMs {
    return this.now as MonotonicMs;
  }
}

export const newId = (): Uuid => v7() as Uuid;

export function tempFolder(prefix = 'station-'): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), prefix));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface TempStation {
  readonly dataDir: string;
  readonly clock: TestClock;
  readonly db: StationDatabase;
  /** Closes and opens the same folder again, as a restart would. */
  reopen(): StationDatabase;
  end(): void;
}

export function tempStation(options: { simulated?: boolean } = {}): TempStation {
  const folder = tempFolder();
  const clock = new TestClock();
  const open = (): StationDatabase =>
    StationDatabase.open({ dataDir: folder.path, simulated: options.simulated ?? false, clock, newId });
  let db = open();
  return {
    dataDir: folder.path,
    clock,
    get db() {
      return db;
    },
    reopen() {
      db.close();
      return (db = open());
    },
    end() {
      db.close();
      folder.remove();
    },
  };
}

/** What a call throws. */
export function thrown(fn: () => unknown): unknown {
  try {
    fn();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
