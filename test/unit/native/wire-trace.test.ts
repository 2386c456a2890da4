/** The ring of raw bytes: bounded both ways, order kept, what was dropped counted. */
import { describe, expect, it } from 'vitest';
import { WireTrace } from '../../../native/wire-trace.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';

const at = (ms: number) => ms as EpochMs;

describe('WireTrace', () => {
  it('keeps chunks with their times, oldest first', () => {
    const trace = new WireTrace(8);
    trace.push(Uint8Array.of(1, 2), at(10));
    trace.push(Uint8Array.of(3), at(20));
    expect(trace.chunks()).toEqual([
      { at: 10, hex: '0102' },
      { at: 20, hex: '03' },
    ]);
  });

  it('drops the oldest chunk when the bytes are full, and runs over the end of the ring', () => {
    const trace = new WireTrace(5);
    trace.push(Uint8Array.of(1, 2), at(1));
    trace.push(Uint8Array.of(3, 4), at(2));
    trace.push(Uint8Array.of(5, 6, 7), at(3));
    expect(trace.chunks()).toEqual([
      { at: 2, hex: '0304' },
      { at: 3, hex: '050607' },
    ]);
    expect(trace).toMatchObject({ bytes: 5, droppedBytes: 2 });
  });

  it('keeps the end of a chunk larger than the ring', () => {
    const trace = new WireTrace(3);
    trace.push(Uint8Array.of(1, 2, 3, 4, 5), at(1));
    expect(trace.chunks()).toEqual([{ at: 1, hex: '030405' }]);
    expect(trace.droppedBytes).toBe(2);
  });

  it('is bounded in chunks too', () => {
    const trace = new WireTrace(1000, 3);
    for (let index = 0; index < 10; index += 1) trace.push(Uint8Array.of(index), at(index));
    expect(trace.chunks().map((chunk) => chunk.hex)).toEqual(['07', '08', '09']);
    expect(trace.droppedBytes).toBe(7);
    trace.push(new Uint8Array(0), at(11));
    expect(trace.chunks()).toHaveLength(3);
  });

  it('does not keep the caller’s buffer', () => {
    const trace = new WireTrace();
    const bytes = Uint8Array.of(1, 2);
    trace.push(bytes, at(1));
    bytes.fill(9);
    expect(trace.chunks()).toEqual([{ at: 1, hex: '0102' }]);
  });
});
