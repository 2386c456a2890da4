/**
 * How a codec is named to WebCodecs and in MP4 players. Sources: RFC 6381 §3.3 (avc1.PPCCLL), ISO/IEC 14496-15 annex E.3
 * (hvc1): profile space letter and number, compatibility flags in reverse bit order, tier and level, constraint bytes
 * without the zero bytes at their end.
 */
import type { H264Sps } from './h264-sps.ts';
import type { H265Profile } from './h265-sps.ts';

export function h264CodecString({ profile, constraints, level }: H264Sps): string {
  return `avc1.${[profile, constraints, level].map((byte) => hex(byte).padStart(2, '0')).join('')}`;
}

export function h265CodecString(sps: H265Profile): string {
  let reversed = 0;
  for (let bit = 0; bit < 32; bit += 1) if ((sps.compatibility >>> bit) & 1) reversed += 2 ** (31 - bit);
  const constraints = [...sps.constraints];
  while (constraints.at(-1) === 0) constraints.pop();
  const parts = [
    'hvc1',
    `${['', 'A', 'B', 'C'][sps.space] ?? ''}${sps.profile}`,
    hex(reversed),
    `${sps.highTier ? 'H' : 'L'}${sps.level}`,
    ...constraints.map(hex),
  ];
  return parts.join('.');
}

function hex(value: number): string {
  return value.toString(16).toUpperCase();
}
