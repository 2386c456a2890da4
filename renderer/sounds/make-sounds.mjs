/** Writes the two sounds beside itself: `node renderer/sounds/make-sounds.mjs`. Plain 16-bit mono WAV, 22.05 kHz. */
import { writeFileSync } from 'node:fs';

const RATE = 22_050;

/** A tone that swells for 4 ms and dies away, so that nothing clicks. */
const tone = (hertz, seconds, loudness) =>
  Array.from({ length: Math.round(RATE * seconds) }, (_, i) => {
    const at = i / RATE;
    const envelope = Math.min(1, at / 0.004) * Math.exp((-4 * at) / seconds);
    return Math.sin(2 * Math.PI * hertz * at) * envelope * loudness;
  });

const wav = (samples) => {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, i) => bytes.writeInt16LE(Math.round(sample * 32_767), 44 + i * 2));
  return bytes;
};

writeFileSync(new URL('tick.wav', import.meta.url), wav(tone(1320, 0.09, 0.35)));
writeFileSync(new URL('alarm.wav', import.meta.url), wav([...tone(880, 0.28, 0.6), ...tone(587, 0.42, 0.6)]));
