/** 1,000 malformed events and 1,000 malformed replies: nothing crashes, nothing is stored unparsed, the stream goes on behind them. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CommandLog } from '../../../main/station/platform/command-log.ts';
import { EventStream } from '../../../main/station/platform/event-stream.ts';
import { PlatformLink } from '../../../main/station/platform/platform-link.ts';
import { PlatformWarningStore } from '../../../main/station/records/platform-warning-store.ts';
import { Meta } from '../../../main/station/store/meta.ts';
import type { EventListener } from '../../../main/station/upload/adapters/adapter.ts';
import { SseParser } from '../../../main/station/upload/adapters/sse-parser.ts';
import { pollOutcome } from '../../../main/station/upload/adapters/standard-answers.ts';
import { PlatformWarnings } from '../../../main/station/warnings/platform-warnings.ts';
import { FakeTime } from '../../unit/native/fake-time.ts';
import { tempStation, type TempStation } from '../../unit/store/temp-station.ts';

const RUNS = 1000;
const QUIET = { info: () => undefined, warn: () => undefined };
let station: TempStation;
let stream: EventStream;
let listener: EventListener | null;

beforeEach(() => {
  station = tempStation();
  const time = new FakeTime();
  listener = null;
  const link = new PlatformLink({ clock: time.clock, random: () => 0, log: QUIET });
  const commands = new CommandLog(station.db);
  const warnings = new PlatformWarnings({ store: new PlatformWarningStore(station.db), clock: time.clock });
  stream = new EventStream({
    adapter: {
      events: (_after, one) => {
        listener = one;
        return new Promise((resolve) => one.signal.addEventListener('abort', () => resolve({ kind: 'ended' })));
      },
      pollEvents: () => Promise.reject(new Error('not asked for')),
    },
    link,
    db: station.db,
    meta: new Meta(station.db),
    keep: (event) => commands.keep(event, 0),
    carryOut: () => undefined,
    notices: { keep: (event) => warnings.keep(event), kept: () => undefined },
    clock: time.clock,
    timers: time,
    random: () => 0,
    log: QUIET,
  });
  stream.start();
  link.enrolled();
});
afterEach(async () => {
  await stream.stop();
  station.end();
});

const AT = '2026-11-29T08:00:00.000+08:00';
const GOOD = {
  'warning.raised': { warningId: 'w', code: 'c', level: 'high', title: 't', text: 'x', dueAt: AT, documentIds: ['d'] },
  'warning.closed': { warningId: 'w', text: 'x' },
  'warning.returned': { warningId: 'w', text: 'x' },
  announcement: { text: 'x' },
} as const;
/** Every member that must be there, and what it must be. */
const MUST: Readonly<Record<keyof typeof GOOD, Readonly<Record<string, 'string' | 'time'>>>> = {
  'warning.raised': {
    warningId: 'string',
    code: 'string',
    level: 'string',
    title: 'string',
    text: 'string',
    dueAt: 'time',
  },
  'warning.closed': { warningId: 'string' },
  'warning.returned': { warningId: 'string' },
  announcement: { text: 'string' },
};
const rubbish = fc.oneof(
  fc.constantFrom(undefined, {}, [], true, -1, 1e400, 'yesterday', '2026-13-45T99:00:00Z', '\ud800', ['x'], { $ne: 1 }),
  fc.jsonValue(),
);
/** A well formed event with one of its members spoilt. */
const spoilt = fc
  .tuple(fc.constantFrom(...(Object.keys(GOOD) as (keyof typeof GOOD)[])), fc.nat(), rubbish)
  .map(([type, nth, value]) => {
    const names = Object.keys(MUST[type]);
    const name = names[nth % names.length] ?? '';
    const isText = typeof value === 'string' && value.isWellFormed() && value !== '';
    const stays = MUST[type][name] === 'string' && name !== 'level' && isText;
    const isEmptyWords = value === '' && (name === 'title' || name === 'text');
    // What JSON has no number for is written as null, which is a time that is not set.
    const isNoTime = name === 'dueAt' && JSON.stringify(value) === 'null';
    const data = { ...GOOD[type], [name]: stays || isEmptyWords || isNoTime ? 7 : value };
    return JSON.stringify({ id: `${name} ${nth}`, at: AT, type, data });
  });
/** Well formed texts that are no event at all, cut ones, and ones of no JSON. */
const noEvent = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc
    .nat({ max: 120 })
    .map((at) =>
      JSON.stringify({ id: '1', at: AT, type: 'warning.raised', data: GOOD['warning.raised'] }).slice(0, at),
    ),
  fc.constantFrom('null', '[]', '{"type":{}}', `{"type":"warning.raised","id":"1","at":"${AT}","data":null}`),
  fc.jsonValue().map((data) => JSON.stringify({ id: 7, at: AT, type: 'announcement', data })),
);

const stored = (): unknown[] =>
  ['platform_event', 'platform_warning', 'platform_warning_step', 'open_platform_warning', 'command'].flatMap((table) =>
    station.db.prepare(`SELECT * FROM ${table}`).all(),
  );

it('events: not one is stored, each is passed, and a good one behind them is kept', () => {
  let nth = 0;
  fc.assert(
    fc.property(fc.oneof(spoilt, noEvent), (data) => {
      nth += 1;
      listener?.onBytes();
      listener?.onEvent({ id: `cursor-${nth}`, data });
      expect(new Meta(station.db).get('eventCursor')).toBe(`cursor-${nth}`);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(stored()).toEqual([]);
  expect(stream.counters.misshapen).toBeGreaterThan(RUNS / 2);
  const data = JSON.stringify({ id: 'good', at: AT, type: 'warning.raised', data: GOOD['warning.raised'] });
  listener?.onEvent({ id: 'z', data });
  listener?.onEvent({ id: 'z2', data });
  expect(new PlatformWarningStore(station.db).awaited()).toHaveLength(1);
}, 60_000);

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.string({ unit: 'binary', maxLength: 400 }).map((text) => Buffer.from(text, 'utf8')),
  fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
  fc
    .record({
      events: fc.oneof(
        fc.jsonValue(),
        fc.array(
          fc.oneof(
            fc.jsonValue(),
            spoilt.map((one) => JSON.parse(one) as unknown),
          ),
        ),
      ),
      cursor: fc.oneof({ weight: 4, arbitrary: fc.string() }, fc.jsonValue()),
    })
    .map((value) => Buffer.from(JSON.stringify(value))),
);

it('replies: a poll of any bytes and a stream of any bytes, and nothing is stored', () => {
  let answered = 0;
  fc.assert(
    fc.property(bytes, fc.constantFrom('application/json', 'text/html', '', 'text/event-stream'), (body, type) => {
      const answer = { kind: 'answer', status: 200, headers: { 'content-type': type }, body: Buffer.alloc(0) } as const;
      const outcome = pollOutcome(answer, Buffer.from(body), (event) => listener?.onEvent(event), 0);
      if (outcome.kind === 'polled') answered += 1;
      else expect(outcome).toMatchObject({ kind: 'retry', error: { code: 'platform.not-a-receipt' } });
      const parser = new SseParser(({ data, id }) => listener?.onEvent({ id: id ?? '', data }));
      parser.push(body);
      parser.push(Buffer.from('\n\n'));
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(stored()).toEqual([]);
  expect(answered).toBeGreaterThan(20);
}, 60_000);
