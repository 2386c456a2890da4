/**
 * Xunpeng (讯鹏) numeric board, 7 bytes:
 *
 *   0 3A · 1 colour (0 green) · 2 value low · 3 value high · 4 board · 5 sum of bytes 0…4 · 6 0A
 *
 * A value of 16 bits, no sign, no point, no way to say "dark".
 * Source: protocols.md §27.4 (board note: 888 in green on board 1 is 3A 00 78 03 01 B6 0A); speed 9600 8N1.
 */
import { startsWith, type BoardProtocol } from './traffic.ts';

const HEAD = 0x3a;
const TAIL = 0x0a;
const LENGTH = 7;

export const ledXunpeng: BoardProtocol = {
  id: 'led-xunpeng',
  reader: () => ({
    starts: startsWith([HEAD]),
    longest: LENGTH,
    read(bytes, at, end) {
      if (end - at < LENGTH) return null;
      const [, colour = 0, low = 0, high = 0, board = 0, sum = 0, tail] = bytes.subarray(at, at + LENGTH);
      if (tail !== TAIL) return 'framing';
      if (((HEAD + colour + low + high + board) & 0xff) !== sum) return 'checksum';
      return { length: LENGTH, decoded: { board, colour, value: high * 256 + low } };
    },
  }),
};
