/** Characters that look alike on a dirty or blurred plate. Source: recognition.md, Plates. Nothing is ever corrected by them silently. Pure. */

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
