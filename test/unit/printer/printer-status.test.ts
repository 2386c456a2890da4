import { describe, expect, it } from 'vitest';
import {
  hindrance,
  isInTurnAnswer,
  isPaperLow,
  isRealTimeAnswer,
  isUnaskedStatus,
} from '../../../native/printer/printer-status.ts';

describe('why it cannot print', () => {
  it.each([
    ['ready', [0x12, 0x12, 0x12], null],
    ['drawer open only', [0x16, 0x12, 0x12], null],
    ['cover open', [0x1a, 0x16, 0x12], 'printer.cover-open'],
    ['roll used up', [0x1a, 0x32, 0x72], 'printer.paper-out'],
    ['roll used up, told by the sensor alone', [0x12, 0x12, 0x72], 'printer.paper-out'],
    ['roll used up, told by the cause alone', [0x1a, 0x32, null], 'printer.paper-out'],
    ['cover open to change the roll', [0x1a, 0x36, 0x72], 'printer.cover-open'],
    ['knife jammed', [0x1a, 0x52, 0x12], 'printer.offline'],
    ['switched offline', [0x1a, null, null], 'printer.offline'],
    ['roll nearly used up', [0x12, 0x12, 0x1e], null],
  ] as const)('%s', (_, [printer, offlineCause, paper], code) =>
    expect(hindrance({ printer, offlineCause, paper })).toBe(code),
  );
});

it('sees a roll that is nearly used up', () => {
  expect(isPaperLow({ printer: 0x12, offlineCause: 0x12, paper: 0x1e })).toBe(true);
  expect(isPaperLow({ printer: 0x12, offlineCause: 0x12, paper: 0x12 })).toBe(false);
  expect(isPaperLow({ printer: 0x12, offlineCause: null, paper: null })).toBe(false);
});

it('no byte is two kinds of answer', () => {
  for (let byte = 0; byte < 256; byte += 1) {
    const kinds = [isRealTimeAnswer, isInTurnAnswer, isUnaskedStatus].filter((is) => is(byte));
    expect(kinds.length, byte.toString(16)).toBeLessThanOrEqual(1);
  }
});
