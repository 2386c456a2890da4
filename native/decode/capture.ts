/** The bytes of a capture, in pieces, become what stands in them, one result each. Pure but for what it holds back. */
import { FrameSplitter } from '../scale/frame-splitter.ts';
import { ninthBitStream } from '../scale/protocols/ninth-bit.ts';
import type { DecodedFrame, ProtocolOptions } from '../scale/protocols/protocol.ts';
import type { Decoder } from './decoders.ts';

/** One of them: a frame, traffic that is no weight, or why bytes were dropped (`incomplete`, `no-frame` at the end). */
export type Result = { readonly frame: DecodedFrame } | { readonly decoded: unknown } | { readonly error: string };

export class Capture {
  readonly #splitter: FrameSplitter;
  readonly #marks: readonly number[] | null;
  readonly #tell: (result: Result) => void;
  #bytes = 0;

  constructor(decoder: Decoder, options: ProtocolOptions, tell: (result: Result) => void) {
    this.#tell = tell;
    this.#marks = decoder.ninthBit ? (options.marks ?? []) : null;
    this.#splitter = new FrameSplitter(decoder.reader(options), {
      frame: (frame) => tell({ frame }),
      traffic: (decoded) => tell({ decoded }),
      reject: (error) => tell({ error }),
    });
  }

  push(bytes: Uint8Array): void {
    const marks = this.#marks?.slice(this.#bytes, this.#bytes + bytes.length);
    this.#bytes += bytes.length;
    this.#splitter.push(marks === undefined ? bytes : ninthBitStream(bytes, marks));
  }

  end(): void {
    const error = this.#splitter.end();
    if (error !== null) this.#tell({ error });
  }
}

/** A whole capture at once, as one line of `--json` says it. */
export function decodeWhole(decoder: Decoder, options: ProtocolOptions, bytes: Uint8Array) {
  const frames: DecodedFrame[] = [];
  const errors: string[] = [];
  const traffic: unknown[] = [];
  const capture = new Capture(decoder, options, (result) => {
    if ('frame' in result) frames.push(result.frame);
    else if ('error' in result) errors.push(result.error);
    else traffic.push(result.decoded);
  });
  capture.push(bytes);
  capture.end();
  // As the vectors have it, one capture of traffic is one thing; several are a list.
  const decoded = traffic.length > 1 ? traffic : traffic[0];
  return { frames, errors, ...(decoded === undefined ? {} : { decoded }) };
}
