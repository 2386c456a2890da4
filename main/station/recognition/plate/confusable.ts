/**
 * Characters that look alike on a dirty or blurred plate, and the one use of that: a reading may be taken for a vehicle that
 * is known here if exactly one known plate differs from it by exactly one such character (recognition.md, Plates).
 */
import { type PlateCandidate } from './plate-reading.ts';

/** Alike within each group. */
const GROUPS = [
  '0DQCGU',
  '8B369',
  '2Z7',
  '5S6',
  '17TLJ',
  'MNHWK',
  'UVY',
  'EFPR',
  'XKYV',
  '4A',
  '皖晋豫',
  '粤青鲁晋',
  '川湘浙',
  '苏赣蒙',
  '京吉宁',
  '沪津浙渝',
  '陕皖',
  '贵青黑鲁',
  '桂赣挂',
  '冀黑',
  '闽湘粤',
] as const;

/** Do two characters look alike? */
export function confusable(a: string, b: string): boolean {
  return a !== b && GROUPS.some((group) => group.includes(a) && group.includes(b));
}

/** Texts of one length that differ in exactly one place, and there by characters that look alike. */
export function differsByOneConfusable(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const places = [...a].flatMap((character, i) => (character === b[i] ? [] : [i]));
  return places.length === 1 && confusable(a[places[0]!]!, b[places[0]!]!);
}

/** Every text that differs from this one by one such character: which of them are known is asked of the vehicle file. */
export function lookAlikes(text: string): string[] {
  return [...text].flatMap((character, i) => {
    const others = new Set(GROUPS.filter((group) => group.includes(character)).flatMap((group) => [...group]));
    others.delete(character);
    return [...others].map((other) => text.slice(0, i) + other + text.slice(i + 1));
  });
}

export interface SnappedPlate {
  /** The known vehicle's plate. */
  readonly plate: string;
  /** What was read: kept and shown beside it. */
  readonly read: string;
}

/** Below it what was read is too uncertain to be one character off, above it too certain to be wrong. */
const SNAP_FROM = 0.35;
const SNAP_TO = 0.97;

/**
 * The known plate that this reading stands for, or null. Never silently: who takes it shows both.
 * @param known plates of the vehicle file; a reading that is itself known needs no snapping
 */
export function snapToKnown(reading: PlateCandidate, known: ReadonlySet<string>): SnappedPlate | null {
  if (known.has(reading.text) || reading.kind === 'special') return null;
  if (reading.confidence < SNAP_FROM || reading.confidence > SNAP_TO) return null;
  const near = [...known].filter((plate) => differsByOneConfusable(reading.text, plate));
  return near.length === 1 ? { plate: near[0]!, read: reading.text } : null;
}
