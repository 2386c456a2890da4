/**
 * What indicators of makers outside China put on the wire; like encoders.ts written from the makers' layouts, without a
 * glance at the product's decoders. Where the display is out of range and the format cannot say so, nothing is sent.
 */
import type { Shown } from './encoders.ts';

const text = (value: number, decimals: number): string => Math.abs(value).toFixed(decimals);
const line = (...parts: readonly string[]): Buffer => Buffer.from(`${parts.join('')}\r\n`, 'latin1');
const nothing = (): Buffer => Buffer.alloc(0);
/** toFixed may leave a minus before a zero. */
const isNegative = (shown: Shown): boolean => shown.value < 0 && Number(text(shown.value, shown.decimals)) !== 0;

/** Bilanciai DD700 manual §2.2.1, Cb: `$`, status, the first five digits, CR. Below zero and over the range: status 3. */
export function encodeBilanciai(shown: Shown): Buffer {
  const invalid = shown.outOfRange || isNegative(shown);
  const status = invalid ? 3 : shown.moving ? 1 : 0;
  const digits = text(shown.value, shown.decimals).replace('.', '').padStart(5, '0').slice(0, 5);
  return Buffer.from(`$${status}${digits}\r`, 'latin1');
}

/** Bilanciai DD700 manual §2.2.2, extended: net 9, tare 9, unit 2, four hex digits of flags, with a blank between. */
export function encodeBilanciaiExtended(shown: Shown): Buffer {
  const number = (value: number): string => {
    const minus = value < 0 && Number(value.toFixed(shown.decimals)) !== 0 ? '-' : '';
    return `${minus}${text(value, shown.decimals)}`.padStart(9, ' ');
  };
  const first = Number(text(shown.value, shown.decimals)) === 0 ? 8 : 0;
  const second = (shown.moving ? 0 : 2) + (shown.outOfRange ? 4 : 0);
  const third = shown.outOfRange ? 4 : 0;
  const flags = [first, second, third, 1].map((flag) => flag.toString(16).toUpperCase()).join('');
  return line('$', number(shown.value), ' ', number(shown.tare), ' ', shown.unit.padStart(2, ' '), ' ', flags);
}

/** Rice Lake 482 manual figure 3-14; Rinstrum R320 FMT1 is the same without STX. Seven characters, blank-filled. */
export function encodeRiceLake(shown: Shown, stx = true): Buffer {
  const status = shown.outOfRange ? 'O' : shown.moving ? 'M' : ' ';
  return line(
    stx ? '\u0002' : '',
    isNegative(shown) ? '-' : ' ',
    shown.outOfRange ? '       ' : text(shown.value, shown.decimals).padStart(7, ' ').slice(-7),
    shown.unit === 't' ? 'T' : 'K',
    shown.tare === 0 ? 'G' : 'N',
    status,
  );
}

/** Rice Lake 920i manual §10.7.3, Weigh-Tronix WI-120: six characters with leading zeroes; silent when out of range. */
export function encodeWeighTronix(shown: Shown): Buffer {
  if (shown.outOfRange) return nothing();
  const weight = text(shown.value, shown.decimals).padStart(6, '0').slice(-7);
  return line(' ', shown.tare === 0 ? 'G' : 'N', isNegative(shown) ? '-' : '+', weight, ' ', shown.unit);
}

/** OHAUS Defender continuous print: weight in eight with the minus before its first digit, unit, `?`, legend. */
export function encodeOhaus(shown: Shown): Buffer {
  if (shown.outOfRange) return nothing();
  const weight = `${isNegative(shown) ? '-' : ''}${text(shown.value, shown.decimals)}`.padStart(8, ' ');
  return line(weight, ' ', shown.unit, ' ', shown.moving ? '?' : ' ', '  ', shown.tare === 0 ? 'G' : 'N');
}

/** БУ 4263 М1: tens of kilograms in three bytes, the lowest first. It shows nothing below zero. */
export function encodeBu4263(shown: Shown): Buffer {
  if (shown.outOfRange) return nothing();
  const kilograms = shown.unit === 't' ? shown.value * 1000 : shown.value;
  const frame = Buffer.from([0x23, 0x4e, 0, 0, 0, 0x24]);
  frame.writeUIntLE(Math.max(0, Math.round(kilograms / 10)), 2, 3);
  return frame;
}
