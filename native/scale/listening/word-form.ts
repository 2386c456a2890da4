/**
 * In which form characters were sent, told from bit 7 of what a port opened as 8N1 received: a line with seven data bits
 * and parity has its parity bit there, and every character of it fits (protocols.md §1.8: `82` for STX).
 */
import type { WordForm } from './heard.ts';

export interface InForm {
  readonly form: WordForm;
  /** The bytes as a port opened in this form would have given them. */
  readonly bytes: Uint8Array;
  /** Where in the bytes heard each of them stood. */
  readonly places: readonly number[] | null;
}

const EVEN: WordForm = { dataBits: 7, parity: 'even', stopBits: 1 };
const ODD: WordForm = { dataBits: 7, parity: 'odd', stopBits: 1 };
/** Bit 7 is the first of two stop bits (or a mark). */
const TWO_STOPS: WordForm = { dataBits: 7, parity: 'none', stopBits: 2 };

/** Fewer bytes than this fit any form by chance. */
const LEAST_BYTES = 24;
/** The rest is noise on the line. */
const FITS = 0.95;
/** Of text: one byte of a frame may be a plain number, as the checksum of Toledo is (1 of 18) and a status (1 of 12). */
const READABLE = 0.9;
/** As much noise sets bit 7 by itself. */
const NOISE = 0.02;

/** 1 where the byte has an odd number of ones. */
const ODD_ONES = Uint8Array.from({ length: 256 }, (_, byte) => {
  let ones = 0;
  for (let rest = byte; rest > 0; rest >>= 1) ones += rest & 1;
  return ones & 1;
});

/**
 * The forms that bit 7 allows, the one that was listened in first. One more than the truth is possible, one less is not.
 * A port opened in another form than 8N1 has taken bit 7 away already.
 */
export function possibleForms(bytes: Uint8Array, form: WordForm): readonly InForm[] {
  const heard: InForm = { form, bytes, places: null };
  if (bytes.length < LEAST_BYTES || form.dataBits !== 8 || form.parity !== 'none') return [heard];
  let set = 0;
  let odd = 0;
  for (const byte of bytes) {
    if (byte >= 0x80) set += 1;
    odd += ODD_ONES[byte] ?? 0;
  }
  if (set / bytes.length <= NOISE) return [heard];
  const forms = [heard];
  const oddShare = odd / bytes.length;
  if (1 - oddShare >= FITS) forms.push(without(bytes, EVEN, (byte) => ODD_ONES[byte] === 0));
  if (oddShare >= FITS) forms.push(without(bytes, ODD, (byte) => ODD_ONES[byte] === 1));
  if (set / bytes.length >= FITS) forms.push(without(bytes, TWO_STOPS, (byte) => byte >= 0x80));
  return forms;
}

/** Bit 7 away; what does not fit is dropped, as a port with parity drops it. */
function without(bytes: Uint8Array, form: WordForm, fits: (byte: number) => boolean): InForm {
  const places: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) if (fits(bytes[at] ?? 0)) places.push(at);
  return { form, bytes: Uint8Array.from(places, (at) => (bytes[at] ?? 0) & 0x7f), places };
}

/** The form with parity in which text was sent that a port opened as 8N1 heard; null where bit 7 says nothing of the kind. */
export function bitSeven(heard: Uint8Array, form: WordForm): WordForm | null {
  const sent = possibleForms(heard, form).find(
    ({ bytes, form: { parity } }) => parity !== 'none' && isMostlyText(bytes),
  );
  return sent === undefined || sent.form === form ? null : sent.form;
}

/**
 * What bytes look like that no protocol explains. `text`: characters that can be read, so the speed is right and the
 * protocol is not known here. `rubbish`: a wrong speed, a wrong form, or noise.
 */
export function looksLike(bytes: Uint8Array, form: WordForm): 'text' | 'rubbish' {
  return possibleForms(bytes, form).some((inForm) => isMostlyText(inForm.bytes)) ? 'text' : 'rubbish';
}

function isMostlyText(bytes: Uint8Array): boolean {
  let readable = 0;
  for (const byte of bytes) if (isText(byte)) readable += 1;
  return bytes.length > 0 && readable / bytes.length >= READABLE;
}

/** Printable, or one of STX, ETX, LF, CR. */
const isText = (byte: number): boolean =>
  (byte >= 0x20 && byte < 0x7f) || byte === 0x02 || byte === 0x03 || byte === 0x0a || byte === 0x0d;
