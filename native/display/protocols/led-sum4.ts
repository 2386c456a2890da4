/**
 * Four-byte numeric board:
 *
 *   0 board · 1 value high · 2 value low · 3 sum of bytes 0…2
 *
 * Nothing but the sum marks a frame: a reader that joined in the middle can be deceived by one window in 256. Board 0 is
 * taken for none, so that a line of NULs is not a row of zeros. A value of 16 bits, no sign, no point, no "dark".
 * Source: protocols.md §27.4 (board note: 999 on board 5 is 05 03 E7 EF).
 */
import { startsWith, type BoardProtocol } from './traffic.ts';

const LENGTH = 4;
const BOARDS = Array.from({ length: 255 }, (_, index) => index + 1);

export const ledSum4: BoardProtocol = {
  id: 'led-sum4',
  reader: () => ({
    starts: startsWith(BOARDS),
    longest: LENGTH,
    read(bytes, at, end) {
      if (end - at < LENGTH) return null;
      const [board = 0, high = 0, low = 0, sum] = bytes.subarray(at, at + LENGTH);
      if (((board + high + low) & 0xff) !== sum) return 'checksum';
      return { length: LENGTH, decoded: { board, value: high * 256 + low } };
    },
  }),
};
