/**
 * Text line of the wltj boards:
 *
 *   0 A0 · 1 90 (to all) · 2 line · 3 50 (show text) · 4–5 length in bytes, high first · text in UCS-2, high first · XOR from byte 2 on
 *
 * Source: protocols.md §27.4, github wltj/smart-weighing, stm32f407/applications/user_dirver/led_com.c. Command 51 carries
 * sound for the same board; that firmware makes a line dark by an empty text (TD_NULL).
 */
import { startsWith, type BoardProtocol } from './traffic.ts';

const HEAD = 0xa0;
const TO_ALL = 0x90;
const SHOW_TEXT = 0x50;
const TEXT_AT = 6;
/** 128 characters; the firmware's own longest line has about 20. */
const MOST_TEXT = 256;

export const ledWltj: BoardProtocol = {
  id: 'led-wltj',
  reader: () => ({
    starts: startsWith([HEAD]),
    longest: TEXT_AT + MOST_TEXT + 1,
    read(bytes, at, end) {
      if (end - at < TEXT_AT) return null;
      const [, toAll, line = 0, command, high = 0, low = 0] = bytes.subarray(at, at + TEXT_AT);
      if (toAll !== TO_ALL) return 'framing';
      if (command !== SHOW_TEXT) return 'unknown-command';
      const size = high * 256 + low;
      if (size > MOST_TEXT || size % 2 !== 0) return 'length';
      const sumAt = at + TEXT_AT + size;
      if (end <= sumAt) return null;
      let xor = 0;
      for (let index = at + 2; index < sumAt; index += 1) xor ^= bytes[index] ?? 0;
      if (xor !== bytes[sumAt]) return 'checksum';
      let text = '';
      for (let index = at + TEXT_AT; index < sumAt; index += 2)
        text += String.fromCharCode((bytes[index] ?? 0) * 256 + (bytes[index + 1] ?? 0));
      return { length: TEXT_AT + size + 1, decoded: { line, text } };
    },
  }),
};
