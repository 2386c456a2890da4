/** Which pictures come out, in the order of packets as cameras send them. Units: a letter is a kind, see UNITS. */
import { describe, expect, it } from 'vitest';
import {
  annexB,
  lengthPrefixed,
  timestampUs,
  type AccessUnit,
} from '../../../../../native/camera/video/access-unit.ts';
import { AccessUnitBuilder } from '../../../../../native/camera/video/access-unit-builder.ts';
import type { VideoCodec, VideoFormat } from '../../../../../native/camera/video/video-format.ts';

/** S: sequence set 1080, T: sequence set 1440, Q: picture set, I: key, i: second slice of a key, P and p: the same of others. */
const UNITS: Readonly<Record<VideoCodec, Readonly<Record<string, string>>>> = {
  h264: {
    S: '6742c028da01e0089f97011000000300100000030320f1832a',
    T: '6742c032da00a002d6c044000003000400000300a03c60ca80',
    Q: '68ce0fc8',
    R: '68ef8fcb',
    D: '09f0',
    M: '0605ffff80',
    I: '6588843f',
    i: '65388410',
    P: '419a2211',
    p: '411a2211',
  },
  h265: {
    V: '40010c01ffff016000000300900000030000030078959409',
    S: '420101016000000300900000030000030078a003c0801107cb965654a4c2f0168080000003008000000c84',
    Q: '4401c073c189',
    D: '460150',
    M: '4e0105ff80',
    I: '2801af08',
    C: '2a01af08', // clean random access: what leads up to it refers to what was before
    L: '1001af08', // such a leading picture
    P: '0201d048',
    p: '02015048',
  },
};

interface Packet {
  /** Letters; `*` at the end is the marker. */
  readonly units: string;
  readonly at: number;
}

/** `SQ@0 I*@0 P*@1`; `!` stands for a loss. */
function play(
  codec: VideoCodec,
  script: string,
): { out: string[]; formats: VideoFormat[]; builder: AccessUnitBuilder } {
  const out: string[] = [];
  const formats: VideoFormat[] = [];
  const letters = Object.fromEntries(Object.entries(UNITS[codec]).map(([letter, hex]) => [hex, letter]));
  const builder = new AccessUnitBuilder(codec, {
    onFormat: (format) => {
      formats.push(format);
      out.push(`${format.width}x${format.height}`);
    },
    onAccessUnit: ({ nals, key, timestamp90k, format }) => {
      expect(format).toBe(formats.at(-1));
      const names = nals.map((nal) => letters[Buffer.from(nal).toString('hex')] ?? '?').join('');
      out.push(`${names}@${timestamp90k}${key ? ' key' : ''}`);
    },
  });
  for (const word of script.split(' ')) {
    if (word === '!') builder.lost();
    else if (word === 'restart') builder.restart();
    else {
      const packet = read(word);
      const nals = [...packet.units.replace('*', '')].map((letter) => unit(codec, letter));
      builder.push(nals, packet.at, packet.units.endsWith('*'));
    }
  }
  return { out, formats, builder };
}

function read(word: string): Packet {
  const [units = '', at = '0'] = word.split('@');
  return { units, at: Number(at) };
}

function unit(codec: VideoCodec, letter: string): Uint8Array {
  return Uint8Array.from(Buffer.from(UNITS[codec][letter] ?? '', 'hex'));
}

