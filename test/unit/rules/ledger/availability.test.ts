/** How changes become rows, and rows a month's up-time. Times are seconds here. */
import { expect, test } from 'vitest';
import {
  deviceTime,
  stationTime,
  type Run,
  type StateRow,
} from '../../../../main/station/rules/ledger/availability.ts';
import { Flapping, type ChangeRow } from '../../../../main/station/rules/ledger/flapping.ts';

const S = 1000;
const ON = { state: 'online', detail: null } as const;
const OFF = { state: 'offline', detail: 'camera.timeout' } as const;

/** Online from 0; then told of each change, and of each minute between. */
function rowsOf(
  changes: readonly (readonly [atS: number, state: typeof ON | typeof OFF])[],
  untilS: number,
): StateRow[] {
  const flapping = new Flapping(ON, 0);
  const rows: (ChangeRow | null)[] = [{ ...ON, atMs: 0, losses: 0, offlineMs: 0 }];
  for (let at = 1; at <= untilS; at += 1) {
    for (const [atS, state] of changes) if (atS === at) rows.push(flapping.change(state, at * S));
    if (at % 60 === 0) rows.push(flapping.tick(at * S));
  }
  return [...rows, flapping.end(untilS * S)].filter((row) => row !== null);
}
const RUN: Run = { id: 1, startedAtMs: 0, endedAtMs: 3600 * S, clean: true };
const time = (rows: readonly StateRow[], span = { fromMs: 0, toMs: 3600 * S }) =>
  deviceTime([RUN], () => rows, span, 3600 * S);

test('a change after a quiet minute is a row at once', () => {
  const rows = rowsOf(
    [
      [100, OFF],
      [400, ON],
    ],
    3600,
  );
  expect(rows.map(({ atMs, state }) => [atMs / S, state])).toEqual([
    [0, 'online'],
    [100, 'offline'],
    [400, 'online'],
  ]);
  expect(time(rows)).toMatchObject({ observedMs: 3600 * S, offlineMs: 300 * S, faults: 1 });
  expect(time(rows).list).toEqual([
    { fromMs: 100 * S, untilMs: 400 * S, offlineMs: 300 * S, times: 1, detail: 'camera.timeout' },
  ]);
});

test('flapping for an hour is some rows, with every second offline and every loss counted', () => {
  const changes = Array.from({ length: 350 }, (_, nth) => [10 + nth * 10, nth % 2 === 0 ? OFF : ON] as const);
  const rows = rowsOf(changes, 3600);
  expect(rows.length).toBeLessThan(12);
  expect(time(rows)).toMatchObject({ offlineMs: 1750 * S, faults: 175 });
  expect(time(rows).list).toHaveLength(1);
});

test('gone while the run ends: until its end; gone in the run that lasts: until nobody knows', () => {
  const rows = rowsOf([[3000, OFF]], 3600);
  expect(time(rows).list).toMatchObject([{ untilMs: 3600 * S, offlineMs: 600 * S }]);
  const lasting = deviceTime(
    [{ ...RUN, endedAtMs: null, clean: null }],
    () => rows,
    { fromMs: 0, toMs: 9000 * S },
    5000 * S,
  );
  expect(lasting).toMatchObject({ observedMs: 5000 * S, offlineMs: 2000 * S, list: [{ untilMs: null }] });
});

test('a month begins in the middle of a fault: its share', () => {
  const rows = rowsOf(
    [
      [1000, OFF],
      [2000, ON],
    ],
    3600,
  );
  expect(time(rows, { fromMs: 1500 * S, toMs: 3600 * S })).toMatchObject({ observedMs: 2100 * S, offlineMs: 500 * S });
});

test('a clock that was set back leaves no time below nothing', () => {
  const flapping = new Flapping(ON, 10_000 * S);
  const off = flapping.change(OFF, 100 * S);
  const on = flapping.change(ON, 200 * S) ?? flapping.end(200 * S);
  const rows = [{ ...ON, atMs: 10_000 * S, losses: 0, offlineMs: 0 }, off, on].filter((row) => row !== null);
  expect(rows.every(({ offlineMs }) => offlineMs >= 0)).toBe(true);
  const { observedMs, offlineMs } = time(rows, { fromMs: 0, toMs: 20_000 * S });
  expect(offlineMs).toBeLessThanOrEqual(observedMs);
});

test('the station: run, stopped, and ended by something else', () => {
  const runs: Run[] = [
    { id: 1, startedAtMs: 100 * S, endedAtMs: 200 * S, clean: true },
    { id: 2, startedAtMs: 300 * S, endedAtMs: 350 * S, clean: false },
    { id: 3, startedAtMs: 400 * S, endedAtMs: null, clean: null },
  ];
  expect(stationTime(runs, { fromMs: 0, toMs: 1000 * S }, 500 * S, 100 * S)).toEqual({
    runningMs: 250 * S,
    stoppedMs: 150 * S,
    starts: 3,
    uncleanEnds: 1,
  });
});
