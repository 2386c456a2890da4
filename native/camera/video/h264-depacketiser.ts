/**
 * H.264 out of RTP. Source: RFC 6184 §5.4 (table 1), §5.6 single NAL unit, §5.7.1 STAP-A, §5.8 FU-A; packetization modes
 * 0 and 1. What belongs to mode 2 (STAP-B, MTAP, FU-B: units out of order) is refused: nobody asked for it.
 */
import { damages, type Depacketiser, type PayloadFault } from './payload-fault.ts';
import { UnitFragments } from './unit-fragments.ts';

const STAP_A = 24;
const FU_A = 28;

export class H264Depacketiser implements Depacketiser {
  readonly #fragments = new UnitFragments();

  push(payload: Uint8Array, into: Uint8Array[]): PayloadFault | null {
    const header = payload[0];
    if (header === undefined) return 'empty';
    const type = header & 0x1f;
    if (type === FU_A) return this.#fragment(header, payload, into);
    const fault = whole(type, payload, into);
    if (!this.#fragments.isOpen || (fault !== null && !damages(fault))) return fault;
    this.#fragments.drop();
    return fault ?? 'unfinished-fragment';
  }

  reset(): void {
    this.#fragments.drop();
  }

  /** FU indicator (F, NRI, 28), FU header (start, end, reserved, type of the unit), a piece of the unit. */
  #fragment(indicator: number, payload: Uint8Array, into: Uint8Array[]): PayloadFault | null {
    const header = payload[1];
    if (header === undefined || payload.length < 3) return 'malformed';
    const start = (header & 0x80) !== 0;
    const end = (header & 0x40) !== 0;
    const fault = start && this.#fragments.isOpen ? 'unfinished-fragment' : null;
    if (start) this.#fragments.begin([(indicator & 0xe0) | (header & 0x1f)]);
    else if (!this.#fragments.isOpen) return 'orphan-fragment';
    if (!this.#fragments.append(payload.subarray(2))) return 'too-large';
    if (end) into.push(this.#fragments.end());
    return fault;
  }
}

function whole(type: number, payload: Uint8Array, into: Uint8Array[]): PayloadFault | null {
  if (type >= 1 && type < STAP_A) {
    // Not slice: that of a Buffer copies nothing.
    into.push(new Uint8Array(payload));
    return null;
  }
  if (type === STAP_A) return aggregated(payload, into);
  return type === 0 || type > FU_A + 1 ? 'unknown-type' : 'refused-type';
}

/** Behind the header: units, each behind its length in two bytes. */
function aggregated(payload: Uint8Array, into: Uint8Array[]): PayloadFault | null {
  let at = 1;
  if (at === payload.length) return 'malformed';
  while (at < payload.length) {
    const length = ((payload[at] ?? 0) << 8) | (payload[at + 1] ?? 0);
    if (length === 0 || at + 2 + length > payload.length) return 'malformed';
    into.push(new Uint8Array(payload.subarray(at + 2, at + 2 + length)));
    at += 2 + length;
  }
  return null;
}
