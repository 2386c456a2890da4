/** What is said at each point of the listening, and what Enter does there. Pure. */
import type { ListeningCandidate, ListeningState } from '../../../preload/contract/listening.ts';
import type { Params, Translate, WordKey } from '../../i18n/index.ts';
import type { Meaning } from '../../components/band-state.ts';
import { formName, protocolName, readingName } from './names.ts';

export type Deed = 'start' | 'take' | 'done' | 'none';

export interface Situation {
  /** The headline, with its params. */
  readonly words: WordKey;
  readonly params: Params;
  readonly hint: WordKey;
  readonly hintParams: Params;
  readonly meaning: Meaning;
  readonly deed: Deed;
  readonly deedWords: WordKey;
  /** Which of these stands on the display: chosen by digit. */
  readonly ways: readonly ListeningCandidate[];
  /** What is proposed. */
  readonly best: ListeningCandidate | null;
  readonly cautions: readonly { readonly words: WordKey; readonly params: Params }[];
}

export interface Seen {
  readonly state: ListeningState | null;
  /** The protocol that was taken, until the person goes on. */
  readonly taken: string | null;
  readonly hasPorts: boolean;
}

const NOTHING = {
  params: {},
  hintParams: {},
  meaning: 'quiet',
  deed: 'none',
  deedWords: 'listening.do-wait',
  ways: [],
  best: null,
  cautions: [],
} as const;

export function situationOf({ hasPorts, state, taken }: Seen, t: Translate): Situation {
  if (taken !== null)
    return {
      ...NOTHING,
      words: 'listening.taken',
      params: { protocol: protocolName(taken, t) },
      hint: 'listening.taken-hint',
      deed: 'done',
      deedWords: 'listening.do-done',
    };
  if (state === null || state.phase === 'stopped')
    return {
      ...NOTHING,
      words: hasPorts ? 'listening.choose' : 'listening.ports-none',
      hint: 'listening.choose-hint',
      meaning: 'waits',
      deed: hasPorts ? 'start' : 'none',
      deedWords: 'listening.do-start',
    };
  switch (state.phase) {
    case 'listening':
      return {
        ...NOTHING,
        words: 'listening.listening',
        params: { form: formName(formOf(state), t), step: state.step, steps: state.steps },
        hint: 'listening.listening-hint',
      };
    case 'asking':
      return asking(state);
    case 'found':
    case 'doubtful':
      return proposal(state, t);
    case 'nothing':
      return nothing(state, t);
    case 'failed':
      return {
        ...NOTHING,
        words: 'listening.choose',
        hint: 'listening.choose-hint',
        meaning: 'stop',
        deed: 'start',
        deedWords: 'listening.do-again',
      };
    default:
      return state.phase satisfies never;
  }
}

/** null on a network line, whose form is the serial server's. */
export const formOf = ({ form, port }: ListeningState): ListeningState['form'] | null =>
  port.kind === 'tcp' ? null : form;

function asking({ candidates, question, ways: open }: ListeningState): Situation {
  const said = { ...NOTHING, meaning: 'waits', deedWords: 'listening.do-observe' } as const;
  if (question === 'keep-still') return { ...said, words: 'listening.keep-still', hint: 'listening.keep-still-hint' };
  const choice = candidates.slice(0, open);
  // Only numbers that differ can be told apart by looking.
  const ways = new Set(choice.map(({ weightText }) => weightText)).size > 1 ? choice : [];
  if (question === 'which-number')
    return { ...said, words: 'listening.which-number', hint: 'listening.which-number-hint', ways };
  return {
    ...said,
    words: 'listening.move-load',
    hint: ways.length > 1 ? 'listening.move-load-or-number' : 'listening.move-load-hint',
    ways,
  };
}

function proposal({ candidates, phase, unit }: ListeningState, t: Translate): Situation {
  const [best] = candidates;
  if (best === undefined)
    return { ...NOTHING, words: 'listening.doubtful', params: { protocol: '—' }, hint: 'listening.listening-hint' };
  const weight = readingName(best, unit);
  const found = phase === 'found';
  const cautions: { words: WordKey; params: Params }[] = [];
  if (!found) cautions.push({ words: 'listening.caution-doubt', params: {} });
  if (best.unit !== null && best.unit !== unit)
    cautions.push({ words: 'listening.caution-unit', params: { unit: best.unit, own: unit } });
  if (best.unit === null && unit === 'kg' && best.weightText?.includes('.') === true)
    cautions.push({ words: 'listening.caution-decimals', params: {} });
  if (best.weightText !== null && Number(best.weightText) === 0)
    cautions.push({ words: 'listening.caution-zero', params: {} });
  return {
    ...NOTHING,
    words: found ? 'listening.found' : 'listening.doubtful',
    params: { protocol: protocolName(best.protocol, t) },
    hint: weight === null ? 'listening.compare-none' : 'listening.compare',
    meaning: found ? 'waits' : 'look',
    deed: 'take',
    deedWords: 'listening.do-take',
    best,
    cautions,
  };
}

function nothing({ nothing: end }: ListeningState, t: Translate): Situation {
  const because = end?.because ?? 'silence';
  return {
    ...NOTHING,
    words: `listening.${because}`,
    params: { form: formName(end?.form ?? null, t) },
    hint: `listening.${because}-hint`,
    meaning: 'look',
    deed: 'start',
    deedWords: 'listening.do-again',
  };
}
