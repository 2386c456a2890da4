/** What a bad cable does to a frame: one byte in a hundred is wrong, lost or too many. */

const NOISE = 0.01;

/** @param random a seeded generator: 0 ≤ x < 1 */
export function noisy(frame: Buffer, random: () => number): Buffer {
  const bytes: number[] = [];
  for (const byte of frame) {
    const chance = random() / NOISE;
    // Half of the noise changes a byte, a quarter loses one, a quarter puts one in.
    if (chance >= 1) bytes.push(byte);
    else if (chance < 0.5) bytes.push(Math.floor(random() * 256));
    else if (chance >= 0.75) bytes.push(byte, Math.floor(random() * 256));
  }
  return Buffer.from(bytes);
}
