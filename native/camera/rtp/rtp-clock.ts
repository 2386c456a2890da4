/**
 * RTP timestamps without their wrap every 13 hours, and what time it was at the camera. Sources: RFC 3550 §5.1, §6.4.1
 * (a sender report says which timestamp belongs to which time of the sender's clock).
 */

/** Seconds from 1900 (NTP) to 1970. */
const NTP_TO_UNIX_S = 2_208_988_800;
const PER_MS = 90;

export class RtpClock {
  #last: number | null = null;
  #reference: { readonly timestamp90k: number; readonly wallMs: number } | null = null;

  /** Starts with the 32 bits of the first timestamp; may go back where pictures are not sent in the order of showing. */
  unwrap(timestamp: number): number {
    this.#last = this.#last === null ? timestamp : this.#near(timestamp, this.#last);
    return this.#last;
  }

  /** @param ntpMs the sender's clock in ms since 1970 at `timestamp` */
  senderReport(timestamp: number, ntpMs: number): void {
    if (this.#last !== null) this.#reference = { timestamp90k: this.#near(timestamp, this.#last), wallMs: ntpMs };
  }

  /** The camera's own clock at a timestamp, in ms since 1970; null before it told it. It may be wrong by hours. */
  senderWallMs(timestamp90k: number): number | null {
    if (this.#reference === null) return null;
    return this.#reference.wallMs + (timestamp90k - this.#reference.timestamp90k) / PER_MS;
  }

  /** Another source: its timestamps have nothing to do with those before. */
  restart(): void {
    this.#last = null;
    this.#reference = null;
  }

  #near(timestamp: number, last: number): number {
    return last + ((timestamp - (last % 0x1_0000_0000)) | 0);
  }
}

/** An NTP time of two 32-bit words as ms since 1970. */
export function ntpToUnixMs(seconds: number, fraction: number): number {
  return (seconds - NTP_TO_UNIX_S) * 1000 + (fraction * 1000) / 0x1_0000_0000;
}
