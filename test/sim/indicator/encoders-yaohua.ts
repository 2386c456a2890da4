/**
 * What Yaohua's other modes, their look-alikes, Toledo's rarer forms and HT9800 put on the wire; like encoders.ts written
 * from the makers' layouts, without a glance at the product's decoders. Where the display is out of range and the format
 * cannot say so, nothing is sent. Out of range with a value below zero is an underload.
 */
import type { Shown } from './encoders.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const nothing = (): Buffer => Buffer.alloc(0);
const plain = (value: number, decimals: number): string => Math.abs(value).toFixed(decimals);
/** toFixed may leave a minus before a zero. */
const isNegative = ({ value, decimals }: Shown): boolean => value < 0 && Number(value.toFixed(decimals)) !== 0;
/** The number in so many characters: zero-filled, the minus at the very front. */
const zeroFilled = (shown: Shown, width: number): string => {
  const sign = isNegative(shown) ? '-' : '';
  return sign + plain(shown.value, shown.decimals).padStart(width - sign.length, '0');
};
const xorHex = (text: string, spoil: boolean): string => {
  let xor = spoil ? 0x21 : 0;
  for (const byte of latin(text)) xor ^= byte;
  return xor.toString(16).toUpperCase().padStart(2, '0');
};
const reversed = (text: string): string => [...text].reverse().join('');

/** XK3190-A9+ manual p. 11, tF=1: `02`, address, command, data, XOR as two hex capitals, `03`. B gross, C tare, D net. */
export function encodeYaohuaAnswer(shown: Shown, command: 'B' | 'C' | 'D' = 'B', address = 1): Buffer {
  if (shown.outOfRange) return nothing();
  const value = command === 'C' ? shown.tare : shown.value;
  const sign = value < 0 ? '-' : '+';
  const digits = plain(value, shown.decimals).replace('.', '').padStart(6, '0');
  const body = `${String.fromCharCode(64 + address)}${command}${sign}${digits}${shown.decimals}`;
  return latin(`\u0002${body}${xorHex(body, shown.checksum === 'wrong')}\u0003`);
}

/** The question of the same: six bytes. */
export function encodeYaohuaQuestion(command: string, address = 1): Buffer {
  const body = String.fromCharCode(64 + address) + command;
  return latin(`\u0002${body}${xorHex(body, false)}\u0003`);
}

export interface EqualsDialect {
  readonly form?: 'lead' | 'trail';
  readonly order?: 'rev' | 'fwd';
  readonly width?: 6 | 7 | 8;
}

/** A26 manual p. 13, A23p p. 23: `=` and so many characters; reversed the minus comes last, a whole number has no point. */
export function encodeEquals(shown: Shown, { form = 'lead', order = 'rev', width = 8 }: EqualsDialect = {}): Buffer {
  if (shown.outOfRange) return nothing();
  const number = zeroFilled(shown, width);
  const text = order === 'rev' ? reversed(number) : number;
  return latin(form === 'lead' ? `=${text}` : `${text}=`);
}

/** Keli XK3118T1: decimal comma; `GW:` or `NW:`. */
export function encodeParen(shown: Shown, comma = true): Buffer {
  if (shown.outOfRange) return nothing();
  const number = `${isNegative(shown) ? '-' : ''}${plain(shown.value, shown.decimals).padStart(6, '0')}`;
  const mark = shown.tare === 0 ? 'GW:' : 'NW:';
  return latin(`${mark}${comma ? number.replace('.', ',') : number}(${shown.unit})\r\n`);
}

/** XK3190-A12: `ww`/`wn`, seven characters, `kg`; it knows kilograms only. */
export function encodeA12(shown: Shown): Buffer {
  if (shown.outOfRange) return nothing();
  return latin(`w${shown.tare === 0 ? 'w' : 'n'}${zeroFilled(shown, 7)}kg\r\n`);
}

