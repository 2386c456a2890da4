/**
 * An ESC/POS printer's ear: bytes in, lines and QR codes out. Written from the command reference alone and shares
 * nothing with the program's encoder (an error must not cancel itself out); text is decoded by the platform's own
 * TextDecoder. It wraps a line that is too wide as a printer does, and counts that, so that a test can refuse it.
 */

export interface PrintedChar {
  readonly char: string;
  /** 1 = the narrow cell of 12 dots, 2 = the square Chinese cell of 24 dots. */
  readonly cells: 1 | 2;
  readonly width: number;
  readonly height: number;
  readonly bold: boolean;
}
export type Align = 'left' | 'centre' | 'right';
export type PrintedRow =
  | { readonly kind: 'line'; readonly chars: readonly PrintedChar[]; readonly align: Align }
  | {
      readonly kind: 'qr';
      readonly text: string;
      readonly moduleDots: number;
      readonly level: 'L' | 'M' | 'Q' | 'H';
      readonly align: Align;
    };

export interface ParserEvents {
  onRow(row: PrintedRow): void;
  onCut(): void;
  /** GS r n, reached in its turn. */
  onStatusAsked(n: number): void;
}

const decoder = new TextDecoder('gb18030');
const ALIGN: readonly Align[] = ['left', 'centre', 'right'];
const LEVEL = ['L', 'M', 'Q', 'H'] as const;
/** Commands with one parameter byte that change nothing this simulator draws. */
const IGNORED_ESC = '23MtR-34 GLpc';

export class EscposParser {
  /** Bytes that are no command this printer knows; a real one prints rubbish. */
  readonly unknown: string[] = [];
  /** Lines that were too wide for the paper and went on below. */
  wrapped = 0;
  readonly #columns: number;
  readonly #events: ParserEvents;
  #rest: Buffer = Buffer.alloc(0);
  #chars: PrintedChar[] = [];
  #align: Align = 'left';
  #width = 1;
  #height = 1;
  #bold = false;
  #chinese = false;
  #qr = { model: 0, moduleDots: 3, level: 'L' as 'L' | 'M' | 'Q' | 'H', data: Buffer.alloc(0) };

  constructor(columns: number, events: ParserEvents) {
    this.#columns = columns;
    this.#events = events;
  }

  feed(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const used = this.#step(this.#rest);
      if (used === 0) return;
      this.#rest = this.#rest.subarray(used);
    }
  }

  /** One command or character from the front: how many bytes it took, 0 = wait for more. */
  #step(b: Buffer): number {
    const first = b[0];
    if (first === undefined) return 0;
    if (first === 0x0a) return (this.#newLine(), 1);
    if (first === 0x0d) return 1;
    if (first === 0x1b) return this.#esc(b);
    if (first === 0x1d) return this.#gs(b);
    if (first === 0x1c) return this.#fs(b);
    if (first < 0x20) return this.#strange(b, 1);
    if (first < 0x80) return (this.#put(String.fromCharCode(first), 1), 1);
    if (!this.#chinese) return (this.#put('?', 1), this.#strange(b, 1));
    const second = b[1];
    if (second === undefined) return 0;
    const length = second >= 0x30 && second <= 0x39 ? 4 : 2;
    if (b.length < length) return 0;
    this.#put(decoder.decode(b.subarray(0, length)), 2);
    return length;
  }

  #esc(b: Buffer): number {
    const [, command, n] = b;
    if (command === undefined) return 0;
    const letter = String.fromCharCode(command);
    if (letter === '@') return (this.#reset(), 2);
    if (letter === '2') return 2;
    if (n === undefined) return 0;
    switch (letter) {
      case 'a':
        this.#align = ALIGN[n % 48] ?? 'left';
        return 3;
      case 'E':
        this.#bold = (n & 1) === 1;
        return 3;
      case '!':
        this.#bold = (n & 8) !== 0;
        this.#height = (n & 16) !== 0 ? 2 : 1;
        this.#width = (n & 32) !== 0 ? 2 : 1;
        return 3;
      case 'd':
        for (let line = 0; line < n; line += 1) this.#newLine();
        return 3;
      default:
        return IGNORED_ESC.includes(letter) ? 3 : this.#strange(b, 2);
    }
  }

  #gs(b: Buffer): number {
    const [, command, n, high] = b;
    if (command === undefined || n === undefined) return 0;
    switch (String.fromCharCode(command)) {
      case '!':
        this.#width = (n >> 4) + 1;
        this.#height = (n & 7) + 1;
        return 3;
      case 'V':
        if (n >= 65 && high === undefined) return 0;
        this.#events.onCut();
        return n >= 65 ? 4 : 3;
      case 'r':
        this.#events.onStatusAsked(n);
        return 3;
      case 'a':
        return 3;
      case '(': {
        const [low, top] = b.subarray(3);
        if (low === undefined || top === undefined) return 0;
        const length = low + top * 256;
        if (b.length < 5 + length) return 0;
        const parameters = b.subarray(5, 5 + length);
        if (n !== 0x6b || !this.#symbol(parameters)) return this.#strange(b, 5 + length);
        return 5 + length;
      }
      default:
        return this.#strange(b, 2);
    }
  }

  /** GS ( k, symbol 49. False when it makes no sense. */
  #symbol(p: Buffer): boolean {
    const [symbol, fn, n] = p;
    if (symbol !== 49) return false;
    switch (fn) {
      case 65:
        this.#qr.model = n ?? 0;
        return n === 50;
      case 67:
        this.#qr.moduleDots = n ?? 3;
        return n !== undefined && n >= 1 && n <= 16;
      case 69:
        this.#qr.level = LEVEL[(n ?? 48) - 48] ?? 'L';
        return n !== undefined && n >= 48 && n <= 51;
      case 80:
        this.#qr.data = Buffer.from(p.subarray(3));
        return n === 48;
      case 81: {
        if (this.#qr.model !== 50 || this.#qr.data.length === 0) return false;
        const { moduleDots, level, data } = this.#qr;
        this.#events.onRow({ kind: 'qr', text: data.toString('utf8'), moduleDots, level, align: this.#align });
        return true;
      }
      default:
        return false;
    }
  }

  #fs(b: Buffer): number {
    const [, command] = b;
    if (command === undefined) return 0;
    if (command === 0x26) this.#chinese = true;
    else if (command === 0x2e) this.#chinese = false;
    else return this.#strange(b, 2);
    return 2;
  }

  #put(char: string, cells: 1 | 2): void {
    const printed: PrintedChar = { char, cells, width: this.#width, height: this.#height, bold: this.#bold };
    const taken = this.#chars.reduce((sum, before) => sum + before.cells * before.width, 0);
    if (taken + cells * this.#width > this.#columns) {
      this.wrapped += 1;
      this.#newLine();
    }
    this.#chars.push(printed);
  }

  #newLine(): void {
    this.#events.onRow({ kind: 'line', chars: this.#chars, align: this.#align });
    this.#chars = [];
  }

  #reset(): void {
    this.#chars = [];
    this.#align = 'left';
    this.#width = this.#height = 1;
    this.#bold = this.#chinese = false;
  }

  #strange(b: Buffer, length: number): number {
    this.unknown.push(b.subarray(0, length).toString('hex'));
    return length;
  }
}
