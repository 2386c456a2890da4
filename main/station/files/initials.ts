/**
 * The door to pinyin-pro: the letters that people type for a Chinese name (ym for 原煤). Its dictionary takes 70 ms to load:
 * only the files' own thread imports this.
 */
import { pinyin } from 'pinyin-pro';

/** Ways to read one name that are kept; the likely readings of each character come first. */
const MOST_READINGS = 12;
/** Of a long name nobody types more. */
const MOST_CHARACTERS = 40;

/**
 * All initials of a name, each reading of a character that has several (单: dan, shan, chan), lower case. Letters and digits
 * stand for themselves, everything else for nothing. A name without any gives none.
 */
export function initialsOf(name: string): string[] {
  let ways = [''];
  for (const character of [...name.normalize('NFKC').toLowerCase()].slice(0, MOST_CHARACTERS)) {
    const letters = lettersOf(character);
    if (letters.length === 0) continue;
    const longer = letters.flatMap((letter) => ways.map((way) => way + letter));
    ways = longer.slice(0, MOST_READINGS);
  }
  return ways.filter((way) => way !== '');
}

function lettersOf(character: string): string[] {
  if (/^[a-z0-9]$/.test(character)) return [character];
  if (!/^\p{Script=Han}$/u.test(character)) return [];
  const read = pinyin(character, { multiple: true, pattern: 'first', toneType: 'none', type: 'array' });
  return [...new Set(read.map((letter) => letter.toLowerCase()))].filter((letter) => /^[a-z]$/.test(letter));
}
