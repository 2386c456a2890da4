/** Whether a digit takes one of the names that are offered, or is text: 5500大卡 and C30混凝土 are names, too. Pure. */

export const MOST_OFFERED = 6;

/**
 * @param offered for this very text, in the order of their digits
 * @returns the name that the key takes; null: it is text
 */
export function quickPick(key: string, text: string, offered: readonly string[]): string | null {
  const name = /^[1-9]$/.test(key) ? offered[Number(key) - 1] : undefined;
  if (name === undefined || name === text) return null;
  const longer = (text + key).toLowerCase();
  return offered.some((other) => other.toLowerCase().includes(longer)) ? null : name;
}
