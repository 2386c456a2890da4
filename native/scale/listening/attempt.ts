/** One protocol under one set of options read over the bytes heard, and the plain figures of what came out. */
import { FrameSplitter } from '../frame-splitter.ts';
import type { DecodedFrame, OptionField, ProtocolOptions, ScaleProtocol } from '../protocols/protocol.ts';

export interface FoundFrame {
  readonly at: number;
  readonly length: number;
  readonly decoded: DecodedFrame;
}

export interface Attempt {
  readonly protocol: ScaleProtocol;
  /** The settings that were tried; those left at their default as well. */
  readonly options: ProtocolOptions;
  readonly frames: readonly FoundFrame[];
  readonly rejects: Readonly<Record<string, number>>;
  readonly rejected: number;
  /** 0…1: how much of the bytes its frames and traffic account for; cut-off frames at both ends do not count. */
  readonly explained: number;
}

/** Option sets of one protocol that are tried, at most; the largest today has 32. */
const MOST_SETS = 64;

/**
 * All sets of the protocol's options, default first. Numbers (addresses, registers) keep their default, and `mask7` is not
 * tried: the form of the line answers it.
 */
export function optionSets(fields: readonly OptionField[]): readonly ProtocolOptions[] {
  let sets: ProtocolOptions[] = [{}];
  for (const field of fields) {
    if (!('values' in field) || field.key === 'mask7') continue;
    const { key, values } = field;
    const more = values.flatMap((value) => sets.map((set) => ({ ...set, [key]: value })));
    if (more.length > MOST_SETS) break;
    sets = more;
  }
  return sets;
}

export function attempt(protocol: ScaleProtocol, options: ProtocolOptions, bytes: Uint8Array): Attempt {
  const reader = protocol.reader(options);
  const frames: FoundFrame[] = [];
  const splitter = new FrameSplitter(reader, {
    frame: (decoded, _, at, length) => frames.push({ at, length, decoded }),
    reject: () => {},
  });
  // In one chunk, so that the places are those of the bytes.
  splitter.push(bytes);
  const { rejects, skippedBytes } = splitter.counters();
  // Traffic that is no weight is explained, too.
  const used = bytes.length - skippedBytes - splitter.heldBytes;
  const first = frames[0]?.at ?? bytes.length;
  const last = frames.at(-1);
  const end = last === undefined ? 0 : last.at + last.length;
  // Joined in mid-frame and cut off in mid-frame: at each end as much as one frame counts for nothing.
  const begun = Math.max(0, first - reader.longest);
  const left = Math.max(0, bytes.length - end - reader.longest);
  const span = Math.max(0, end - first) + begun + left;
  return {
    protocol,
    options,
    frames,
    rejects,
    rejected: Object.values(rejects).reduce((sum, count) => sum + count, 0),
    explained: span === 0 ? 0 : Math.min(1, used / span),
  };
}
