/** Events as the platform writes them, newer ones, and rubbish. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownUrl } from '../../../main/station/platform/command-desk.ts';
import { readEvent } from '../../../main/station/platform/platform-event.ts';

const AT = '2026-11-29T08:00:00.000+08:00';
const event = (type: string, data: unknown, more: object = {}): string =>
  JSON.stringify({ id: '1', at: AT, type, data, ...more });
const TARGET = { commandId: 'c', cameraId: 'cam' };

test.each([
  ['command.snapshot', TARGET],
  ['command.live', { ...TARGET, url: 'https://county/x' }],
  ['command.live', { ...TARGET, url: 'https://county/x', seconds: 3600 }],
  ['command.clip', { ...TARGET, url: 'https://county/x', from: AT, to: AT }],
  ['command.stop', { commandId: 'c' }],
  ['command.stop', { commandId: 'c', ofTomorrow: 1 }],
])('%s', (type, data) => {
  expect(readEvent(event(type, data, { ofTomorrow: true }))).toMatchObject({
    kind: 'command',
    event: { type, at: Date.parse(AT) },
  });
});

const WARNING = { warningId: 'w', code: 'c', level: 'high', title: 't', text: 'x', dueAt: AT };
test.each([
  ['warning.raised', WARNING],
  ['warning.raised', { ...WARNING, dueAt: null, documentIds: ['1'], ofTomorrow: 1 }],
  ['warning.raised', { ...WARNING, title: '', text: '<script>\u202e\u0000'.repeat(10_000) }],
  ['warning.closed', { warningId: 'w' }],
  ['warning.returned', { warningId: 'w', text: '照片不清' }],
  ['announcement', { text: '检查' }],
])('%s', (type, data) => {
  expect(readEvent(event(type, data, { ofTomorrow: true }))).toMatchObject({ kind: 'notice', event: { type } });
});

test.each([
  ['no JSON', 'command', 'misshapen'],
  ['no object', 'null', 'misshapen'],
  ['no type', '{}', 'misshapen'],
  ['an unknown one', event('of-tomorrow', {}), 'other'],
  ['a warning without words', event('warning.raised', {}), 'misshapen'],
  ['a level of its own', event('warning.raised', { ...WARNING, level: 'fatal' }), 'misshapen'],
  ['a deadline that is none', event('warning.raised', { ...WARNING, dueAt: 'soon' }), 'misshapen'],
  ['no deadline said', event('warning.raised', { ...WARNING, dueAt: undefined }), 'misshapen'],
  ['half a pair', event('warning.raised', { ...WARNING, warningId: '\ud800' }), 'misshapen'],
  ['documents that are none', event('warning.raised', { ...WARNING, documentIds: [7] }), 'misshapen'],
  ['closed, of nobody', event('warning.closed', { text: 'x' }), 'misshapen'],
  ['an announcement of nothing', event('announcement', {}), 'misshapen'],
  ['no id', event('announcement', { text: 'x' }, { id: '' }), 'misshapen'],
  ['longer than a megabyte', event('announcement', { text: 'x'.repeat(1_100_000) }), 'misshapen'],
  ['no camera', event('command.snapshot', { commandId: 'c' }), 'misshapen'],
  ['no address', event('command.live', TARGET), 'misshapen'],
  ['too long', event('command.live', { ...TARGET, url: 'x', seconds: 3601 }), 'misshapen'],
  ['no time', event('command.clip', { ...TARGET, url: 'x', from: 'yesterday', to: AT }), 'misshapen'],
  ['no clock', event('command.stop', { commandId: 'c' }, { at: 7 }), 'misshapen'],
])('%s', (_what, text, kind) => {
  expect(readEvent(text).kind).toBe(kind);
});

test('nothing throws', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readEvent(text)));
});

describe('the platform’s own origin', () => {
  const OWN = 'https://county.example/api';
  test.each([
    ['https://county.example/films/1?key=2', true],
    ['https://COUNTY.example:443/films', true],
    ['https://county.example.evil/films', false],
    ['https://county.example:444/films', false],
    ['http://county.example/films', false],
    ['https://county.example@evil/films', false],
    ['https://user@county.example/films', false],
    ['//county.example/films', false],
    ['', false],
  ])('%s', (url, isOwn) => {
    expect(ownUrl(url, OWN) !== null).toBe(isOwn);
  });
});
