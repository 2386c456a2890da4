/** What becomes of states and serial numbers over time and restarts, in a real folder. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { DeviceStatus } from '../../../preload/contract/station.ts';
import { timestamp } from '../../../preload/contract/vocabulary.ts';
import { DeviceHistory } from '../../../main/station/ledger/device-history.ts';
import { MatterStore } from '../../../main/station/ledger/matter-store.ts';
import { RunStore } from '../../../main/station/ledger/run-store.ts';
import { SerialWatch, type DeviceIdentity } from '../../../main/station/ledger/serial-watch.ts';
import { WarningStore } from '../../../main/station/records/warning-store.ts';
import { Meta } from '../../../main/station/store/meta.ts';
import { newId, tempStation, type TempStation } from '../store/temp-station.ts';

let station: TempStation;
let states: Record<string, DeviceStatus['state']>;
let listeners: Set<() => void>;
let turns: Set<() => void>;
let answer: DeviceIdentity | null | Error;
let asked: number;
let idle: boolean;
let raised: number;

beforeEach(() => {
  station = tempStation();
  states = { 'cam-front': 'offline' };
  listeners = new Set();
  turns = new Set();
  answer = null;
  asked = 0;
  idle = true;
  raised = 0;
});
afterEach(() => station.end());

const devices = {
  list: (): DeviceStatus[] =>
    Object.entries(states).map(([id, state]) => ({
      id,
      kind: 'camera-front',
      state,
      since: timestamp(station.clock.wall()),
      detail: null,
    })),
  onChange(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
const every = (_: number, run: () => void) => {
  turns.add(run);
  return () => void turns.delete(run);
};
const log = { info: () => undefined, warn: () => undefined };
const becomes = (state: DeviceStatus['state']): void => {
  states['cam-front'] = state;
  for (const listener of listeners) listener();
};
const pass = (seconds: number): void => {
  station.clock.now += seconds * 1000;
  for (const turn of turns) turn();
};
const begun = (): DeviceHistory => {
  const { clock, db } = station;
  const history = new DeviceHistory({ db, runs: new RunStore(db, new Meta(db)), devices, every, clock, log });
  history.start();
  return history;
};
test('a disk that takes nothing at the start: the run and what was seen are written as soon as it does', () => {
  const { clock, db } = station;
  let full = true;
  const runs = new (class extends RunStore {
    override begin(atMs: Parameters<RunStore['begin']>[0]): void {
      if (full) throw new CodedError('store.disk-full');
      super.begin(atMs);
    }
  })(db, new Meta(db));
  const startedAtMs = clock.now;
  new DeviceHistory({ db, runs, devices, every, clock, log }).start();
  pass(5);
  becomes('online');
  expect(rows()).toEqual([]);
  full = false;
  pass(60);
  expect(rows()).toEqual([{ state: 'online', runId: 1, losses: 0, offlineMs: 0 }]);
  expect(db.prepare('SELECT startedAtMs FROM station_run').all()).toEqual([{ startedAtMs }]);
});

/** The process ends without a word. */
const killed = (): void => {
  listeners.clear();
  turns.clear();
};
const rows = (): { state: string; runId: number; losses: number; offlineMs: number }[] =>
  station.db.prepare<never>('SELECT state, runId, losses, offlineMs FROM device_change ORDER BY id').all();
const ends = (): { runId: number; endedAtMs: number; clean: number }[] =>
  station.db.prepare<never>('SELECT * FROM station_run_end ORDER BY runId').all();

test('what a device was before it was asked is not held against it', () => {
  begun();
  pass(5);
  becomes('online');
  pass(100);
  expect(rows()).toEqual([{ state: 'online', runId: 1, losses: 0, offlineMs: 0 }]);
});

test('one that is well already when the run begins is on record from there', () => {
  states = { 'cam-front': 'online' };
  begun();
  expect(rows()).toEqual([{ state: 'online', runId: 1, losses: 0, offlineMs: 0 }]);
});

test('one that never came is away from when it was looked at for a minute', () => {
  begun();
  pass(30);
  expect(rows()).toEqual([]);
  pass(31);
  expect(rows()).toMatchObject([{ state: 'offline', losses: 1 }]);
});

test('an orderly end writes what was gathered; an end that nobody wrote is dated by the last minute', () => {
  const first = begun();
  becomes('online');
  pass(90);
  becomes('offline');
  station.clock.now += 10_000;
  becomes('online');
  first.stop();
  expect(rows().at(-1)).toEqual({ state: 'online', runId: 1, losses: 0, offlineMs: 10_000 });
  expect(ends()).toMatchObject([{ runId: 1, clean: 1 }]);
  begun();
  pass(60);
  const alive = station.clock.now;
  station.clock.now += 30_000;
  killed();
  station.clock.now += 3_600_000;
  begun();
  expect(ends().at(-1)).toEqual({ runId: 2, endedAtMs: alive, clean: 0 });
});

const watching = (): SerialWatch => {
  const { clock, db } = station;
  const watch = new SerialWatch({
    db,
    matters: new MatterStore(db, new WarningStore(db), newId),
    askable: [
      {
        deviceId: 'cam-front',
        ask() {
          asked += 1;
          return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
        },
      },
    ],
    devices,
    idle: () => idle,
    every,
    onRaised: () => void (raised += 1),
    clock,
    log,
  });
  watch.start();
  return watch;
};
const turn = async (seconds: number): Promise<void> => {
  pass(seconds);
  await new Promise((next) => setImmediate(next));
};

test('another serial number is a matter for a person; the same one, none, or no answer is not', async () => {
  watching();
  await turn(2);
  expect(asked).toBe(0);
  becomes('online');
  answer = { serial: 'A1', model: 'SIM' };
  await turn(2);
  expect(asked).toBe(1);
  for (const next of [{ serial: 'A1', model: 'SIM' }, { serial: '  ', model: '' }, null, new Error('no line')]) {
    becomes('offline');
    becomes('online');
    answer = next;
    await turn(61);
  }
  expect(asked).toBe(5);
  expect(raised).toBe(0);
  answer = { serial: 'B2', model: 'SIM 2' };
  idle = false;
  await turn(61);
  expect(asked).toBe(5);
  idle = true;
  await turn(2);
  expect(raised).toBe(1);
  expect(new WarningStore(station.db).open().newest).toMatchObject({
    kind: 'ledger',
    ledger: { matter: 'device-swapped', subjectId: 'cam-front', was: 'A1', now: 'B2', model: 'SIM 2' },
  });
});

test('one that comes and goes is asked once a minute at most, one that is well once a day', async () => {
  watching();
  answer = { serial: 'A1', model: '' };
  for (let nth = 0; nth < 30; nth += 1) {
    becomes('offline');
    becomes('online');
    await turn(2);
  }
  expect(asked).toBe(1);
  await turn(3600);
  expect(asked).toBe(2);
  await turn(3600);
  expect(asked).toBe(2);
  await turn(86_400);
  expect(asked).toBe(3);
});