/** XK3190-A12E manual p. 13: `WG`/`WN`, seven characters, unit, XOR of all that as two hex capitals. */
export function encodeA12e(shown: Shown): Buffer {
  const text = shown.outOfRange
    ? `${' '.repeat(9)}${isNegative(shown) ? 'LO' : 'OL'}`
    : `W${shown.tare === 0 ? 'G' : 'N'}${zeroFilled(shown, 7)}kg`;
  return latin(`${text}${shown.checksum === 'none' ? '' : xorHex(text, shown.checksum === 'wrong')}\r\n`);
}

/** ZEMIC: `02`, blank or minus, seven digits, `KG`, blank; the site it was seen on sends ten times the weight. */
export function encodeZemic(shown: Shown, tenfold = false): Buffer {
  if (shown.outOfRange) return nothing();
  const digits = String(Math.round(Math.abs(shown.value) * (tenfold ? 10 : 1))).padStart(7, '0');
  return latin(`\u0002${isNegative(shown) ? '-' : ' '}${digits}KG `);
}

/** IND560 manual, continuous extended: `01`, address, four status bytes, weight 9, tare 8, CR, and the checksum if it is on. */
export function encodeToledoExtended(shown: Shown): Buffer {
  const units = { kg: 2, t: 4 };
  const status = [
    0x20 +
      units[shown.unit] +
      (Number(plain(shown.value, shown.decimals)) === 0 ? 0x10 : 0) +
      (shown.moving ? 0x40 : 0),
    0x20 + (shown.tare === 0 ? 0 : 1),
    0x20 + (shown.outOfRange ? (isNegative(shown) ? 2 : 4) : 0),
    0x20,
  ];
  const weight = `${isNegative(shown) ? '-' : ''}${plain(shown.value, shown.decimals)}`.padStart(9, ' ');
  const tare = plain(shown.tare, shown.decimals).padStart(8, ' ');
  const frame = Buffer.concat([latin('\u00011'), Buffer.from(status), latin(`${weight}${tare}\r`)]);
  if (shown.checksum === 'none') return frame;
  const total = frame.reduce((sum, byte) => sum + byte, shown.checksum === 'wrong' ? 9 : 0);
  return Buffer.concat([frame, Buffer.from([(128 - (total % 128)) % 128])]);
}

/** Toledo 8217: the weight only while it rests in range, else `?` and a status byte. */
export function encode8217(shown: Shown): Buffer {
  if (!shown.moving && !shown.outOfRange && !isNegative(shown))
    return latin(`\u0002${plain(shown.value, shown.decimals)}\r`);
  let status = 0x40;
  if (shown.moving) status |= 0x01;
  if (shown.outOfRange && !isNegative(shown)) status |= 0x02;
  if (isNegative(shown)) status |= 0x04;
  if (shown.tare !== 0) status |= 0x20;
  return Buffer.from([0x02, 0x3f, status, 0x0d]);
}

export interface BcdDialect {
  readonly dpBase?: 0 | 1;
  readonly stableBit?: 4 | 6;
  readonly unitByte?: boolean;
}

/** HT9800, GM8803: FF, status, three pairs of digits, the lowest first. It knows kilograms and pounds only. */
export function encodeFfBcd(shown: Shown, { dpBase = 0, stableBit = 4, unitByte = false }: BcdDialect = {}): Buffer {
  const digits = shown.outOfRange ? '999999' : plain(shown.value, shown.decimals).replace('.', '').padStart(6, '0');
  let status = shown.decimals + dpBase;
  if (!shown.moving) status += 2 ** stableBit;
  if (isNegative(shown)) status += 0x20;
  if (shown.outOfRange) status += 0x80;
  const pairs = [digits.slice(4, 6), digits.slice(2, 4), digits.slice(0, 2)].map((pair) => Number.parseInt(pair, 16));
  return Buffer.from([0xff, status, ...pairs, ...(unitByte ? [0] : [])]);
}
