/** Xunpeng numeric board: 3A · colour · value low · value high · board · sum · 0A. Source: ../protocols/led-xunpeng.ts. */
import type { Board } from './board.ts';

export interface XunpengSettings {
  /** The board's number. */
  readonly address: number;
  /** 0 green; other numbers as the board's note says. */
  readonly colour: number;
}

const MOST = 0xffff;

export function ledXunpeng({ address, colour }: XunpengSettings): Board {
  return {
    show({ weightKg }) {
      // Sixteen bits without a sign: a drift below zero cannot be shown either.
      if (weightKg === null || weightKg < 0 || weightKg > MOST) return null;
      const counted = [0x3a, colour, weightKg & 0xff, weightKg >> 8, address];
      return Uint8Array.from([...counted, counted.reduce((sum, byte) => sum + byte, 0) & 0xff, 0x0a]);
    },
    dark: null,
    mostKg: MOST,
    hears: () => null,
  };
}
