/**
 * Pictures in, the bytes of one fragmented MP4 file out, nothing transcoded: first `init`, then fragments as they become
 * whole. What has been written is playable at any moment as far as the last whole fragment, without any closing words.
 * After kill -9 a file may end in the middle of a fragment: one that ends among pictures plays as it is, one that ends in
 * a table is refused by ffmpeg until it is cut (video-file.ts, `salvage`). No styp and no sidx: they serve streaming.
 */
import { lengthPrefixed, type AccessUnit } from '../video/access-unit.ts';
import type { VideoFormat } from '../video/video-format.ts';
import { fragment, type Sample } from './fragment.ts';
import { initSegment, TIMESCALE } from './init-segment.ts';

export interface FragmentedMp4Options {
  /** A fragment ends before every key picture, and when it is this long. So much is lost at most by kill -9. */
  readonly fragmentMs?: number;
  /** When the first picture was taken, ms since 1970. */
  readonly createdMs: number;
}

interface Held {
  readonly bytes: Uint8Array;
  readonly key: boolean;
  /** Since the beginning of the file. */
  readonly shownAt: number;
}

const FRAGMENT_MS = 1000;
const MOST_FRAGMENT_BYTES = 16 * 1024 * 1024;
/** A picture every 40 ms, where a file has only one and nothing says how long it lasts. */
const USUAL_DURATION = TIMESCALE / 25;
/** Pictures may go back by what encoders put off (some frames), and stand still as long as a camera may be silent. */
const MOST_STEP_BACK = TIMESCALE;
const MOST_STEP_AHEAD = 60 * TIMESCALE;

export class FragmentedMp4 {
  readonly format: VideoFormat;
  /** The bytes that come before all fragments. */
  readonly init: Uint8Array;
  readonly #fragmentLength: number;
  #held: Held[] = [];
  #heldBytes = 0;
  #sequence = 0;
  /** When the next fragment begins to be decoded. */
  #decodeTime = 0;
  #start: number | null = null;
  #last = 0;
  #lastDuration = USUAL_DURATION;
  readonly counters = { pictures: 0, fragments: 0, beforeKey: 0 };

  constructor(format: VideoFormat, options: FragmentedMp4Options) {
    this.format = format;
    this.init = initSegment(format, options.createdMs);
    this.#fragmentLength = ((options.fragmentMs ?? FRAGMENT_MS) * TIMESCALE) / 1000;
  }

  /**
   * Does the picture belong into this file? One of another format (parameter sets changed, another connection), or from
   * a clock that jumped, begins a new file.
   */
  takes(unit: AccessUnit): boolean {
    if (unit.format !== this.format) return false;
    if (this.#start === null) return true;
    const step = unit.timestamp90k - this.#last;
    return step >= -MOST_STEP_BACK && step <= MOST_STEP_AHEAD;
  }

  /**
   * @returns the fragment that the picture completes by beginning the next one; mostly null
   * @throws RangeError for a picture that `takes` refuses
   */
  push(unit: AccessUnit): Uint8Array | null {
    if (!this.takes(unit)) throw new RangeError('the picture belongs into another file');
    if (this.#start === null) {
      if (!unit.key) {
        this.counters.beforeKey += 1;
        return null;
      }
      this.#start = unit.timestamp90k;
    }
    this.#last = unit.timestamp90k;
    const shownAt = unit.timestamp90k - this.#start;
    const bytes = lengthPrefixed(unit);
    const [first] = this.#held;
    const full =
      first !== undefined &&
      (unit.key ||
        shownAt - first.shownAt >= this.#fragmentLength ||
        this.#heldBytes + bytes.length > MOST_FRAGMENT_BYTES);
    const done = full ? this.#close(shownAt) : null;
    this.#held.push({ bytes, key: unit.key, shownAt });
    this.#heldBytes += bytes.length;
    return done;
  }

  /** The last fragment; null when there is nothing left. The last picture lasts as long as the one before it. */
  finish(): Uint8Array | null {
    return this.#held.length === 0 ? null : this.#close(null);
  }

  /**
   * When a picture is decoded stands in no packet. Decoding follows the order of arrival, so the times of showing, sorted,
   * serve as times of decoding; where nothing is reordered both are the same.
   * @param nextShownAt when the picture after this fragment is shown, null for the end of the file
   */
  #close(nextShownAt: number | null): Uint8Array {
    const held = this.#held;
    const times = held.map(({ shownAt }) => shownAt).sort((a, b) => a - b);
    let earliest = this.#decodeTime;
    const decodeTimes = times.map((time, at) => {
      // Without a step between them two pictures would be one.
      const decodeTime = at === 0 ? earliest : Math.max(time, earliest + 1);
      earliest = decodeTime;
      return decodeTime;
    });
    const before = decodeTimes.at(-2);
    const usual = before === undefined ? this.#lastDuration : earliest - before;
    const lastDuration = nextShownAt === null ? usual : Math.max(1, nextShownAt - earliest);
    const samples = held.map(({ bytes, key, shownAt }, at): Sample => {
      const decodeTime = decodeTimes[at] ?? 0;
      const next = decodeTimes[at + 1];
      const duration = next === undefined ? lastDuration : next - decodeTime;
      return { bytes, key, duration, compositionOffset: shownAt - decodeTime };
    });
    const begins = this.#decodeTime;
    this.#lastDuration = usual;
    this.#decodeTime = earliest + lastDuration;
    this.#held = [];
    this.#heldBytes = 0;
    this.#sequence += 1;
    this.counters.pictures += samples.length;
    this.counters.fragments += 1;
    return fragment(this.#sequence, begins, samples);
  }
}
