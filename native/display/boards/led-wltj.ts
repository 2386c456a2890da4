/** wltj text board: the weight in kg as digits on one line. Layout and source: ../protocols/led-wltj.ts. */
import type { Board } from './board.ts';

export interface WltjSettings {
  /** Which line of the board, from 1. */
  readonly line: number;
}

export function ledWltj({ line }: WltjSettings): Board {
  return {
    show: ({ weightKg }) => (weightKg === null ? null : wltjText(line, String(weightKg))),
    // As the board's own firmware empties a line.
    dark: wltjText(line, ''),
    mostKg: Infinity,
    hears: () => null,
  };
}

/** A text on a line; only characters of the basic plane. */
export function wltjText(line: number, text: string): Uint8Array {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  const size = 2 * units.length;
  const summed = [line, 0x50, size >> 8, size & 0xff, ...units.flatMap((unit) => [unit >> 8, unit & 0xff])];
  return Uint8Array.from([0xa0, 0x90, ...summed, summed.reduce((xor, byte) => xor ^ byte, 0)]);
}
