/**
 * What is inside a board: bytes in, what is lit out. Written from the boards' layouts and on purpose without a glance at the
 * product's encoders: an error shared by both would cancel itself out.
 */

export type BoardKind = 'yaohua' | 'toledo' | 'led-xunpeng' | 'led-sum4' | 'led-wltj' | 'onbon-bx';

/** What a frame did to the board. */
export interface Effect {
  /** What it shows from now on; '' is dark. */
  readonly lit: string;
  /** Dark by itself after so long without another; null: it stays. */
  readonly forMs: number | null;
  /** What the controller says back. */
  readonly reply: Buffer | null;
}

export interface Controller {
  /** Takes bytes in any pieces. */
  feed(bytes: Buffer): Effect[];
  /** Bytes that made no frame. */
  readonly foreignBytes: number;
}

interface Cut {
  readonly used: number;
  readonly effect: Effect | null;
}

export interface ControllerOptions {
  readonly kind: BoardKind;
  /** For boards that only show numbers: how long they stay lit without a frame. */
  readonly ownTimeoutMs: number;
  /** Onbon: the error that every command is refused with; 0 takes them. */
  readonly onbonError: () => number;
}

/** Collects bytes and lets `cut` take frames off their front; null waits for more. */
class Collector implements Controller {
  readonly #cut: (bytes: Buffer) => Cut | null;
  #waiting = Buffer.alloc(0);
  foreignBytes = 0;

  constructor(cut: (bytes: Buffer) => Cut | null) {
    this.#cut = cut;
  }

  feed(bytes: Buffer): Effect[] {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    const effects: Effect[] = [];
    while (this.#waiting.length > 0) {
      const found = this.#cut(this.#waiting);
      if (found === null) break;
      if (found.effect === null) this.foreignBytes += found.used;
      else effects.push(found.effect);
      this.#waiting = this.#waiting.subarray(found.used);
    }
    return effects;
  }
}

export function makeController(options: ControllerOptions): Controller {
  const { ownTimeoutMs } = options;
  const number = (text: string): Effect => ({ lit: text, forMs: ownTimeoutMs, reply: null });
  switch (options.kind) {
    case 'yaohua':
      return new Collector(fixed(12, (frame) => (isYaohua(frame) ? number(yaohuaNumber(frame)) : null)));
    case 'toledo':
      return new Collector(
        fixed(17, (frame) => (frame[0] === 2 && frame[16] === 13 ? number(toledoNumber(frame)) : null)),
      );
    case 'led-xunpeng':
      return new Collector(fixed(7, (frame) => (isXunpeng(frame) ? number(String(frame.readUInt16LE(2))) : null)));
    case 'led-sum4':
      return new Collector(fixed(4, (frame) => (isSum4(frame) ? number(String(frame.readUInt16BE(1))) : null)));
    case 'led-wltj':
      return new Collector(cutWltj);
    case 'onbon-bx':
      return new Collector((bytes) => cutOnbon(bytes, options.onbonError()));
    default:
      return options.kind satisfies never;
  }
}

const fixed =
  (length: number, effectOf: (frame: Buffer) => Effect | null) =>
  (bytes: Buffer): Cut | null => {
    if (bytes.length < length) return null;
    const effect = effectOf(bytes.subarray(0, length));
    return effect === null ? { used: 1, effect } : { used: length, effect };
  };

/** XK3190-A9 tF=0: STX, sign, six digits, point position, two hex characters over them, ETX. */
function isYaohua(frame: Buffer): boolean {
  if (frame[0] !== 0x02 || frame[11] !== 0x03) return false;
  let over = 0;
  for (const byte of frame.subarray(1, 9)) over ^= byte;
  return frame.toString('latin1', 9, 11) === over.toString(16).padStart(2, '0').toUpperCase();
}

