/**
 * Words of somebody outside, as text and nothing else: what would turn or hide its neighbours is shown by its name, and nothing of it
 * is ever part of a sentence of ours.
 */

/** Control characters but line ends and tabs; marks that turn the direction of text; invisible ones. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

export const shownText = (text: string): string =>
  text.replace(UNSEEN, (sign) => `⟨${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);

export function ForeignText({ text }: { readonly text: string }) {
  return <bdi className="foreign">{shownText(text)}</bdi>;
}
