/**
 * A board that eats the indicator's own stream (protocols.md §27.2): most Chinese weight boards decode A9 tF=0, `=` or
 * Toledo at the indicator's speed. It gets the indicator's frames as they came, byte for byte: sign, point, unit, overload and
 * checksum are the indicator's. Such a stream has no word for "dark", so the board must go dark by itself.
 */
import type { Board } from './board.ts';

export const indicatorFrame: Board = {
  show: ({ rawFrame }) => (rawFrame === null ? null : Uint8Array.from(Buffer.from(rawFrame, 'hex'))),
  dark: null,
  // What the indicator can say, it can show.
  mostKg: Infinity,
  hears: () => null,
};
