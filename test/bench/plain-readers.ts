/**
 * What a program does that does it plainly: text of what came, a regular expression for the frame, the number out of it,
 * and on with the rest. No checksum, no status bits, no flags, no reasons, no exact decimals: less work than ours.
 */

/** A frame's form: the first group is the number, or `weight` makes it out of the match. */
export interface PlainForm {
  readonly pattern: RegExp;
  readonly weight?: (match: RegExpExecArray) => number;
}

/** Longer than any frame: what is kept where nothing was found. */
const KEPT = 64;

const code = (text: string | undefined, at: number): number => text?.charCodeAt(at) ?? 0;

export const PLAIN_READERS: Readonly<Record<string, PlainForm>> = {
  'yaohua-tf0': {
    pattern: /\x02([+-]\d{6})(\d)[\dA-F]{2}\x03/g,
    weight: ([, digits, decimals]) => Number(digits) / 10 ** Number(decimals),
  },
  'yaohua-cmd': {
    pattern: /\x02[A-Z][BD]([+-]\d{6})(\d)[\dA-F]{2}\x03/g,
    weight: ([, digits, decimals]) => Number(digits) / 10 ** Number(decimals),
  },
  'eq-number': {
    pattern: /=([\d. -]{8})/g,
    weight: ([, text = '']) => Number([...text].reverse().join('').replaceAll(' ', '')),
  },
  'paren-text': {
    pattern: /(?:=|[GN]W:)(-?[\d.,]+)\((?:kg|t|lb|g)\)\r\n/g,
    weight: ([, text = '']) => Number(text.replace(',', '.')),
  },
  'a12-text': { pattern: /(?:w[wn]|W[GN])([-\d. ]{7,8})(?:kg|lb)(?:[\dA-F]{2})?\r\n/g },
  'zemic-a9': {
    pattern: /\x02([ -])(\d{7})KG /g,
    weight: ([, sign, digits]) => (sign === '-' ? -1 : 1) * Number(digits),
  },
  'toledo-continuous': {
    pattern: /\x02([\x20-\x7f])([\x20-\x7f])[\x20-\x7f]([ \d]{6})([ \d]{6})\r/g,
    weight: ([, first, second, digits]) =>
      ((code(second, 0) & 2) !== 0 ? -1 : 1) * (Number(digits) / 10 ** Math.max(0, (code(first, 0) & 7) - 2)),
  },
  'toledo-extended': { pattern: /\x01[\s\S][\x20-\x7f]{4}([ \d.-]{9})([ \d.]{8})\r/g },
  'toledo-8217': { pattern: /\x02([\d.]+)\r/g },
  'ff-bcd': {
    pattern: /\xff([^\xff])([\x00-\x99])([\x00-\x99])([\x00-\x99])/g,
    weight: ([, status, low, middle, high]) => {
      const pair = (text: string | undefined): number => (code(text, 0) >> 4) * 10 + (code(text, 0) & 15);
      const digits = pair(high) * 10_000 + pair(middle) * 100 + pair(low);
      return ((code(status, 0) & 0x20) !== 0 ? -1 : 1) * (digits / 10 ** (code(status, 0) & 7));
    },
  },
  'dingsong-ds822': {
    pattern: /\x02[A-Z][Aa]([+-]\d{6})(\d)(\d{6})[\s\S]{4}\x03/g,
    weight: ([, digits, decimals]) => Number(digits) / 10 ** Number(decimals),
  },
  'ht9800-ascii12': {
    pattern: /\x02([\x20-\x27])([\x20-\x7f])[\s\S]([ \d]{6})\r\n/g,
    weight: ([, first, second, digits]) =>
      ((code(second, 0) & 2) !== 0 ? -1 : 1) * (Number(digits) / 10 ** (code(first, 0) & 7)),
  },
  cas22: { pattern: /(?:ST|US),(?:GS|NT),[\s\S]{2},([ \d.-]{8})[\s\S](?:kg| t|lb)\r\n/g },
  cas10: { pattern: /([ \d.-]{8})\r\n/g },
  'and-family': { pattern: /(?:ST|US),(?:GS|NT),([+-][\d.]{7})(?:kg| t|lb)\r\n/g },
  'mt-sics': { pattern: /S [SD] +(-?[\d.]+) (?:kg|t|g|lb)\r\n/g },
  'sartorius-sbi': {
    pattern: /([+ -])  *([\d.]+) (?:kg|t|g|lb|  )? *\r\n/g,
    weight: ([, sign, digits]) => (sign === '-' ? -1 : 1) * Number(digits),
  },
  sma: { pattern: /\n[ Z]1[GN][ M] ([ \d.-]{10})(?:kg|t|lb) *\r/g },
  'dini-argeo': { pattern: /(?:ST|US),(?:GS|NT),([ \d.-]{8}),(?:kg| t|lb)\r\n/g },
  'ricelake-iq': {
    pattern: /\x02([ -])([ \d.]{7})([KLTG])([GN])([ M])\r\n/g,
    weight: ([, sign, digits]) => (sign === '-' ? -1 : 1) * Number(digits),
  },
  'weightronix-wi120': { pattern: /[GN]([+-][\d.]{6,7}) ?(?:kg|t|lb)\r\n/g },
  'bilanciai-cb': { pattern: /\$[01](\d{5})\r/g },
  'ohaus-text': { pattern: /(-?[\d.]+) (?:kg|t|g|lb) [ ?]  [GN]\r\n/g },
  bu4263: {
    pattern: /#[\s\S]([\s\S]{3})\$/g,
    weight: ([, three]) => 10 * (code(three, 0) | (code(three, 1) << 8) | (code(three, 2) << 16)),
  },
  'modbus-rtu': {
    pattern: /\x01\x03\x04([\s\S]{4})[\s\S]{2}/g,
    weight: ([, four]) => (code(four, 0) << 24) | (code(four, 1) << 16) | (code(four, 2) << 8) | code(four, 3),
  },
  'yaohua-bigscreen': {
    pattern: /((?:[\x00-\x7f]|[\xc2\xc3][\x80-\xbf]){2})([\xc4-\xc7][\x80-\xbf])/g,
    weight: ([, two = '', last]) => {
      const codes = [...Buffer.from(two, 'latin1').toString('utf8')].map((one) => one.charCodeAt(0));
      const [first = 0, middle = 0] = codes;
      const low = ((code(last, 0) & 3) << 6) | (code(last, 1) & 63);
      return ((first >> 5) * 65_536 + middle * 256 + low) / 10 ** (first & 7);
    },
  },
};

export class PlainReader {
  readonly #form: PlainForm;
  readonly #tell: (weight: number) => void;
  #text = '';

  constructor(form: PlainForm, tell: (weight: number) => void) {
    this.#form = form;
    this.#tell = tell;
  }

  push(chunk: Buffer): void {
    const { pattern, weight = ([, number]) => Number(number) } = this.#form;
    this.#text += chunk.toString('latin1');
    pattern.lastIndex = 0;
    let end = 0;
    for (let match = pattern.exec(this.#text); match !== null; match = pattern.exec(this.#text)) {
      const number = weight(match);
      if (!Number.isNaN(number)) this.#tell(number);
      end = pattern.lastIndex;
    }
    if (end > 0) this.#text = this.#text.slice(end);
    else if (this.#text.length > KEPT) this.#text = this.#text.slice(-KEPT);
  }
}
