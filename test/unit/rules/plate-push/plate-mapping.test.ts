/** What cameras post, by the mapping for them; and what is no plate, no number, no time. */
import { describe, expect, test } from 'vitest';
import { mapPlate, type PlateMapping } from '../../../../main/station/rules/plate-push/plate-mapping.ts';
import { readyMapping } from '../../../../main/station/rules/plate-push/ready-mappings.ts';
import { alarmInfoPlate, keepAlive, tollgateInfo } from '../../../sim/smart-camera/vendor-bodies.ts';

const ALARM = readyMapping('alarm-info-plate');
const DAHUA = readyMapping('dahua-itsapi');
const AT = Date.parse('2026-11-30T08:15:30+08:00');

describe('cameras whose JSON is known', () => {
  test('臻识: text, colour by its table, confidence of a hundred, seconds, its own number', () => {
    expect(mapPlate(alarmInfoPlate({ plate: '晋C88666', confidence: 96, color: 2, atMs: AT }), ALARM)).toEqual({
      kind: 'plate',
      plate: { text: '晋C88666', kind: 'ordinary', color: 'yellow', confidence: 0.96, cameraAtMs: AT },
      serial: 'fe71e106-57263272',
    });
  });

  test.each([
    [0, 'unknown'], [1, 'blue'], [2, 'yellow'], [3, 'white'], [4, 'black'], [5, 'green'], [6, 'yellow-green'], [7, 'unknown'],
    ['2', 'yellow'], ['constructor', 'unknown'],
  ])('臻识 colour %s is %s', (color, called) => {
    expect(mapPlate(alarmInfoPlate({ plate: '晋C88666', color }), ALARM)).toMatchObject({ plate: { color: called } });
  }); // prettier-ignore

  test('a trailer; a plate with its mark; one registered in Hong Kong or Macao too', () => {
    const read = (plate: string) => mapPlate(alarmInfoPlate({ plate }), ALARM);
    expect(read('晋K1111挂')).toMatchObject({ plate: { text: '晋K1111挂', kind: 'trailer' } });
    expect(read(' 晋c·88666 ')).toMatchObject({ plate: { text: '晋C88666' } });
    expect(read('粤ZJ068澳|MX7742|ZM127')).toMatchObject({ plate: { text: '粤ZJ068澳', kind: 'hk-macao' } });
  });

  test.each([['_无_'], ['无牌车'], [''], ['  ']])('nothing was read: %j', (plate) => {
    expect(mapPlate(alarmInfoPlate({ plate }), ALARM)).toEqual({ kind: 'no-plate' });
  });

  test('sent again after the line was down: of a truck that has gone', () => {
    expect(mapPlate(alarmInfoPlate({ plate: '晋C88666', late: true }), ALARM)).toEqual({ kind: 'late' });
  });

  test('Dahua: the same by its own names, its time without a zone, and its sign of life', () => {
    expect(mapPlate(tollgateInfo({ plate: '晋C88666', atMs: AT }), DAHUA)).toEqual({
      kind: 'plate',
      plate: { text: '晋C88666', kind: 'ordinary', color: 'yellow', confidence: 0.9, cameraAtMs: AT },
      serial: 'camera_01',
    });
    expect(mapPlate(keepAlive(), DAHUA)).toEqual({ kind: 'alive' });
  });
});

describe('a mapping of one’s own', () => {
  const OWN: PlateMapping = {
    plate: 'plates.1.no',
    none: ['-'],
    confidence: { path: 'c', most: 1 },
    time: { path: 't', form: 'unix-milliseconds' },
    answer: 'plain',
  };
  const posted = (more: object = {}) => ({ plates: [{}, { no: '晋C88666' }], c: 0.5, t: AT, ...more });
  test('into lists, with a share, in milliseconds, without colour and number', () => {
    expect(mapPlate(posted(), OWN)).toEqual({
      kind: 'plate',
      plate: { text: '晋C88666', kind: 'ordinary', color: 'unknown', confidence: 0.5, cameraAtMs: AT },
      serial: null,
    });
  });

  test.each([[Number.NaN], [-0.1], [1.01], [1e308], [null], ['0x1'], ['1e1'], [{}], [[0.5]], [true], ['9'.repeat(60)]])(
    'a confidence of %j is none',
    (c) => {
      expect(mapPlate(posted({ c }), OWN)).toMatchObject({ plate: { confidence: null } });
    },
  );

  test.each([[0], [-1], [1e300], [4_102_444_800_000], ['gestern'], [null], [{}]])('a time of %j is none', (t) => {
    expect(mapPlate(posted({ t }), OWN)).toMatchObject({ plate: { cameraAtMs: null } });
  });

  test.each([
    ['2026-11-30 08:15:30', AT], ['2026-11-30T08:15:30.250', AT + 250], ['2026-11-31 08:15:30', null],
    ['2026-13-01 00:00:00', null], ['2026-11-30 25:00:00', null], ['2026-11-30', null], [20261130, null],
  ])('a time in words: %j', (t, ms) => {
    const local = { ...OWN, time: { path: 't', form: 'local-text' } as const };
    expect(mapPlate(posted({ t }), local)).toMatchObject({ plate: { cameraAtMs: ms } });
  }); // prettier-ignore

  test.each([
    ['no such field', {}],
    ['a number', { plates: [0, { no: 88_666 }] }],
    ['too long a text', { plates: [0, { no: 'A'.repeat(65) }] }],
    ['more than a plate has room for', { plates: [0, { no: '晋C8866612345678901' }] }],
    ['what no plate can hold', { plates: [0, { no: '晋C<b>666' }] }],
    ['a list', []],
    ['a text', '晋C88666'],
    ['null', null],
    ['a number instead of everything', 1e999],
    ['what every object has', { plates: { 1: Object.create({ no: '晋C88666' }) as object } }],
  ])('unfit: %s', (_what, value) => {
    expect(mapPlate(value, OWN)).toEqual({ kind: 'unfit' });
  });
});
