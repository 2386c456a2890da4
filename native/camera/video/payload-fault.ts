/** What may be wrong with one RTP payload, and how a depacketiser is spoken to. */

export const PAYLOAD_FAULTS = [
  'empty', // no payload, or padding only: some senders keep the line awake with it
  'unknown-type', // reserved for the future or for private use: to be ignored (RFC 6184 §5.4, RFC 7798 §4.2)
  'refused-type', // a kind of packet that carries pictures and was not agreed on
  'malformed', // lengths that do not add up
  'orphan-fragment', // the middle or end of a unit whose beginning did not come
  'unfinished-fragment', // a new unit begins before the end of the one before
  'too-large', // a unit above the limit
] as const;
export type PayloadFault = (typeof PAYLOAD_FAULTS)[number];

/** Is a part of a picture missing now? */
export function damages(fault: PayloadFault): boolean {
  return fault !== 'empty' && fault !== 'unknown-type';
}

export interface Depacketiser {
  /**
   * Takes the next payload of the stream, without gaps.
   * @param payload may be overwritten after the call
   * @param into gets every NAL unit that is whole now, each with bytes of its own
   * @returns what was wrong; what was whole before it is in `into` all the same
   */
  push(payload: Uint8Array, into: Uint8Array[]): PayloadFault | null;
  /** Forgets a unit that has only begun: packets are missing. */
  reset(): void;
}
