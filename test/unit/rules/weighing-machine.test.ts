import { describe, expect, test } from 'vitest';
import {
  EMPTY_DECK,
  phaseOf,
  step,
  type DeckEvent,
  type DeckState,
} from '../../../main/station/rules/weighing-machine.ts';
import { kg } from '../../../preload/contract/vocabulary.ts';

const RULES = { zeroBandKg: kg(40), minKg: kg(400), sameKg: kg(40) };
const frame = (weight: number | null, steady = false): DeckEvent => ({
  type: 'frame',
  weightKg: weight === null ? null : kg(weight),
  steady,
});

function play(events: readonly DeckEvent[], from: DeckState = EMPTY_DECK) {
  let state = from;
  let began = 0;
  let ended = 0;
  for (const event of events) {
    const next = step(state, event, RULES);
    state = next.state;
    began += Number(next.began);
    ended += Number(next.ended);
  }
  return { state, began, ended, phase: phaseOf(state), place: state.place };
}

const ON = [frame(0), frame(20, true), frame(5000), frame(48_000), frame(48_620, true)];
const captured = (complete = true): DeckEvent => ({ type: 'captured', weightKg: kg(48_620), complete });
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
    ['all pictures', [...ON, { type: 'capture-started' }, captured()], 'confirm'],
    ['a picture missing', [...ON, { type: 'capture-started' }, captured(false)], 'incomplete'],
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

  test('goes through every place in its order', () => {
    const places = [
      frame(0),
      frame(120),
      frame(5000),
      frame(48_620, true),
      { type: 'capture-started' } as const,
      captured(),
      { type: 'recorded', next: 'none' } as const,
      frame(48_640),
      frame(31_000),
      ...ZERO,
    ].reduce<{ state: DeckState; places: string[] }>(
      ({ state, places }, event) => {
        const next = step(state, event, RULES).state;
        return { state: next, places: next.place === places.at(-1) ? places : [...places, next.place] };
      },
      { state: EMPTY_DECK, places: [] },
    ).places;
    expect(places).toEqual(['empty', 'arriving', 'moving', 'steady', 'captured', 'leaving', 'empty']);
  });

  test.each<[string, DeckEvent[], string]>([
    [
      'rolls back onto the very weight that was captured',
      [...ON, captured(), frame(31_000), frame(48_600)],
      'captured',
    ],
    ['stands at another weight after its capture', [...ON, captured(), frame(31_000), frame(31_000, true)], 'leaving'],
    ['is out of range', [...ON, frame(null, true)], 'moving'],
    ['is out of range after its capture', [...ON, captured(), frame(null, true)], 'captured'],
    ['moves without ever having the minimum load', [frame(0), frame(300), frame(380, true)], 'arriving'],
    ['goes down below the minimum load uncaptured', [...ON, frame(300, true)], 'moving'],
  ])('a truck that %s', (_name, events, place) => {
    expect(play(events).place).toBe(place);
  });

  test('of an empty deck nothing is captured or recorded', () => {
    const late: DeckEvent[] = [
      { type: 'capture-started' },
      captured(),
      { type: 'recorded', next: 'sheet' },
      { type: 'sheet-issued' },
    ];
    for (const event of late) expect(play([...ON, ...ZERO, event])).toMatchObject({ phase: 'idle', place: 'empty' });
    expect(play([...ON, ...ZERO, ...late, frame(5000), frame(31_000, true)]).phase).toBe('steady');
  });

  test('what was seen of the deck before nobody could look is no zero before the truck', () => {
    const unseen = { type: 'unseen' } as const;
    expect(play([frame(20), { type: 'signal-lost' }, unseen, frame(48_620)]).state.zeroKg).toBeNull();
    expect(play([frame(20), { type: 'signal-lost' }, unseen, frame(0), frame(48_620)]).state.zeroKg).toBe(0);
    expect(play([frame(20), frame(48_620), { type: 'signal-lost' }, unseen, frame(48_620)]).state.zeroKg).toBe(20);
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
