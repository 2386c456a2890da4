/**
 * H.265 out of RTP. Source: RFC 7798 §4.4.1 single NAL unit, §4.4.2 aggregation packet, §4.4.3 fragmentation unit, all
 * without decoding order numbers (sprop-max-don-diff 0; another is refused with the description). PACI packets
 * (§4.4.4) are refused: they are used only where both sides agreed on it.
 */
import { damages, type Depacketiser, type PayloadFault } from './payload-fault.ts';
import { UnitFragments } from './unit-fragments.ts';

const AGGREGATION = 48;
const FRAGMENT = 49;
const PACI = 50;

export class H265Depacketiser implements Depacketiser {
  readonly #fragments = new UnitFragments();

  push(payload: Uint8Array, into: Uint8Array[]): PayloadFault | null {
    const [header, second] = payload;
    if (header === undefined) return 'empty';
    if (second === undefined) return 'malformed';
    const type = (header >> 1) & 0x3f;
    if (type === FRAGMENT) return this.#fragment(header, second, payload, into);
    const fault = whole(type, payload, into);
    if (!this.#fragments.isOpen || (fault !== null && !damages(fault))) return fault;
    this.#fragments.drop();
    return fault ?? 'unfinished-fragment';
  }

  reset(): void {
    this.#fragments.drop();
  }

  /** Payload header of two bytes with type 49, FU header (start, end, type of the unit), a piece of the unit. */
  #fragment(first: number, second: number, payload: Uint8Array, into: Uint8Array[]): PayloadFault | null {
    const header = payload[2];
    if (header === undefined || payload.length < 4) return 'malformed';
    const start = (header & 0x80) !== 0;
    const end = (header & 0x40) !== 0;
    const fault = start && this.#fragments.isOpen ? 'unfinished-fragment' : null;
    if (start) this.#fragments.begin([(first & 0x81) | ((header & 0x3f) << 1), second]);
    else if (!this.#fragments.isOpen) return 'orphan-fragment';
    if (!this.#fragments.append(payload.subarray(3))) return 'too-large';
    if (end) into.push(this.#fragments.end());
    return fault;
  }
}

function whole(type: number, payload: Uint8Array, into: Uint8Array[]): PayloadFault | null {
  if (type < AGGREGATION) {
    // Not slice: that of a Buffer copies nothing.
    into.push(new Uint8Array(payload));
    return null;
  }
  if (type === AGGREGATION) return aggregated(payload, into);
  return type === PACI ? 'refused-type' : 'unknown-type';
}

/** Behind the header of two bytes: units, each behind its length in two bytes and at least as long as its own header. */
function aggregated(payload: Uint8Array, into: Uint8Array[]): PayloadFault | null {
  let at = 2;
  if (at === payload.length) return 'malformed';
  while (at < payload.length) {
    const length = ((payload[at] ?? 0) << 8) | (payload[at + 1] ?? 0);
    if (length < 2 || at + 2 + length > payload.length) return 'malformed';
    into.push(new Uint8Array(payload.subarray(at + 2, at + 2 + length)));
    at += 2 + length;
  }
  return null;
}
