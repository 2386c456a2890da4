/** What boards are sent, byte for byte; the frames of makers and drivers where there are some. */
import { describe, expect, it } from 'vitest';
import type { BoardReading } from '../../../../../native/display/boards/board.ts';
import { makeBoard, type BoardSettings } from '../../../../../native/display/boards/index.ts';
import { wltjText } from '../../../../../native/display/boards/led-wltj.ts';
import { onbonText } from '../../../../../native/display/boards/onbon-bx.ts';
import { onbonFrame } from '../../../../../native/display/onbon-frame.ts';
import { kg } from '../../../../../preload/contract/vocabulary.ts';

const hex = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('hex').toUpperCase();
const spaced = (text: string): string => text.replaceAll(' ', '');
const live = (weightKg: number | null, rawFrame: string | null = null): BoardReading => ({
  quality: 'live',
  weightKg: weightKg === null ? null : kg(weightKg),
  rawFrame,
});

const AREA = { id: 0, x: 0, y: 0, width: 16, height: 32 };
const ONBON: BoardSettings = { board: 'onbon-bx', address: 1, area: AREA, answers: true };
const ALL: readonly BoardSettings[] = [
  { board: 'indicator-frame' },
  { board: 'led-sum4', address: 1 },
  { board: 'led-wltj', line: 1 },
  { board: 'led-xunpeng', address: 1, colour: 0 },
  ONBON,
];

describe('numbers', () => {
  it.each<[BoardSettings, number, string | null]>([
    [{ board: 'led-xunpeng', address: 1, colour: 0 }, 888, '3A 00 78 03 01 B6 0A'],
    [{ board: 'led-xunpeng', address: 1, colour: 1 }, 45_200, '3A 01 90 B0 01 7C 0A'],
    [{ board: 'led-xunpeng', address: 2, colour: 0 }, 0, '3A 00 00 00 02 3C 0A'],
    [{ board: 'led-xunpeng', address: 1, colour: 0 }, 65_535, '3A 00 FF FF 01 39 0A'],
    [{ board: 'led-xunpeng', address: 1, colour: 0 }, 65_536, null],
    [{ board: 'led-xunpeng', address: 1, colour: 0 }, -20, null],
    [{ board: 'led-sum4', address: 5 }, 999, '05 03 E7 EF'],
    [{ board: 'led-sum4', address: 1 }, 12_345, '01 30 39 6A'],
    [{ board: 'led-sum4', address: 1 }, 0, '01 00 00 01'],
    [{ board: 'led-sum4', address: 1 }, 65_536, null],
    [{ board: 'led-sum4', address: 1 }, -20, null],
    [{ board: 'led-wltj', line: 1 }, 12_340, 'A0 90 01 50 00 0A 00 31 00 32 00 33 00 34 00 30 6F'],
    [{ board: 'led-wltj', line: 2 }, -20, 'A0 90 02 50 00 06 00 2D 00 32 00 30 7B'],
  ])('%j shows %d', (settings, weightKg, bytes) => {
    expect(hex(makeBoard(settings).show(live(weightKg)))).toBe(bytes === null ? null : spaced(bytes));
  });

  it('texts of wltj are the ones collected', () => {
    expect(hex(wltjText(1, '毛重12340'))).toBe('A0900150000E6BDB91CD0031003200330034003087');
    expect(hex(wltjText(2, '请上磅'))).toBe('A090025000068BF74E0A78C5D1');
  });
});

describe('an indicator’s frame', () => {
  const board = makeBoard({ board: 'indicator-frame' });

  it('is sent as it came, whatever the weight beside it says', () => {
    const frame = '022B303135363030303139' + '03';
    expect(hex(board.show(live(99, frame.toLowerCase())))).toBe(frame);
  });

  it('is sent when the indicator says that it is out of range: it says so itself', () => {
    expect(hex(board.show(live(null, '022a34202d2d2d2d2d2d2020202020300d')))).toBe(
      '022A34202D2D2D2D2D2D2020202020300D',
    );
  });
});

