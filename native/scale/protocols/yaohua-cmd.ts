/**
 * Yaohua XK3190 tF=1, command mode: half-duplex, the indicator speaks only when asked; up to 26 on one RS-485 line.
 *
 *   question  STX · address A–Z · command · XOR of the two before, as two hex capitals · ETX
 *   answer    STX · address · command · data · XOR from the address to the data, as two hex capitals · ETX
 *
 * Commands and data: A handshake, none · B gross, C tare, D net: sign, six digits, decimals 0–4 · E lorry number, 5
 * characters · F goods, G, H customer and remark: 3. What it cannot serve is answered with 04h in the command's place.
 * On two wires our own question comes back as an echo; it is read as traffic.
 * Source: Yaohua XK3190-A9+ manual p. 11 (easymanua.ls/pro/xk3190-a9plus), DS3 and A23p manuals.
 */
import { byteText } from './byte-text.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, Found, RejectReason, ScaleProtocol } from './protocol.ts';
import { NO_WEIGHT, weightPart } from './weight-part.ts';

const STX = 0x02;
const ETX = 0x03;
const REFUSED = 0x04;
const PLUS = 0x2b;
const MINUS = 0x2d;
const ZERO = 0x30;
const ADDRESS_A = 0x41;
const ADDRESSES = 26;
const COMMAND_A = 0x41;
const GROSS = 0x42;
const TARE = 0x43;
const NET = 0x44;
const QUESTION = 6;
/** Bytes of the answers to A, B, … H. */
const ANSWERS: readonly number[] = [6, 14, 14, 14, 11, 9, 9, 9];
const LONGEST = 14;
const MOST_DECIMALS = 4;
const EVERY_MS = 200;

/** The hex capital of a nibble, as a character code. */
const hexCode = (nibble: number): number => (nibble < 10 ? 0x30 : 0x37) + nibble;

export const yaohuaCmd: ScaleProtocol = {
  id: 'yaohua-cmd',
  talks: 'when-asked',
  options: [
    // 0: indicator 1 is asked, and whoever answers is heard.
    { key: 'address', least: 0, most: ADDRESSES, byDefault: 0 },
    { key: 'checksum', values: ['required', 'ignore'] },
    { key: 'mask7', values: [false, true] },
  ],
  reader(options) {
    const checked = options.checksum !== 'ignore';
    const mask = options.mask7 === true ? 0x7f : 0xff;
    const wanted = options.address ?? 0;
    const questionsOnly = options.direction === 'request';
    return {
      starts: startsWith([STX], mask),
      longest: LONGEST,
      read(bytes, at, end) {
        const code = (index: number): number => (bytes[at + index] ?? 0) & mask;
        if (end - at < 3) return null;
        const address = code(1) - ADDRESS_A + 1;
        if (address < 1 || address > ADDRESSES) return 'framing';
        const command = code(2);
        const answer = command === REFUSED ? QUESTION : ANSWERS[command - COMMAND_A];
        if (answer === undefined) return 'unknown-command';
        if (end - at < QUESTION) return null;
        // No answer with data has its end there: it is a question, or its echo.
        const isQuestion = questionsOnly || (answer > QUESTION && code(QUESTION - 1) === ETX);
        const length = isQuestion ? QUESTION : answer;
        if (end - at < length) return null;
        if (code(length - 1) !== ETX) return 'framing';
        if (checked) {
          let xor = 0;
          for (let index = 1; index < length - 3; index += 1) xor ^= code(index);
          if (code(length - 3) !== hexCode(xor >> 4) || code(length - 2) !== hexCode(xor & 0x0f)) return 'checksum';
        }
        if (wanted !== 0 && address !== wanted) return 'address';
        if (command === REFUSED) return 'device-refused';
        const name = String.fromCharCode(command);
        if (isQuestion) return { length, decoded: { address, command: name } };
        if (command === GROSS || command === TARE || command === NET) return weighed(bytes, at, mask, command);
        return { length, decoded: { address, command: name, text: byteText(bytes, at + 3, at + length - 3, mask) } };
      },
    };
  },
  poll({ address = 0 }) {
    const to = ADDRESS_A - 1 + (address === 0 ? 1 : address);
    const xor = to ^ GROSS;
    return {
      request: Uint8Array.of(STX, to, GROSS, hexCode(xor >> 4), hexCode(xor & 0x0f), ETX),
      everyMs: EVERY_MS,
    };
  },
};

/** An answer with a number: sign, six digits, decimals. A tare is no weight. */
function weighed(bytes: Uint8Array, at: number, mask: number, command: number): Found | RejectReason {
  const sign = (bytes[at + 3] ?? 0) & mask;
  const decimals = ((bytes[at + 10] ?? 0) & mask) - ZERO;
  let digits = 0;
  for (let index = at + 4; index < at + 10; index += 1) {
    const digit = ((bytes[index] ?? 0) & mask) - ZERO;
    if (digit < 0 || digit > 9) return 'charset';
    digits = digits * 10 + digit;
  }
  if ((sign !== PLUS && sign !== MINUS) || decimals < 0 || decimals > 9) return 'charset';
  if (decimals > MOST_DECIMALS) return 'range';
  const shown = weightPart(digits, decimals, sign === MINUS);
  const isTare = command === TARE;
  const part = isTare ? NO_WEIGHT : shown;
  const frame: DecodedFrame = {
    weight: part.weight,
    weightText: part.weightText,
    decimals: part.decimals,
    unit: null,
    stable: null,
    sign: part.sign,
    tareOrNull: isTare ? shown.weight : null,
    grossNet: isTare ? null : command === NET ? 'net' : 'gross',
    overload: null,
    raw: byteText(bytes, at + 1, at + LONGEST - 3, mask),
  };
  return { length: LONGEST, frame };
}
