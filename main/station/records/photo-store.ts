import type { Sha256, Timestamp } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';

export interface PhotoMeta {
  readonly width: number;
  readonly height: number;
  readonly mime: 'image/jpeg' | 'image/png';
  readonly cameraId: string;
  readonly takenAt: Timestamp;
}
/** A picture whose file is on disk, flushed, under its hash. */
export interface StoredPhoto extends PhotoMeta {
  readonly sha256: Sha256;
  readonly bytes: number;
}
export declare class PhotoStore {
  constructor(options: {
    readonly dataDir: string;
    readonly db: Writer;
    /** A file that no longer equals its name was found; it was replaced when the right bytes were at hand. */
    readonly onDamaged?: (sha256: Sha256) => void;
  });
  /** Makes the folders and removes what an interrupted start left behind. */
  start(): Promise<void>;
  /** @throws CodedError store.disk-full | store.failed */
  put(bytes: Uint8Array, meta: PhotoMeta): Promise<StoredPhoto>;
  /** The row; inside the caller's transaction. */
  record(photo: StoredPhoto): void;
  /** undefined: no such file. Not hashed: use check(). */
  read(sha256: Sha256): Promise<Buffer | undefined>;
  /** Hashes the file again. */
  check(sha256: Sha256): Promise<'whole' | 'damaged' | 'missing'>;
  get(sha256: Sha256): StoredPhoto | undefined;
}
