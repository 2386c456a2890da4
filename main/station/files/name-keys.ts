/** What a name is found by: its own text and its initials, whole and in parts. Pure. */

/** As it is compared and searched: half width, lower case, without what nobody types to find something. */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '');

/** Each one and two characters that follow one another: what is too short for trigrams. */
export function shortParts(terms: readonly string[]): string[] {
  const parts = new Set<string>();
  for (const term of terms) {
    const characters = [...term];
    for (const [index, character] of characters.entries()) {
      parts.add(character);
      const next = characters[index + 1];
      if (next !== undefined) parts.add(character + next);
    }
  }
  return [...parts];
}

/** A phrase for FTS5: nothing in it means anything else. */
export const phrase = (text: string): string => `"${text.replaceAll('"', '""')}"`;
