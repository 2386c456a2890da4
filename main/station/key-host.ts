/** Asks the host to wrap and unwrap the private key over the process channel: never by argv, environment or log. */
import type { HostChannel, KeyHost } from './host-channel.ts';

type Answered = (bytes: string | null) => void;

export class ChannelKeyHost implements KeyHost {
  readonly canSeal: boolean;
  readonly #channel: HostChannel;
  readonly #waiting = new Map<number, Answered>();
  #nextId = 1;

  constructor(channel: HostChannel, canSeal: boolean) {
    this.#channel = channel;
    this.canSeal = canSeal;
  }

  seal(plain: Uint8Array): Promise<Uint8Array | null> {
    return this.#ask('seal', plain);
  }

  unseal(sealed: Uint8Array): Promise<Uint8Array | null> {
    return this.#ask('unseal', sealed);
  }

  /** The host's answer; one that nobody waits for is dropped. */
  answered(id: number, bytes: string | null): void {
    this.#waiting.get(id)?.(bytes);
    this.#waiting.delete(id);
  }

  #ask(type: 'seal' | 'unseal', bytes: Uint8Array): Promise<Uint8Array | null> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, (answer) => resolve(answer === null ? null : Buffer.from(answer, 'base64')));
      this.#channel.post({ type, id, bytes: Buffer.from(bytes).toString('base64') });
    });
  }
}
