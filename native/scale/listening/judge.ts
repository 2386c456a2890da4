/**
 * What the bytes heard at one setting of a port say: nothing, rubbish, text of an unknown kind, or frames of a protocol.
 * It knows the bytes, when they came and, where a person was asked, which number stood on the display. Pure.
 */
import type { FrameUnit, ProtocolOptions, ScaleProtocol } from '../protocols/protocol.ts';
import { attempt, optionSets } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import type { Heard, WordForm } from './heard.ts';
import { bareDigits, flagOpen, flagUnsettled, groups, rivals, steadiest } from './rivals.ts';
import { LEAST_FRAMES, score } from './score.ts';
import type { Reason, Scored } from './score.ts';
import { looksLike, possibleForms } from './word-form.ts';

export interface Candidate {
  /** Names this reading: the same one later has the same key. */
  readonly key: string;
  readonly protocol: string;
  /** What differs from the protocol's defaults, and its checksum setting in any case. */
  readonly options: ProtocolOptions;
  readonly form: WordForm;
  /** 0…100. */
  readonly score: number;
  readonly reasons: readonly Reason[];
  /** What it reads now; null while the indicator has no weight. */
  readonly weightText: string | null;
  readonly unit: FrameUnit | null;
  readonly stable: boolean | null;
  /** It may be rubbish that repeats itself: another speed is worth a look before anybody is asked. */
  readonly unproven: boolean;
  /** Other protocols that read the same numbers of the same bytes about as well. */
  readonly alsoReads: readonly string[];
}

export type Verdict =
  /** Not a byte. */
  | { readonly kind: 'silence' }
  /** Bytes, and no sense in them: the speed or the form is wrong, or there is noise. */
  | { readonly kind: 'rubbish' }
  /** Characters that can be read, of no protocol that is known here. */
  | { readonly kind: 'text' }
  /** Frames, but too few or too much else beside them. */
  | { readonly kind: 'unclear'; readonly best: Candidate }
  /**
   * Frames that can be read in more than one way. `move-load`: let the weight change, the restless digits tell;
   * `which-number`: which of the numbers stands on the display? `keep-still`: let it rest, to see what calls it stable.
   */
  | { readonly kind: 'ask'; readonly question: Question; readonly ways: readonly Candidate[] }
  | { readonly kind: 'clear'; readonly best: Candidate };

export interface Judgement {
  readonly verdict: Verdict;
  /** The best readings, better first, one for each way of reading. */
  readonly candidates: readonly Candidate[];
}

export interface Observed {
  /** The key of the candidate whose number stands on the display, as a person says. */
  readonly onDisplay: string | null;
}

const CLEAR_SCORE = 80;
/** Frames that make it clear; fewer may be chance. */
const CLEAR_FRAMES = 6;
const CLEAR_MS = 1000;
/** A deck at rest shows within this time what its flag calls stable. */
const FLAG_MS = 2800;
const MOST_CANDIDATES = 5;
/** Below this a reading is not worth a line. */
const LEAST_SCORE = 30;

type Formed = Scored & { readonly form: WordForm };

/** Whether this protocol can be told by listening: its indicator talks by itself, in characters that a port can hand over. */
export function canBeHeard({ ninthBit, talks }: ScaleProtocol): boolean {
  return talks === 'by-itself' && ninthBit !== true;
}

/** @param protocols those that {@link canBeHeard}, the more frequent ones first */
export function judge(heard: Heard, protocols: readonly ScaleProtocol[], { onDisplay }: Observed): Judgement {
  if (heard.bytes.length === 0) return { verdict: { kind: 'silence' }, candidates: [] };
  const attempts = new Map<Formed, readonly Attempt[]>();
  for (const { bytes, form, places } of possibleForms(heard.bytes, heard.form)) {
    const arrivals =
      places === null ? heard.arrivals : heard.arrivals.map(({ at, ms }) => ({ at: indexFrom(places, at), ms }));
    for (const protocol of protocols) {
      const ofProtocol = optionSets(protocol.options).map((options) => attempt(protocol, options, bytes));
      for (const one of ofProtocol) {
        const scored = score(one, bytes, arrivals, heard.forMs);
        if (scored !== null && scored.score >= LEAST_SCORE) attempts.set({ ...scored, form }, ofProtocol);
      }
    }
  }
  const scored = [...attempts.keys()];
  if (scored.length === 0) return { verdict: { kind: looksLike(heard.bytes, heard.form) }, candidates: [] };

  const ways = groups(rivals(scored));
  const candidateOf = (group: readonly Scored[], more: readonly Reason[] = []): Candidate => {
    const best = group[0] as Formed;
    return candidate(best, group, [...more, ...checksumReasons(best, attempts.get(best) ?? [])]);
  };
  const others = groups(scored.filter((one) => !ways.some((group) => group.includes(one))));
  const choice = choose(ways, onDisplay);
  const ordered = [...choice.ways, ...ways.filter((group) => !choice.ways.includes(group)), ...others];
  const candidates = ordered
    .slice(0, MOST_CANDIDATES)
    .map((group) => candidateOf(group, choice.ways.includes(group) ? choice.because : []));
  const [best] = candidates;
  if (best === undefined) return { verdict: { kind: looksLike(heard.bytes, heard.form) }, candidates };
  const frames = choice.ways[0]?.[0]?.frames.length ?? 0;
  const leastMs = flagOpen(choice.ways[0] ?? []) ? FLAG_MS : CLEAR_MS;
  if (best.score < CLEAR_SCORE || frames < CLEAR_FRAMES || heard.forMs < leastMs)
    return { verdict: { kind: 'unclear', best }, candidates };
  if (choice.question === null) return { verdict: { kind: 'clear', best }, candidates };
  const asked = candidates.slice(0, choice.ways.length);
  return { verdict: { kind: 'ask', question: choice.question, ways: asked }, candidates };
}

