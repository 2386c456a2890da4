/** What is said of every packet, and what a receiver report says of all of them. */
import { describe, expect, it } from 'vitest';
import type { RtpPacket } from '../../../../../native/camera/rtp/rtp-packet.ts';
import { RtpReception } from '../../../../../native/camera/rtp/rtp-reception.ts';

function packet(sequence: number, ssrc = 1, timestamp = 0): RtpPacket {
  return { sequence, ssrc, timestamp, marker: false, payloadType: 96, payload: new Uint8Array() };
}

describe('accept', () => {
  it.each([
    ['in order', [5, 6, 7], ['next', 'next', 'next']],
    ['over the wrap', [65_534, 65_535, 0, 1], ['next', 'next', 'next', 'next']],
    ['a gap', [5, 8, 9], ['next', 'gap', 'next']],
    ['a gap over the wrap', [65_535, 2], ['next', 'gap']],
    ['twice', [5, 5, 6], ['next', 'late', 'next']],
    ['swapped: the first is missing, then late', [5, 7, 6, 8], ['next', 'gap', 'late', 'next']],
    ['late over the wrap', [1, 65_535, 2], ['next', 'late', 'next']],
    ['numbers from somewhere else', [5, 30_000, 30_001], ['next', 'restart', 'next']],
  ])('%s', (_name, sequences, expected) => {
    const reception = new RtpReception();
    expect(sequences.map((sequence) => reception.accept(packet(sequence), 0))).toEqual(expected);
  });

  it('another source', () => {
    const reception = new RtpReception();
    expect([packet(5, 1), packet(6, 2), packet(7, 2)].map((one) => reception.accept(one, 0))).toEqual([
      'next',
      'restart',
      'next',
    ]);
  });

  it('counts', () => {
    const reception = new RtpReception();
    for (const sequence of [1, 2, 5, 4, 6, 40_000]) reception.accept(packet(sequence), 0);
    expect(reception.counters).toEqual({ packets: 5, missing: 2, late: 1, restarts: 1 });
  });
});

describe('report', () => {
  it('is none before the first packet', () => {
    expect(new RtpReception().report()).toBeNull();
  });

  it('tells the loss since the last report, and all of it', () => {
    const reception = new RtpReception();
    for (const sequence of [65_534, 65_535, 2, 3]) reception.accept(packet(sequence), 0);
    expect(reception.report()).toMatchObject({ fractionLost: 85, cumulativeLost: 2, highestSequence: 65_536 + 3 });
    for (const sequence of [4, 5]) reception.accept(packet(sequence), 0);
    expect(reception.report()).toMatchObject({ fractionLost: 0, cumulativeLost: 2 });
    expect(reception.report()).toMatchObject({ fractionLost: 0, cumulativeLost: 2 });
  });

  it('measures the jitter of arrivals', () => {
    const even = new RtpReception();
    const uneven = new RtpReception();
    for (let count = 0; count < 200; count += 1) {
      even.accept(packet(count, 1, count * 3600), 7 + count * 3600);
      uneven.accept(packet(count, 1, count * 3600), 7 + count * 3600 + (count % 2) * 900);
    }
    expect(even.report()?.jitter).toBe(0);
    expect(uneven.report()?.jitter).toBeGreaterThan(800);
    expect(uneven.report()?.jitter).toBeLessThanOrEqual(900);
  });
});
