/** A week at the desk in scripted time: each warning is answered before its deadline or escalated; restarts, steps of the clock, storms. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PlatformWarningStore } from '../../../main/station/records/platform-warning-store.ts';
import { WarningStore } from '../../../main/station/records/warning-store.ts';
import { SOUNDS_AN_HOUR } from '../../../main/station/rules/warning-groups.ts';
import { Escalation } from '../../../main/station/warnings/escalation.ts';
import { PlatformWarnings } from '../../../main/station/warnings/platform-warnings.ts';
import type { NoticeEvent } from '../../../main/station/platform/platform-event.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';
import { Chance } from '../../sim/curves/chance.ts';
import { FakeTime } from '../native/fake-time.ts';
import { chainOf, weighingBody } from '../records/samples.ts';
import { newId, tempStation, type TempStation } from '../store/temp-station.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const HOURS = { critical: 2, high: 8, medium: 24, info: null } as const;

let station: TempStation;
let chain: ReturnType<typeof chainOf>;
let time: FakeTime;
/** The wall clock runs beside the one that never jumps. */
let stepMs: number;
let escalation: Escalation;
let heard: { readonly key: string; readonly at: number }[];
const now = (): EpochMs => (time.clock.wall() + stepMs) as EpochMs;

beforeEach(() => {
  station = tempStation();
  chain = chainOf(station.db, station.clock);
  time = new FakeTime();
  stepMs = 0;
  heard = [];
  escalation = made();
});
afterEach(() => {
  escalation.stop();
  station.end();
});

function made(): Escalation {
  const one: Escalation = new Escalation({
    db: station.db,
    platform: new PlatformWarningStore(station.db),
    siteHours: HOURS,
    now,
    timers: time,
    log: { info: () => undefined, warn: (fields) => expect(fields).toBeNull() },
    onMark: () => {
      const key = one.sound?.key;
      if (key !== undefined && heard.at(-1)?.key !== key) heard.push({ key, at: now() });
    },
  });
  one.start();
  return one;
}

let events = 0;
function said(type: NoticeEvent['type'], data: object): void {
  const store = new PlatformWarningStore(station.db);
  const intake = new PlatformWarnings({ store, clock: { wall: now, monotonic: () => time.now } });
  const event = { id: String(++events), type, at: now(), data } as unknown as NoticeEvent;
  station.db.immediate(() => intake.keep(event));
  escalation.look();
}
const warn = (warningId: string, dueInMs: number | null, level = 'high', title = warningId): void =>
  said('warning.raised', {
    warningId,
    code: 'over-limit-exit',
    level,
    title,
    text: '',
    dueAt: dueInMs === null ? null : now() + dueInMs,
  });
function rectify(warningId: string): void {
  const { id } = chain.add('weighing', weighingBody(), newId());
  station.db.immediate(() => new PlatformWarningStore(station.db).step(warningId, 'rectified', now(), '', id));
  escalation.look();
}
const marks = (warningId: string): { mark: string; atMs: number }[] =>
  station.db
    .prepare<{ mark: string; atMs: number }>('SELECT mark, atMs FROM warning_mark WHERE warningId = ? ORDER BY rowid')
    .all(warningId);

