/** One camera's live picture, step by step: what is asked for, and what a person is told. */
import { describe, expect, it } from 'vitest';
import type { LiveState } from '../../../../preload/contract/live.ts';
import {
  ASLEEP,
  OLD_AFTER_MS,
  step,
  viewOf,
  type LiveEffect,
  type LiveEvent,
  type LiveMachine,
  type LiveView,
} from '../../../../renderer/live/live-machine.ts';

class Watched {
  machine: LiveMachine = ASLEEP;
  effects: LiveEffect[] = [];
  now = 1_000;
  #last = 0;

  on(event: LiveEvent): this {
    const { effects, machine } = step(this.machine, event, this.now, () => ++this.#last);
    this.machine = machine;
    this.effects.push(...effects);
    return this;
  }

  wait(ms: number): this {
    this.now += ms;
    return this.on({ type: 'tick' });
  }

  get ticket(): number {
    return this.#last;
  }

  state(state: LiveState): this {
    return this.on({ type: 'state', ticket: this.ticket, state });
  }

  /** Asked, answered, playing, a picture on the glass. */
  play(): this {
    this.on({ type: 'port', ticket: this.ticket });
    return this.state({ kind: 'playing' }).on({ type: 'presented' });
  }

  get view(): LiveView {
    return viewOf(this.machine, this.now);
  }

  /** What was done since the last look. */
  done(): string[] {
    const said = this.effects.map((effect) =>
      effect.type === 'ask' ? `ask ${effect.ticket} ${effect.stream}` : `end ${effect.ticket}`,
    );
    this.effects = [];
    return said;
  }
}

const wanted = (): Watched => new Watched().on({ type: 'want', wanted: true });

describe('a camera that is looked at', () => {
  it('is asked for, plays and is live; left, its line is ended', () => {
    const one = wanted();
    expect(one.done()).toEqual(['ask 1 main']);
    expect(one.view).toMatchObject({ picture: 'none', why: 'connecting' });
    one.on({ type: 'port', ticket: 1 }).state({ kind: 'connecting' });
    expect(one.view.picture).toBe('none');
    one.state({ kind: 'playing' });
    expect(one.view).toMatchObject({ picture: 'none', why: 'connecting' });
    one.on({ type: 'presented' });
    expect(one.view).toEqual({ picture: 'live', stream: 'main', oldForS: null, why: null });
    one.on({ type: 'want', wanted: false });
    expect(one.done()).toEqual(['end 1']);
    expect(one.wait(60_000).done()).toEqual([]);
  });

  it('stops being live by itself when nothing new comes on the glass, whatever the station says', () => {
    const one = wanted().play();
    expect(one.wait(OLD_AFTER_MS - 1).view.picture).toBe('live');
    expect(one.wait(1).view).toEqual({ picture: 'old', stream: 'main', oldForS: 1, why: 'stopped' });
    expect(one.wait(3_000).view.oldForS).toBe(4);
    expect(one.on({ type: 'presented' }).view.picture).toBe('live');
  });

  it('is old at once when the station says that the stream is silent or broken', () => {
    const one = wanted().play().state({ kind: 'silent' });
    expect(one.view).toMatchObject({ picture: 'old', why: 'stopped' });
    const waiting = { kind: 'waiting', code: 'camera.refused', retryInMs: 1_000 } as const;
    expect(one.state(waiting).view).toMatchObject({ picture: 'old', why: waiting });
    expect(one.state({ kind: 'connecting' }).view.why).toBe(waiting);
    // The last pictures on their way to the glass are no sign of life.
    expect(one.on({ type: 'presented' }).view.picture).toBe('old');
    expect(one.state({ kind: 'playing' }).on({ type: 'presented' }).view.picture).toBe('live');
  });

  it('never takes an earlier viewing for this one', () => {
    const one = wanted().play().on({ type: 'want', wanted: false });
    expect(one.view.picture).toBe('none');
    one.on({ type: 'want', wanted: true }).on({ type: 'presented' });
    expect(one.view.picture).toBe('none');
  });
});

describe('a line that ends or is refused', () => {
  it('is asked for again, ever slower, and at once when the station is back', () => {
    const one = wanted();
    one.done();
    for (const pause of [500, 1_000, 2_000, 5_000, 5_000]) {
      one.on({ type: 'refused', ticket: one.ticket }).done();
      expect(one.wait(pause - 1).done()).toEqual([]);
      expect(one.wait(1).done()).toEqual([`ask ${one.ticket} main`]);
    }
    one.on({ type: 'closed', ticket: one.ticket }).done();
    expect(one.on({ type: 'back' }).done()).toEqual([`ask ${one.ticket} main`]);
  });

  it('begins with the shortest pause again after a picture was shown', () => {
    const one = wanted();
    for (let turn = 0; turn < 4; turn += 1) one.on({ type: 'refused', ticket: one.ticket }).wait(10_000);
    one.play().on({ type: 'closed', ticket: one.ticket });
    one.done();
    expect(one.view).toMatchObject({ picture: 'old', why: 'connecting' });
    expect(one.wait(500).done()).toEqual([`ask ${one.ticket} main`]);
  });

  it('nobody answers: given up and asked for again', () => {
    const one = wanted();
    one.done();
    expect(one.wait(4_999).done()).toEqual([]);
    expect(one.wait(1).done()).toEqual(['end 1']);
    expect(one.wait(500).done()).toEqual(['ask 2 main']);
    // An answer that comes after that is not ours.
    expect(one.on({ type: 'port', ticket: 1 }).machine.line.kind).toBe('asked');
  });
});

describe('what cannot be shown', () => {
  const lower: readonly (readonly [string, LiveEvent])[] = [
    ['this computer has no decoder', { type: 'unsupported', ticket: 1 }],
    ['there is no such stream', { type: 'state', ticket: 1, state: { kind: 'no-such-stream' } }],
  ];
  it.each(lower)('%s: the sub-stream', (_what, event) => {
    const one = wanted().on({ type: 'port', ticket: 1 }).on(event);
    expect(one.done()).toEqual(['ask 1 main', 'end 1', 'ask 2 sub']);
    expect(one.play().view).toMatchObject({ picture: 'live', stream: 'sub' });
  });

  it('a decoder that fails again and again without a picture: the sub-stream; one that shows something goes on', () => {
    const one = wanted().on({ type: 'port', ticket: 1 }).state({ kind: 'playing' });
    const fault = (): void => void one.on({ type: 'fault', ticket: one.ticket });
    fault();
    fault();
    one.on({ type: 'presented' });
    fault();
    fault();
    expect(one.machine.stream).toBe('main');
    fault();
    expect(one.machine.stream).toBe('sub');
  });

  it('neither: single pictures, then nothing for half a minute, then from the top again', () => {
    const one = wanted();
    const none = (): void => {
      one.on({ type: 'port', ticket: one.ticket }).state({ kind: 'no-such-stream' });
    };
    none();
    none();
    expect(one.done()).toEqual(['ask 1 main', 'end 1', 'ask 2 sub', 'end 2', 'ask 3 pictures']);
    none();
    expect(one.done()).toEqual(['end 3']);
    expect(one.view).toMatchObject({ picture: 'none', why: 'no-video' });
    expect(one.wait(29_999).view.why).toBe('no-video');
    expect(one.wait(1).done()).toEqual(['ask 4 main']);
  });

  it('is remembered for ten minutes: coming back asks for what can be shown', () => {
    const one = wanted().on({ type: 'port', ticket: 1 }).on({ type: 'unsupported', ticket: 1 });
    one.on({ type: 'want', wanted: false });
    one.done();
    expect(one.on({ type: 'want', wanted: true }).done()).toEqual(['ask 3 sub']);
    one.on({ type: 'want', wanted: false }).wait(600_000);
    one.done();
    expect(one.on({ type: 'want', wanted: true }).done()).toEqual(['ask 4 main']);
  });
});
