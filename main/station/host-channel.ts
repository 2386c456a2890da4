/** The station's line to the process that holds it: the shell's utilityProcess, or the headless form's child process. */
import type { Clock } from '../../preload/contract/vocabulary.ts';
import type { Log } from '../log.ts';
import type { Station } from './rpc-server.ts';
import type { Configuration } from './settings/configuration.ts';

/** What only the host can do for the private key: wrap it for this computer's user (Electron's safeStorage). */
export interface KeyHost {
  /** False headless, and where the desktop has no key store worth the name (`basic_text`): then keys stay unwrapped. */
  readonly canSeal: boolean;
  /** The wrapped bytes, or null when it cannot be done here. */
  seal(plain: Uint8Array): Promise<Uint8Array | null>;
  /** The plain bytes, or null when this host cannot open them. */
  unseal(sealed: Uint8Array): Promise<Uint8Array | null>;
}

export interface ComposeOptions {
  readonly configuration: Configuration;
  readonly dataDir: string;
  readonly version: string;
  readonly keyHost: KeyHost;
  /** Tells how far a long step of the start is; may be called from a loop that blocks. */
  progress(step: string, done: number, of: number): void;
  readonly log: Log;
  readonly clock: Clock;
}

/** `main/station/compose.ts` exports it. Throws a CodedError when the station cannot start. */
export type Compose = (options: ComposeOptions) => Promise<Station>;
