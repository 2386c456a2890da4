/**
 * One answer from several pictures of the standing truck, and from both cameras.
 * Pictures of one camera are much alike, so that n of them count as √n witnesses and not as n.
 */
import { ACCEPT_FROM, mayBeAccepted } from './accept.ts';
import { type PlateCandidate, type PlateReading } from './plate-reading.ts';
import { best } from './scored-text.ts';

/** A text that a picture did not propose is still this likely. */
const UNSEEN = 0.003;

export interface VotedPlate {
  /** The reading whose text won, from the picture that was surest of it: crop and box are its own. */
  readonly reading: PlateReading;
  readonly top: readonly PlateCandidate[];
  readonly confidence: number;
  readonly accepted: boolean;
  /** How many pictures held a plate, and in how many of them this text was the first. */
  readonly pictures: number;
  readonly agreeing: number;
}

type Belief = { readonly text: string; readonly kind: PlateCandidate['kind']; readonly score: number };

/** What the pictures of one camera together believe of every text that one of them proposed. */
function beliefs(readings: readonly PlateReading[]): Belief[] {
  const kinds = new Map(readings.flatMap(({ top }) => top.map(({ text, kind }) => [text, kind] as const)));
  const weight = 1 / Math.sqrt(Math.max(1, readings.length));
  return [...kinds].map(([text, kind]) => {
    const logs = readings.map(({ top }) =>
      Math.log(Math.max(UNSEEN, top.find((one) => one.text === text)?.confidence ?? 0)),
    );
    return { text, kind, score: weight * logs.reduce((sum, value) => sum + value, 0) };
  });
}

function decide(readings: readonly PlateReading[], all: readonly Belief[]): VotedPlate | null {
  const ranked = best(all, 3);
  const first = ranked[0];
  if (first === undefined) return null;
  // What the pictures left open is in the sum too, or a single weak proposal would be certain.
  const open = readings.map(({ top }) => 1 - top.reduce((total, one) => total + one.confidence, 0));
  const nothing =
    open.reduce((total, share) => total + Math.log(Math.max(UNSEEN, share)), 0) / Math.sqrt(readings.length);
  const sum = all.reduce((total, one) => total + Math.exp(one.score), Math.exp(nothing));
  const top = ranked.map(({ text, kind, score }) => ({ text, kind, confidence: Math.exp(score) / sum }));
  const behind = readings.filter(({ text }) => text === first.text);
  const surest = (list: readonly PlateReading[]) =>
    list.reduce((a, b) => (b.confidence > a.confidence ? b : a), list[0]!);
  const shown = surest(behind.length > 0 ? behind : readings);
  const confidence = top[0]!.confidence;
  const mean = behind.reduce((total, one) => total + one.confidence, 0) / Math.max(1, readings.length);
  return {
    reading: shown,
    top,
    confidence,
    accepted:
      mayBeAccepted(
        top[0]!,
        behind.some(({ agreed, alone }) => agreed && alone),
      ) && mean >= ACCEPT_FROM / 2,
    pictures: readings.length,
    agreeing: behind.length,
  };
}

/** The plate on which the pictures of one camera agree; null when none holds one. */
export function votePictures(readings: readonly PlateReading[]): VotedPlate | null {
  return readings.length === 0 ? null : decide(readings, beliefs(readings));
}

/** Two different plates of which each camera also thinks the other's possible are a rare chance; one plate seen twice is not. */
const COINCIDENCE = Math.log(0.02);

/**
 * Front and rear of one truck. A trailer's plate (挂) stands at the rear only and differs from the tractor's by design; without
 * one both plates are the same, and what one camera doubts the other may know.
 */
export function voteCameras(
  front: readonly PlateReading[],
  rear: readonly PlateReading[],
): { front: VotedPlate | null; rear: VotedPlate | null } {
  const apart = { front: votePictures(front), rear: votePictures(rear) };
  if (apart.front === null || apart.rear === null) return apart;
  const behind = new Map(beliefs(rear).map((one) => [one.text, one]));
  const shared = beliefs(front).flatMap((one) => {
    const other = behind.get(one.text);
    return other === undefined || one.kind === 'trailer' ? [] : [{ ...one, score: one.score + other.score }];
  });
  const together = best(shared, 1)[0];
  const separate =
    Math.max(...beliefs(front).map((one) => one.score)) + Math.max(...beliefs(rear).map((one) => one.score));
  if (together === undefined || together.score < separate + COINCIDENCE) return apart;
  const text = together.text;
  const toward = (readings: readonly PlateReading[], voted: VotedPlate): VotedPlate => {
    if (!readings.some((reading) => reading.top.some((one) => one.text === text))) return voted;
    return decide(readings, shared) ?? voted;
  };
  return { front: toward(front, apart.front), rear: toward(rear, apart.rear) };
}
