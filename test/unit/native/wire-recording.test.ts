/** A wire trace as text: written and read back the same; anything else is refused with its line. */
import { describe, expect, it } from 'vitest';
import { readWireRecording, wireRecording } from '../../../native/wire-recording.ts';
import type { WireEntry } from '../../../native/wire-trace.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';

const at = (ms: number): EpochMs => (Date.parse('2026-11-29T06:00:00.000Z') + ms) as EpochMs;
const ENTRIES: readonly WireEntry[] = [
  { at: at(0), what: 'opened', bytes: Buffer.alloc(0) },
  { at: at(7), what: 'written', bytes: Buffer.from('W\r') },
  { at: at(1250), what: 'received', bytes: Buffer.from('022b', 'hex') },
  { at: at(1300), what: 'closed', bytes: Buffer.from('Error: EIO\nread', 'utf8') },
];
const TEXT = `# wire trace 1
# scale-1 yaohua-tf0
2026-11-29T14:00:00.000+08:00 +
2026-11-29T14:00:00.007+08:00 > 570d
2026-11-29T14:00:01.250+08:00 < 022b
2026-11-29T14:00:01.300+08:00 - Error: EIO read
`;

describe('wireRecording', () => {
  it('writes one line a happening', () => {
    expect(wireRecording(ENTRIES, ['scale-1\nyaohua-tf0'])).toBe(TEXT);
  });

  it('is read back the same', () => {
    const read = readWireRecording(TEXT);
    expect(read.map(({ at: when, what }) => ({ at: when, what }))).toEqual(
      ENTRIES.map(({ at: when, what }) => ({ at: when, what })),
    );
    expect(wireRecording(read, ['scale-1 yaohua-tf0'])).toBe(TEXT);
    expect(readWireRecording(TEXT.replaceAll('\n', '\r\n'))).toHaveLength(4);
  });

  it.each([
    ['another form', '# wire trace 2\n', 'line 1'],
    ['nothing', '', 'line 1'],
    ['no time', '# wire trace 1\nnow < 02', 'line 2'],
    ['no such sign', '# wire trace 1\n\n2026-11-29T14:00:00.000+08:00 = 02', 'line 3'],
    ['half a byte', '# wire trace 1\n2026-11-29T14:00:00.000+08:00 < 022', 'line 2'],
    ['no byte', '# wire trace 1\n2026-11-29T14:00:00.000+08:00 <', 'line 2'],
    ['an opening with bytes', '# wire trace 1\n2026-11-29T14:00:00.000+08:00 + 02', 'line 2'],
  ])('refuses %s', (_, text, line) => {
    expect(() => readWireRecording(text)).toThrow(line);
  });
});
