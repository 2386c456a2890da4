/** What whoever watches a camera's video is told, and in which form. */
import type { ErrorCode } from '../../../preload/contract/errors.ts';

/** main: the camera's largest stream. sub: its smaller H.264 stream, for who cannot decode the other. */
export type StreamChoice = 'main' | 'sub';

export interface FeedFormat {
  readonly codec: 'h264' | 'h265';
  /** For WebCodecs, e.g. avc1.42c028. */
  readonly codecString: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Pictures a second as the stream says of itself; null where it does not. */
  readonly frameRate: number | null;
}

export interface FeedUnit {
  readonly key: boolean;
  readonly timestampUs: number;
  /** Annex B, all parameter sets before every key picture: what WebCodecs takes without a description. */
  readonly data: ArrayBuffer;
}

export type FeedState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'playing' }
  /** The line stands and no picture comes: the one on screen is old. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'waiting'; readonly code: ErrorCode; readonly retryInMs: number }
  /** The camera is not there, or has no stream of this kind. */
  | { readonly kind: 'no-such-stream' };

export interface FeedListener {
  /** Before the first unit of a format, and again whenever units begin anew. */
  onFormat(format: FeedFormat): void;
  /** Units in decoding order; after a format, and wherever some were dropped, the next one is a key picture. */
  onUnit(unit: FeedUnit): void;
  onState(state: FeedState): void;
}
