/** The ring of what happened on a wire: bounded in bytes, entries and age, order kept, what was dropped counted. */
import { describe, expect, it } from 'vitest';
import { WireTrace, type TraceBounds, type WireHappening } from '../../../native/wire-trace.ts';
import type { EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';

const WALL = 1_795_000_000_000;

function traceOf(bounds: Partial<TraceBounds> = {}) {
  const trace = new WireTrace(bounds);
  const push = (ms: number, hex: string, what: WireHappening = 'received'): void =>
    trace.push(what, Buffer.from(hex, 'hex'), (WALL + ms) as EpochMs, ms as MonotonicMs);
  const held = (): string[] =>
    trace.entries().map(({ at, bytes, what }) => `${at - WALL} ${what} ${Buffer.from(bytes).toString('hex')}`.trim());
  const tail = (most: number): string => Buffer.from(trace.tail(most)).toString('hex');
  return { trace, push, held, tail };
}

describe('WireTrace', () => {
  it('keeps happenings with their times, oldest first', () => {
    const { push, held } = traceOf({ bytes: 8 });
    push(5, '', 'opened');
    push(10, '05', 'written');
    push(20, '0102');
    push(30, '4549', 'closed');
    expect(held()).toEqual(['5 opened', '10 written 05', '20 received 0102', '30 closed 4549']);
  });

  it('drops the oldest when the bytes are full, and runs over the end of the ring', () => {
    const { trace, push, held } = traceOf({ bytes: 5 });
    push(1, '0102');
    push(2, '0304');
    push(3, '050607');
    expect(held()).toEqual(['2 received 0304', '3 received 050607']);
    expect(trace).toMatchObject({ bytes: 5, droppedBytes: 2 });
  });

  it('keeps the end of a chunk larger than the ring', () => {
    const { trace, push, held } = traceOf({ bytes: 3 });
    push(1, '0102030405');
    expect(held()).toEqual(['1 received 030405']);
    expect(trace.droppedBytes).toBe(2);
  });

  it('is bounded in entries too, and keeps none without bytes', () => {
    const { trace, push, held } = traceOf({ entries: 3 });
    for (let index = 0; index < 10; index += 1) push(index, `0${index}`);
    push(11, '');
    push(12, '', 'written');
    expect(held()).toEqual(['7 received 07', '8 received 08', '9 received 09']);
    expect(trace.droppedBytes).toBe(7);
  });

  it('is bounded in age, counted back from the last byte: a silence drops nothing', () => {
    const { trace, push, held } = traceOf({ ageMs: 1000 });
    push(0, '01');
    push(900, '02');
    push(5000, '', 'closed');
    push(90_000, '', 'opened');
    expect(held()).toHaveLength(4);
    push(90_001, '03');
    expect(held()).toEqual(['90000 opened', '90001 received 03']);
    expect(trace.droppedBytes).toBe(2);
  });

  it('ages by the clock that never jumps', () => {
    const trace = new WireTrace({ ageMs: 1000 });
    trace.push('received', Uint8Array.of(1), WALL as EpochMs, 0 as MonotonicMs);
    trace.push('received', Uint8Array.of(2), (WALL + 86_400_000) as EpochMs, 10 as MonotonicMs);
    expect(trace.entries()).toHaveLength(2);
  });

  it('keeps one of a night’s openings that brought nothing, and the last words before it', () => {
    const { push, held } = traceOf({ entries: 6 });
    push(1, '', 'opened');
    push(2, '0102');
    push(3, '45', 'closed');
    for (let turn = 1; turn <= 50; turn += 1) {
      push(1000 * turn, '', 'opened');
      push(1000 * turn + 500, '6f', 'closed');
    }
    expect(held()).toEqual(['1 opened', '2 received 0102', '3 closed 45', '50000 opened', '50500 closed 6f']);
    push(60_000, '', 'opened');
    push(60_001, '03');
    expect(held().slice(-3)).toEqual(['3 closed 45', '60000 opened', '60001 received 03']);
  });

  it('gives the newest received bytes, over the ring’s end and past what was written', () => {
    const { push, tail } = traceOf({ bytes: 8 });
    push(1, '010203');
    push(2, 'ff', 'written');
    push(3, '0405');
    expect(tail(100)).toBe('0102030405');
    expect(tail(4)).toBe('02030405');
    push(4, '060708');
    expect(tail(100)).toBe('0405060708');
    expect(tail(0)).toBe('');
  });

  it('does not keep the caller’s buffer', () => {
    const { trace, held } = traceOf();
    const bytes = Uint8Array.of(1, 2);
    trace.push('received', bytes, WALL as EpochMs, 0 as MonotonicMs);
    bytes.fill(9);
    expect(held()).toEqual(['0 received 0102']);
  });
});
