import { describe, expect, test } from 'vitest';
import {
  EMPTY_DECK,
  phaseOf,
  step,
  type DeckEvent,
  type DeckState,
} from '../../../main/station/rules/weighing-machine.ts';
import { kg, type Kg } from '../../../preload/contract/vocabulary.ts';

const RULES = { zeroBandKg: kg(40), minKg: kg(400) };
const frame = (weight: number | null, steady = false): DeckEvent => ({
  type: 'frame',
  weightKg: weight === null ? null : kg(weight),
  steady,
});

function play(events: readonly DeckEvent[], from: DeckState = EMPTY_DECK) {
  let state = from;
  let began = 0;
  let ended = 0;
  let weight: Kg | null = null;
  for (const event of events) {
    const next = step(state, event, RULES);
    state = next.state;
    began += Number(next.began);
    ended += Number(next.ended);
    if (event.type === 'frame') weight = event.weightKg;
  }
  return { state, began, ended, phase: phaseOf(state, weight, RULES) };
}

const ON = [frame(0), frame(20, true), frame(5000), frame(48_000), frame(48_620, true)];
const ZERO = [frame(20), frame(0), frame(0)];

describe('one truck', () => {
  test('without a frame there is no signal', () => {
    expect(play([]).phase).toBe('no-signal');
  });

  test.each<[string, DeckEvent[], string]>([
    ['empty deck', [frame(0, true)], 'idle'],
    ['drives on', [frame(0), frame(5000)], 'arriving'],
    ['steady below the minimum load is no truck yet', [frame(0), frame(300, true)], 'arriving'],
    ['stands', ON, 'steady'],
    ['moves again', [...ON, frame(48_000)], 'arriving'],
    ['photographed', [...ON, { type: 'capture-started' }], 'capturing'],
    ['all pictures', [...ON, { type: 'capture-started' }, { type: 'captured', complete: true }], 'confirm'],
    ['a picture missing', [...ON, { type: 'capture-started' }, { type: 'captured', complete: false }], 'incomplete'],
    ['capture failed', [...ON, { type: 'capture-started' }, { type: 'capture-failed' }], 'steady'],
    [
      'a failed re-weigh of a recorded truck',
      [...ON, { type: 'recorded', next: 'none' }, { type: 'capture-started' }, { type: 'capture-failed' }],
      'released',
    ],
    ['its record voided', [...ON, { type: 'recorded', next: 'none' }, { type: 'voided' }], 'steady'],
    ['gross recorded', [...ON, { type: 'recorded', next: 'sheet' }], 'confirm'],
    ['over limit', [...ON, { type: 'recorded', next: 'over-limit' }], 'over-limit'],
    ['tare recorded', [...ON, { type: 'recorded', next: 'none' }], 'released'],
    ['sheet issued', [...ON, { type: 'recorded', next: 'sheet' }, { type: 'sheet-issued' }], 'released'],
    ['signal lost', [...ON, { type: 'signal-lost' }], 'no-signal'],
    ['signal back', [...ON, { type: 'signal-lost' }, frame(48_620, true)], 'steady'],
    ['overload', [...ON, frame(null)], 'arriving'],
    ['gone', [...ON, { type: 'recorded', next: 'none' }, ...ZERO], 'idle'],
  ])('%s', (_name, events, phase) => {
    expect(play(events).phase).toBe(phase);
  });

  test('a pass begins once and ends after three frames in the zero band', () => {
    expect(play(ON)).toMatchObject({ began: 1, ended: 0 });
    expect(play([...ON, frame(0), frame(0)])).toMatchObject({ ended: 0 });
    expect(play([...ON, frame(0), frame(0), frame(5000)])).toMatchObject({ ended: 0, began: 1 });
    expect(play([...ON, ...ZERO])).toMatchObject({ began: 1, ended: 1 });
  });

  test('keeps the zero before the truck, and the zero after it', () => {
    expect(play(ON).state.zeroKg).toBe(20);
    expect(play([...ON, frame(-20), frame(-20), frame(-20)]).state.zeroKg).toBe(-20);
  });

  test('a truck that was there before the first frame has no zero before', () => {
    expect(play([frame(48_620, true)])).toMatchObject({ began: 1, phase: 'steady' });
    expect(play([frame(48_620, true)]).state.zeroKg).toBeNull();
  });

  test('a silence never ends a pass', () => {
    const gap = [
      ...ON,
      { type: 'recorded', next: 'none' } as const,
      frame(0),
      frame(0),
      { type: 'signal-lost' } as const,
      frame(0),
    ];
    expect(play(gap)).toMatchObject({ ended: 0, phase: 'released' });
  });
});
