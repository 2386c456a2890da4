/**
 * Reads the eight slots of our own network under the grammar. A slot holds one character or is empty; class 0 is empty.
 */
import { PLATE_CHARACTERS, characterNumbers } from './plate-alphabet.ts';
import { ALL_FORMS, MOST_PLACES, formsEnding, formsWith, isReadableSpecial } from './plate-forms.ts';
import { type ScoredText, best } from './scored-text.ts';

const CLASSES = PLATE_CHARACTERS.length + 1;
const BEAM = 24;

/** Natural logarithms of the probabilities, slot by slot, {@link CLASSES} a slot. */
export type SlotScores = Float32Array;

/** Turns the network's raw output of one plate into logarithms of probabilities. */
export function slotScores(logits: Float32Array): SlotScores {
  if (logits.length !== MOST_PLACES * CLASSES) throw new RangeError(`not eight slots: ${logits.length} numbers`);
  const scores = new Float32Array(logits.length);
  for (let slot = 0; slot < MOST_PLACES; slot++) {
    const part = logits.subarray(slot * CLASSES, (slot + 1) * CLASSES);
    const most = part.reduce((a, b) => Math.max(a, b), -Infinity);
    let sum = 0;
    for (const value of part) sum += Math.exp(value - most);
    const norm = most + Math.log(sum);
    part.forEach((value, i) => (scores[slot * CLASSES + i] = value - norm));
  }
  return scores;
}

const at = (scores: SlotScores, slot: number, cls: number) => scores[slot * CLASSES + cls] ?? -Infinity;

/** Where everything from a slot on is empty: the sum from there. */
function emptyTails(scores: SlotScores): number[] {
  const tails = new Array<number>(MOST_PLACES + 1).fill(0);
  for (let slot = MOST_PLACES - 1; slot >= 0; slot--) tails[slot] = (tails[slot + 1] ?? 0) + at(scores, slot, 0);
  return tails;
}

/** How well this text explains the slots. */
export function scoreOfText(scores: SlotScores, text: string): number {
  const numbers = characterNumbers(text);
  if (numbers.length > MOST_PLACES) return -Infinity;
  const read = numbers.reduce((sum, number, slot) => sum + at(scores, slot, number + 1), 0);
  return read + (emptyTails(scores)[numbers.length] ?? 0);
}

/** The plates of the grammar that explain the slots best, best first. */
export function readSlots(scores: SlotScores, most: number): ScoredText[] {
  const tails = emptyTails(scores);
  const ended: ScoredText[] = [];
  let beam: { text: string; forms: number; score: number }[] = [{ text: '', forms: ALL_FORMS, score: 0 }];
  for (let slot = 0; slot < MOST_PLACES; slot++) {
    const next: typeof beam = [];
    for (const path of beam) {
      for (let number = 0; number < PLATE_CHARACTERS.length; number++) {
        const forms = formsWith(path.forms, slot, number);
        if (forms === 0) continue;
        next.push({
          text: path.text + PLATE_CHARACTERS[number],
          forms,
          score: path.score + at(scores, slot, number + 1),
        });
      }
    }
    beam = best(next, BEAM);
    for (const path of beam) {
      if (formsEnding(path.forms, slot + 1) === 0) continue;
      ended.push({ text: path.text, score: path.score + (tails[slot + 1] ?? 0) });
    }
  }
  return best(ended, most);
}

/** How well the best plate explains the slots, special ones included: a logarithm of a probability. */
export function scoreOfBest(scores: SlotScores): number {
  const free = readSlotsFreely(scores);
  const bound = readSlots(scores, 1)[0]?.score ?? -Infinity;
  return isReadableSpecial(free.text) ? Math.max(bound, free.score) : bound;
}

/** What the slots say when no grammar binds them: special plates are read so. */
export function readSlotsFreely(scores: SlotScores): ScoredText {
  let text = '';
  let score = 0;
  for (let slot = 0; slot < MOST_PLACES; slot++) {
    let cls = 0;
    for (let i = 1; i < CLASSES; i++) if (at(scores, slot, i) > at(scores, slot, cls)) cls = i;
    score += at(scores, slot, cls);
    if (cls > 0) text += PLATE_CHARACTERS[cls - 1];
  }
  return { text, score };
}
