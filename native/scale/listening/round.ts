/** The settings that are listened at, in which order and for how long, and what a whole round of them says. Pure. */
import type { WordForm } from './heard.ts';
import type { Candidate, Judgement } from './judge.ts';

export interface PortForm extends WordForm {
  readonly baudRate: number;
}

const at = (baudRate: number, form: WordForm): PortForm => ({ baudRate, ...form });
const N: WordForm = { dataBits: 8, parity: 'none', stopBits: 1 };
const O: WordForm = { dataBits: 8, parity: 'odd', stopBits: 1 };
const E: WordForm = { dataBits: 8, parity: 'even', stopBits: 1 };

/** The frequent speeds first (protocols.md, overview). 7E1 and 7O1 are heard in 8N1 as well: bit 7 tells. */
export const SPEEDS: readonly PortForm[] = [9600, 4800, 2400, 1200, 19_200, 600, 38_400, 57_600, 115_200].map(
  (baudRate) => at(baudRate, N),
);
/** Nine bits and parity come to pieces in 8N1, so where nothing but rubbish was heard they have their turn (Sartorius: 9600 8O1). */
export const WITH_PARITY: readonly PortForm[] = [9600, 4800, 2400, 1200].flatMap((baudRate) => [
  at(baudRate, O),
  at(baudRate, E),
]);

/** An indicator that speaks twice a second has said enough by then. */
const STEP_MS = 2500;
/** Something is there, and it may become clear. */
const LONGER_MS = 6000;
/** A reading worth waiting for, or worth being named though it is not clear. */
const PROMISING = 50;

/** What one setting gave. */
export interface StepResult {
  readonly form: PortForm;
  readonly kind: Judgement['verdict']['kind'];
  readonly best: Candidate | null;
}

export function resultOf(form: PortForm, { candidates, verdict }: Judgement): StepResult {
  return { form, kind: verdict.kind, best: candidates[0] ?? null };
}

/**
 * After `ms` at one setting. `stay`: it is clear, or only a person can help; `on`: the next setting; `listen`: not yet.
 */
export function decide({ candidates, verdict }: Judgement, ms: number): 'stay' | 'listen' | 'on' {
  const best = candidates[0]?.score ?? 0;
  switch (verdict.kind) {
    case 'clear':
      return 'stay';
    case 'ask':
      // Rubbish that repeats itself may look like a loose form: every other speed is heard first.
      if (!verdict.ways.every(({ unproven }) => unproven)) return 'stay';
      return ms >= STEP_MS ? 'on' : 'listen';
    case 'unclear':
      return ms >= (best >= PROMISING ? LONGER_MS : STEP_MS) ? 'on' : 'listen';
    case 'silence':
    case 'rubbish':
    case 'text':
      return ms >= STEP_MS ? 'on' : 'listen';
    default:
      return verdict satisfies never;
  }
}

/** What a round without a clear answer comes to. */
export type RoundEnd =
  /** This setting was the most promising one: listen there again, and say so. */
  | { readonly kind: 'back'; readonly form: PortForm }
  /** Only rubbish: the forms with parity have their turn. */
  | { readonly kind: 'with-parity' }
  /** Readable characters at this setting, of no known protocol; or rubbish everywhere; or not a byte. */
  | { readonly kind: 'nothing'; readonly because: 'text' | 'rubbish' | 'silence'; readonly form: PortForm | null };

export function afterRound(results: readonly StepResult[], hasSpeed: boolean): RoundEnd {
  const [best] = results
    .filter((result) => (result.best?.score ?? 0) >= PROMISING)
    .toSorted((a, b) => (b.best?.score ?? 0) - (a.best?.score ?? 0));
  if (best !== undefined) return { kind: 'back', form: best.form };
  const text = results.find(({ kind }) => kind === 'text');
  if (text !== undefined) return { kind: 'nothing', because: 'text', form: text.form };
  if (results.every(({ kind }) => kind === 'silence')) return { kind: 'nothing', because: 'silence', form: null };
  const parityTried = results.some(({ form }) => form.parity !== 'none');
  return hasSpeed && !parityTried ? { kind: 'with-parity' } : { kind: 'nothing', because: 'rubbish', form: null };
}
