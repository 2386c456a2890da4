/** The deck joined to frames: what may be saved, and when not. The driver is a hand-fed stand-in with the real aging. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Deck } from '../../../main/station/weighing/deck.ts';
import type { EndedPass } from '../../../main/station/weighing/pass.ts';
import { readingOf, type ScaleFrame } from '../../../native/scale/scale-frame.ts';
import type { ScaleDriver } from '../../../native/scale/scale-driver.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import { kg, type EpochMs, type MonotonicMs, type Uuid } from '../../../preload/contract/vocabulary.ts';

const SETTINGS = {
  id: 'scale-1',
  divisionKg: 20,
  maxKg: 100_000,
  minKg: 400,
  zeroBandKg: 40,
  unit: 'kg' as const,
  indicator: {
    protocol: 'yaohua-tf0' as const,
    port: { kind: 'tcp' as const, host: '127.0.0.1', port: 1 },
    options: { checksum: 'required' as const },
  },
  stability: { windowMs: 1000, toleranceDivisions: 1 },
};

class Bench {
  now = 0;
  newest: ScaleFrame | null = null;
  #listener: (frame: ScaleFrame) => void = () => undefined;
  #ids = 0;
  readonly told: string[] = [];
  readonly passes: EndedPass[] = [];
  readonly deck: Deck;

  constructor() {
    const driver = {
      onFrame: (listener: (frame: ScaleFrame) => void) => {
        this.#listener = listener;
        return () => undefined;
      },
      reading: (now: MonotonicMs) => readingOf(this.newest, now),
      newest: () => this.newest,
    };
    this.deck = new Deck({
      settings: SETTINGS,
      driver: driver as unknown as ScaleDriver,
      clock: { wall: () => (1_800_000_000_000 + this.now) as EpochMs, monotonic: () => this.now as MonotonicMs },
      newId: () => `01900000-0000-7000-8000-${String(++this.#ids).padStart(12, '0')}` as Uuid,
    });
  }

  start(): void {
    this.deck.start({
      changed: () => undefined,
      steady: () => this.told.push('steady'),
      ended: (pass) => this.passes.push(pass),
    });
  }

  frame(weight: number | null, extra: Partial<ScaleFrame> = {}): void {
    this.now += 100;
    const frame: ScaleFrame = {
      at: this.now as MonotonicMs,
      wall: (1_800_000_000_000 + this.now) as EpochMs,
      weightKg: weight === null ? null : kg(weight),
      stableFlag: null,
      overload: weight === null,
      underload: false,
      net: null,
      expandedX10: false,
      rawHex: '02',
      protocol: 'yaohua-tf0',
      ...extra,
    };
    this.newest = frame;
    this.#listener(frame);
  }

  hold(weight: number | null, frames = 15, extra: Partial<ScaleFrame> = {}): void {
    for (let count = 0; count < frames; count += 1) this.frame(weight, extra);
  }

  refusal(replacing = false): string {
    try {
      this.deck.weightToSave(replacing);
      return 'none';
    } catch (error) {
      return error instanceof CodedError ? error.code : String(error);
    }
  }
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
  bench.start();
  return () => bench.deck.stop();
});

describe('what may be saved', () => {
  test.each<[string, (bench: Bench) => void, string]>([
    ['no frame yet', () => undefined, 'scale.signal-lost'],
    ['an empty deck', (one) => one.hold(0), 'scale.below-minimum'],
    ['less than the minimum load', (one) => one.hold(380), 'scale.below-minimum'],
    ['a truck that stands', (one) => one.hold(48_620), 'none'],
    ['a truck that just came', (one) => one.hold(48_620, 5), 'scale.unstable'],
    [
      'a truck that moves',
      (one) => {
        for (let weight = 40_000; weight < 50_000; weight += 500) one.frame(weight);
      },
      'scale.unstable',
    ],
    ['more than the capacity', (one) => one.hold(100_020), 'scale.over-capacity'],
    ['overload told by the indicator', (one) => one.hold(null), 'scale.over-capacity'],
    [
      'a stable truck the indicator calls moving',
      (one) => one.hold(48_620, 15, { stableFlag: false }),
      'scale.unstable',
    ],
    ['ten-fold resolution', (one) => one.hold(48_620, 15, { expandedX10: true }), 'scale.unstable'],
    ['a net display', (one) => one.hold(48_620, 15, { net: true }), 'scale.unstable'],
  ])('%s → %s', (_name, play, code) => {
    play(bench);
    expect(bench.refusal()).toBe(code);
  });

  test('a second after the last frame nothing may be saved and no number is shown', () => {
    bench.hold(48_620);
    bench.now += 1001;
    expect(bench.refusal()).toBe('scale.signal-lost');
    expect(bench.deck.reading()).toMatchObject({ weightKg: null, quality: 'stale', stable: false, rawFrame: '02' });
  });

  test('one record a pass, unless it names what it replaces', () => {
    bench.hold(48_620);
    bench.deck.tell({ type: 'captured', weightKg: kg(48_620), complete: true });
    bench.deck.tell({ type: 'recorded', next: 'sheet' });
    expect(bench.refusal()).toBe('scale.not-returned-to-zero');
    expect(bench.refusal(true)).toBe('none');
    bench.hold(0, 3);
    bench.hold(31_000);
    expect(bench.refusal()).toBe('none');
  });
});

describe('a pass', () => {
  test('tells steady once, and ends with its curve and its zeros', () => {
    bench.hold(20, 3);
    bench.hold(48_620);
    expect(bench.told).toEqual(['steady']);
    expect(bench.deck.pass?.zeroBeforeKg).toBe(20);
    bench.hold(-20, 3);
    expect(bench.passes).toHaveLength(1);
    expect(bench.passes[0]).toMatchObject({ zeroAfterKg: -20, pass: { zeroBeforeKg: 20 } });
    expect(bench.passes[0]?.points.filter((point) => point.weightKg === 48_620)).toHaveLength(15);
    expect(bench.deck.pass).toBeNull();
  });

  test('frames without a weight stand in the curve, and where the saved weight stands in it is known', () => {
    bench.hold(0, 15);
    bench.hold(48_620, 5);
    bench.hold(null, 1);
    bench.hold(48_620, 15);
    expect(bench.deck.weightToSave(false).curveMs).toBe(2000);
    expect(bench.deck.pass).toMatchObject({ arrivalSeen: true, restKg: 0, saved: [] });
    bench.hold(0, 3);
    expect(bench.passes[0]?.points.filter((point) => point.weightKg === null)).toEqual([{ atMs: 500, weightKg: null }]);
  });

  test('an arrival that nobody saw is told: a truck that stood there at the start, one that came in a gap', () => {
    bench.hold(48_620);
    expect(bench.deck.pass).toMatchObject({ arrivalSeen: false, restKg: null });
    bench.hold(0, 15);
    bench.now += 900;
    bench.hold(48_620);
    expect(bench.deck.pass).toMatchObject({ arrivalSeen: true, restKg: 0 });
    bench.hold(0, 15);
    bench.now += 1500;
    bench.hold(48_620);
    expect(bench.deck.pass).toMatchObject({ arrivalSeen: false });
  });

  test('what the empty deck read at rest, also below its zero band', () => {
    bench.hold(0, 15);
    bench.hold(-100, 15);
    bench.hold(48_620);
    expect(bench.deck.pass).toMatchObject({ zeroBeforeKg: 0, restKg: -100 });
  });

  test('pictures of another weight than the saved one are noticed', () => {
    bench.hold(48_620);
    const weight = bench.deck.weightToSave(false);
    expect(bench.deck.stillAt(weight)).toBe(true);
    bench.hold(48_600, 1);
    expect(bench.deck.stillAt(weight)).toBe(true);
    bench.hold(48_560, 1);
    expect(bench.deck.stillAt(weight)).toBe(false);
  });
});

describe('while nobody could look', () => {
  /** Silence of the wire, as the deck's own watch sees it. */
  const silence = async (ms: number): Promise<void> => {
    const phase = bench.deck.phase;
    bench.now += ms;
    await vi.waitFor(() => expect(bench.deck.phase).not.toBe(phase));
  };

  test('another truck after a lost signal has its own pass and no zero of the first one', async () => {
    bench.hold(20, 3);
    bench.hold(48_620);
    const first = bench.deck.pass?.id;
    await silence(600_000);
    bench.hold(31_000);
    expect(bench.passes.map(({ pass }) => pass.id)).toEqual([first]);
    expect(bench.deck.pass).toMatchObject({ zeroBeforeKg: null });
    expect(bench.deck.pass?.trace.points.every((point) => point.weightKg === 31_000)).toBe(true);
  });

  test('a truck that came meanwhile has no zero before it', async () => {
    bench.hold(20, 30);
    await silence(600_000);
    bench.hold(31_000);
    expect(bench.passes).toEqual([]);
    expect(bench.deck.pass).toMatchObject({ zeroBeforeKg: null });
    expect(bench.refusal()).toBe('none');
  });

  test('the same truck goes on with its pass', async () => {
    bench.hold(48_620);
    const first = bench.deck.pass?.id;
    await silence(600_000);
    bench.hold(48_600);
    expect(bench.deck.pass?.id).toBe(first);
    expect(bench.passes).toEqual([]);
  });

  test('a truck that drives on before the one before has left is noticed', () => {
    bench.hold(48_620);
    const weight = bench.deck.weightToSave(false);
    for (let kilograms = 48_000; kilograms > 31_000; kilograms -= 1000) bench.frame(kilograms);
    expect(bench.deck.standsAtAnother(weight)).toBe(false);
    bench.hold(31_000);
    expect(bench.deck.standsAtAnother(weight)).toBe(true);
  });
});