test('a week: 120 warnings, most answered in time, the rest overdue and said so within a minute', () => {
  const chance = new Chance(20261130);
  const open = new Map<string, { readonly due: number; readonly answerAt: number }>();
  let nth = 0;
  for (let at = 0; at < 7 * DAY; at += 10 * MINUTE) {
    time.advance(10 * MINUTE);
    if (chance.whole(0, 1007) < 120) {
      const warningId = `w-${++nth}`;
      const term = chance.whole(1, 48) * HOUR;
      warn(warningId, term, (['medium', 'high', 'critical'] as const)[chance.whole(0, 2)]);
      open.set(warningId, { due: now() + term, answerAt: now() + term * (chance.whole(1, 13) / 10) });
    }
    for (const [warningId, { answerAt }] of open)
      if (
        answerAt <= now() &&
        new PlatformWarningStore(station.db).awaited().some((one) => one.warningId === warningId)
      )
        rectify(warningId);
    // The power fails every day, and the clock is set right by ten minutes, to and fro.
    if (at % DAY === 12 * HOUR) {
      escalation.stop();
      escalation = made();
    }
    if (at % DAY === 18 * HOUR) stepMs += chance.whole(0, 1) === 0 ? 10 * MINUTE : -10 * MINUTE;
  }
  expect(nth).toBeGreaterThan(80);
  let escalated = 0;
  for (const [warningId, { answerAt, due }] of open) {
    const reached = marks(warningId).map(({ mark }) => mark);
    if (due > now()) continue;
    if (answerAt < due - 20 * MINUTE) expect(reached).not.toContain('overdue');
    if (answerAt > due + 20 * MINUTE) {
      escalated += 1;
      expect(reached).toEqual(expect.arrayContaining(['raised', 'half', 'quarter', 'overdue']));
      // By whichever clock: a step is noticed within a minute.
      expect(Math.abs((marks(warningId).at(-1)?.atMs ?? 0) - due)).toBeLessThan(11 * MINUTE);
    }
  }
  expect(escalated).toBeGreaterThan(10);
  for (const { at } of heard)
    expect(heard.filter((other) => other.at >= at && other.at < at + HOUR).length).toBeLessThanOrEqual(
      SOUNDS_AN_HOUR + 1,
    );
  expect(heard.length).toBeGreaterThan(40);
});

test('each mark once, over a restart and a clock set back; the missed ones of a night without power are one sound', () => {
  warn('w', 8 * HOUR);
  expect(heard).toHaveLength(1);
  escalation.stop();
  time.advance(9 * HOUR);
  escalation = made();
  expect(marks('w').map(({ mark }) => mark)).toEqual(['raised', 'half', 'quarter', 'hour', 'overdue']);
  expect(heard).toHaveLength(2);
  stepMs = -6 * HOUR;
  time.advance(5 * HOUR);
  expect(marks('w')).toHaveLength(5);
  expect(heard).toHaveLength(2);
});

test('a clock set forward loses no deadline', () => {
  warn('w', 30 * HOUR);
  stepMs = 40 * HOUR;
  time.advance(60_000);
  expect(marks('w').at(-1)?.mark).toBe('overdue');
});

test('a storm: of a hundred at once the worst is heard, and no more than five in the hour', () => {
  for (let nth = 0; nth < 100; nth++) warn(`w-${nth}`, 24 * HOUR, nth === 7 ? 'critical' : 'high', `truck ${nth}`);
  time.advance(HOUR - MINUTE);
  expect(heard.length).toBeLessThanOrEqual(SOUNDS_AN_HOUR);
  expect(heard.length).toBeGreaterThan(0);
});

test('returned: heard once more, and each return is one of its own', () => {
  warn('w', 24 * HOUR);
  rectify('w');
  time.advance(2 * HOUR);
  said('warning.returned', { warningId: 'w', text: '' });
  rectify('w');
  time.advance(2 * HOUR);
  said('warning.returned', { warningId: 'w', text: '' });
  expect(marks('w').filter(({ mark }) => mark.startsWith('returned-'))).toHaveLength(2);
  expect(heard).toHaveLength(3);
});

test('what the site raised has a term of its own', () => {
  const id = newId();
  const store = new WarningStore(station.db);
  const subjectId = chain.add('weighing', weighingBody(), newId()).id;
  station.db.immediate(() => store.raise({ id, kind: 'plate-doubt', subjectId, scaleId: 'scale-1', at: now() }));
  escalation.look();
  expect(heard).toHaveLength(0);
  time.advance(24 * HOUR);
  expect(marks(id).map(({ mark }) => mark)).toEqual(['raised', 'half', 'quarter', 'hour', 'overdue']);
  expect(heard.length).toBeGreaterThan(1);
});
