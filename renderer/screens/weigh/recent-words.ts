/** Goods and receivers typed lately at this window: offered again by one key. At most eight of each. */

const MAX = 8;
const KEY = 'weighbridge.recent';

export type RecentField = 'goods' | 'receiver' | 'driver' | 'destination';

export function withRecent(list: readonly string[], word: string): readonly string[] {
  return word === '' ? list : [word, ...list.filter((other) => other !== word)].slice(0, MAX);
}

export function readRecent(field: RecentField): readonly string[] {
  const text = localStorage.getItem(`${KEY}.${field}`);
  return text === null || text === '' ? [] : text.split('\n').slice(0, MAX);
}

export function keepRecent(field: RecentField, word: string): void {
  localStorage.setItem(`${KEY}.${field}`, withRecent(readRecent(field), word.replaceAll('\n', ' ')).join('\n'));
}
