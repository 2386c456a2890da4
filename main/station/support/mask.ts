/** Takes known secrets out of text, however they are spelt there: the second net behind everything that leaves them out. Pure. */

export const HIDDEN = '[hidden]';

/** Shorter ones are found in any text: they are hidden only where they stand as a value of their own. */
const LEAST = 4;

/** A function that hides these secrets in a text. */
export function maskOf(secrets: readonly string[]): (text: string) => string {
  const spellings = new Set(secrets.filter((secret) => secret !== '').flatMap(spellingsOf));
  // The longer first: one may be the beginning of another.
  const ordered = [...spellings].toSorted((a, b) => b.length - a.length);
  return (text) => ordered.reduce((masked, spelling) => masked.replaceAll(spelling, HIDDEN), text);
}

function spellingsOf(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret);
  if (secret.length < LEAST) return [inJson];
  // A log line may quote JSON within JSON.
  const twice = JSON.stringify(inJson.slice(1, -1)).slice(1, -1);
  const base64 = Buffer.from(secret, 'utf8').toString('base64');
  const spellings = [secret, inJson.slice(1, -1), twice, base64];
  return secret.isWellFormed() ? [...spellings, encodeURIComponent(secret)] : spellings;
}