function yaohuaNumber(frame: Buffer): string {
  const sign = frame.toString('latin1', 1, 2) === '-' ? '-' : '';
  const digits = frame.toString('latin1', 2, 8);
  const behind = Number(frame.toString('latin1', 8, 9));
  const point = digits.length - behind;
  const whole = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  return behind === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(point)}`;
}

/** Standard continuous without checksum: the second status byte's bit 2 is out of range (dashes), bit 1 minus. */
function toledoNumber(frame: Buffer): string {
  const second = frame.readUInt8(2);
  if ((second & 4) !== 0) return '------';
  const digits = frame.toString('latin1', 4, 10).trim();
  return (second & 2) === 0 ? digits : `-${digits}`;
}

const isXunpeng = (frame: Buffer): boolean =>
  frame[0] === 0x3a && frame[6] === 0x0a && frame.subarray(0, 5).reduce((sum, byte) => sum + byte) % 256 === frame[5];

const isSum4 = (frame: Buffer): boolean =>
  frame[0] !== 0 && frame.subarray(0, 3).reduce((sum, byte) => sum + byte) % 256 === frame[3];

/** led_com.c of wltj/smart-weighing: A0, 90, line, 50, length of the text in bytes, UCS-2 big-endian, XOR from the line on. */
function cutWltj(bytes: Buffer): Cut | null {
  if (bytes[0] !== 0xa0) return { used: 1, effect: null };
  if (bytes.length < 7) return null;
  const length = bytes.readUInt16BE(4);
  if (bytes[1] !== 0x90 || bytes[3] !== 0x50 || length > 100) return { used: 1, effect: null };
  if (bytes.length < 7 + length) return null;
  const summed = bytes.subarray(2, 6 + length);
  if (summed.reduce((all, byte) => all ^ byte) !== bytes[6 + length]) return { used: 1, effect: null };
  const lit = Buffer.from(bytes.subarray(6, 6 + length))
    .swap16()
    .toString('utf16le');
  return { used: 7 + length, effect: { lit, forMs: null, reply: null } };
}

/** Onbon BX: eight A5, escaped packet, 5A. Only what it does with a dynamic area is built here. */
function cutOnbon(bytes: Buffer, error: number): Cut | null {
  const heads = Buffer.alloc(8, 0xa5);
  const start = bytes.indexOf(heads);
  if (start === -1) return bytes.length < 8 ? null : { used: bytes.length - 7, effect: null };
  if (start > 0) return { used: start, effect: null };
  const tail = bytes.indexOf(0x5a);
  if (tail === -1) return bytes.length > 4096 ? { used: 1, effect: null } : null;
  const hex = bytes
    .subarray(8, tail)
    .toString('hex')
    .replace(/../g, '$& ')
    .replaceAll('a6 02', 'a5')
    .replaceAll('a6 01', 'a6')
    .replaceAll('5b 02', '5a')
    .replaceAll('5b 01', '5b');
  const packet = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  const used = tail + 1;
  if (packet.length < 18 || packet.readUInt16LE(packet.length - 2) !== arc(packet.subarray(0, -2)))
    return { used, effect: null };
  const data = packet.subarray(14, -2);
  if (data.length !== packet.readUInt16LE(12) || data[0] !== 0xa3 || data[1] !== 0x06) return { used, effect: null };
  const reply = data[2] === 1 ? onbonAnswer(packet, error) : null;
  const area = data.subarray(9);
  if (data[5] !== 0 || data[6] !== 1 || area.length !== data.readUInt16LE(7)) return { used, effect: null };
  if (area.length !== 27 + area.readUInt32LE(23)) return { used, effect: null };
  // Fonts and colours are set within the text: \F and three or four characters, \C and one.
  const text = area.toString('latin1', 27).replace(/\\F[OE]\d{3}|\\C\d/g, '');
  const forMs = area[11] === 2 ? area.readUInt16LE(12) * 1000 : null;
  return { used, effect: { lit: text.trim(), forMs, reply } };
}

/** CRC-16 with 8005h, least bit first, from 0: by long division over the bits. */
function arc(bytes: Buffer): number {
  let register = 0;
  for (const byte of bytes)
    for (let bit = 0; bit < 8; bit += 1) {
      const mixed = ((byte >> bit) ^ register) & 1;
      register >>= 1;
      if (mixed === 1) register ^= 0xa001;
    }
  return register;
}

/** A0 00 taken, A0 01 refused with the error; back to who asked. */
function onbonAnswer(asked: Buffer, error: number): Buffer {
  const packet = Buffer.from(asked.subarray(0, 14));
  asked.copy(packet, 0, 2, 4);
  asked.copy(packet, 2, 0, 2);
  packet.writeUInt16LE(5, 12);
  const plain = Buffer.concat([packet, Buffer.from([0xa0, error === 0 ? 0 : 1, error, 0, 0])]);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(arc(plain));
  const escaped = [...plain, ...sum].flatMap((byte) => {
    if (byte === 0xa5 || byte === 0xa6) return [0xa6, byte === 0xa5 ? 2 : 1];
    if (byte === 0x5a || byte === 0x5b) return [0x5b, byte === 0x5a ? 2 : 1];
    return [byte];
  });
  return Buffer.from([...Array.from({ length: 8 }, () => 0xa5), ...escaped, 0x5a]);
}
