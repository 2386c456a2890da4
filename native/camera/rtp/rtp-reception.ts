/**
 * Keeps account of a sender's sequence numbers: what is missing, and what a receiver report says of it. Sources: RFC 3550
 * appendix A.1 (sequence), A.3 (loss), A.8 (jitter), §6.4.1 (report block). Over TCP nothing is reordered on the way; a
 * camera that runs out of buffer leaves packets out, and a relay behind it may have swapped some. What comes late is of
 * no use by then.
 */
import type { RtpPacket } from './rtp-packet.ts';

export type Arrival =
  | 'next'
  | 'gap' // something before it is missing
  | 'late' // it or its like was there already
  | 'restart'; // another source, or numbers from somewhere else

export interface ReportBlock {
  readonly ssrc: number;
  /** Of what was expected since the last report, in 256ths. */
  readonly fractionLost: number;
  readonly cumulativeLost: number;
  readonly highestSequence: number;
  /** In 90,000ths of a second. */
  readonly jitter: number;
}

/** RFC 3550 appendix A.1 */
const MAX_DROPOUT = 3000;
const MAX_MISORDER = 100;

export class RtpReception {
  #ssrc: number | null = null;
  #first = 0;
  /** Extended by how often the 16 bits wrapped. */
  #highest = 0;
  #received = 0;
  #expectedBefore = 0;
  #receivedBefore = 0;
  #transit: number | null = null;
  #jitter = 0;
  readonly counters = { packets: 0, missing: 0, late: 0, restarts: 0 };

  /** @param arrival90k our clock, in the units of the timestamps */
  accept(packet: RtpPacket, arrival90k: number): Arrival {
    if (packet.ssrc !== this.#ssrc) return this.#begin(packet);
    const step = (packet.sequence - this.#highest) & 0xffff;
    if (step === 0 || step > 0x10000 - MAX_MISORDER) {
      this.counters.late += 1;
      return 'late';
    }
    if (step > MAX_DROPOUT) return this.#begin(packet);
    this.#highest += step;
    this.#received += 1;
    this.counters.packets += 1;
    this.counters.missing += step - 1;
    this.#measureJitter(packet, arrival90k);
    return step === 1 ? 'next' : 'gap';
  }

  /** Null before the first packet. Each report counts from the one before. */
  report(): ReportBlock | null {
    if (this.#ssrc === null) return null;
    const expected = this.#highest - this.#first + 1;
    const expectedNow = expected - this.#expectedBefore;
    const lostNow = expectedNow - (this.#received - this.#receivedBefore);
    this.#expectedBefore = expected;
    this.#receivedBefore = this.#received;
    return {
      ssrc: this.#ssrc,
      fractionLost: expectedNow <= 0 || lostNow <= 0 ? 0 : Math.min(255, Math.floor((lostNow * 256) / expectedNow)),
      cumulativeLost: Math.min(0x7fffff, Math.max(0, expected - this.#received)),
      highestSequence: this.#highest % 0x1_0000_0000,
      jitter: Math.floor(this.#jitter) % 0x1_0000_0000,
    };
  }

  #begin(packet: RtpPacket): Arrival {
    const first = this.#ssrc === null;
    this.#ssrc = packet.ssrc;
    this.#first = packet.sequence;
    this.#highest = packet.sequence;
    this.#received = 1;
    this.#expectedBefore = 0;
    this.#receivedBefore = 0;
    this.#transit = null;
    this.#jitter = 0;
    this.counters.packets += 1;
    if (first) return 'next';
    this.counters.restarts += 1;
    return 'restart';
  }

  /** All in 32 bits, as the timestamps wrap. */
  #measureJitter(packet: RtpPacket, arrival90k: number): void {
    const transit = (Math.floor(arrival90k) - packet.timestamp) | 0;
    if (this.#transit !== null) {
      const change = Math.abs((transit - this.#transit) | 0);
      this.#jitter += (change - this.#jitter) / 16;
    }
    this.#transit = transit;
  }
}
