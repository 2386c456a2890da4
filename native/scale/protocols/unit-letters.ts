/** Units as indicators spell them. */
import type { FrameUnit } from './protocol.ts';

const BLANK = 0x20;
const pack = (letters: string): number => {
  let code = 0;
  for (const letter of letters) code = (code << 8) | letter.charCodeAt(0);
  return code;
};
/** Asked before the table: nearly every frame says so. */
const KG = pack('kg');
const UNITS: ReadonlyMap<number, FrameUnit> = new Map<number, FrameUnit>([
  [pack('t'), 't'],
  [pack('g'), 'g'],
  [pack('lb'), 'lb'],
  [pack('oz'), 'oz'],
  [pack('ozt'), 'ozt'],
  [pack('dwt'), 'dwt'],
  [pack('ton'), 'ton'],
  [pack('tn'), 'ton'],
]);

/**
 * The unit that bytes[from…to) name under `mask`, in capitals or small letters, blanks before and behind left out.
 * @returns null when they are all blank, undefined when they name none.
 */
export function unitLetters(bytes: Uint8Array, from: number, to: number, mask: number): FrameUnit | null | undefined {
  let code = 0;
  let ended = false;
  for (let at = from; at < to; at += 1) {
    const letter = (bytes[at] ?? 0) & mask;
    if (letter === BLANK) {
      ended = code !== 0;
      continue;
    }
    const small = letter | 0x20;
    if (ended || letter < 0x41 || small < 0x61 || small > 0x7a || code > 0xffff) return undefined;
    code = (code << 8) | small;
  }
  return code === 0 ? null : code === KG ? 'kg' : UNITS.get(code);
}
