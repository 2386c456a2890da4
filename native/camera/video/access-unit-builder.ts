/**
 * NAL units in, whole pictures out. A picture ends with the RTP marker or with the next timestamp (RFC 6184 §5.1,
 * RFC 7798 §4.1). Starts at a key picture, and after any loss again at the next one: a decoder never sees a picture that
 * refers to one that did not come.
 */
import type { AccessUnit } from './access-unit.ts';
import { beginsPicture, isSlice, nalKind } from './nal-kind.ts';
import { ParameterSets } from './parameter-sets.ts';
import type { VideoCodec, VideoFormat } from './video-format.ts';

export interface BuilderEvents {
  /** Before the first picture of a format. */
  onFormat(format: VideoFormat): void;
  onAccessUnit(unit: AccessUnit): void;
}

/** A key picture of 4K has 1 to 2 MB. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_NALS = 1024;

export class AccessUnitBuilder {
  readonly #codec: VideoCodec;
  readonly #events: BuilderEvents;
  readonly #sets: ParameterSets;
  #nals: Uint8Array[] = [];
  #bytes = 0;
  #slices = 0;
  #key = false;
  #leading = false;
  #timestamp = 0;
  /** The beginning of the picture that is arriving was not seen: its rest is of no use. */
  #headless = true;
  /** Nothing came since the last gap, so the next packet may stand in the middle of a picture. */
  #afterGap = true;
  #awaitsKey = true;
  /** Decoding began at the last random access point, so what leads up to it cannot be decoded. */
  #skipsLeading = false;
  #format: VideoFormat | null = null;
  readonly counters = {
    units: 0,
    keyUnits: 0,
    /** Pictures that came while a key picture was awaited. */
    awaitingKey: 0,
    /** How often something was missing, or a picture too large. */
    losses: 0,
    /** Key pictures without readable parameter sets. */
    withoutFormat: 0,
    leading: 0,
  };

  constructor(codec: VideoCodec, events: BuilderEvents) {
    this.#codec = codec;
    this.#events = events;
    this.#sets = new ParameterSets(codec);
  }

  /** Parameter sets that could not be read. */
  get refusedSets(): number {
    return this.#sets.refused;
  }

  /** A parameter set from the stream's description; anything else is left alone. */
  describe(nal: Uint8Array): void {
    const kind = nalKind(this.#codec, nal);
    if (kind === 'vps' || kind === 'sps' || kind === 'pps') this.#sets.add(kind, nal);
  }

  /**
   * @param nals what one packet completed, in order; kept, not copied
   * @param timestamp90k of the packet, unwrapped
   * @param marker the packet is the last of its picture
   */
  push(nals: readonly Uint8Array[], timestamp90k: number, marker: boolean): void {
    if (timestamp90k !== this.#timestamp && !this.#afterGap) this.#finish();
    this.#timestamp = timestamp90k;
    this.#afterGap = false;
    for (const nal of nals) this.#add(nal);
    if (marker) this.#finish();
  }

  /** Something is missing: the picture that is arriving is given up, and all until the next key picture. */
  lost(): void {
    if (!this.#headless) this.counters.losses += 1;
    this.#clear();
    this.#headless = true;
    this.#afterGap = true;
    this.#awaitsKey = true;
  }

  /** Another stream begins on the same wire: its timestamps have nothing to do with those before. */
  restart(): void {
    this.lost();
    // A fresh object says so to who compares by identity.
    this.#format = null;
  }

  #add(nal: Uint8Array): void {
    const kind = nalKind(this.#codec, nal);
    if (this.#headless && beginsPicture(this.#codec, kind, nal)) {
      this.#clear();
      this.#headless = false;
    }
    if (kind === 'delimiter') return;
    if (kind === 'vps' || kind === 'sps' || kind === 'pps') {
      // The pictures up to the next key picture may already need it, and a file or decoder takes sets only with one.
      if (this.#sets.add(kind, nal)) this.#awaitsKey = true;
      return;
    }
    if (this.#nals.length >= MOST_NALS || this.#bytes + nal.length > MOST_BYTES) {
      this.lost();
      return;
    }
    this.#nals.push(nal);
    this.#bytes += nal.length;
    if (!isSlice(kind)) return;
    this.#slices += 1;
    if (kind === 'key') this.#key = true;
    if (kind === 'leading') this.#leading = true;
  }

  #finish(): void {
    // Messages and sets that were sent as a packet of their own, with a marker, belong to the picture that follows.
    if (this.#slices === 0 && !this.#headless) return;
    if (!this.#headless) this.#emit();
    else if (this.#slices > 0) this.counters.awaitingKey += 1;
    this.#clear();
    this.#headless = false;
  }

  #emit(): void {
    if (this.#awaitsKey && !this.#key) {
      this.counters.awaitingKey += 1;
      return;
    }
    if (this.#leading && this.#skipsLeading) {
      this.counters.leading += 1;
      return;
    }
    if (this.#key && !this.#takeFormat()) return;
    const format = this.#format;
    if (format === null) return;
    this.counters.units += 1;
    if (this.#key) this.counters.keyUnits += 1;
    this.#events.onAccessUnit({ format, nals: this.#nals, key: this.#key, timestamp90k: this.#timestamp });
  }

  /** @returns false where a key picture cannot be used, because nobody said how to decode it */
  #takeFormat(): boolean {
    const format = this.#sets.format();
    if (format === null) {
      this.counters.withoutFormat += 1;
      this.#awaitsKey = true;
      return false;
    }
    this.#skipsLeading = this.#awaitsKey;
    this.#awaitsKey = false;
    if (this.#format === null || !sameSets(this.#format, format)) {
      this.#format = { ...format };
      this.#events.onFormat(this.#format);
    }
    return true;
  }

  #clear(): void {
    this.#nals = [];
    this.#bytes = 0;
    this.#slices = 0;
    this.#key = false;
    this.#leading = false;
  }
}

/** The lists are rebuilt only when a set changes, but a stream may come back to what it was. */
function sameSets(a: VideoFormat, b: VideoFormat): boolean {
  const lists = (format: VideoFormat): Uint8Array[] => [...format.vps, ...format.sps, ...format.pps];
  const [of, other] = [lists(a), lists(b)];
  return of.length === other.length && of.every((set, at) => set === other[at]);
}
