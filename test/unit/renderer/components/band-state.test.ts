import { expect, test } from 'vitest';
import { bandState, type BandInput } from '../../../../renderer/components/band-state.ts';

const CONFIRM: BandInput = {
  status: 'ready',
  connected: true,
  phase: 'confirm',
  waits: true,
  plateWanted: false,
  reading: false,
  kind: 'gross',
  over: null,
  unproven: false,
  displayDiffers: false,
};

test.each<[string, Partial<BandInput>, string, string, string]>([
  ['a known truck', {}, 'band.confirm-sheet', 'square-filled', 'waits'],
  ['its tare', { kind: 'tare' }, 'band.confirm-tare', 'square-filled', 'waits'],
  ['its pictures are read, nothing is recorded', { waits: false, reading: true }, 'next.reading', 'aperture', 'quiet'],
  ['no plate yet', { plateWanted: true }, 'band.plate', 'square-filled', 'waits'],
  ['over before the record', { over: 'limit' }, 'band.over-limit', 'octagon', 'stop'],
  ['overloaded', { over: 'load' }, 'band.over-load', 'octagon', 'stop'],
  ['over on record', { phase: 'over-limit' }, 'band.over-limit', 'octagon', 'stop'],
  ['released', { phase: 'released', waits: false }, 'band.released', 'tick', 'quiet'],
  [
    'recorded without a word of the plate',
    { phase: 'released', plateWanted: true },
    'band.plate',
    'square-filled',
    'waits',
  ],
  ['nobody', { phase: 'idle', waits: false }, 'band.idle', 'square', 'quiet'],
  ['a picture missing', { phase: 'incomplete' }, 'band.incomplete', 'triangle', 'look'],
  [
    'only a display that differs',
    { phase: 'incomplete', displayDiffers: true },
    'band.display-differs',
    'triangle',
    'look',
  ],
  ['recorded without a picture, by nobody', { unproven: true }, 'band.incomplete', 'triangle', 'look'],
  ['a tare of that kind', { phase: 'released', unproven: true }, 'band.incomplete', 'triangle', 'look'],
  ['its plate first', { plateWanted: true, unproven: true }, 'band.plate', 'square-filled', 'waits'],
  ['no signal', { phase: 'no-signal', waits: false }, 'band.no-signal', 'broken-line', 'stop'],
  ['a slow station', { status: 'slow' }, 'band.slow', 'broken-line', 'look'],
  ['a station that is away', { status: 'restarting', connected: false }, 'band.restarting', 'broken-line', 'look'],
  [
    'a station that never answered',
    { status: 'starting', connected: false, phase: null },
    'band.starting',
    'broken-line',
    'look',
  ],
])('%s', (_, change, words, shape, meaning) => {
  expect(bandState({ ...CONFIRM, ...change })).toEqual({ words, shape, meaning });
});