describe('H.264', () => {
  it.each([
    ['one packet a picture', 'SQ@0 I*@0 P*@1 P*@2', ['1920x1080', 'I@0 key', 'P@1', 'P@2']],
    ['all in one aggregation', 'SQI*@0 P*@1', ['1920x1080', 'I@0 key', 'P@1']],
    ['delimiters are left out, messages stay', 'DSQMI*@0 DMP*@1', ['1920x1080', 'MI@0 key', 'MP@1']],
    ['slices in packets of their own', 'SQ@0 I@0 i*@0 P@1 p*@1', ['1920x1080', 'Ii@0 key', 'Pp@1']],
    ['no marker: the next timestamp ends a picture', 'SQI@0 P@1 P@2', ['1920x1080', 'I@0 key', 'P@1']],
    ['sets with a marker and a timestamp of their own', 'S*@0 Q*@0 M*@0 I*@5', ['1920x1080', 'MI@5 key']],
    ['joined in the middle', 'p*@0 P*@1 SQI*@2 P*@3', ['1920x1080', 'I@2 key', 'P@3']],
    ['joined in the middle of a key picture', 'i*@0 P*@1 SQI*@2', ['1920x1080', 'I@2 key']],
    ['a key picture before its sets', 'I*@0 SQI*@1', ['1920x1080', 'I@1 key']],
    ['a loss: nothing until the next key picture', 'SQI*@0 P*@1 ! P*@3 P*@4 SQI*@5 P*@6', ['1920x1080', 'I@0 key', 'P@1', 'I@5 key', 'P@6']],
    ['a loss inside a picture', 'SQI*@0 P@1 ! p*@1 I*@2', ['1920x1080', 'I@0 key', 'I@2 key']],
    ['a loss of the first slice of a key picture', 'SQI*@0 P*@1 ! i*@2 P*@3 I*@4', ['1920x1080', 'I@0 key', 'P@1', 'I@4 key']],
    ['a loss right before a key picture costs no other', 'SQI*@0 P@1 ! SQ@2 I*@2 P*@3', ['1920x1080', 'I@0 key', 'I@2 key', 'P@3']],
    ['a loss between sets and key picture', 'SQI*@0 P*@1 S@2 ! I*@2 P*@3', ['1920x1080', 'I@0 key', 'P@1', 'I@2 key', 'P@3']],
    ['other sets: another format from the next key picture on', 'SQI*@0 P*@1 TQI*@2 P*@3', ['1920x1080', 'I@0 key', 'P@1', '2560x1440', 'I@2 key', 'P@3']],
    ['other sets before pictures that are none of theirs', 'SQI*@0 RP*@1 P*@2 I*@3', ['1920x1080', 'I@0 key', '1920x1080', 'I@3 key']],
    ['a sequence set makes the picture sets before it void', 'SQI*@0 T@1 I*@1 Q@2 I*@2', ['1920x1080', 'I@0 key', '2560x1440', 'I@2 key']],
    ['another source', 'SQI*@9 restart SQI*@0', ['1920x1080', 'I@9 key', '1920x1080', 'I@0 key']],
  ])('%s', (_name, script, expected) => {
    expect(play('h264', script).out).toEqual(expected);
  }); // prettier-ignore

  it('keeps one format as long as the same sets come', () => {
    expect(play('h264', 'SQI*@0 P*@1 SQI*@2 SQI*@3').formats).toHaveLength(1);
  });

  it('takes the sets of the description', () => {
    const units: AccessUnit[] = [];
    const builder = new AccessUnitBuilder('h264', {
      onFormat: () => undefined,
      onAccessUnit: (unit) => units.push(unit),
    });
    for (const letter of 'SQP') builder.describe(unit('h264', letter));
    builder.push([unit('h264', 'I')], 0, true);
    expect(units).toHaveLength(1);
    expect(units[0]?.format).toMatchObject({ codec: 'h264', codecString: 'avc1.42C028', frameRate: 25, vps: [] });
  });

  it('says what it dropped', () => {
    const { builder } = play('h264', 'P*@0 I*@1 SQI*@2 P*@3 ! P*@5 P*@6 I*@7');
    expect(builder.counters).toMatchObject({ units: 3, keyUnits: 2, losses: 1, withoutFormat: 1, awaitingKey: 3 });
  });

  it('refuses sets that cannot be read', () => {
    const { builder, formats } = play('h264', 'I*@0');
    builder.describe(Uint8Array.from(Buffer.from('6742c028da01', 'hex')));
    builder.describe(Uint8Array.from(Buffer.from('68', 'hex')));
    expect(builder.refusedSets).toBe(2);
    expect(formats).toEqual([]);
  });

  it('gives up a picture above the limit', () => {
    const { builder, out } = play('h264', 'SQI*@0');
    const large = Uint8Array.from([0x41, 0x9a, ...new Uint8Array(1_000_000).fill(7)]);
    for (let count = 0; count < 9; count += 1) builder.push([large], 1, false);
    builder.push([unit('h264', 'P')], 2, true);
    builder.push([unit('h264', 'I')], 3, true);
    expect(out).toEqual(['1920x1080', 'I@0 key', 'I@3 key']);
  });
});

describe('H.265', () => {
  it.each([
    ['sets and pictures', 'VSQI*@0 P*@1', ['1920x1080', 'I@0 key', 'P@1']],
    ['slices', 'VSQI*@0 P@1 p*@1', ['1920x1080', 'I@0 key', 'Pp@1']],
    ['no video set, no picture', 'SQI*@0 VSQI*@1', ['1920x1080', 'I@1 key']],
    ['leading pictures go where decoding begins after them', 'VSQC*@4 L*@2 L*@3 P*@5', ['1920x1080', 'C@4 key', 'P@5']],
    ['leading pictures stay where it goes on', 'VSQI*@0 C*@4 L*@2 P*@5', ['1920x1080', 'I@0 key', 'C@4 key', 'L@2', 'P@5']],
    ['leading pictures go after a loss', 'VSQI*@0 ! C*@4 L*@2 P*@5', ['1920x1080', 'I@0 key', 'C@4 key', 'P@5']],
  ])('%s', (_name, script, expected) => {
    expect(play('h265', script).out).toEqual(expected);
  }); // prettier-ignore
});

describe('forms of a picture', () => {
  const format: VideoFormat = {
    codec: 'h264',
    vps: [],
    sps: [Uint8Array.of(0x67, 1)],
    pps: [Uint8Array.of(0x68, 2)],
    width: 1,
    height: 1,
    frameRate: null,
    codecString: '',
  };
  const key: AccessUnit = {
    format,
    nals: [Uint8Array.of(6, 5), Uint8Array.of(0x65, 3)],
    key: true,
    timestamp90k: 3_600_001,
  };
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

  it('a byte stream, sets before a key picture', () => {
    expect(hex(annexB(key))).toBe(
      '00000001' + '6701' + '00000001' + '6802' + '00000001' + '0605' + '00000001' + '6503',
    );
    expect(hex(annexB({ ...key, key: false }))).toBe('00000001' + '0605' + '00000001' + '6503');
  });

  it('units behind their lengths, without sets', () => {
    expect(hex(lengthPrefixed(key))).toBe('00000002' + '0605' + '00000002' + '6503');
  });

  it('microseconds', () => {
    expect(timestampUs(key)).toBe(40_000_011);
  });
});
