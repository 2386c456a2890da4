/** Sequence parameter sets of x264 and x265 (Debian 12), and what ffprobe 5.1 says of the streams they come from. */
import { describe, expect, it } from 'vitest';
import { h264CodecString, h265CodecString } from '../../../../../native/camera/video/codec-string.ts';
import { readH264Sps } from '../../../../../native/camera/video/h264-sps.ts';
import { readH265Sps } from '../../../../../native/camera/video/h265-sps.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('readH264Sps', () => {
  it.each([
    ['1080 lines of 1088', '6742c028da01e0089f97011000000300100000030320f1832a', 1920, 1080, 25, 'avc1.42C028'],
    [
      'high profile, 15 a second',
      '67640028acd940780227e5c044000003000400000300783c60c658',
      1920,
      1080,
      15,
      'avc1.640028',
    ],
    ['fields', '674d4028eca03c0227ef011000000300100000030321f162d960', 1920, 1080, 25, 'avc1.4D4028'],
    ['4:4:4, even cropping', '67f4001f919680b412f8f8fc0440000003004000000f03c60ca8', 706, 578, 30, 'avc1.F4001F'],
    [
      '4:2:2, 10 bits, 29.97',
      '677a000db6cb40a843c447e022000007d20001d4c01e285540',
      322,
      242,
      30000 / 1001,
      'avc1.7A000D',
    ],
    [
      'colours and pixel shape',
      '6764001eacb4058093604dc040405000000300100000030320f162ea',
      704,
      576,
      25,
      'avc1.64001E',
    ],
    ['4 megapixels', '6742c032da00a002d6c044000003000400000300a03c60ca80', 2560, 1440, 20, 'avc1.42C032'],
  ])('%s', (_name, hex, width, height, frameRate, codec) => {
    const sps = readH264Sps(bytes(hex));
    expect(sps).toMatchObject({ id: 0, width, height, frameRate });
    expect(sps === null ? null : h264CodecString(sps)).toBe(codec);
  });

  it('reads chroma and depth of the high profiles', () => {
    const sps = readH264Sps(bytes('677a000db6cb40a843c447e022000007d20001d4c01e285540'));
    expect(sps).toMatchObject({ chromaFormat: 2, bitDepthLuma: 10, bitDepthChroma: 10 });
  });

  it('keeps the size where the timing is cut off', () => {
    const whole = '6742c028da01e0089f97011000000300100000030320f1832a';
    expect(readH264Sps(bytes(whole.slice(0, 28)))).toMatchObject({ width: 1920, height: 1080, frameRate: null });
  });

  it.each([
    ['nothing', ''],
    ['a picture parameter set', '68ce0fc8'],
    ['the forbidden bit', 'e742c028da01e0089f97011000000300100000030320f1832a'],
    ['half a set', '6742c028da01'],
    ['zeros only', '6700000000000000000000000000000000'],
    ['a size without end', '6742c028' + 'f0000000000000000200000000000000040000'],
  ])('takes no set from %s', (_name, hex) => {
    expect(readH264Sps(bytes(hex))).toBeNull();
  });
});

describe('readH265Sps', () => {
  it.each([
    [
      'main',
      '420101016000000300900000030000030078a003c0801107cb965654a4c2f0168080000003008000000c84',
      [1920, 1080, 25, 1, 8],
      'hvc1.1.6.L120.90',
    ],
    [
      'main 10, odd size, six reference sets',
      '42010102200000030090000003000003005aa0059200927248d96566924caf0168080000030008000003007840',
      [706, 578, 15, 1, 10],
      'hvc1.2.4.L90.90',
    ],
    [
      'range extensions, 4:4:4, scaling lists, sub-layers, colours',
      '4201020408000003009e0800000300003c00009001510080e3e3f2caca5654a4e1781370101010400000fa40001d4c02',
      [322, 242, 30000 / 1001, 3, 8],
      'hvc1.4.10.L60.9E.8',
    ],
    [
      'high tier',
      '420101216000000300900000030000030099a001502005f16595952930bc05a02000000300200000030281',
      [2688, 1520, 20, 1, 8],
      'hvc1.1.6.H153.90',
    ],
  ])('%s', (_name, hex, [width, height, frameRate, chromaFormat, bitDepthLuma], codec) => {
    const sps = readH265Sps(bytes(hex));
    expect(sps).toMatchObject({ id: 0, width, height, frameRate, chromaFormat, bitDepthLuma });
    expect(sps === null ? null : h265CodecString(sps)).toBe(codec);
  });

  it('keeps the size where the rest is cut off', () => {
    const sps = readH265Sps(bytes('420101016000000300900000030000030078a003c0801107cb965654'));
    expect(sps).toMatchObject({ width: 1920, height: 1080, frameRate: null });
  });

  it.each([
    ['nothing', ''],
    ['a video parameter set', '40010c01ffff016000000300900000030000030078959409'],
    ['half a set', '42010101600000030090000003'],
    ['ones only', '4201ffffffffffffffffffffffffffffffffffffffffffff'],
    ['zeros only', '4201' + '00'.repeat(40)],
  ])('takes no set from %s', (_name, hex) => {
    expect(readH265Sps(bytes(hex))).toBeNull();
  });
});
