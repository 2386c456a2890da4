/** Where one camera's streams are: as the configuration says, else as the camera itself says, which is asked again after failures. */
import type { StreamAddress } from '../../../native/camera/stream-address.ts';
import type { StreamChoice } from './feed.ts';

export interface ConfiguredAddresses {
  readonly address: string;
  /** Undefined: the camera has no second stream. */
  readonly subAddress?: string | undefined;
}

/** The camera's own answer, largest stream first. Rejects with one of the `camera.*` codes. */
export type AskForStreams = () => Promise<readonly StreamAddress[]>;

export class StreamAddresses {
  readonly #configured: ConfiguredAddresses | null;
  readonly #ask: AskForStreams;
  #answer: Promise<readonly StreamAddress[]> | null = null;

  constructor(configured: ConfiguredAddresses | null, ask: AskForStreams) {
    this.#configured = configured;
    this.#ask = ask;
  }

  /** False: what the configuration says holds, and asking again changes nothing. */
  get mayChange(): boolean {
    return this.#configured === null;
  }

  /** @returns null when the camera has no such stream. Rejects as the camera's answer does */
  async of(choice: StreamChoice): Promise<string | null> {
    if (this.#configured !== null) {
      const { address, subAddress } = this.#configured;
      return choice === 'main' ? address : (subAddress ?? null);
    }
    this.#answer ??= this.#ask();
    const asked = this.#answer;
    try {
      return chosen(await asked, choice)?.url.href ?? null;
    } catch (error) {
      // What failed is asked anew the next time.
      if (this.#answer === asked) this.#answer = null;
      throw error;
    }
  }

  /** The next question goes to the camera again. */
  forget(): void {
    this.#answer = null;
  }
}

/**
 * The main stream is the largest whose codec is one of ours (a claim, null where the camera makes none). The sub-stream is
 * the largest other one in H.264: it stands in for the main one where that cannot be decoded.
 */
export function chosen(streams: readonly StreamAddress[], choice: StreamChoice): StreamAddress | null {
  const main = streams.find(({ codec }) => codec !== null) ?? streams[0] ?? null;
  if (choice === 'main') return main;
  return streams.find((one) => one !== main && one.codec === 'h264') ?? null;
}
