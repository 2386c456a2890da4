/** What crosses between the station's main thread and the video thread. */
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { FeedFormat, FeedUnit } from './feed.ts';

/** One stream of one camera: `<cameraId> <choice>`. */
export type StreamKey = string;

export interface MemoryLimits {
  /** Pictures of so long are kept, from key picture to key picture; at least the newest group of them. */
  readonly keepMs: number;
  /** And no more than this. */
  readonly mostBytes: number;
}

export type ToVideoThread =
  /** Somebody wants the stream; where it is comes with `play`. */
  | { readonly type: 'open'; readonly stream: StreamKey; readonly memory: MemoryLimits }
  /** Connects, or connects anew where the address changed. */
  | {
      readonly type: 'play';
      readonly stream: StreamKey;
      readonly address: string;
      readonly username: string | null;
      readonly password: string;
    }
  | { readonly type: 'close'; readonly stream: StreamKey }
  /** @param taken one 32-bit integer, shared: how many units the main thread has dealt with */
  | {
      readonly type: 'subscribe';
      readonly stream: StreamKey;
      readonly subscription: number;
      readonly taken: SharedArrayBuffer;
    }
  | { readonly type: 'unsubscribe'; readonly stream: StreamKey; readonly subscription: number };

export type ThreadStreamState =
  | { readonly kind: 'connecting' | 'playing' | 'silent' }
  | { readonly kind: 'waiting'; readonly code: ErrorCode; readonly detail: string; readonly retryInMs: number };

export type FromVideoThread =
  /** Each second, from the thread's own loop. */
  | { readonly type: 'beat' }
  | { readonly type: 'state'; readonly stream: StreamKey; readonly state: ThreadStreamState }
  | {
      readonly type: 'format';
      readonly stream: StreamKey;
      readonly subscription: number;
      readonly format: FeedFormat;
    }
  /** `unit.data` is moved, not copied. */
  | { readonly type: 'unit'; readonly stream: StreamKey; readonly subscription: number; readonly unit: FeedUnit };
