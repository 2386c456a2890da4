/**
 * Reads what cameras answer: names without their prefixes, attributes, text. Own reading, of the raw text that both
 * libraries hand over, because theirs makes numbers of what looks like one (a serial number of twenty digits loses its
 * end) and loses lists of one. Pure, bounded, and never throws.
 */

export interface XmlElement {
  /** Without prefix: ONVIF's names say enough, and cameras choose their prefixes freely. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Of the element itself, trimmed. */
  readonly text: string;
}

const MOST_CHARACTERS = 1_000_000;
const MOST_ELEMENTS = 20_000;
const DEEPEST = 64;

/** Nothing here looks at a character more than a few times, whatever comes: an unclosed part ends the reading. */
const PIECE =
  /<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<\?[^]*?\?>|<(\/?)([^\s/>!?<]+)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^"'<>])*)>|</g;
const ATTRIBUTE = /(?<=^|\s)([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

type Open = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string };

/**
 * @returns the outermost element; null for what is no whole XML, has a document type (nothing of ONVIF has one), or is
 *   beyond every measure
 */
export function readXml(xml: string): XmlElement | null {
  if (xml.length > MOST_CHARACTERS) return null;
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [root];
  let from = 0;
  let elements = 0;
  for (const match of xml.matchAll(PIECE)) {
    const here = open.at(-1);
    if (here === undefined) return null;
    here.text += decoded(xml.slice(from, match.index));
    from = match.index + match[0].length;
    const [whole, data, slash, name, rest = ''] = match;
    if (whole === '<') return null;
    if (data !== undefined) here.text += data;
    if (name === undefined) continue;
    if (slash === '/') {
      open.pop();
      const parent = open.at(-1);
      if (parent === undefined || here.name !== localName(name)) return null;
      parent.children.push({ ...here, text: here.text.trim() });
      continue;
    }
    elements += 1;
    if (elements > MOST_ELEMENTS || open.length > DEEPEST) return null;
    const element: Open = { name: localName(name), attributes: attributesOf(rest), children: [], text: '' };
    if (rest.endsWith('/')) here.children.push(element);
    else open.push(element);
  }
  const [first, ...more] = root.children;
  return open.length === 1 && more.length === 0 && first !== undefined ? first : null;
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) found[localName(name)] = decoded(double ?? single ?? '');
  }
  return found;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decoded(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, named) => {
    if (typeof named === 'string') return NAMED[named.toLowerCase()] ?? whole;
    const point = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return point > 0 && point <= 0x10_ffff ? String.fromCodePoint(point) : whole;
  });
}

/** The first element of that way down; null where it ends. */
export function elementAt(from: XmlElement | null, ...path: readonly string[]): XmlElement | null {
  let here = from;
  for (const name of path) here = here?.children.find((child) => child.name === name) ?? null;
  return here;
}

/** All children of that name of the element at the way. */
export function elementsAt(from: XmlElement | null, name: string, ...path: readonly string[]): readonly XmlElement[] {
  return (elementAt(from, ...path)?.children ?? []).filter((child) => child.name === name);
}

/** Its text; null where it is missing or empty. */
export function textAt(from: XmlElement | null, ...path: readonly string[]): string | null {
  return elementAt(from, ...path)?.text || null;
}

/** A number that is one; null for anything else. */
export function numberOf(text: string | null | undefined): number | null {
  if (text === null || text === undefined || text === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/** What stands in the body of a SOAP answer under this name. */
export function answerIn(xml: string, name: string): XmlElement | null {
  return elementAt(readXml(xml), 'Body', name);
}

/** Text as it may stand inside an element or a value. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
