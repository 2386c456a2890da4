/**
 * How a picture is lit, from its pixels: what share is burnt out or drowned, and what to do about it. A display of diodes is
 * lit 50 or 100 times a second: a shutter of 10 ms or a multiple sees all of its digits (recognition.md, LED display). Pure.
 */

export interface Exposure {
  /** Mean brightness, percent. */
  readonly meanPercent: number;
  /** Of all pixels, percent. */
  readonly burntPercent: number;
  readonly drownedPercent: number;
  readonly advice: 'brighter' | 'darker' | 'even-out' | 'good';
}

/** Nothing can be read in what lies beyond: one step of a JPEG's rounding from the end of the scale. */
const BURNT = 250;
const DROWNED = 6;
/** A lamp, the sky in a corner; more is a picture that was set wrong. */
const MUCH_PERCENT = 12;
const DARK_PERCENT = 18;
const BRIGHT_PERCENT = 75;

/** @param rgba four bytes a pixel, as a canvas gives them; null when there is no pixel */
export function exposureOf(rgba: Uint8ClampedArray): Exposure | null {
  const pixels = Math.floor(rgba.length / 4);
  if (pixels === 0) return null;
  let [sum, burnt, drowned] = [0, 0, 0];
  for (let at = 0; at < pixels * 4; at += 4) {
    // ITU-R BT.601
    const brightness = 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
    sum += brightness;
    if (brightness >= BURNT) burnt += 1;
    else if (brightness <= DROWNED) drowned += 1;
  }
  const meanPercent = (100 * sum) / pixels / 255;
  const burntPercent = (100 * burnt) / pixels;
  const drownedPercent = (100 * drowned) / pixels;
  return { meanPercent, burntPercent, drownedPercent, advice: advice(meanPercent, burntPercent, drownedPercent) };
}

function advice(mean: number, burnt: number, drowned: number): Exposure['advice'] {
  if (burnt > MUCH_PERCENT && drowned > MUCH_PERCENT) return 'even-out';
  if (burnt > MUCH_PERCENT || mean > BRIGHT_PERCENT) return 'darker';
  if (drowned > MUCH_PERCENT * 3 || mean < DARK_PERCENT) return 'brighter';
  return 'good';
}
