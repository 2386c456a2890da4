import { beforeEach, expect, test } from 'vitest';
import { PlatformLink } from '../../../main/station/platform/platform-link.ts';
import type { LinkError } from '../../../main/station/upload/adapters/adapter.ts';
import { timestamp } from '../../../preload/contract/vocabulary.ts';
import { ManualTime, quiet } from './manual-time.ts';

const NO_ANSWER: LinkError = { code: 'platform.unreachable', status: null, title: '', detail: 'ECONNREFUSED' };
const SERVER: LinkError = { code: 'platform.server-error', status: 500, title: 'Oh', detail: 'dear' };
let time: ManualTime;
let link: PlatformLink;
beforeEach(() => {
  time = new ManualTime();
  link = new PlatformLink({ clock: time, random: () => 0.5, log: quiet });
});

test('nothing goes before the station is enrolled; then all slots, and online once something got through', () => {
  expect(link.opening(4).parts).toBe(0);
  expect(link.needsEnrolment()).toBe(true);
  link.enrolled();
  expect(link.opening(4).parts).toBe(4);
  expect(link.state()).toMatchObject({ enrolled: true, online: false });
  link.sendSucceeded(timestamp(time.wall()));
  expect(link.state()).toMatchObject({ online: true, lastReceiptAt: timestamp(time.wall()), lastError: null });
});

test('three failures in a row: offline, shown once, probed one at a time and ever more seldom', () => {
  link.enrolled();
  link.sendSucceeded(null);
  link.sendFailed(SERVER);
  link.sendFailed(SERVER);
  expect(link.opening(4).parts).toBe(4);
  expect(link.state()).toMatchObject({ online: true, failuresInARow: 2 });
  link.sendFailed(SERVER);
  expect(link.state()).toMatchObject({
    online: false,
    failuresInARow: 3,
    lastError: { code: 'platform.server-error', detail: 'Oh: dear' },
  });
  const waits: number[] = [];
  for (let count = 0; count < 12; count++) {
    const wait = link.opening(4).inMs ?? -1;
    waits.push(wait);
    expect(link.opening(4).parts).toBe(0);
    time.pass(wait);
    expect(link.opening(4).parts).toBe(1);
    link.sendFailed(SERVER);
  }
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits[0]).toBe(3_000);
  expect(waits.at(-1)).toBe(151_000);
  expect(link.sendSucceeded(null)).toBe(true);
  expect(link.opening(4).parts).toBe(4);
  expect(link.state()).toMatchObject({ online: true, failuresInARow: 0, lastError: null });
});

test('one success in between starts the count again', () => {
  link.enrolled();
  for (let count = 0; count < 10; count++) {
    link.sendFailed(SERVER);
    link.sendFailed(SERVER);
    expect(link.sendSucceeded(null)).toBe(false);
  }
  expect(link.state().online).toBe(true);
});

test('Retry-After holds everything, the longest wins, and only for so long', () => {
  link.enrolled();
  link.hold(60_000);
  link.hold(10_000);
  time.pass(59_999);
  expect(link.opening(4).parts).toBe(0);
  expect(link.heldMs()).toBe(1);
  time.pass(1);
  expect(link.opening(4).parts).toBe(4);
});

test('401 closes the line until a new token, or until a heartbeat proves the old one good', () => {
  link.enrolled();
  link.sendSucceeded(null);
  for (const reopen of [() => link.enrolled(), () => link.heartbeatSucceeded(5)]) {
    link.unauthorised({ code: 'platform.unauthorised', status: 401, title: '', detail: '' });
    expect(link.opening(4).parts).toBe(0);
    expect(link.opening(4).inMs).toBeNull();
    expect(link.needsEnrolment()).toBe(true);
    expect(link.state()).toMatchObject({ online: false, enrolled: true, lastError: { code: 'platform.unauthorised' } });
    reopen();
    expect(link.opening(4).parts).toBe(4);
    expect(link.state()).toMatchObject({ online: true, lastError: null });
  }
});

test('a heartbeat that gets through lets an unreachable line be probed at once, but is no receipt', () => {
  link.enrolled();
  for (let count = 0; count < 5; count++) link.sendFailed(NO_ANSWER);
  expect(link.opening(4).parts).toBe(0);
  link.heartbeatSucceeded(-1_200);
  expect(link.opening(4).parts).toBe(1);
  expect(link.state()).toMatchObject({ online: false, failuresInARow: 5, clockOffsetMs: -1_200 });
});

test('with an empty outbox three missed heartbeats show the line', () => {
  link.enrolled();
  link.heartbeatSucceeded(0);
  for (let count = 0; count < 3; count++) {
    expect(link.state().online).toBe(true);
    link.heartbeatFailed(NO_ANSWER);
  }
  expect(link.state()).toMatchObject({ online: false, failuresInARow: 3 });
  link.heartbeatSucceeded(0);
  expect(link.state()).toMatchObject({ online: true, failuresInARow: 0 });
});

test('one document that the platform always fails on holds no other one up, and three of them are the line', () => {
  link.enrolled();
  link.sendSucceeded(null);
  for (let count = 0; count < 20; count++) link.sendFailed(SERVER, 'bad');
  expect(link.opening(4).parts).toBe(4);
  // It is told all the same: three in a row.
  expect(link.state()).toMatchObject({ online: false, failuresInARow: 20 });
  expect(link.sendSucceeded(null)).toBe(false);
  for (const id of ['bad', 'bad', 'worse', 'worst']) link.sendFailed(SERVER, id);
  expect(link.opening(4).parts).toBe(0);
  // A heartbeat that gets through lets the next one be tried at once, whatever the documents were answered.
  link.heartbeatSucceeded(0);
  expect(link.opening(4).parts).toBe(1);
});

test('without an answer the line itself is down, whichever document it was', () => {
  link.enrolled();
  for (let count = 0; count < 3; count++) link.sendFailed(NO_ANSWER, 'the same');
  expect(link.opening(4).parts).toBe(0);
});