describe('onbon-bx', () => {
  const HEADER = [0x01, 0x00, 0x00, 0x80, 0, 0, 0, 0, 0, 0, 0xfe, 0x02];
  const area = {
    id: 1,
    x: 0,
    y: 0x18,
    width: 0x40,
    height: 0x0c,
    lineSpacing: 10,
    runMode: 1,
    timeoutS: 2,
    speed: 0x17,
    stay: 2,
  };

  it('frames are those of public drivers: ping, clock', () => {
    expect(hex(onbonFrame(HEADER, [0xa2, 0x00, 0x01, 0x00, 0x00]))).toBe(
      'A5A5A5A5A5A5A5A501000080000000000000FE020500A20001000068F85A',
    );
    const clock = [0xa2, 0x03, 0x01, 0x08, 0x00, 0x13, 0x20, 0x01, 0x25, 0x11, 0x17, 0x26, 0x05];
    expect(hex(onbonFrame(HEADER, clock))).toBe(
      'A5A5A5A5A5A5A5A501000080000000000000FE020D00A2030108001320012511172605B03F5A',
    );
    expect(hex(onbonFrame([0xfe, 0xff, ...HEADER.slice(2)], [0xa2, 0x00, 0x01, 0x00, 0x00]))).toBe(
      'A5A5A5A5A5A5A5A5FEFF0080000000000000FE020500A2000100004CDC5A',
    );
  });

  it('dynamic areas are those of a public driver', () => {
    expect(hex(onbonText(1, area, '\\FO000HUM:66%RH', false))).toBe(
      'A5A5A5A5A5A5A5A501000080000000000000FE023300A30602000000012A00000000180040000C00010A0102000000000101010017020F0000005C464F30303048554D3A3636255248367A5A',
    );
    expect(hex(onbonText(1, { ...area, y: 0x24 }, '\\FO000  ', false))).toBe(
      'A5A5A5A5A5A5A5A501000080000000000000FE022C00A30602000000012300000000240040000C00010A010200000000010101001702080000005C464F3030302020DAF65A',
    );
  });

  it('escapes what would begin or end a frame', () => {
    const bytes = hex(onbonFrame([0xa5, 0xa6, 0x5a, 0x5b, 0, 0, 0, 0, 0, 0, 0xfe, 0x02], [0xa5, 0x5a]));
    expect(bytes?.startsWith('A5A5A5A5A5A5A5A5A602A6015B025B01')).toBe(true);
    expect(bytes).toContain('0200A6025B02');
  });

  it('shows six places, runs until its time-out, and asks for an answer', () => {
    const board = makeBoard(ONBON);
    const shown = hex(board.show(live(48_620))) ?? '';
    expect(shown).toContain(Buffer.from(' 48620').toString('hex').toUpperCase());
    // A3 06 with answer; X, Y, width, height; number 0, spacing 0, mode 2, 2 s; still, one line.
    expect(shown).toContain(
      spaced('A3 06 01 00 00 00 01 21 00 00 0000 0000 1000 2000 00 00 02 0200 000000 01 01 01 00 00 0A 06000000'),
    );
    expect(hex(makeBoard({ ...ONBON, answers: false }).show(live(48_620)))).toContain('A30602');
    expect(hex(makeBoard({ ...ONBON, font: 'O000', colour: 2 }).show(live(-20)))).toContain(
      Buffer.from('\\FO000\\C2   -20').toString('hex').toUpperCase(),
    );
  });

  it('hears answers in any pieces, and other traffic not', () => {
    const answer = (command: number, error: number): Uint8Array =>
      onbonFrame([0x00, 0x80, 0x01, 0x00, 0, 0, 0, 0, 0, 0, 0xfe, 0x02], [0xa0, command, error, 0, 0]);
    const all = Buffer.concat([answer(0, 0), Buffer.from([0xa5, 0x00, 0x5a]), answer(1, 5), answer(0, 0)]);
    for (const size of [1, 7, 64, all.length]) {
      const hears = makeBoard(ONBON).hears();
      const answers = [];
      for (let at = 0; at < all.length; at += size) answers.push(...(hears?.(all.subarray(at, at + size)) ?? []));
      expect(answers).toEqual(['taken', { refused: '5' }, 'taken']);
    }
    const hears = makeBoard(ONBON).hears();
    expect(hears?.(onbonFrame(HEADER, [0xa2, 0x00, 0x01, 0x00, 0x00]))).toEqual([]);
    // A beginning that never ends is given up.
    expect(hears?.(Buffer.alloc(10_000, 0xa5))).toEqual([]);
    expect(hears?.(Buffer.alloc(100))).toEqual([]);
    expect(hears?.(answer(0, 0))).toEqual(['taken']);
    expect(makeBoard({ ...ONBON, answers: false }).hears()).toBeNull();
  });
});

describe('dark', () => {
  it.each(ALL)('%j has no weight to show: it is dark, and dark is not its zero', (settings) => {
    const board = makeBoard(settings);
    expect(board.show(live(null))).toBeNull();
    expect(board.dark === null || hex(board.dark) !== hex(board.show(live(0)))).toBe(true);
  });

  it.each<[BoardSettings, string | null]>([
    [{ board: 'indicator-frame' }, null],
    [{ board: 'led-sum4', address: 1 }, null],
    [{ board: 'led-xunpeng', address: 1, colour: 0 }, null],
    [{ board: 'led-wltj', line: 2 }, 'A0 90 02 50 00 00 52'],
  ])('%j: %s', (settings, bytes) => {
    expect(hex(makeBoard(settings).dark)).toBe(bytes === null ? null : spaced(bytes));
  });

  it('of Onbon is blanks in the weight’s own area', () => {
    expect(hex(makeBoard(ONBON).dark)).toContain(spaced('0A 06000000 202020202020'));
  });
});
