import type { Writer } from '../store/statement.ts';
import type { Signer } from './signing.ts';

/** The desktop's sealing of secrets (Electron safeStorage in the shell). null: not available here. */
export interface KeyHost {
  seal(plain: Uint8Array): Promise<Uint8Array | null>;
  unseal(sealed: Uint8Array): Promise<Uint8Array | null>;
}

export interface StationKey {
  readonly signer: Signer;
  readonly wrapping: 'electron' | 'none';
  /** True while the folder has documents but none by this key: the next one must be a Notice `key-change`. */
  readonly keyChanged: boolean;
}
/** @throws CodedError station.key-sealed | station.key-damaged | store.disk-full */
export declare function loadOrMakeKey(options: {
  readonly dataDir: string;
  readonly host: KeyHost;
  readonly db: Writer;
}): Promise<StationKey>;
