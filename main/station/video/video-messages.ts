/** What crosses between the station's main thread and the video thread. */
import type { CertificatePin } from '../../../native/camera/certificate-pin.ts';
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { FeedFormat, FeedUnit, StreamChoice } from './feed.ts';

/** One stream of one camera: `<cameraId> <choice>`. */
export type StreamKey = string;

export const streamKey = (cameraId: string, choice: StreamChoice): StreamKey => `${cameraId} ${choice}`;

export interface MemoryLimits {
  /** Pictures of so long are kept, from key picture to key picture; at least the newest group of them. */
  readonly keepMs: number;
  /** And no more than this. */
  readonly mostBytes: number;
}

/** Where a stream is and how it is asked for. */
export interface StreamAccount {
  readonly address: string;
  readonly username: string | null;
  readonly password: string;
  /** The one that an rtsps line may show; null: any. */
  readonly certificate: CertificatePin | null;
}

export type ToVideoThread =
  /** Somebody wants the stream; where it is comes with `play`. */
  | { readonly type: 'open'; readonly stream: StreamKey; readonly memory: MemoryLimits }
  /** Connects, or connects anew where the address changed. */
  | ({ readonly type: 'play'; readonly stream: StreamKey } & StreamAccount)
  | { readonly type: 'close'; readonly stream: StreamKey }
  /** @param taken one 32-bit integer, shared: how many units the main thread has dealt with */
  | {
      readonly type: 'subscribe';
      readonly stream: StreamKey;
      readonly subscription: number;
      readonly taken: SharedArrayBuffer;
    }
  | { readonly type: 'unsubscribe'; readonly stream: StreamKey; readonly subscription: number }
  | ToRecorder
  | ToFilms
  | ({ readonly type: 'key-picture'; readonly id: number } & StreamAccount);

/** A film of one picture. */
export interface KeyPicture {
  readonly codec: 'h264' | 'h265';
  readonly width: number;
  readonly height: number;
  readonly data: ArrayBuffer;
}
export type KeyPictureAnswer = KeyPicture | { readonly code: ErrorCode };

export type ToFilms =
  /** A stream as one film from now on. @param taken as of a subscription, in pieces */
  | { readonly type: 'film-open'; readonly film: number; readonly stream: StreamKey; readonly taken: SharedArrayBuffer }
  /** What was recorded, piece by piece, each when it is pulled. Times by our clock. */
  | {
      readonly type: 'film-clip';
      readonly film: number;
      readonly files: readonly FilmFile[];
      readonly fromMs: number;
      readonly toMs: number;
    }
  | { readonly type: 'film-pull'; readonly film: number }
  /** @param stream null: of a clip */
  | { readonly type: 'film-close'; readonly film: number; readonly stream: StreamKey | null };

export interface FilmFile {
  readonly path: string;
  readonly fromMs: number;
}

/** whole: all of it was given. broken: the stream began anew. slow: whoever takes it does not keep up. */
export type FilmEnd = 'whole' | 'broken' | 'slow' | 'unreadable';

export type FromFilms =
  | { readonly type: 'film-bytes'; readonly film: number; readonly data: ArrayBuffer }
  | { readonly type: 'film-ended'; readonly film: number; readonly why: FilmEnd };

/** A file of a clip: `<day>/<clip>-<nth>.mp4` below the video folder. */
export interface ClipFileName {
  readonly clip: string;
  readonly nth: number;
}

export interface UnendedFile extends ClipFileName {
  /** When its first picture came, by our clock. */
  readonly fromMs: number;
}

export interface ClipRules {
  /** From memory, so much before now; 0 begins with the next key picture. */
  readonly preRollMs: number;
  /** After so long only the end is still taken (from memory, `preRollMs` of it); null: for ever. */
  readonly mostMs: number | null;
  /** A new file begins with the next key picture after so long; null: none does for that. */
  readonly rotateMs: number | null;
}

export type ToRecorder =
  /** Where video lies. Said once, before anything else of recording. */
  | { readonly type: 'video-folder'; readonly folder: string }
  /** Whether files may begin: the disk has room. Those that are open go on. */
  | { readonly type: 'room'; readonly room: boolean }
  /** Files that were being written when the station, or the thread, ended; and, if `unnamed`, all others that look so. */
  | { readonly type: 'recover'; readonly files: readonly UnendedFile[]; readonly unnamed: boolean }
  | {
      readonly type: 'clip-begin';
      readonly stream: StreamKey;
      readonly clip: string;
      /** The number of its first file. */
      readonly nth: number;
      readonly rules: ClipRules;
    }
  | { readonly type: 'clip-end'; readonly clip: string }
  /** Copies a file, or a part of it. */
  | {
      readonly type: 'cut';
      readonly id: number;
      readonly source: string;
      readonly window: CutWindow | null;
      readonly target: string;
    };

/** In milliseconds since the beginning of a file. */
export interface CutWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What was copied; times since the beginning of the file it was copied from. */
export interface CutDone extends CutWindow {
  readonly bytes: number;
  readonly sha256: string;
}

export interface ClosedFile {
  readonly bytes: number;
  readonly sha256: string;
  /** When its last picture came, by our clock. */
  readonly toMs: number;
}

export type FromRecorder =
  | {
      readonly type: 'file-begun';
      readonly file: ClipFileName;
      /** When its first picture came, by our clock. */
      readonly fromMs: number;
      readonly codec: 'h264' | 'h265';
      readonly width: number;
      readonly height: number;
    }
  /** It is on disk under its name. `salvaged`: as far as it was whole. */
  | {
      readonly type: 'file-closed';
      readonly file: ClipFileName;
      readonly salvaged: boolean;
      readonly closed: ClosedFile;
    }
  /** Nothing of it is there. `code`: what the file system said. */
  | { readonly type: 'file-lost'; readonly file: ClipFileName; readonly code: string }
  /** Nobody knew of it: found on disk. */
  | {
      readonly type: 'file-found';
      readonly file: ClipFileName;
      readonly fromMs: number;
      readonly closed: ClosedFile;
    }
  /** All of its files are closed. */
  | { readonly type: 'clip-ended'; readonly clip: string }
  | { readonly type: 'recovered' }
  | { readonly type: 'cut-done'; readonly id: number; readonly done: CutDone | null }
  | { readonly type: 'cut-failed'; readonly id: number; readonly code: string };

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
  | { readonly type: 'unit'; readonly stream: StreamKey; readonly subscription: number; readonly unit: FeedUnit }
  /** Each five seconds, of every stream that is open. */
  | { readonly type: 'measured'; readonly stream: StreamKey; readonly measured: Measured }
  | FromRecorder
  | FromFilms
  | { readonly type: 'key-picture-done'; readonly id: number; readonly answer: KeyPictureAnswer };

/** What came in the last five seconds, and what was dropped since the beginning. */
export interface Measured {
  readonly format: FeedFormat | null;
  readonly framesPerSecond: number;
  readonly kbitPerSecond: number;
  readonly memoryBytes: number;
  /** By the connection, by reason; `memory`: pictures that did not fit; `forward`: that the main thread did not take. */
  readonly counters: Readonly<Record<string, number>>;
}
