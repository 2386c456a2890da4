/** What is made of the bytes heard at one setting: every simulated protocol, the look-alikes, wrong speeds, noise. */
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Heard } from '../../../../../native/scale/listening/heard.ts';
import { judge } from '../../../../../native/scale/listening/judge.ts';
import type { Candidate, Judgement, Verdict } from '../../../../../native/scale/listening/judge.ts';
import { lineOf, SIMULATED_PROTOCOLS } from '../../../../sim/indicator/dialects.ts';
import { seeded } from '../../../../sim/indicator/platform-weight.ts';
import { AS_8N1, asHeard, AUDIBLE, DECKS, lineForm } from './as-heard.ts';
import type { Sent } from './as-heard.ts';

const judged = (heard: Heard, onDisplay: string | null = null): Judgement => judge(heard, AUDIBLE, { onDisplay });
const verdictOf = (sent: Sent, atBaud?: number): Verdict => judged(asHeard(sent, atBaud)).verdict;

/** The clear answer, or a failed test that says what was answered instead. */
function clear(verdict: Verdict): Candidate {
  expect(verdict).toMatchObject({ kind: 'clear' });
  if (verdict.kind !== 'clear') throw new Error(verdict.kind);
  return verdict.best;
}
function asked(verdict: Verdict): Extract<Verdict, { kind: 'ask' }> {
  expect(verdict).toMatchObject({ kind: 'ask' });
  if (verdict.kind !== 'ask') throw new Error(verdict.kind);
  return verdict;
}
const codes = ({ reasons }: Candidate): string[] => reasons.map(({ code }) => code);

const restless = DECKS['at rest, then driving'];

describe('every simulated protocol that can be heard', () => {
  it.each<[string, Sent, Candidate['options']]>([
    ['yaohua-tf0', { protocol: 'yaohua-tf0' }, { checksum: 'required' }],
    ['paren-text', { protocol: 'paren-text' }, {}],
    ['a12-text with XOR', { protocol: 'a12-text' }, { checksum: 'required' }],
    ['a12-text, plain', { protocol: 'a12-text', checksum: 'none' }, { checksum: 'ignore' }],
    ['toledo-continuous', { protocol: 'toledo-continuous' }, { checksum: 'required' }],
    ['toledo without checksum', { protocol: 'toledo-continuous', checksum: 'none' }, { checksum: 'ignore' }],
    ['toledo-extended', { protocol: 'toledo-extended' }, { checksum: 'required' }],
    ['ff-bcd', { protocol: 'ff-bcd' }, {}],
    ['dingsong-ds822', { protocol: 'dingsong-ds822' }, { checksum: 'required' }],
    ['ht9800-ascii12', { protocol: 'ht9800-ascii12' }, { bit3Means: 'stable' }],
    [
      'ht9800-ascii12, bit 3 the other way',
      { protocol: 'ht9800-ascii12', dialect: { bit3Means: 'moving' } },
      { bit3Means: 'moving' },
    ],
    ['cas22', { protocol: 'cas22' }, {}],
    ['cas10', { protocol: 'cas10' }, {}],
    ['and-family', { protocol: 'and-family' }, {}],
    ['sartorius-sbi', { protocol: 'sartorius-sbi' }, {}],
    ['bilanciai-cb', { protocol: 'bilanciai-cb' }, {}],
    ['bilanciai-cb, extended', { protocol: 'bilanciai-cb', dialect: { extended: true } }, { form: 'extended' }],
    ['ricelake-iq', { protocol: 'ricelake-iq' }, {}],
    ['ricelake-iq without STX', { protocol: 'ricelake-iq', dialect: { stx: false } }, { stx: false }],
    ['weightronix-wi120', { protocol: 'weightronix-wi120' }, {}],
    ['ohaus-text', { protocol: 'ohaus-text' }, {}],
    ['bu4263', { protocol: 'bu4263' }, {}],
  ])('%s', (_, sent, options) => {
    const best = clear(verdictOf({ ...sent, deck: restless }));
    expect(best).toMatchObject({ protocol: sent.protocol, form: AS_8N1, weightText: '21960' });
    expect(best.options).toEqual(options);
    expect(best.score).toBeGreaterThanOrEqual(80);
  });

  it('is on this list, or is one of the look-alikes below', () => {
    const here = readFileSync(import.meta.filename, 'utf8');
    for (const protocol of SIMULATED_PROTOCOLS)
      if (lineOf(protocol).question === undefined) expect(here).toContain(`protocol: '${protocol}'`);
  });
});

