/**
 * Onbon BX-5 and BX-6 graphic controllers: the weight in a dynamic area (memory, no flash wear), command A3 06:
 *
 *   A3 06 · answer (1 yes, 2 no) · reserved 2 · areas to delete · areas · length of the area, low first · area
 *   area: 0 type · 1–2 X · 3–4 Y · 5–6 width · 7–8 height · 9 number · 10 line spacing · 11 run mode · 12–13 time-out in s ·
 *         14–16 reserved · 17 one line (1) or more (2) · 18 wrap by hand (1) or by itself (2) · 19 display (1 still) ·
 *         20 exit · 21 speed · 22 stay in 0.5 s · 23–26 length of the text · text
 *
 * X and width in columns of 8 pixels, Y and height in pixels; numbers low first. Run mode 2: when nothing new has come within
 * the time-out the controller deletes the area: the board goes dark though this program was killed. The answer is A0 00
 * (taken) or A0 01 (refused), then the error.
 * Source: protocols.md §27.3; field names, run modes and answer as in several public drivers' headers (led5k SDK).
 */
import { onbonFrame, readOnbon, word } from '../onbon-frame.ts';
import type { Board, BoardAnswer } from './board.ts';

export interface OnbonSettings {
  /** The controller's number. */
  readonly address: number;
  readonly area: OnbonPlace;
  /** In the controller's own codes, which stand in the text: `\F` and the font (`O000`), `\C` and the colour (1 red, 2 green, 3 yellow). */
  readonly font?: string | undefined;
  readonly colour?: number | undefined;
  /** Whether the controller's answers come back to us; on a line that only sends they cannot. */
  readonly answers: boolean;
}

export interface OnbonPlace {
  readonly id: number;
  /** Columns of 8 pixels. */
  readonly x: number;
  readonly width: number;
  /** Pixels. */
  readonly y: number;
  readonly height: number;
}

/** How an area shows its text; all numbers as the controller takes them. */
export interface OnbonArea extends OnbonPlace {
  readonly lineSpacing: number;
  readonly runMode: number;
  readonly timeoutS: number;
  readonly speed: number;
  readonly stay: number;
}

/** The time-out counts whole seconds: with 1 a refresh that is late by a moment would make the number blink. */
const TIMEOUT_S = 2;
const RUN_UNTIL_TIMEOUT = 2;
/** The digits keep their place: blanks before shorter numbers. */
const DIGITS = 6;

export function onbonBx({ address, answers, area, colour, font }: OnbonSettings): Board {
  const place: OnbonArea = {
    ...area,
    lineSpacing: 0,
    runMode: RUN_UNTIL_TIMEOUT,
    timeoutS: TIMEOUT_S,
    speed: 0,
    stay: 10,
  };
  const codes = `${font === undefined ? '' : `\\F${font}`}${colour === undefined ? '' : `\\C${colour}`}`;
  const text = (digits: string): Uint8Array => onbonText(address, place, `${codes}${digits.padStart(DIGITS)}`, answers);
  return {
    show: ({ weightKg }) => (weightKg === null ? null : text(String(weightKg))),
    dark: text(''),
    mostKg: Infinity,
    hears: () => (answers ? onbonAnswers() : null),
  };
}

/** The frame that puts an ASCII text into a dynamic area. */
export function onbonText(address: number, area: OnbonArea, text: string, answer: boolean): Uint8Array {
  const characters = Buffer.from(text, 'latin1');
  const shown = [
    0,
    ...[area.x, area.y, area.width, area.height].flatMap(word),
    area.id,
    area.lineSpacing,
    area.runMode,
    ...word(area.timeoutS),
    ...[0, 0, 0],
    ...[1, 1, 1, 0],
    area.speed,
    area.stay,
    ...word(characters.length),
    ...[0, 0],
    ...characters,
  ];
  const header = [...word(address), 0x00, 0x80, 0, 0, 0, 0, 0, 0, 0xfe, 0x02];
  return onbonFrame(header, [0xa3, 0x06, answer ? 1 : 2, 0, 0, 0, 1, ...word(shown.length), ...shown]);
}

/** An answer has five bytes of data; with every byte escaped it is shorter than this. */
const MOST_HELD = 64;

/** What the controller says, out of any pieces; other traffic is passed over. */
function onbonAnswers(): (bytes: Uint8Array) => readonly BoardAnswer[] {
  let held: Uint8Array = new Uint8Array(0);
  return (bytes) => {
    const answers: BoardAnswer[] = [];
    const all = Uint8Array.from([...held, ...bytes]);
    let at = 0;
    while (at < all.length) {
      const found = readOnbon(all, at, all.length);
      if (found === null) break;
      if (typeof found === 'string') at += 1;
      else {
        at += found.length;
        const [group, command, error = 0] = found.packet.data;
        if (group === 0xa0) answers.push(command === 0x00 ? 'taken' : { refused: String(error) });
      }
    }
    held = all.subarray(Math.max(at, all.length - MOST_HELD));
    return answers;
  };
}
