/**
 * The machine against a model that remembers everything and reads each answer off the whole story, as a person would who
 * reads the rules with the log beside them.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EMPTY_DECK, phaseOf, step, type DeckEvent } from '../../../main/station/rules/weighing-machine.ts';
import { kg } from '../../../preload/contract/vocabulary.ts';

const ZERO_BAND = 40;
const MINIMUM = 400;
const SAME = 40;
const RULES = { zeroBandKg: kg(ZERO_BAND), minKg: kg(MINIMUM), sameKg: kg(SAME) };

interface Told {
  readonly event: DeckEvent;
  /** As the model had it before this event. */
  readonly truckThere: boolean;
}

/** The whole story, oldest first. */
class Story {
  readonly events: Told[] = [];

  tell(event: DeckEvent): { began: boolean; ended: boolean } {
    const before = this.truckThere();
    this.events.push({ event, truckThere: before });
    const after = this.truckThere();
    return { began: !before && after, ended: before && !after };
  }

  /** A truck comes with the first weight above the zero band, and is gone after three zeros in a row. */
  truckThere(): boolean {
    let there = false;
    let zeros = 0;
    for (const { event } of this.events) {
      if (event.type === 'signal-lost') zeros = 0;
      if (event.type !== 'frame') continue;
      zeros = isZero(event.weightKg) ? zeros + 1 : 0;
      if (!there) there = (event.weightKg ?? 0) > ZERO_BAND;
      else if (zeros >= 3) there = false;
    }
    return there;
  }

  /** What happened since this truck came, its first frame included; nothing without a truck. */
  visit(): DeckEvent[] {
    if (!this.truckThere()) return [];
    const lastEmpty = this.events.findLastIndex(({ truckThere }) => !truckThere);
    return this.events.slice(lastEmpty).map(({ event }) => event);
  }

  /** The indicator speaks: its newest word is a frame. */
  get signal(): boolean {
    const last = this.events.findLast(({ event }) => event.type === 'frame' || event.type === 'signal-lost');
    return last?.event.type === 'frame';
  }

  get zeroKg(): number | null {
    const story = this.truckThere() ? this.events.slice(0, this.events.length - this.visit().length) : this.events;
    const last = story.findLast(
      ({ event, truckThere }) =>
        // Zeros of a truck that rolled over the edge are not the deck's, but for the one that ended its pass.
        (event.type === 'frame' && isZero(event.weightKg)) || (event.type === 'unseen' && !truckThere),
    );
    return last?.event.type === 'frame' ? last.event.weightKg : null;
  }

  /** What stands of the record: a failed capture never was, and a void takes everything back. */
  record(): DeckEvent[] {
    const kept: DeckEvent[] = [];
    for (const event of this.visit()) {
      if (event.type === 'voided') kept.length = 0;
      else if (event.type === 'capture-failed') {
        if (kept.at(-1)?.type === 'capture-started') kept.pop();
      } else if (event.type === 'capture-started') {
        if (kept.at(-1)?.type !== 'capture-started') kept.push(event);
      } else if (['captured', 'recorded', 'sheet-issued'].includes(event.type)) kept.push(event);
    }
    return kept;
  }

  phase(): string {
    if (!this.signal) return 'no-signal';
    if (!this.truckThere()) return 'idle';
    const last = this.record().at(-1);
    switch (last?.type) {
      case undefined:
        return this.place() === 'steady' ? 'steady' : 'arriving';
      case 'capture-started':
        return 'capturing';
      case 'captured':
        return last.complete ? 'confirm' : 'incomplete';
      case 'recorded':
        return { sheet: 'confirm', none: 'released', 'over-limit': 'over-limit' }[last.next];
      default:
        return 'released';
    }
  }

