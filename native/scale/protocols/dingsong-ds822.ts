/**
 * Ding Song (顶松) DS822-X: the A frame (continuous mode, Adr = 1, or the answer to a question) carries the weight:
 *
 *   0 STX · 1 address as a letter, A = 1 · 2 `A`, in an answer `a` · 3 sign · 4–9 net · 10 decimals · 11–16 tare
 *   17 error character · 18–19 status characters · 20 CHK · 21 ETX
 *
 * The C frame is the image of the display, six pairs of a flag and a character: STX · address · `c` · pairs · CHK · ETX.
 * No weight is taken from it: by the manual's order of the pairs the one captured frame shows 0, another program read 8.
 * CHK is the XOR of everything before it, OR 40h. The unit is 7E1, 7O1 or 8N1 by its `modE`.
 *
 * No source explains the error and status characters. While the error character is other than `0` or a blank, the
 * indicator says that something is wrong, and no weight is taken: `device-error`.
 * Source: DS822-X manual; the captured C frame from github feewillowherb/MaterialMonospec,
 * docs/Device/顶松DS822-X_串口通讯协议.md.
 */
import { byteText } from './byte-text.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, Found, FrameReader, RejectReason, ScaleProtocol } from './protocol.ts';
import { weightPart } from './weight-part.ts';

const STX = 0x02;
const ETX = 0x03;
const BLANK = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const ZERO = 0x30;
/** Before the first address letter. */
const BEFORE_A = 0x40;
const MOST_ADDRESS = 26;
const A_LENGTH = 22;
const C_LENGTH = 17;
const PAIRS = 6;
const MOST_DECIMALS = 5;

export const dingsongDs822: ScaleProtocol = {
  id: 'dingsong-ds822',
  talks: 'by-itself',
  options: [
    { key: 'checksum', values: ['required', 'ignore'] },
    // 0: whoever speaks.
    { key: 'address', least: 0, most: MOST_ADDRESS, byDefault: 0 },
    { key: 'mask7', values: [false, true] },
  ],
  reader(options): FrameReader {
    const checked = options.checksum !== 'ignore';
    const wanted = options.address ?? 0;
    const mask = options.mask7 === true ? 0x7f : 0xff;

    /** The weight of an A frame whose ends and checksum are right. */
    function weight(bytes: Uint8Array, at: number): Found | RejectReason {
      const sign = (bytes[at + 3] ?? 0) & mask;
      const decimals = ((bytes[at + 10] ?? 0) & mask) - ZERO;
      const net = sixDigits(bytes, at + 4, mask);
      const tare = sixDigits(bytes, at + 11, mask);
      if ((sign !== PLUS && sign !== MINUS) || net < 0 || tare < 0 || decimals < 0 || decimals > 9) return 'charset';
      if (decimals > MOST_DECIMALS) return 'range';
      const error = (bytes[at + 17] ?? 0) & mask;
      if (error !== ZERO && error !== BLANK) return 'device-error';
      const part = weightPart(net, decimals, sign === MINUS);
      const frame: DecodedFrame = {
        weight: part.weight,
        weightText: part.weightText,
        decimals: part.decimals,
        unit: null,
        stable: null,
        sign: part.sign,
        tareOrNull: tare / 10 ** decimals,
        grossNet: 'net',
        overload: null,
        raw: byteText(bytes, at + 1, at + 20, mask),
        errorChar: String.fromCharCode(error),
        statusChars: byteText(bytes, at + 18, at + 20, mask),
      };
      return { length: A_LENGTH, frame };
    }

    return {
      starts: startsWith([STX], mask),
      longest: A_LENGTH,
      read(bytes, at, end) {
        if (end - at < 3) return null;
        const address = ((bytes[at + 1] ?? 0) & mask) - BEFORE_A;
        if (address < 1 || address > MOST_ADDRESS) return 'framing';
        const command = (bytes[at + 2] ?? 0) & mask;
        const isWeight = command === 0x41 || command === 0x61;
        if (!isWeight && command !== 0x63) return 'unknown-command';
        const length = isWeight ? A_LENGTH : C_LENGTH;
        if (end - at < length) return null;
        if (((bytes[at + length - 1] ?? 0) & mask) !== ETX) return 'framing';
        if (checked) {
          let xor = 0;
          for (let index = at; index < at + length - 2; index += 1) xor ^= (bytes[index] ?? 0) & mask;
          if (((bytes[at + length - 2] ?? 0) & mask) !== (xor | 0x40)) return 'checksum';
        }
        if (wanted !== 0 && address !== wanted) return 'address';
        if (isWeight) return weight(bytes, at);
        let flags = '';
        let display = '';
        for (let pair = 0; pair < PAIRS; pair += 1) {
          flags += String.fromCharCode((bytes[at + 3 + 2 * pair] ?? 0) & mask);
          display += String.fromCharCode((bytes[at + 4 + 2 * pair] ?? 0) & mask);
        }
        return { length, decoded: { address, flags, display } };
      },
    };
  },
};

/** Six digits without blanks; −1 where they are none. */
function sixDigits(bytes: Uint8Array, at: number, mask: number): number {
  let value = 0;
  for (let index = at; index < at + 6; index += 1) {
    const digit = ((bytes[index] ?? 0) & mask) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
