/**
 * Where a text stops being JSON. The engine's own message is of no use: it quotes the source, and a configuration holds
 * passwords; for short texts it names no place at all.
 */

const BLANK = /[ \t\n\r]*/y;
/** RFC 8259, sections 3, 6 and 7. */
const SCALAR =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** The first token that cannot stand where it stands, or the end where something is missing; null for a JSON text. */
export function jsonFault(text: string): Place | null {
  const at = faultAt(text);
  if (at === null) return null;
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** What may come next. `first-*`: right after the bracket, where the closing one may stand as well. */
type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'after-value';

function faultAt(text: string): number | null {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    at += lengthOf(BLANK, text, at);
    const char = text[at];
    switch (expected) {
      case 'colon':
        if (char !== ':') return at;
        expected = 'value';
        at += 1;
        break;
      case 'key':
      case 'first-key': {
        if (expected === 'first-key' && char === '}') {
          open.pop();
          expected = 'after-value';
          at += 1;
          break;
        }
        const length = char === '"' ? lengthOf(SCALAR, text, at) : 0;
        if (length === 0) return at;
        expected = 'colon';
        at += length;
        break;
      }
      case 'value':
      case 'first-value': {
        if (char === '{' || char === '[') {
          open.push(char);
          expected = char === '{' ? 'first-key' : 'first-value';
          at += 1;
          break;
        }
        if (expected === 'first-value' && char === ']') {
          open.pop();
          expected = 'after-value';
          at += 1;
          break;
        }
        const length = lengthOf(SCALAR, text, at);
        if (length === 0) return at;
        expected = 'after-value';
        at += length;
        break;
      }
      case 'after-value': {
        const inside = open.at(-1);
        if (inside === undefined) return at === text.length ? null : at;
        if (char === ',') expected = inside === '{' ? 'key' : 'value';
        else if (char === (inside === '{' ? '}' : ']')) open.pop();
        else return at;
        at += 1;
        break;
      }
      default:
        return expected satisfies never;
    }
  }
}

function lengthOf(token: RegExp, text: string, at: number): number {
  token.lastIndex = at;
  return token.exec(text)?.[0].length ?? 0;
}
