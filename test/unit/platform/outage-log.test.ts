/** When the line was down, as rows: from its first failure, over restarts, whatever is done to the clock of the wall. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OutageLog } from '../../../main/station/platform/outage-log.ts';
import { PlatformLink } from '../../../main/station/platform/platform-link.ts';
import type { LinkError } from '../../../main/station/upload/adapters/adapter.ts';
import type { EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';
import { tempStation, thrown, type TempStation } from '../store/temp-station.ts';
import { quiet } from './manual-time.ts';

const NO_ANSWER: LinkError = { code: 'platform.unreachable', status: null, title: '', detail: 'ECONNREFUSED' };
const SERVER: LinkError = { code: 'platform.server-error', status: 500, title: 'Oh', detail: 'dear' };
const HOUR = 3_600_000;

/** Both clocks apart: a person sets only one of them. */
const clock = {
  wallMs: 0,
  monotonicMs: 0,
  wall: () => clock.wallMs as EpochMs,
  monotonic: () => clock.monotonicMs as MonotonicMs,
  pass(ms: number) {
    clock.wallMs += ms;
    clock.monotonicMs += ms;
  },
};
let station: TempStation;
let link: PlatformLink;
let outages: OutageLog;

function run(): void {
  link = new PlatformLink({ clock, random: () => 0.5, log: quiet });
  outages = new OutageLog({ db: station.db, link, clock, log: quiet });
  outages.start();
  link.enrolled();
}
const rows = (): unknown[] =>
  station.db
    .prepare('SELECT fromMs, untilMs, lastedMs FROM outage LEFT JOIN outage_end ON outageId = id ORDER BY id')
    .all();
function failThrice(): void {
  for (let count = 0; count < 3; count++) {
    link.sendFailed(NO_ANSWER);
    clock.pass(1_000);
  }
}

beforeEach(() => {
  clock.wallMs = 1_000_000;
  clock.monotonicMs = 0;
  station = tempStation();
  run();
});
afterEach(() => {
  outages.stop();
  station.end();
});

test('two failures are none; three are one outage, from the first of them until something gets through', () => {
  link.sendSucceeded(null);
  link.sendFailed(NO_ANSWER);
  link.sendFailed(NO_ANSWER);
  link.sendSucceeded(null);
  expect(rows()).toEqual([]);
  clock.pass(10_000);
  failThrice();
  expect(rows()).toEqual([{ fromMs: 1_010_000, untilMs: null, lastedMs: null }]);
  clock.pass(HOUR);
  failThrice();
  link.sendSucceeded(null);
  expect(rows()).toEqual([{ fromMs: 1_010_000, untilMs: 1_016_000 + HOUR, lastedMs: 6_000 + HOUR }]);
});

test('heartbeats without an answer are an outage, too; one document that is always answered with an error is none', () => {
  link.heartbeatSucceeded(0);
  for (let count = 0; count < 9; count++) link.sendFailed(SERVER, 'one');
  expect(rows()).toEqual([]);
  for (let count = 0; count < 3; count++) link.heartbeatFailed(NO_ANSWER);
  expect(rows()).toHaveLength(1);
  link.heartbeatSucceeded(0);
  expect(rows()).toEqual([{ fromMs: 1_000_000, untilMs: 1_000_000, lastedMs: 0 }]);
});

test('a station that waits for its enrolment has no outage behind it', () => {
  clock.pass(24 * HOUR);
  link.enrolled();
  failThrice();
  expect(rows()).toMatchObject([{ fromMs: 1_000_000 + 24 * HOUR }]);
});

test.each([
  ['back a day', -24 * HOUR, 1_000_000],
  ['on an hour', HOUR, 1_003_000 + HOUR],
])('a clock set %s makes none negative, and how long it was is right', (_, step, untilMs) => {
  failThrice();
  clock.wallMs += step;
  link.sendSucceeded(null);
  expect(rows()).toEqual([{ fromMs: 1_000_000, untilMs, lastedMs: 3_000 }]);
});

test('over a restart it is one outage; while nothing was heard it goes on', () => {
  failThrice();
  outages.stop();
  clock.pass(HOUR);
  clock.monotonicMs = 5;
  station.reopen();
  run();
  failThrice();
  expect(rows()).toEqual([{ fromMs: 1_000_000, untilMs: null, lastedMs: null }]);
  link.sendSucceeded(null);
  expect(rows()).toEqual([{ fromMs: 1_000_000, untilMs: 1_006_000 + HOUR, lastedMs: 6_000 + HOUR }]);
});

test('over a restart with the clock set back it lasted nothing, and never less', () => {
  failThrice();
  outages.stop();
  clock.wallMs -= 24 * HOUR;
  run();
  link.sendSucceeded(null);
  expect(rows()).toEqual([{ fromMs: 1_000_000, untilMs: 1_000_000, lastedMs: 0 }]);
});

test('where it cannot be written the line goes on, and it is tried again with the next word of the line', () => {
  station.db.prepare('ALTER TABLE outage RENAME TO away').run();
  expect(failThrice).not.toThrow();
  station.db.prepare('ALTER TABLE away RENAME TO outage').run();
  link.sendFailed(NO_ANSWER);
  expect(rows()).toMatchObject([{ fromMs: 1_000_000, untilMs: null }]);
});

test('what was written can be neither changed nor taken away', () => {
  failThrice();
  link.sendSucceeded(null);
  for (const sql of [
    'UPDATE outage SET fromMs = 0',
    'DELETE FROM outage_end',
    'REPLACE INTO outage_end VALUES (1, 0, 0)',
  ])
    expect(String(thrown(() => station.db.immediate(() => station.db.prepare(sql).run())))).toMatch(
      /append-only|store.failed/,
    );
});
