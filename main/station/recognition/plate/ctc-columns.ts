/**
 * What PP-OCR's recognition says about plate characters, moment by moment from left to right.
 * Its 6,625 classes are narrowed to ours: separators count as nothing, and the letters O and I, which no plate has,
 * count as the digits of their shape. That is a choice of what was seen; a text that a person typed is never changed so.
 */
import { PLATE_CHARACTERS } from './plate-alphabet.ts';

/** Probabilities, moment by moment: first "nothing", then every plate character. */
export interface CtcColumns {
  readonly moments: number;
  readonly data: Float32Array;
}

export const CTC_WIDTH = PLATE_CHARACTERS.length + 1;
const SEPARATORS = new Set(['·', '•', '.', '-', '—', ':', '：', '。', '、', ',', '一', '|', "'", ' ']);
const SHAPES: Readonly<Record<string, string>> = { O: '0', o: '0', I: '1', l: '1', D: 'D' };

/** Which column each class of the key list goes into; -1: none. Class 0 is nothing, the last one is a space. */
export function columnOfClass(keys: readonly string[]): Int16Array {
  const columns = new Int16Array(keys.length + 2).fill(-1);
  columns[0] = 0;
  columns[keys.length + 1] = 0;
  keys.forEach((key, i) => {
    const number = PLATE_CHARACTERS.indexOf(SHAPES[key] ?? key);
    if (key.length === 1 && number >= 0) columns[i + 1] = number + 1;
    else if (SEPARATORS.has(key)) columns[i + 1] = 0;
  });
  return columns;
}

/** Narrows one text line's output (moments × classes, probabilities). */
export function narrow(output: Float32Array, columns: Int16Array): CtcColumns {
  const classes = columns.length;
  const moments = Math.floor(output.length / classes);
  const data = new Float32Array(moments * CTC_WIDTH);
  for (let moment = 0; moment < moments; moment++) {
    for (let cls = 0; cls < classes; cls++) {
      const column = columns[cls] ?? -1;
      if (column < 0) continue;
      const i = moment * CTC_WIDTH + column;
      data[i] = (data[i] ?? 0) + (output[moment * classes + cls] ?? 0);
    }
  }
  return { moments, data };
}

/** One line after the other: the two lines of a double-row plate are read as one. */
export function joinColumns(lines: readonly CtcColumns[]): CtcColumns {
  const moments = lines.reduce((sum, line) => sum + line.moments, 0) + Math.max(0, lines.length - 1);
  const data = new Float32Array(moments * CTC_WIDTH);
  let at = 0;
  for (const line of lines) {
    // Between two lines nothing stands: the last character of one and the first of the next may be the same.
    if (at > 0) data[at++ * CTC_WIDTH] = 1;
    data.set(line.data, at * CTC_WIDTH);
    at += line.moments;
  }
  return { moments, data };
}

/** Greedy reading over all classes of the key list: what PP-OCR says by itself. */
export function readGreedily(output: Float32Array, keys: readonly string[]): string {
  const classes = keys.length + 2;
  let text = '';
  let last = 0;
  for (let at = 0; at + classes <= output.length; at += classes) {
    let most = 0;
    for (let cls = 1; cls < classes; cls++) {
      if ((output[at + cls] ?? 0) > (output[at + most] ?? 0)) most = cls;
    }
    if (most !== 0 && most !== last) text += keys[most - 1] ?? ' ';
    last = most;
  }
  return text;
}