export type Question = 'move-load' | 'which-number' | 'keep-still';
interface Choice {
  /** Ways that are left; one of them where it is clear. */
  readonly ways: readonly (readonly Scored[])[];
  readonly because: readonly Reason[];
  /** null where one is left. */
  readonly question: Question | null;
}

/** Which of several ways it is. Never guessed: the digits or a person's eyes decide. */
function choose(ways: readonly (readonly Scored[])[], onDisplay: string | null): Choice {
  const settled = (left: readonly (readonly Scored[])[], because: readonly Reason[]): Choice => {
    const group = left[0] ?? [];
    const question = group[0]?.unproven === true ? 'move-load' : flagUnsettled(group) ? 'keep-still' : null;
    return { ways: left, because, question };
  };
  if (ways.length === 1) return settled(ways, []);
  const seen = ways.find((group) => group.some((one) => keyOf(one as Formed) === onDisplay));
  if (seen !== undefined) return settled([seen], [{ code: 'as-on-display' }]);
  const firsts = ways.flatMap(([first]) => (first === undefined ? [] : [first]));
  const byDigits = new Map(firsts.map((first) => [bareDigits(first), first]));
  // At zero they all look alike.
  if (byDigits.has('')) return { ways, because: [], question: 'move-load' };
  if (byDigits.size === 1) return { ways, because: [], question: 'which-number' };
  const steady = steadiest([...byDigits.values()]);
  if (steady === null) return { ways, because: [], question: 'move-load' };
  const because: readonly Reason[] = [{ code: 'restless-digits' }];
  const left = ways.filter(([first]) => first !== undefined && bareDigits(first) === bareDigits(steady));
  return left.length === 1 ? settled(left, because) : { ways: left, because, question: 'which-number' };
}

function candidate(best: Formed, group: readonly Scored[], more: readonly Reason[]): Candidate {
  const { form, frames, protocol, reasons, score: points } = best;
  const decoded = frames.at(-1)?.decoded;
  const alsoReads = new Set(group.map((one) => one.protocol.id).filter((id) => id !== protocol.id));
  return {
    key: keyOf(best),
    protocol: protocol.id,
    options: toConfigure(best),
    form,
    score: Math.min(100, points),
    // Why there is none says more than that there is none.
    reasons: [
      ...reasons.filter(({ code }) => code !== 'no-checksum' || more.every((one) => !one.code.startsWith('checksum-'))),
      ...formReasons(form),
      ...pauseAndFlag(best),
      ...more,
    ],
    weightText: decoded?.weightText ?? null,
    unit: decoded?.unit ?? null,
    stable: decoded?.stable ?? null,
    unproven: best.unproven,
    alsoReads: [...alsoReads],
  };
}

const keyOf = ({ form, options, protocol }: Formed): string =>
  `${protocol.id} ${form.dataBits}${form.parity}${form.stopBits} ${JSON.stringify(options)}`;

/** Settings that are the default say nothing, except the checksum: a site file should state it. */
function toConfigure({ options, protocol }: Scored): ProtocolOptions {
  const said = protocol.options.flatMap((field) => {
    const value = options[field.key];
    if (value === undefined || !('values' in field)) return [];
    return field.key === 'checksum' || field.values[0] !== value ? [[field.key, value] as const] : [];
  });
  return Object.fromEntries(said);
}

function formReasons({ parity, dataBits, stopBits }: WordForm): readonly Reason[] {
  if (parity !== 'none') return [{ code: 'parity-in-bit-7', parity }];
  return dataBits === 7 && stopBits === 2 ? [{ code: 'two-stop-bits' }] : [];
}

const MOSTLY = 0.9;

function pauseAndFlag({ afterPause, flagAgrees }: Scored): readonly Reason[] {
  const reasons: Reason[] = [];
  if (afterPause !== null && afterPause >= MOSTLY) reasons.push({ code: 'begins-after-pause' });
  if (flagAgrees !== null && flagAgrees >= MOSTLY) reasons.push({ code: 'flag-agrees' });
  return reasons;
}

/** Why the checksum is not looked at, where the protocol knows one: it is not sent at all, or is another one. */
function checksumReasons({ frames, options, protocol }: Scored, ofProtocol: readonly Attempt[]): readonly Reason[] {
  if (options.checksum !== 'ignore') return [];
  const required = ofProtocol.find((one) => sameBut(one.options, options, 'checksum', 'required'));
  if (required === undefined || required.frames.length >= Math.max(LEAST_FRAMES, frames.length / 2)) return [];
  const longer = protocol.reader(required.options).longest > protocol.reader(options).longest;
  return [{ code: longer ? 'checksum-not-sent' : 'checksum-other' }];
}

function sameBut(a: ProtocolOptions, b: ProtocolOptions, key: keyof ProtocolOptions, value: unknown): boolean {
  if (a[key] !== value) return false;
  return Object.keys({ ...a, ...b }).every((name) => name === key || a[name as never] === b[name as never]);
}

/** The first index of an ordered list whose value is at least this. */
function indexFrom(places: readonly number[], value: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
