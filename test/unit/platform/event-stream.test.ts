/** Going on behind the last event, repeats, a disk that takes nothing, a token that is not good. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CommandLog } from '../../../main/station/platform/command-log.ts';
import { EventStream } from '../../../main/station/platform/event-stream.ts';
import { PlatformLink } from '../../../main/station/platform/platform-link.ts';
import { Meta } from '../../../main/station/store/meta.ts';
import type { EventListener, EventsOutcome } from '../../../main/station/upload/adapters/adapter.ts';
import { tempStation, type TempStation } from '../store/temp-station.ts';
import { FakeTime } from '../native/fake-time.ts';

let station: TempStation;
let time: FakeTime;
let asked: (string | null)[];
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
  carried = [];
  listener = null;
  full = false;
  link = new PlatformLink({ clock: time.clock, random: () => 0, log: QUIET });
  const log = new CommandLog(station.db);
  stream = new EventStream({
    adapter: {
      events: (after, one) => {
        asked.push(after);
        listener = one;
        return new Promise((resolve) => {
          end = resolve;
          one.signal.addEventListener('abort', () => resolve({ kind: 'ended' }));
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
    clock: time.clock,
    timers: time,
    random: () => 0,
    log: QUIET,
  });
});
afterEach(async () => {
  await stream.stop();
  station.end();
});

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
  event('7', 'a');
  event('7', 'a');
  event('8', 'b');
  listener?.onEvent({ id: '9', data: '{"type":"of-tomorrow"}' });
  listener?.onEvent({ id: '10', data: 'rubbish' });
  // Another event, the same command.
  event('11', 'a');
  expect(carried).toEqual(['a', 'b']);
  expect(stream.counters).toEqual({ events: 5, repeats: 2, unknown: 1, misshapen: 1, connections: 1 });
  end({ kind: 'ended' });
  await settled();
  time.advance(2000);
  expect(asked).toEqual([null, '11']);
});

test('an event that cannot be kept is asked for again', async () => {
  stream.start();
  link.enrolled();
  listener?.onOpen();
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
