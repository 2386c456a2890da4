/**
 * Brings together what our network's slots, PP-OCR's line and the colour of the ground say of one plate.
 * Every candidate of either is scored by both. "No plate at all" and "some other writing" are candidates too: without them the
 * best of many bad texts would look sure.
 */
import { type PlateKind, plateKind } from '../../rules/plate-grammar.ts';
import { type CtcColumns } from './ctc-columns.ts';
import { readColumns, readColumnsFreely, scoreOfLine } from './ctc-reading.ts';
import { PLATE_FORMS, isReadableSpecial } from './plate-forms.ts';
import { PLATE_GROUNDS, type PlateCandidate, type PlateGround } from './plate-reading.ts';
import { best } from './scored-text.ts';
import { type SlotScores, readSlots, readSlotsFreely, scoreOfText } from './slot-reading.ts';

export interface PlateEvidence {
  readonly slots: SlotScores;
  /** Null where PP-OCR was not asked, or found nothing to read. */
  readonly line: CtcColumns | null;
  /** Probabilities, in the order of {@link PLATE_GROUNDS}. */
  readonly grounds: readonly number[];
}

/** How much each counts. Chosen on generated plates with an early network: see native/plate-model/README.md, Measured. */
export interface FuseWeights {
  readonly slots: number;
  readonly line: number;
  readonly ground: number;
}
export const FUSE_WEIGHTS: FuseWeights = { slots: 0.7, line: 0.4, ground: 1 };

const CANDIDATES = 8;
/** How much worse than the best one reader may call a text: a blind reader must not veto a seeing one. */
const WORST = -14;
/** A ground that the network does not see is still possible this much: lamps turn blue into black. */
const LEAST_GROUND = 0.01;
/** Of what looks like a plate so much is other writing; much less where our network by itself reads a plate. */
const RARITY_OF_OTHER = { unlike: Math.log(0.05), like: Math.log(0.001) };
/** PP-OCR, bound by nothing, may like another text so much better and still be said to agree. */
const LEAST_DOUBT = 2.5;
/** One plate in two hundred is such a one. */
const RARITY_OF_SPECIAL = Math.log(0.005);

interface Evidence {
  readonly slot: number;
  readonly line: number;
  readonly prior: number;
}

/** Which grounds the forms of a kind stand on. */
function groundsOf(kind: PlateKind): readonly PlateGround[] {
  return kind === 'special' ? PLATE_GROUNDS : PLATE_FORMS.find((form) => form.kind === kind)!.grounds;
}

export interface FusedReading {
  /**
   * Best first, with confidences that add up to at most 1; what is missing to 1 says that no plate is there. Empty when that
   * is the likeliest.
   */
  readonly candidates: readonly PlateCandidate[];
  /** Each reader by itself reads the first candidate. */
  readonly agreed: boolean;
}

/** All that was seen of one plate, as one list of candidates. */
export function fuseReadings(evidence: PlateEvidence, weights: FuseWeights = FUSE_WEIGHTS): FusedReading {
  const { slots, line } = evidence;
  const free = readSlotsFreely(slots).text;
  const bySlots = readSlots(slots, CANDIDATES);
  const byLine = line === null ? [] : readColumns(line, CANDIDATES);
  const texts = new Set([...bySlots, ...byLine].map(({ text }) => text));
  const kinds = new Map<string, PlateKind>();
  for (const text of texts) if (plateKind(text) !== 'special') kinds.set(text, plateKind(text));
  if (isReadableSpecial(free) && !kinds.has(free)) kinds.set(free, 'special');

  const all = [...kinds].map(([text, kind]) => {
    const seen = groundsOf(kind).reduce(
      (sum, ground) => sum + (evidence.grounds[PLATE_GROUNDS.indexOf(ground)] ?? 0),
      0,
    );
    return {
      text,
      kind,
      slot: scoreOfText(slots, text),
      line: line === null ? 0 : scoreOfLine(line, text),
      prior: weights.ground * Math.log(Math.max(LEAST_GROUND, seen)) + (kind === 'special' ? RARITY_OF_SPECIAL : 0),
    };
  });
  const lineFree = line === null ? '' : readColumnsFreely(line);
  const others = [
    { slot: scoreOfText(slots, ''), line: line === null ? 0 : scoreOfLine(line, ''), prior: 0 },
    {
      slot: scoreOfText(slots, free),
      line: line === null ? 0 : scoreOfLine(line, lineFree),
      prior: kinds.has(free) ? RARITY_OF_OTHER.like : RARITY_OF_OTHER.unlike,
    },
  ];
  const top = (pick: (one: Evidence) => number) => Math.max(...[...others, ...all].map(pick));
  const bestSlot = top((one) => one.slot);
  const bestLine = top((one) => one.line);
  const score = (one: Evidence) =>
    weights.slots * Math.max(WORST, one.slot - bestSlot) +
    weights.line * Math.max(WORST, one.line - bestLine) +
    one.prior;

  const scored = all.map((one) => ({ text: one.text, kind: one.kind, score: score(one) }));
  const none = others.map(score);
  const most = Math.max(...none, ...scored.map((one) => one.score));
  const sum = [...none, ...scored.map((one) => one.score)].reduce((total, value) => total + Math.exp(value - most), 0);
  const ranked = best(scored, 3);
  const first = ranked[0];
  if (first === undefined || none.some((value) => value >= first.score)) return { candidates: [], agreed: false };
  return {
    candidates: ranked.map(({ text, kind, score: value }) => ({
      text,
      kind,
      confidence: Math.exp(value - most) / sum,
    })),
    agreed:
      line !== null &&
      first.text === bySlots[0]?.text &&
      first.text === byLine[0]?.text &&
      scoreOfLine(line, lineFree) - scoreOfLine(line, first.text) <= LEAST_DOUBT,
  };
}