describe('the form of the characters', () => {
  const TEXT = ['yaohua-tf0', 'toledo-continuous', 'and-family', 'sartorius-sbi', 'ricelake-iq'] as const;
  it.each(TEXT)('%s: 7E1, 7O1 and two stop bits are told from bit 7', (protocol) => {
    for (const [name, form] of [
      ['7E1', { dataBits: 7, parity: 'even', stopBits: 1 }],
      ['7O1', { dataBits: 7, parity: 'odd', stopBits: 1 }],
      ['7N2', { dataBits: 7, parity: 'none', stopBits: 2 }],
    ] as const) {
      const best = clear(verdictOf({ protocol, line: lineForm(4800, name), deck: restless }));
      expect(best).toMatchObject({ protocol, form });
      expect(codes(best)).toContain(name === '7N2' ? 'two-stop-bits' : 'parity-in-bit-7');
    }
  });

  it('a binary format is not taken for seven bits with parity', () => {
    // FF, 03, 00 …: every byte has an even number of ones.
    const best = clear(verdictOf({ protocol: 'cas22', deck: restless }));
    expect(best.form).toEqual(AS_8N1);
  });
});

describe('checksums', () => {
  it('says that none is sent', () => {
    const best = clear(verdictOf({ protocol: 'toledo-continuous', checksum: 'none' }));
    expect(codes(best)).toContain('checksum-not-sent');
    expect(codes(best)).not.toContain('no-checksum');
    expect(best.options.checksum).toBe('ignore');
  });
  it('says that another one is sent', () => {
    const best = clear(verdictOf({ protocol: 'yaohua-tf0', checksum: 'wrong' }));
    expect(codes(best)).toContain('checksum-other');
    expect(best.options.checksum).toBe('ignore');
  });
  it('says that they are right', () => {
    const best = clear(verdictOf({ protocol: 'yaohua-tf0' }));
    expect(codes(best)).toContain('checksum-right');
    expect(codes(best)).not.toContain('checksum-not-sent');
  });
});

describe('the look-alike = dialects', () => {
  const DIALECTS = [
    ['9 bytes, reversed', { form: 'lead', order: 'rev', width: 8 }, {}],
    ['8 bytes, reversed', { form: 'lead', order: 'rev', width: 7 }, { width: 7 }],
    ['9 bytes, forward', { form: 'lead', order: 'fwd', width: 8 }, { order: 'fwd' }],
    ['reversed, sign of equality last', { form: 'trail', order: 'rev', width: 8 }, { form: 'trail' }],
  ] as const;

  it.each(DIALECTS)('%s: never guessed while nothing moves', (_, dialect) => {
    for (const decimals of [0, 2])
      for (const deck of [DECKS.empty, DECKS['a truck at rest'], (frame: number) => 15_640 + 20 * (frame % 2)]) {
        const verdict = asked(verdictOf({ protocol: 'eq-number', dialect, decimals, deck }));
        expect(verdict.question).toBe('move-load');
        expect(verdict.ways.map(({ options }) => options.order ?? 'rev').toSorted()).toEqual(['fwd', 'rev']);
      }
  });

  it.each(DIALECTS)('%s: told by the restless digits once a load moves', (_, dialect, options) => {
    for (const decimals of [0, 2])
      for (const deck of [restless, DECKS['a truck drives on'], (frame: number) => 20_000 + 20 * ((frame * 7) % 5)]) {
        const best = clear(verdictOf({ protocol: 'eq-number', dialect, decimals, deck }));
        expect(best.options).toEqual(options);
        expect(codes(best)).toContain('restless-digits');
      }
  });

  it.each(DIALECTS)('%s: told by the person who sees the display', (_, dialect) => {
    const heard = asHeard({ protocol: 'eq-number', dialect, decimals: 2 });
    const { ways } = asked(judged(heard).verdict);
    const seen = ways.find(({ weightText }) => weightText === '156.40');
    const best = clear(judged(heard, seen?.key).verdict);
    expect(best.weightText).toBe('156.40');
    expect(codes(best)).toContain('as-on-display');
    expect(best.options.order ?? 'rev').toBe(dialect.order);
  });

  it('a minus shows the order by itself', () => {
    const best = clear(verdictOf({ protocol: 'eq-number', dialect: { order: 'fwd', width: 8 }, deck: () => -40 }));
    expect(best.options.order).toBe('fwd');
  });
});

describe('what only the display can tell', () => {
  it('ten times the weight, or not (ZEMIC): asks for the number, at zero for a load first', () => {
    const sent: Sent = { protocol: 'zemic-a9', dialect: { scale: '0.1' } };
    expect(asked(verdictOf({ ...sent, deck: DECKS.empty })).question).toBe('move-load');
    const heard = asHeard({ ...sent, deck: restless });
    const { question, ways } = asked(judged(heard).verdict);
    expect(question).toBe('which-number');
    expect(ways.map(({ weightText }) => weightText).toSorted()).toEqual(['21960', '219600']);
    const best = clear(judged(heard, ways.find(({ weightText }) => weightText === '21960')?.key).verdict);
    expect(best.options).toEqual({ scale: '0.1' });
  });

  it('what the decimals of FF and BCD are counted from: asks', () => {
    const { question } = asked(verdictOf({ protocol: 'ff-bcd', decimals: 2, deck: restless }));
    expect(question).toBe('which-number');
  });

  it('which bit says stable: asks for a rest where there was none', () => {
    const moving = (frame: number): number => 4000 + frame * 220;
    expect(asked(verdictOf({ protocol: 'ff-bcd', deck: moving })).question).toBe('keep-still');
  });

  it('a loose form at a standstill: asks for a movement', () => {
    const { question, ways } = asked(verdictOf({ protocol: 'ff-bcd' }));
    expect(question).toBe('move-load');
    expect(ways).toMatchObject([{ protocol: 'ff-bcd', unproven: true }]);
  });
});

