/**
 * A needle printer's ear: ESC/P bytes in, characters and dots at their places on forms out. Written from the printer maker's
 * command reference (24-pin ESC/P, and the Chinese commands of ESC/P-K) and shares nothing with the program's encoder.
 * Places are in dots of 1/180 inch from the upper left corner of the form.
 */

export interface StruckChar {
  readonly char: string;
  readonly x: number;
  readonly y: number;
  /** Dots to the next character. */
  readonly advance: number;
  readonly wide: boolean;
  readonly bold: boolean;
}
export interface PrintedForm {
  readonly chars: readonly StruckChar[];
  /** `x,y` of every needle strike of a picture. */
  readonly dots: ReadonlySet<string>;
}

const decoder = new TextDecoder('gb18030');
const DOTS = 180;
/** The print area of an 80-column printer: 8 inches. */
const RIGHT = 8 * DOTS;

export class EscpParser {
  readonly forms: PrintedForm[] = [];
  /** Bytes that are no command this printer knows; a real one prints rubbish. */
  readonly unknown: string[] = [];
  /** Characters that went beyond the right edge: a real one breaks the line. */
  overrun = 0;
  /** Page length in dots; as many printers: 11 inches until it is told otherwise. */
  pageDots = 11 * DOTS;
  #chars: StruckChar[] = [];
  #dots = new Set<string>();
  #x = 0;
  #y = 0;
  #line = 30;
  #pitch = 18;
  #wide = false;
  #bold = false;
  #chinese = false;
  #before = 0;
  #behind = 3;

  feed(bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) at += this.#step(bytes, at);
  }

  #step(b: Buffer, at: number): number {
    const byte = b[at] ?? 0;
    switch (byte) {
      case 0x0a:
        this.#x = 0;
        this.#down(this.#line);
        return 1;
      case 0x0d:
        this.#x = 0;
        return 1;
      case 0x0c:
        this.#eject();
        return 1;
      case 0x1b:
        return this.#esc(b, at);
      case 0x1c:
        return this.#fs(b, at);
      default:
        return this.#letter(b, at, byte);
    }
  }

  #letter(b: Buffer, at: number, byte: number): number {
    if (byte < 0x20 || byte === 0x7f) return this.#strange(b, at, 1);
    if (byte < 0x80) return (this.#strike(String.fromCharCode(byte), this.#pitch), 1);
    if (!this.#chinese) return this.#strange(b, at, 1);
    const second = b[at + 1] ?? 0;
    const length = second >= 0x30 && second <= 0x39 ? 4 : 2;
    this.#x += this.#before;
    this.#strike(decoder.decode(b.subarray(at, at + length)), 24 + this.#behind);
    return length;
  }

  #strike(char: string, advance: number): void {
    const step = this.#wide ? advance * 2 : advance;
    if (this.#x + step > RIGHT) this.overrun += 1;
    this.#chars.push({ char, x: this.#x, y: this.#y, advance: step, wide: this.#wide, bold: this.#bold });
    this.#x += step;
  }

  #esc(b: Buffer, at: number): number {
    const command = String.fromCharCode(b[at + 1] ?? 0);
    const n = b[at + 2] ?? 0;
    const high = b[at + 3] ?? 0;
    switch (command) {
      case '@':
        this.#reset();
        return 2;
      case 'x': // quality
      case 'k': // typeface
        return 3;
      case 'P':
        this.#pitch = 18;
        return 2;
      case 'M':
        this.#pitch = 15;
        return 2;
      case 'g':
        this.#pitch = 12;
        return 2;
      case '2':
        this.#line = DOTS / 6;
        return 2;
      case '0':
        this.#line = DOTS / 8;
        return 2;
      case '3':
        this.#line = n;
        return 3;
      case 'C':
        // In lines at the line spacing of now; ESC C NUL n: in inches.
        this.pageDots = n === 0 ? high * DOTS : n * this.#line;
        return n === 0 ? 4 : 3;
      case 'J':
        this.#down(n);
        return 3;
      case '$':
        this.#x = (n + high * 256) * (DOTS / 60);
        return 4;
      case 'W':
        this.#wide = n === 1 || n === 0x31;
        return 3;
      case 'E':
        this.#bold = true;
        return 2;
      case 'F':
        this.#bold = false;
        return 2;
      case '*':
        return this.#picture(b, at);
      default:
        return this.#strange(b, at, 2);
    }
  }

  #picture(b: Buffer, at: number): number {
    const [, , mode, low = 0, high = 0] = b.subarray(at, at + 5);
    const columns = low + high * 256;
    if (mode !== 39) return this.#strange(b, at, 5);
    for (let column = 0; column < columns; column += 1)
      for (let pin = 0; pin < 24; pin += 1)
        if (((b[at + 5 + column * 3 + Math.floor(pin / 8)] ?? 0) & (128 >> (pin % 8))) !== 0)
          this.#dots.add(`${String(this.#x + column)},${String(this.#y + pin)}`);
    this.#x += columns;
    if (this.#x > RIGHT) this.overrun += 1;
    return 5 + columns * 3;
  }

  #fs(b: Buffer, at: number): number {
    switch (String.fromCharCode(b[at + 1] ?? 0)) {
      case '&':
        this.#chinese = true;
        return 2;
      case '.':
        this.#chinese = false;
        return 2;
      case 'S':
        this.#before = b[at + 2] ?? 0;
        this.#behind = b[at + 3] ?? 0;
        return 4;
      default:
        return this.#strange(b, at, 2);
    }
  }

  #down(dots: number): void {
    this.#y += dots;
    // Over the perforation: the rest stands on the next form.
    while (this.#y >= this.pageDots) {
      const rest = this.#y - this.pageDots;
      this.#tear();
      this.#y = rest;
    }
  }

  #eject(): void {
    this.#tear();
    this.#x = 0;
    this.#y = 0;
  }

  #tear(): void {
    this.forms.push({ chars: this.#chars, dots: this.#dots });
    this.#chars = [];
    this.#dots = new Set();
  }

  #reset(): void {
    this.#pitch = 18;
    this.#line = 30;
    this.#wide = this.#bold = this.#chinese = false;
    this.#before = 0;
    this.#behind = 3;
  }

  #strange(b: Buffer, at: number, length: number): number {
    this.unknown.push(b.subarray(at, at + length).toString('hex'));
    return length;
  }
}

/** The text of a form line by line, as somebody reads it: where nothing stands there are spaces, a column each 12 dots. */
export function formLines({ chars }: PrintedForm): string[] {
  const lines: string[] = [];
  for (const y of [...new Set(chars.map((char) => char.y))].sort((a, b) => a - b)) {
    let line = '';
    let end = 0;
    for (const char of chars.filter((one) => one.y === y).sort((a, b) => a.x - b.x)) {
      line += ' '.repeat(Math.max(0, Math.round((char.x - end) / 12))) + char.char;
      end = char.x + char.advance;
    }
    lines.push(line);
  }
  return lines;
}
