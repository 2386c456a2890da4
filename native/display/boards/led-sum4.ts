/** Four-byte numeric board: board · value high · value low · sum. Source: ../protocols/led-sum4.ts. */
import type { Board } from './board.ts';

export interface Sum4Settings {
  /** The board's number. */
  readonly address: number;
}

const MOST = 0xffff;

export function ledSum4({ address }: Sum4Settings): Board {
  return {
    show({ weightKg }) {
      // Sixteen bits without a sign: a drift below zero cannot be shown either.
      if (weightKg === null || weightKg < 0 || weightKg > MOST) return null;
      const high = weightKg >> 8;
      const low = weightKg & 0xff;
      return Uint8Array.of(address, high, low, (address + high + low) & 0xff);
    },
    dark: null,
    mostKg: MOST,
    hears: () => null,
  };
}
