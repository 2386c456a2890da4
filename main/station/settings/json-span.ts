/** Where a value stands in a JSON text, so that it can be replaced and every other character stays as a person wrote it. */

export interface Span {
  readonly from: number;
  /** The first character behind it. */
  readonly to: number;
}

const BLANK = /[ \t\n\r]*/y;
/** RFC 8259, sections 3, 6 and 7; the text is known to be JSON. */
const SCALAR = /"(?:[^"\\]|\\.)*"|[^\s,\]}]+/y;

/**
 * The value under `path` of an object or list; null when there is none. Of keys that stand twice the last one counts, as
 * for JSON.parse.
 * @param text a valid JSON text (json-fault.ts)
 */
export function jsonSpan(text: string, path: readonly (string | number)[]): Span | null {
  let found: Span | null = null;

  /** Reads the value at `at`; `depth` steps of the path lead to it, −1 when it lies beside the path. Returns its end. */
  const value = (at: number, depth: number): number => {
    const from = skip(at);
    const open = text[from];
    const end = open === '{' || open === '[' ? group(from, depth) : matchEnd(SCALAR, from);
    if (depth === path.length) found = { from, to: end };
    return end;
  };

  const group = (open: number, depth: number): number => {
    const isObject = text[open] === '{';
    let at = skip(open + 1);
    for (let index = 0; text[at] !== '}' && text[at] !== ']'; index += 1) {
      let key: string | number = index;
      if (isObject) {
        const end = matchEnd(SCALAR, at);
        key = JSON.parse(text.slice(at, end)) as string;
        // Behind the colon.
        at = skip(end) + 1;
      }
      const onPath = depth >= 0 && depth < path.length && path[depth] === key;
      // A later key of the same name makes the earlier one's content void.
      if (onPath) found = null;
      at = skip(value(at, onPath ? depth + 1 : -1));
      if (text[at] === ',') at = skip(at + 1);
    }
    return at + 1;
  };

  const skip = (at: number): number => matchEnd(BLANK, at);
  const matchEnd = (token: RegExp, at: number): number => {
    token.lastIndex = at;
    return at + (token.exec(text)?.[0].length ?? 0);
  };

  value(0, 0);
  return found;
}