describe('after a restart', () => {
  const PASS = {
    id: '01900000-0000-7000-8000-00000000aaaa' as Uuid,
    caseId: '01900000-0000-7000-8000-00000000bbbb' as Uuid,
    startedAt: 1_800_000_000_000 as EpochMs,
    zeroBeforeKg: kg(0),
    saved: [],
  };

  test('the recorded truck that still stands there is not weighed twice', () => {
    const again = new Bench();
    again.deck.resume(PASS, kg(48_620), 'released');
    again.start();
    again.hold(48_600);
    expect(again.refusal()).toBe('scale.not-returned-to-zero');
    expect(again.deck.phase).toBe('released');
    again.hold(0, 3);
    expect(again.passes.map(({ pass }) => pass.id)).toEqual([PASS.id]);
    again.deck.stop();
  });

  test('another truck meanwhile is weighed', () => {
    const again = new Bench();
    again.deck.resume(PASS, kg(48_620), 'released');
    again.start();
    again.hold(16_200);
    expect(again.refusal()).toBe('none');
    expect(again.deck.pass?.id).not.toBe(PASS.id);
    again.deck.stop();
  });
});

describe('who stands there', () => {
  const saved = (): void => {
    bench.hold(0);
    bench.hold(48_000);
    bench.deck.pass?.saved.push({ weighingId: 'w' as Uuid, atMs: 0, weightKg: kg(48_000) });
    bench.deck.tell({ type: 'captured', weightKg: kg(48_000), complete: true });
    bench.deck.tell({ type: 'recorded', next: 'sheet' });
  };
  const who = () => bench.deck.whoStands(kg(48_000));

  test('the same truck, until it moves or is loaded on; and again when it stands at its weight', () => {
    saved();
    expect(who()).toBe('same');
    bench.hold(55_000);
    expect(who()).toBe('moved');
    bench.frame(48_000);
    expect(who()).toBe('moved');
    bench.hold(48_020);
    expect(who()).toBe('same');
  });

  test('another one that drives on before the deck was at rest is never it, whatever it weighs', () => {
    saved();
    bench.frame(0);
    bench.frame(300);
    bench.hold(48_000);
    expect(bench.passes).toHaveLength(0);
    expect(who()).toBe('unseen');
  });

  test('a gap before its weight was saved says nothing; weighed again behind one, it is known again; after a restart it is not', () => {
    const save = (): void => {
      const { curveMs: atMs, weightKg } = bench.deck.weightToSave(true);
      bench.deck.pass?.saved.push({ weighingId: 'w' as Uuid, atMs, weightKg });
      bench.deck.tell({ type: 'captured', weightKg, complete: true });
    };
    bench.hold(0);
    bench.hold(48_000);
    bench.now += 4000;
    bench.hold(48_000);
    save();
    expect(who()).toBe('same');
    bench.now += 4000;
    bench.hold(48_000);
    expect(who()).toBe('unseen');
    save();
    expect(who()).toBe('same');
    const pass = bench.deck.pass;
    if (pass === null) throw new Error('no pass');
    const again = new Bench();
    const saved = pass.saved.map((one) => ({ ...one, atMs: null }));
    again.deck.resume({ ...pass, saved }, kg(48_000), 'recorded');
    again.start();
    again.hold(48_000);
    expect(again.deck.whoStands(kg(48_000))).toBe('unseen');
    again.deck.stop();
  });

  test('without a signal nobody knows; after a gap it may be another one of the same weight', () => {
    saved();
    bench.now += 1500;
    expect(who()).toBe('unseen');
    bench.hold(48_000);
    expect(who()).toBe('same');
    bench.now += 4000;
    bench.hold(48_000);
    expect(who()).toBe('unseen');
    bench.hold(0);
    bench.hold(48_000);
    expect(who()).toBe('same');
  });
});
