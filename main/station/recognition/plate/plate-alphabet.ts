/**
 * The characters that stand on plates, as the readers number them (GA 36-2018). The order is that of
 * native/plate-model/grammar.py: the network's classes are these plus an empty one before them.
 */
const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
/** I and O are on no plate. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '0123456789';
const SUFFIXES = '挂学警港澳使领';

/** Every plate character; its place is its number. */
export const PLATE_CHARACTERS = PROVINCES + LETTERS + DIGITS + SUFFIXES;

/** The numbers of these characters. */
export function characterNumbers(characters: string): readonly number[] {
  return [...characters].map((character) => {
    const number = PLATE_CHARACTERS.indexOf(character);
    if (number < 0) throw new RangeError(`no plate character: ${character}`);
    return number;
  });
}

/** What may stand in one place of a plate. */
export const PLACE = {
  province: PROVINCES,
  letter: LETTERS,
  digit: DIGITS,
  serial: LETTERS + DIGITS,
  /** The letters that mark new energy. */
  energy: 'ABCDEFGHJK',
} as const;
