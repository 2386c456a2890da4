/** Going on behind the last event, repeats, a disk that takes nothing, a token that is not good. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CommandLog } from '../../../main/station/platform/command-log.ts';
import { EventStream } from '../../../main/station/platform/event-stream.ts';
import { PlatformLink } from '../../../main/station/platform/platform-link.ts';
import { PlatformWarningStore } from '../../../main/station/records/platform-warning-store.ts';
import { PlatformWarnings } from '../../../main/station/warnings/platform-warnings.ts';
import { Meta } from '../../../main/station/store/meta.ts';
import type { EventListener, EventsOutcome, PollOutcome } from '../../../main/station/upload/adapters/adapter.ts';
import { tempStation, type TempStation } from '../store/temp-station.ts';
import { FakeTime } from '../native/fake-time.ts';

let station: TempStation;
let time: FakeTime;
let asked: (string | null)[];
let polled: (string | null)[];
let endPoll: (outcome: PollOutcome) => void;
let kept: string[];
let listener: EventListener | null;
let end: (outcome: EventsOutcome) => void;
let carried: string[];
let full: boolean;
let stream: EventStream;
let link: PlatformLink;
const QUIET = { info: () => undefined, warn: () => undefined };

beforeEach(() => {
  station = tempStation();
  time = new FakeTime();
  asked = [];
  polled = [];
  carried = [];
  kept = [];
  listener = null;
  full = false;
  link = new PlatformLink({ clock: time.clock, random: () => 0, log: QUIET });
  stream = remade();
});
afterEach(async () => {
  await stream.stop();
  station.end();
});

/** As after a restart: the rows are the same. */
function remade(): EventStream {
  const log = new CommandLog(station.db);
  const warnings = new PlatformWarnings({ store: store(), clock: time.clock });
  return new EventStream({
    adapter: {
      events: (after, one) => {
        asked.push(after);
        listener = one;
        return new Promise((resolve) => {
          end = resolve;
          one.signal.addEventListener('abort', () => resolve({ kind: 'ended' }));
        });
      },
      pollEvents: (after, one) => {
        polled.push(after);
        listener = { ...one, onOpen: () => undefined, onBytes: () => undefined };
        return new Promise((resolve) => {
          endPoll = resolve;
          one.signal.addEventListener('abort', () => resolve({ kind: 'polled', cursor: '' }));
        });
      },
    },
    link,
    db: station.db,
    meta: new Meta(station.db),
    keep: (event) => {
      if (full) throw new Error('no room');
      return log.keep(event, 0);
    },
    carryOut: ({ data }) => carried.push(data.commandId),
    notices: {
      keep: (event) => {
        if (full) throw new Error('no room');
        return warnings.keep(event);
      },
      kept: () => kept.push('kept'),
    },
    clock: time.clock,
    timers: time,
    random: () => 0,
    log: QUIET,
  });
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const event = (id: string, commandId: string): void =>
  listener?.onEvent({
    id,
    data: JSON.stringify({
      id,
      at: '2026-11-29T08:00:00Z',
      type: 'command.snapshot',
      data: { commandId, cameraId: 'cam' },
    }),
  });

test('listens once there is a token, goes on behind the last event, and takes each once', async () => {
  stream.start();
  expect(asked).toEqual([]);
  link.enrolled();
  expect(asked).toEqual([null]);
  listener?.onOpen();
  listener?.onBytes();
  event('7', 'a');
  event('7', 'a');
  event('8', 'b');
  listener?.onEvent({ id: '9', data: '{"type":"of-tomorrow"}' });
  listener?.onEvent({ id: '10', data: 'rubbish' });
  // Another event, the same command.
  event('11', 'a');
  expect(carried).toEqual(['a', 'b']);
  expect(stream.counters).toEqual({ events: 5, repeats: 2, unknown: 1, misshapen: 1, connections: 1, polls: 0 });
  end({ kind: 'ended' });
  await settled();
  time.advance(2000);
  expect(asked).toEqual([null, '11']);
});

test('an event that cannot be kept is asked for again', async () => {
  stream.start();
  link.enrolled();
  listener?.onOpen();
  listener?.onBytes();
  event('1', 'a');
  full = true;
  event('2', 'b');
  event('3', 'c');
  await settled();
  expect(carried).toEqual(['a']);
  full = false;
  time.advance(2000);
  expect(asked).toEqual([null, '1']);
  event('2', 'b');
  expect(carried).toEqual(['a', 'b']);
});

test('a token that is not good waits for another one; a platform without events is asked ever more seldom', async () => {
  stream.start();
  link.enrolled();
  const error = { code: 'platform.unauthorised', status: 401, title: '', detail: '' } as const;
  end({ kind: 'unauthorised', error });
  await settled();
  time.advance(600_000);
  expect(asked).toHaveLength(1);
  link.enrolled();
  expect(asked).toHaveLength(2);
  const missing = {
    kind: 'retry',
    error: { ...error, code: 'platform.server-error', status: 404 },
    afterMs: null,
    wholeLine: false,
  } as const;
  for (let tries = 0; tries < 3; tries += 1) {
    end(missing);
    await settled();
    time.advance(2000);
  }
  expect(asked).toHaveLength(5);
});

test('a platform that asks for patience gets it', async () => {
  stream.start();
  link.enrolled();
  const error = { code: 'platform.rate-limited', status: 429, title: '', detail: '' } as const;
  end({ kind: 'retry', error, afterMs: 60_000, wholeLine: true });
  await settled();
  time.advance(59_000);
  expect(asked).toHaveLength(1);
  time.advance(1000);
  expect(asked).toHaveLength(2);
});

const said = (id: string, type: string, data: object, at = '2026-11-29T08:00:00+08:00'): void =>
  listener?.onEvent({ id, data: JSON.stringify({ id, at, type, data }) });
const AT = '2026-11-29T08:00:00+08:00';
const WARNING = { warningId: 'w', code: 'over-limit-exit', level: 'high', title: 't', text: 'x', dueAt: null };
const store = (): PlatformWarningStore => new PlatformWarningStore(station.db);

test('a warning is kept with its cursor, once, also when the stream begins anew', async () => {
  stream.start();
  link.enrolled();
  listener?.onBytes();
  said('1', 'warning.raised', WARNING);
  expect(kept).toHaveLength(1);
  await stream.stop();
  stream = remade();
  stream.start();
  expect(asked.at(-1)).toBe('1');
  // Delivered again under another cursor, and without one: by its own id it is the same.
  listener?.onEvent({ id: '9', data: JSON.stringify({ id: '1', at: AT, type: 'warning.raised', data: WARNING }) });
  listener?.onEvent({ id: '', data: JSON.stringify({ id: '1', at: AT, type: 'warning.raised', data: WARNING }) });
  expect(kept).toHaveLength(1);
  expect(store().awaited()).toHaveLength(1);
});

test('a warning that cannot be kept leaves no cursor, and is taken when it comes again', async () => {
  stream.start();
  link.enrolled();
  listener?.onBytes();
  full = true;
  said('1', 'warning.raised', WARNING);
  await settled();
  full = false;
  time.advance(2000);
  expect(asked).toEqual([null, null]);
  said('1', 'warning.raised', WARNING);
  expect(store().awaited()).toHaveLength(1);
});

const STEPS = [
  ['1', 'warning.raised', WARNING, '08:00'],
  ['2', 'warning.returned', { warningId: 'w', text: 'not enough' }, '09:00'],
  ['3', 'warning.closed', { warningId: 'w' }, '10:00'],
] as const;
test.each([
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
])('in the order %i %i %i it is closed', (...order) => {
  stream.start();
  link.enrolled();
  for (const nth of order) {
    const [id, type, data, clock] = STEPS[nth] ?? STEPS[0];
    said(id, type, data, `2026-11-29T${clock}:00+08:00`);
  }
  expect(store().state('w')).toBe('closed');
  expect(store().awaitedCount()).toBe(0);
});

test('a stream that says nothing is left for the poll, which goes on behind the same cursor; later it is tried again', async () => {
  stream.start();
  link.enrolled();
  listener?.onOpen();
  time.advance(20_000);
  await settled();
  time.advance(0);
  expect(polled).toEqual([null]);
  said('1', 'warning.raised', WARNING);
  endPoll({ kind: 'polled', cursor: '4' });
  await settled();
  time.advance(0);
  expect(polled).toEqual([null, '4']);
  // Nothing new: not at once.
  endPoll({ kind: 'polled', cursor: '4' });
  await settled();
  time.advance(1999);
  expect(polled).toHaveLength(2);
  time.advance(1);
  expect(polled).toHaveLength(3);
  time.advance(600_000);
  endPoll({ kind: 'polled', cursor: '4' });
  await settled();
  time.advance(2000);
  expect(asked).toEqual([null, '4']);
  expect(kept).toHaveLength(1);
});

test('a page in the platform’s place: the poll; when that fails, too, the stream again', async () => {
  stream.start();
  link.enrolled();
  const error = { code: 'platform.not-a-receipt', status: 200, title: '', detail: 'text/html' } as const;
  const page = { kind: 'retry', error, afterMs: null, wholeLine: false } as const;
  end(page);
  await settled();
  time.advance(0);
  expect(polled).toHaveLength(1);
  endPoll(page);
  await settled();
  time.advance(5000);
  expect(asked).toHaveLength(2);
});
