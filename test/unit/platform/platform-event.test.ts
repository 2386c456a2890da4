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

test.each([
  ['no JSON', 'command', 'misshapen'],
  ['no object', 'null', 'misshapen'],
  ['no type', '{}', 'misshapen'],
  ['an unknown one', event('warning.raised', {}), 'other'],
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
