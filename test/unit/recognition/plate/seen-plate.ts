/** What the two readers would say of a plate, drawn from its text: doubts are put in by the test. */
import { CTC_WIDTH, type CtcColumns } from '../../../../main/station/recognition/plate/ctc-columns.ts';
import { PLATE_CHARACTERS } from '../../../../main/station/recognition/plate/plate-alphabet.ts';
import { MOST_PLACES } from '../../../../main/station/recognition/plate/plate-forms.ts';
import {
  PLATE_GROUNDS,
  type PlateGround,
  type PlateReading,
} from '../../../../main/station/recognition/plate/plate-reading.ts';
import { uprightQuad } from '../../../../main/station/recognition/plate/quad.ts';
import { type SlotScores, slotScores } from '../../../../main/station/recognition/plate/slot-reading.ts';

/** One place as it was seen: characters with their probabilities; '' is nothing. */
export type Seen = Readonly<Record<string, number>>;

const numberOf = (character: string) => (character === '' ? 0 : PLATE_CHARACTERS.indexOf(character) + 1);
export const clearly = (text: string): Seen[] => [...text].map((character) => ({ [character]: 0.98 }));

/** Slots that hold these; the rest of the eight is empty. */
export function slotsOf(seen: readonly Seen[]): SlotScores {
  const classes = PLATE_CHARACTERS.length + 1;
  const logits = new Float32Array(MOST_PLACES * classes);
  for (let slot = 0; slot < MOST_PLACES; slot++) {
    const given = seen[slot] ?? { '': 0.98 };
    const rest = Math.max(1e-4, 1 - Object.values(given).reduce((sum, p) => sum + p, 0)) / classes;
    for (let i = 0; i < classes; i++) logits[slot * classes + i] = Math.log(rest);
    for (const [character, p] of Object.entries(given)) logits[slot * classes + numberOf(character)] = Math.log(p);
  }
  return slotScores(logits);
}

/** A line that holds these, each for a moment, with nothing between them unless it is `dense`. */
export function lineOf(seen: readonly Seen[], dense = false): CtcColumns {
  const moments = seen.flatMap((one) => (dense ? [one] : [{ '': 0.99 }, one]));
  moments.push({ '': 0.99 });
  const data = new Float32Array(moments.length * CTC_WIDTH);
  moments.forEach((one, moment) => {
    const rest = Math.max(1e-4, 1 - Object.values(one).reduce((sum, p) => sum + p, 0)) / CTC_WIDTH;
    data.fill(rest, moment * CTC_WIDTH, (moment + 1) * CTC_WIDTH);
    for (const [character, p] of Object.entries(one)) data[moment * CTC_WIDTH + numberOf(character)] = p;
  });
  return { moments: moments.length, data };
}

/** The network's word on the ground. */
export function groundsOf(ground: PlateGround, sure = 0.95): number[] {
  return PLATE_GROUNDS.map((one) => (one === ground ? sure : (1 - sure) / 4));
}

/** A reading of a picture, with candidates and their confidences, the first one first. */
export function readingOf(
  candidates: readonly (readonly [text: string, confidence: number])[],
  more: Partial<PlateReading> = {},
): PlateReading {
  const top = candidates.map(([text, confidence]) => ({
    text,
    kind: text.endsWith('挂') ? ('trailer' as const) : ('ordinary' as const),
    confidence,
  }));
  return {
    ...top[0]!,
    top,
    colour: 'yellow',
    rows: 1,
    box: uprightQuad(0, 0, 100, 30),
    crop: { width: 1, height: 1, channels: 3, data: new Uint8Array(3) },
    agreed: true,
    alone: true,
    accepted: top[0]!.confidence >= 0.97,
    ...more,
  };
}
