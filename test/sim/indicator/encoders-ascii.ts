/**
 * What indicators put on the wire that talk in fixed columns of text; like encoders.ts written from the makers' layouts,
 * without a glance at the product's decoders. Where the display is out of range and the format cannot say so, nothing is
 * sent. Out of range with a value below zero is an underload.
 */
import type { Shown } from './encoders.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const nothing = (): Buffer => Buffer.alloc(0);
const number = (value: number, decimals: number): string => Math.abs(value).toFixed(decimals);
/** toFixed may leave a minus before a zero. */
const isNegative = ({ value, decimals }: Shown): boolean => value < 0 && Number(value.toFixed(decimals)) !== 0;
/** The number with its sign before its first digit, right-aligned. */
const column = (shown: Shown, width: number): string =>
  `${isNegative(shown) ? '-' : ''}${number(shown.value, shown.decimals)}`.padStart(width, ' ').slice(-width);
/** Digits without a point, of fixed number. */
const digits = (value: number, decimals: number, count: number, fill: string): string =>
  String(Number(number(value, decimals).replace('.', '')))
    .padStart(count, fill)
    .slice(-count);

/** DS822-X manual, A frame: STX, address letter, `A`, sign, net 6, decimals, tare 6, error, status 2, CHK, ETX. */
export function encodeDingsong(shown: Shown, address = 1): Buffer {
  if (shown.outOfRange) return nothing();
  const { value, decimals, tare } = shown;
  const frame = latin(
    [
      '\u0002',
      String.fromCharCode(64 + address),
      'A',
      isNegative(shown) ? '-' : '+',
      digits(value, decimals, 6, '0'),
      String(decimals),
      digits(tare, decimals, 6, '0'),
      '000',
    ].join(''),
  );
  let check = shown.checksum === 'wrong' ? 0x03 : 0;
  for (const byte of frame) check ^= byte;
  return Buffer.concat([frame, Buffer.from([check | 0x40, 0x03])]);
}

/** HT9800, 12 bytes: STX, three status bytes, six digits, CR LF. What bit 3 says differs by maker. */
export function encodeHt9800(shown: Shown, bit3Means: 'stable' | 'moving' = 'stable'): Buffer {
  const bit3 = bit3Means === 'moving' ? shown.moving : !shown.moving;
  let status = 0x20;
  if (shown.tare !== 0) status += 1;
  if (isNegative(shown)) status += 2;
  if (shown.outOfRange) status += 4;
  if (bit3) status += 8;
  const weight = shown.outOfRange ? '------' : digits(shown.value, shown.decimals, 6, ' ');
  return Buffer.concat([Buffer.from([0x02, 0x20 + shown.decimals, status, 0x20]), latin(`${weight}\r\n`)]);
}

/** CAS CI-400 manual p. 103, 22 bytes. Lamps: 80h always, 40h stable, 04h gross, 02h tare, 01h zero. */
export function encodeCas22(shown: Shown, deviceId = 1, separator = ' '): Buffer {
  const status = shown.outOfRange ? 'OL' : shown.moving ? 'US' : 'ST';
  const net = shown.tare !== 0;
  const zero = Number(number(shown.value, shown.decimals)) === 0;
  const lamps = 0x80 + (shown.moving ? 0 : 0x40) + (net ? 0x02 : 0x04) + (zero ? 0x01 : 0);
  return Buffer.concat([
    latin(`${status},${net ? 'NT' : 'GS'},`),
    Buffer.from([deviceId, lamps]),
    latin(`,${shown.outOfRange ? '        ' : column(shown, 8)}${separator}${shown.unit.padStart(2, ' ')}\r\n`),
  ]);
}

/** CAS CI-400 manual p. 103, 10 bytes: the number and no more. */
export function encodeCas10(shown: Shown): Buffer {
  return shown.outOfRange ? nothing() : latin(`${column(shown, 8)}\r\n`);
}

/** A&D AD-4404 manual 9.2.6: header, type, sign and seven figures with the point, unit; out of range blanks for figures. */
export function encodeAnd(shown: Shown): Buffer {
  const header = shown.outOfRange ? 'OL' : shown.moving ? 'US' : 'ST';
  const figures = shown.outOfRange ? '       ' : number(shown.value, shown.decimals).padStart(7, '0').slice(-7);
  const sign = isNegative(shown) ? '-' : '+';
  return latin(`${header},${shown.tare === 0 ? 'GS' : 'NT'},${sign}${figures}${shown.unit.padStart(2, ' ')}\r\n`);
}

/** MT-SICS reference manual, the answer to `SI`. */
export function encodeMtSics(shown: Shown): Buffer {
  if (shown.outOfRange) return latin(`S ${isNegative(shown) ? '-' : '+'}\r\n`);
  return latin(`S ${shown.moving ? 'D' : 'S'} ${column(shown, 10)} ${shown.unit}\r\n`);
}

/** Sartorius SBI: 22 characters with the identifier, 16 without; no unit while the load moves. */
export function encodeSartorius(shown: Shown, identified = true): Buffer {
  const low = isNegative(shown);
  if (shown.outOfRange) {
    const text = (low ? 'L' : 'H').padStart(identified ? 7 : 6, ' ').padEnd(14, ' ');
    return latin(`${identified ? 'Stat  ' : ''}${text}\r\n`);
  }
  const zero = Number(number(shown.value, shown.decimals)) === 0;
  const id = identified ? (shown.tare === 0 ? 'G#' : 'N').padEnd(6, ' ') : '';
  const sign = zero ? ' ' : low ? '-' : '+';
  const value = number(shown.value, shown.decimals).padStart(8, ' ').slice(-8);
  return latin(`${id}${sign} ${value} ${(shown.moving ? '' : shown.unit).padEnd(3, ' ')}\r\n`);
}

/** SMA SCP-0499, standard scale response. */
export function encodeSma(shown: Shown): Buffer {
  const zero = Number(number(shown.value, shown.decimals)) === 0;
  const status = shown.outOfRange ? (isNegative(shown) ? 'U' : 'O') : zero ? 'Z' : ' ';
  const flags = `${status}1${shown.tare === 0 ? 'G' : 'N'}${shown.moving ? 'M' : ' '} `;
  return latin(`\n${flags}${column(shown, 10)}${shown.unit.padEnd(3, ' ')}\r`);
}

const diniStatus = (shown: Shown): string =>
  shown.outOfRange ? (isNegative(shown) ? 'UL' : 'OL') : shown.moving ? 'US' : 'ST';

/** Dini Argeo 3590 manual 5.4, the standard string; the address only on RS-485. */
export function encodeDiniArgeo(shown: Shown, address: number | null = null): Buffer {
  const to = address === null ? '' : String(address).padStart(2, '0');
  const weight = shown.outOfRange ? '        ' : column(shown, 8);
  return latin(
    `${to}${diniStatus(shown)},${shown.tare === 0 ? 'GS' : 'NT'},${weight},${shown.unit.padStart(2, ' ')}\r\n`,
  );
}

/** Dini Argeo DGT4X manual p. 52, the extended string of scale 1. */
export function encodeDiniExtended(shown: Shown, address: number | null = null): Buffer {
  const to = address === null ? '' : String(address).padStart(2, '0');
  const weight = shown.outOfRange ? '        ' : column(shown, 8);
  const tare = number(shown.tare, shown.decimals).padStart(8, ' ').slice(-8);
  return latin(`${to}1${diniStatus(shown)},1,${weight},PT${tare},         0,${shown.unit.padStart(2, ' ')}\r\n`);
}
