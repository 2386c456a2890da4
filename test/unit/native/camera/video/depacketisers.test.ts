/** Payloads as RFC 6184 and RFC 7798 draw them, and what becomes of each. */
import { describe, expect, it } from 'vitest';
import { depacketiserFor } from '../../../../../native/camera/video/depacketiser.ts';
import type { VideoCodec } from '../../../../../native/camera/video/video-format.ts';

/** Payloads in hex, one after the other; the units that came of them, and every fault. */
function depacketise(codec: VideoCodec, payloads: readonly string[]): { units: string[]; faults: string[] } {
  const depacketiser = depacketiserFor(codec);
  const units: Uint8Array[] = [];
  const faults: string[] = [];
  for (const payload of payloads) {
    const bytes = Buffer.from(payload.replaceAll(' ', ''), 'hex');
    const fault = depacketiser.push(bytes, units);
    if (fault !== null) faults.push(fault);
    // The wire's bytes are used again after the call.
    bytes.fill(0xee);
  }
  return { units: units.map((unit) => Buffer.from(unit).toString('hex')), faults };
}

interface Row {
  readonly name: string;
  readonly payloads: readonly string[];
  readonly units?: readonly string[];
  readonly faults?: readonly string[];
}

const H264: readonly Row[] = [
  { name: 'a single unit', payloads: ['65 88 84'], units: ['658884'] },
  { name: 'STAP-A of two', payloads: ['78 0003 67 42c0 0002 68 ce'], units: ['6742c0', '68ce'] },
  {
    name: 'FU-A in three; type and importance come from the fragments',
    payloads: ['7c 85 0102', '7c 05 03', '7c 45 0405'],
    units: ['650102030405'],
  },
  { name: 'FU-A with start and end at once', payloads: ['5c c1 aa'], units: ['41aa'] },
  {
    name: 'two fragmented units',
    payloads: ['7c 85 01', '7c 45 02', '5c 81 03', '5c 41 04'],
    units: ['650102', '410304'],
  },
  {
    name: 'an empty payload inside a unit',
    payloads: ['7c 85 01', '', '7c 45 02'],
    units: ['650102'],
    faults: ['empty'],
  },
  {
    name: 'reserved types inside a unit',
    payloads: ['7c 85 01', '00 11', '1e 11', '1f 11', '7c 45 02'],
    units: ['650102'],
    faults: ['unknown-type', 'unknown-type', 'unknown-type'],
  },
  { name: 'STAP-B', payloads: ['79 0001 0001 67'], faults: ['refused-type'] },
  {
    name: 'MTAP16, MTAP24, FU-B',
    payloads: ['1a 00', '1b 00', '1d 85 0000 01'],
    faults: ['refused-type', 'refused-type', 'refused-type'],
  },
  {
    name: 'a middle without beginning',
    payloads: ['7c 05 01', '7c 45 02', '65 01'],
    units: ['6501'],
    faults: ['orphan-fragment', 'orphan-fragment'],
  },
  {
    name: 'a beginning inside a unit',
    payloads: ['7c 85 01', '7c 85 02', '7c 45 03'],
    units: ['650203'],
    faults: ['unfinished-fragment'],
  },
  {
    name: 'a single unit inside a unit',
    payloads: ['7c 85 01', '41 07', '7c 45 03'],
    units: ['4107'],
    faults: ['unfinished-fragment', 'orphan-fragment'],
  },
  { name: 'a fragment without content', payloads: ['7c 85', '7c'], faults: ['malformed', 'malformed'] },
  { name: 'STAP-A without content', payloads: ['78'], faults: ['malformed'] },
  { name: 'STAP-A with a unit too long', payloads: ['78 0001 67 0009 68'], units: ['67'], faults: ['malformed'] },
  { name: 'STAP-A with half a length', payloads: ['78 0001 67 00'], units: ['67'], faults: ['malformed'] },
  { name: 'STAP-A with an empty unit', payloads: ['78 0000'], faults: ['malformed'] },
];

const H265: readonly Row[] = [
  { name: 'a single unit', payloads: ['2601 af08'], units: ['2601af08'] },
  { name: 'an aggregation of three', payloads: ['6001 0003 40010c 0003 420101 0003 4401c0'], units: ['40010c', '420101', '4401c0'] },
  { name: 'a unit in three fragments', payloads: ['6201 93 01', '6201 13 02', '6201 53 03'], units: ['2601010203'] },
  { name: 'layer and temporal id are kept', payloads: ['620b 81 01', '620b 41 02'], units: ['020b0102'] },
  { name: 'PACI', payloads: ['6401 0000'], faults: ['refused-type'] },
  { name: 'types above', payloads: ['6601 00', '7e01 00'], faults: ['unknown-type', 'unknown-type'] },
  { name: 'half a header', payloads: ['26'], faults: ['malformed'] },
  { name: 'an empty payload', payloads: [''], faults: ['empty'] },
  { name: 'a middle without beginning', payloads: ['6201 13 02', '2601 aa'], units: ['2601aa'], faults: ['orphan-fragment'] },
  { name: 'a beginning inside a unit', payloads: ['6201 93 01', '6201 93 02', '6201 53 03'], units: ['26010203'], faults: ['unfinished-fragment'] },
  { name: 'a fragment without content', payloads: ['6201 93'], faults: ['malformed'] },
  { name: 'an aggregation with a unit too long', payloads: ['6001 0003 40010c 0004 420101'], units: ['40010c'], faults: ['malformed'] },
  { name: 'an aggregated unit shorter than its header', payloads: ['6001 0001 40'], faults: ['malformed'] },
]; // prettier-ignore

describe.each([
  ['h264', H264],
  ['h265', H265],
] as const)('%s', (codec, rows) => {
  it.each(rows)('$name', ({ payloads, units = [], faults = [] }) => {
    expect(depacketise(codec, payloads)).toEqual({ units, faults });
  });

  it('gives up a unit above the limit and goes on with the next', () => {
    const [begin, middle, end] = codec === 'h264' ? ['7c85', '7c05', '7c45'] : ['620193', '620113', '620153'];
    const piece = 'ab'.repeat(60_000);
    const many = Array.from({ length: 150 }, () => `${middle}${piece}`);
    const { units, faults } = depacketise(codec, [`${begin}01`, ...many, `${begin}01`, `${end}02`]);
    expect(units).toEqual([codec === 'h264' ? '650102' : '26010102']);
    expect(faults[0]).toBe('too-large');
    expect(new Set(faults.slice(1))).toEqual(new Set(['orphan-fragment']));
  });
});