describe('no protocol', () => {
  it('silence is silence', () => {
    expect(judged({ form: AS_8N1, bytes: new Uint8Array(), arrivals: [], forMs: 5000 }).verdict).toEqual({
      kind: 'silence',
    });
  });

  it('readable lines of an unknown kind are text', () => {
    const spoil = () => Buffer.from('G.W. : +  3.662 kg and so on\r\n', 'latin1');
    expect(verdictOf({ protocol: 'cas10', spoil }).kind).toBe('text');
  });

  const SPEEDS = [600, 1200, 2400, 4800, 9600, 19_200, 38_400];
  it.each(SIMULATED_PROTOCOLS.filter((protocol) => lineOf(protocol).question === undefined))(
    '%s at a wrong speed is never taken for anything',
    (protocol) => {
      for (const name of ['8N1', '7E1'] as const)
        for (const deck of Object.values(DECKS))
          for (const atBaud of SPEEDS.filter((speed) => speed !== 4800)) {
            const { candidates, verdict } = judged(asHeard({ protocol, deck, line: lineForm(4800, name) }, atBaud));
            const proven = candidates.filter(({ unproven }) => !unproven);
            expect([atBaud, verdict.kind, proven[0]?.score ?? 0]).toSatisfy(
              ([, kind, score]) => (kind !== 'clear' && kind !== 'ask') || score === 0,
            );
          }
    },
  );
});

describe('a line as it is', () => {
  const noisy = (seed: number, share: number): NonNullable<Sent['spoil']> => {
    const random = seeded(seed);
    return (frame) => frame.map((byte) => (random() < share ? byte ^ (1 << Math.floor(random() * 8)) : byte));
  };

  it.each(['yaohua-tf0', 'toledo-continuous', 'and-family', 'cas22'] as const)(
    '%s with one byte in a hundred spoilt is still named',
    (protocol) => {
      for (const seed of [1, 2, 3]) {
        const { candidates } = judged(asHeard({ protocol, deck: restless, frames: 60, spoil: noisy(seed, 0.01) }));
        expect(candidates[0]).toMatchObject({ protocol, form: AS_8N1 });
        expect(candidates[0]?.score).toBeGreaterThanOrEqual(70);
      }
    },
  );

  it('text that a radio box puts before every frame costs points, not the answer', () => {
    const spoil: Sent['spoil'] = (frame) => Buffer.concat([Buffer.from('weigh02THS0797737604322'), frame]);
    const { candidates } = judged(asHeard({ protocol: 'yaohua-tf0', spoil }));
    expect(candidates[0]).toMatchObject({ protocol: 'yaohua-tf0', options: { checksum: 'required' } });
    expect(candidates[0]?.score).toBeGreaterThanOrEqual(60);
  });
});

describe('what it knows', () => {
  it('nothing but the bytes, their times and what a person saw', () => {
    // The same bytes, whoever sent them: a simulator of another name, a copy, a longer buffer.
    const heard = asHeard({ protocol: 'cas10', spoil: () => lineOf('yaohua-tf0').encode(SHOWN, {}) });
    const copy: Heard = { ...heard, bytes: Uint8Array.from(heard.bytes) };
    expect(judged(heard)).toEqual(judged(copy));
    expect(clear(judged(heard).verdict)).toMatchObject({ protocol: 'yaohua-tf0', weightText: '15640' });
  });

  it('because it can reach nothing else', () => {
    const folder = new URL('../../../../../native/scale/listening/', import.meta.url);
    // listener.ts is the hand that holds the port; it is not asked for an opinion.
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'listener.ts')) {
      const source = readFileSync(new URL(file, folder), 'utf8');
      for (const [, from = ''] of source.matchAll(/ from '([^']+)'/g))
        expect(`${file} imports ${from}`).toMatch(
          / imports (\.\/[a-z-]+\.ts|\.\.\/frame-splitter\.ts|\.\.\/protocols\/protocol\.ts)$/,
        );
      expect(source).not.toMatch(/process|globalThis|import\(/);
    }
  });
});

const SHOWN = {
  value: 15_640,
  decimals: 0,
  unit: 'kg',
  moving: false,
  tare: 0,
  outOfRange: false,
  checksum: 'right',
} as const;

describe('any bytes', () => {
  it('are judged without a throw, and no reading is clear', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.integer({ min: 0, max: 10_000 }), (bytes, forMs) => {
        const { verdict } = judged({ form: AS_8N1, bytes, arrivals: [{ at: 0, ms: 1 }], forMs });
        expect(['silence', 'rubbish', 'text', 'unclear']).toContain(verdict.kind);
      }),
      { numRuns: 200 },
    );
  });
});
