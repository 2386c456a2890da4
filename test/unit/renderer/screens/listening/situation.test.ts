/** What is said and what Enter does at each point of the listening. */
import { describe, expect, it } from 'vitest';
import { canBeHeard } from '../../../../../native/scale/listening/judge.ts';
import { optionSets } from '../../../../../native/scale/listening/attempt.ts';
import { SCALE_PROTOCOLS } from '../../../../../native/scale/protocols/index.ts';
import type { ListeningCandidate, ListeningState } from '../../../../../preload/contract/listening.ts';
import { zhCn } from '../../../../../renderer/i18n/zh-cn.ts';
import type { Translate } from '../../../../../renderer/i18n/index.ts';
import { optionNames, protocolName, reasonWords, wordName } from '../../../../../renderer/screens/listening/names.ts';
import { rowsOf } from '../../../../../renderer/screens/listening/raw-bytes.tsx';
import { situationOf } from '../../../../../renderer/screens/listening/situation.ts';

const t: Translate = (key, params = {}) =>
  zhCn[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? `!${name}!`));

const FORM = { baudRate: 4800, dataBits: 7, parity: 'even', stopBits: 1 } as const;
const candidate = (more: Partial<ListeningCandidate> = {}): ListeningCandidate => ({
  key: 'k',
  protocol: 'toledo-continuous',
  options: {},
  form: FORM,
  score: 95,
  reasons: [],
  weightText: '15640',
  unit: 'kg',
  stable: true,
  alsoReads: [],
  ...more,
});
const state = (more: Partial<ListeningState>): ListeningState => ({
  scaleId: 'scale-1',
  configured: { protocol: 'yaohua-tf0', options: {}, form: FORM, adapter: null },
  unit: 'kg',
  port: { kind: 'serial', path: 'COM3' },
  phase: 'listening',
  form: FORM,
  step: 2,
  steps: 9,
  heardBytes: 100,
  quietMs: 0,
  tail: '',
  candidates: [],
  question: null,
  ways: 0,
  nothing: null,
  fault: null,
  results: [],
  cannotBeHeard: [],
  ...more,
});
const seen = (more: Partial<ListeningState> | null, taken: string | null = null, hasPorts = true) =>
  situationOf({ state: more === null ? null : state(more), taken, hasPorts }, t);
const rev = candidate({ key: 'rev', protocol: 'eq-number', weightText: '15640', score: 89 });
const fwd = candidate({ key: 'fwd', protocol: 'eq-number', weightText: '4651000', score: 60 });

