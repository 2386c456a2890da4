/** RFC 8785 (JCS), written on its own: the product uses another implementation, so that an error cannot cancel itself out. */

/**
 * Canonical text of a parsed JSON value.
 * @throws TypeError for what RFC 8785 forbids: lone surrogates, numbers that are not finite
 */
export function jcs(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a number that JSON has no form for');
    // RFC 8785 §3.2.2.3 is ECMAScript's own Number::toString; minus zero is written 0.
    return String(value === 0 ? 0 : value);
  }
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `[${value.map(jcs).join(',')}]`;
  if (typeof value === 'object') {
    const object = value as Readonly<Record<string, unknown>>;
    // §3.2.3: by UTF-16 code units, which is what a comparison of JavaScript strings does.
    const names = Object.keys(object).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${names.map((name) => `${text(name)}:${jcs(object[name])}`).join(',')}}`;
  }
  throw new TypeError(`no JSON value: ${typeof value}`);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('a lone surrogate');
  let result = '"';
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    result += ESCAPES[character] ?? (code < 0x20 ? `\\u${code.toString(16).padStart(4, '0')}` : character);
  }
  return `${result}"`;
}
