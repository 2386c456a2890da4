/**
 * What goes over the MessagePort of one camera's live video, between the station and the page. Both ends are ours and
 * reached by no one else, and twenty-five pictures a second pass here: shapes are types, what the page does with a picture
 * is checked by its decoder.
 *
 * The station says the state at once, then, while pictures come, the format and units beginning with a key picture. The
 * page says how many pictures it has dealt with (shown or dropped) since it last said so.
 */
import * as z from 'zod';
import type { ErrorCode } from './errors.ts';

/** main: the camera's largest; sub: its smaller H.264 stream; pictures: single ones, two a second, where neither can be shown. */
export const LiveStream = z.enum(['main', 'sub', 'pictures']);
export type LiveStream = z.infer<typeof LiveStream>;

/** How the video is. `silent`: the line stands and nothing comes. `no-such-stream`: this camera has none of that kind. */
export type LiveState =
  | { readonly kind: 'connecting' | 'playing' | 'silent' | 'no-such-stream' }
  | { readonly kind: 'waiting'; readonly code: ErrorCode; readonly retryInMs: number };

export interface LiveFormat {
  readonly codec: 'h264' | 'h265';
  /** For WebCodecs, e.g. avc1.42c028. */
  readonly codecString: string;
  readonly width: number;
  readonly height: number;
  readonly frameRate: number | null;
}

export interface LiveUnit {
  readonly key: boolean;
  readonly timestampUs: number;
  /** Annex B, all parameter sets before every key picture. */
  readonly data: ArrayBuffer;
}

/** Station → page. */
export type LiveMessage =
  | ({ readonly type: 'state' } & LiveState)
  | ({ readonly type: 'format' } & LiveFormat)
  | ({ readonly type: 'unit' } & LiveUnit)
  /** In place of format and units, on a line of `pictures`: a whole JPEG. */
  | { readonly type: 'picture'; readonly data: ArrayBuffer };

/** Page → station. */
export interface LiveAck {
  readonly type: 'ack';
  readonly count: number;
}