  place(): string {
    if (!this.truckThere()) return 'empty';
    const visit = this.visit();
    const saved = this.record().findLast((event) => event.type === 'captured');
    const newest = visit.findLast((event) => event.type === 'frame' || event.type === 'signal-lost');
    const now = newest?.type === 'frame' ? newest : null;
    if (saved !== undefined) {
      // Without a weight nobody knows better than the last one since the capture that had one.
      const since = visit.slice(visit.lastIndexOf(saved));
      const weights = since.flatMap((event) =>
        event.type === 'frame' && event.weightKg !== null ? [event.weightKg] : [],
      );
      const last = now?.weightKg ?? weights.at(-1) ?? saved.weightKg;
      return Math.abs(last - saved.weightKg) <= SAME ? 'captured' : 'leaving';
    }
    if (now !== null && now.weightKg !== null && now.weightKg >= MINIMUM) return now.steady ? 'steady' : 'moving';
    const everLoaded = visit.some((event) => event.type === 'frame' && (event.weightKg ?? 0) >= MINIMUM);
    const everSaved = visit.some((event) => event.type === 'captured');
    return everLoaded || everSaved ? 'moving' : 'arriving';
  }
}

const isZero = (weight: number | null): weight is number => weight !== null && Math.abs(weight) <= ZERO_BAND;

interface Machine {
  state: typeof EMPTY_DECK;
}

const seen = new Map<string, number>();

class Tell implements fc.Command<Story, Machine> {
  readonly event: DeckEvent;
  constructor(event: DeckEvent) {
    this.event = event;
  }

  /** A capture is of the weight that stands there: nothing else is ever captured. */
  check(story: Readonly<Story>): boolean {
    if (this.event.type !== 'captured') return true;
    return story.phase() === 'capturing' || !story.truckThere();
  }

  run(story: Story, machine: Machine): void {
    const event = this.#asItHappens(machine);
    const expected = story.tell(event);
    const next = step(machine.state, event, RULES);
    machine.state = next.state;
    expect({ began: next.began, ended: next.ended }).toEqual(expected);
    expect({
      place: next.state.place,
      phase: phaseOf(next.state),
      signal: next.state.signal,
      zeroKg: next.state.zeroKg,
    }).toEqual({ place: story.place(), phase: story.phase(), signal: story.signal, zeroKg: story.zeroKg });
    seen.set(next.state.place, (seen.get(next.state.place) ?? 0) + 1);
  }

  #asItHappens({ state }: Machine): DeckEvent {
    if (this.event.type !== 'captured') return this.event;
    return { ...this.event, weightKg: state.weightKg ?? this.event.weightKg };
  }

  toString(): string {
    return JSON.stringify(this.event);
  }
}

const frame = (weightKg: fc.Arbitrary<number | null>): fc.Arbitrary<DeckEvent> =>
  fc.record({
    type: fc.constant('frame' as const),
    weightKg: weightKg.map((weight) => (weight === null ? null : kg(weight))),
    steady: fc.boolean(),
  });
const event: fc.Arbitrary<DeckEvent> = fc.oneof(
  { weight: 6, arbitrary: frame(fc.integer({ min: -60, max: 60 })) },
  { weight: 6, arbitrary: frame(fc.constantFrom(0, 20, 48_600, 48_620, 48_640, 31_000, 380, 400)) },
  { weight: 2, arbitrary: frame(fc.option(fc.integer({ min: -2000, max: 120_000 }))) },
  { weight: 1, arbitrary: fc.constantFrom<DeckEvent>({ type: 'signal-lost' }, { type: 'unseen' }, { type: 'voided' }) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<DeckEvent>(
      { type: 'capture-started' },
      { type: 'capture-failed' },
      { type: 'captured', weightKg: kg(48_620), complete: true },
      { type: 'captured', weightKg: kg(48_620), complete: false },
      { type: 'recorded', next: 'sheet' },
      { type: 'recorded', next: 'none' },
      { type: 'recorded', next: 'over-limit' },
      { type: 'sheet-issued' },
    ),
  },
);

test('tells what the whole story says, whatever happens in whatever order', () => {
  fc.assert(
    fc.property(fc.commands([event.map((one) => new Tell(one))], { maxCommands: 120, size: 'max' }), (commands) => {
      fc.modelRun(() => ({ model: new Story(), real: { state: EMPTY_DECK } }), commands);
    }),
    { numRuns: 300 },
  );
  // Else the property would hold for a machine that never gets anywhere.
  for (const place of ['empty', 'arriving', 'moving', 'steady', 'captured', 'leaving'])
    expect(seen.get(place), place).toBeGreaterThan(100);
});
