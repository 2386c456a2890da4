/** What only the desktop can do for the station: wrap its private key for this computer's user (architecture.md §5). */
import type { SafeStorage } from 'electron';
import type { Log } from '../log.ts';

/** Electron's key store by whichever of its two interfaces is there: the newer one is Promise-only, the older one goes. */
type KeyStore = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> &
  Partial<
    Pick<
      SafeStorage,
      'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
    >
  >;

export class DesktopKeys {
  readonly #store: KeyStore;
  readonly #platform: NodeJS.Platform;
  readonly #log: Log;

  constructor(store: KeyStore, platform: NodeJS.Platform, log: Log) {
    this.#store = store;
    this.#platform = platform;
    this.#log = log;
  }

  /** Only after the app is ready. `basic_text` is a fixed key known to everyone: it counts as none. */
  async canSeal(): Promise<boolean> {
    const store = this.#store;
    if (this.#platform === 'linux') {
      const backend = store.getSelectedStorageBackend?.() ?? 'unknown';
      if (backend === 'basic_text' || backend === 'unknown') return false;
    }
    return store.isAsyncEncryptionAvailable ? store.isAsyncEncryptionAvailable() : store.isEncryptionAvailable();
  }

  /** @param base64 the plain bytes; @returns the wrapped bytes as base64, or null when it cannot be done here */
  async seal(base64: string): Promise<string | null> {
    return this.#attempt('seal', async () => {
      const store = this.#store;
      const sealed = store.encryptStringAsync ? await store.encryptStringAsync(base64) : store.encryptString(base64);
      return sealed.toString('base64');
    });
  }

  /** The reverse. The older interface's wrapping is read by the newer one (Electron's documentation). */
  async unseal(base64: string): Promise<string | null> {
    return this.#attempt('unseal', async () => {
      const store = this.#store;
      const sealed = Buffer.from(base64, 'base64');
      return store.decryptStringAsync ? (await store.decryptStringAsync(sealed)).result : store.decryptString(sealed);
    });
  }

  async #attempt(what: string, run: () => Promise<string>): Promise<string | null> {
    try {
      return (await this.canSeal()) ? await run() : null;
    } catch (error) {
      // Another user, another computer, a locked key ring: the station says so to people (`station.key-sealed`).
      this.#log.warn({ what, err: error }, 'the key store refused');
      return null;
    }
  }
}