describe('situationOf', () => {
  it.each([
    ['nothing was done yet', seen(null), 'listening.choose', 'start'],
    ['no port at all', seen(null, null, false), 'listening.ports-none', 'none'],
    ['stopped', seen({ phase: 'stopped' }), 'listening.choose', 'start'],
    ['listening', seen({}), 'listening.listening', 'none'],
    ['move the load', seen({ phase: 'asking', question: 'move-load' }), 'listening.move-load', 'none'],
    ['keep still', seen({ phase: 'asking', question: 'keep-still' }), 'listening.keep-still', 'none'],
    ['which number', seen({ phase: 'asking', question: 'which-number' }), 'listening.which-number', 'none'],
    ['found', seen({ phase: 'found', candidates: [candidate()] }), 'listening.found', 'take'],
    ['doubtful', seen({ phase: 'doubtful', candidates: [candidate()] }), 'listening.doubtful', 'take'],
    ['doubtful and gone again', seen({ phase: 'doubtful' }), 'listening.doubtful', 'none'],
    ['silence', seen({ phase: 'nothing', nothing: { because: 'silence', form: null } }), 'listening.silence', 'start'],
    ['rubbish', seen({ phase: 'nothing', nothing: { because: 'rubbish', form: null } }), 'listening.rubbish', 'start'],
    ['text', seen({ phase: 'nothing', nothing: { because: 'text', form: FORM } }), 'listening.text', 'start'],
    ['the port', seen({ phase: 'failed' }), 'listening.choose', 'start'],
    ['taken', seen({ phase: 'stopped' }, 'toledo-continuous'), 'listening.taken', 'done'],
  ])('%s', (_, said, words, deed) => {
    expect([said.words, said.deed]).toEqual([words, deed]);
    expect(t(said.words, said.params)).not.toContain('!');
    expect(t(said.hint, said.hintParams)).not.toContain('!');
  });

  it('numbers that differ are chosen by digit, numbers that do not are not', () => {
    const candidates = [rev, fwd, candidate({ key: 'other' })];
    expect(seen({ phase: 'asking', question: 'move-load', ways: 2, candidates }).ways).toEqual([rev, fwd]);
    const same = [rev, { ...fwd, weightText: '15640' }];
    expect(seen({ phase: 'asking', question: 'move-load', ways: 2, candidates: same }).ways).toEqual([]);
  });

  it.each([
    ['nothing to say', candidate(), 'found', []],
    ['another unit', candidate({ unit: 'lb' }), 'found', ['listening.caution-unit']],
    [
      'decimals without a unit',
      candidate({ unit: null, weightText: '15.640' }),
      'found',
      ['listening.caution-decimals'],
    ],
    ['zero', candidate({ weightText: '0.00' }), 'found', ['listening.caution-zero']],
    ['a low score', candidate({ score: 55 }), 'doubtful', ['listening.caution-doubt']],
  ] as const)('cautions: %s', (_, best, phase, words) => {
    expect(seen({ phase, candidates: [best] }).cautions.map((caution) => caution.words)).toEqual(words);
  });
});

describe('names', () => {
  it('every protocol has a name, and every option that listening can set has words', () => {
    for (const protocol of SCALE_PROTOCOLS) {
      expect(protocolName(protocol.id, t), protocol.id).not.toBe(protocol.id);
      if (!canBeHeard(protocol)) continue;
      for (const options of optionSets(protocol.options)) {
        // What stands at its default is not said, except the checksum.
        const said = Object.entries(options).filter(
          ([key, value]) =>
            key === 'checksum' ||
            !protocol.options.some((field) => field.key === key && 'values' in field && field.values[0] === value),
        );
        expect(optionNames(Object.fromEntries(said), t), JSON.stringify(said)).not.toContain(':');
      }
    }
  });

  it('a protocol and an option of a newer station keep their ids', () => {
    expect(protocolName('new-one', t)).toBe('new-one');
    expect(optionNames({ turbo: true }, t)).toBe('turbo: true');
  });

  it('forms and reasons', () => {
    expect(wordName(FORM)).toBe('7E1');
    expect(reasonWords({ code: 'parity-in-bit-7', parity: 'odd' }, t)).toContain('奇');
    expect(reasonWords({ code: 'frames', count: 30, perSecond: 9.9 }, t)).toBe('30 帧，每秒 9.9 帧');
  });
});

describe('rowsOf', () => {
  const hex = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, index) => ((from + index) % 256).toString(16).padStart(2, '0')).join('');

  it('keeps rows in their places while bytes come, newest last, at most twelve', () => {
    const before = rowsOf(hex(0, 40), 40);
    expect(before.map(({ at }) => at)).toEqual([0, 16, 32]);
    expect(before[2]?.hex).toHaveLength(8);
    const after = rowsOf(hex(9, 201), 201);
    expect(after[0]?.at).toBe(16);
    expect(after[0]?.hex[0]).toBe('10');
    expect(after.at(-1)).toEqual({
      at: 192,
      hex: [192, 193, 194, 195, 196, 197, 198, 199, 200].map((n) => n.toString(16)),
    });
    expect(after).toHaveLength(12);
  });

  it('nothing yet', () => {
    expect(rowsOf('', 0)).toEqual([]);
  });
});
