/** What smart cameras said last, by camera: in memory, bounded, and gone with the process. A suggestion has no other life. */
import type { PlatePushed } from '../../../../preload/contract/readings.ts';

/** Of one camera. More than a standing truck gives, and fewer than a queue does in the time that counts. */
const MOST_OF_ONE = 8;

export class PushedPlates {
  readonly #byCamera = new Map<string, readonly PlatePushed[]>();
  readonly #listeners = new Set<(cameraId: string) => void>();

  /** The same plate again is the same suggestion, of now. */
  add(pushed: PlatePushed): void {
    const before = this.#byCamera.get(pushed.cameraId) ?? [];
    const others = before.filter(({ text }) => text !== pushed.text);
    this.#byCamera.set(pushed.cameraId, [...others, pushed].slice(-MOST_OF_ONE));
    for (const listener of this.#listeners) listener(pushed.cameraId);
  }

  /** What came since then from these cameras, oldest first. */
  since(fromMs: number, cameraIds: readonly string[]): readonly PlatePushed[] {
    return cameraIds
      .flatMap((cameraId) => this.#byCamera.get(cameraId) ?? [])
      .filter(({ at }) => Date.parse(at) >= fromMs)
      .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  }

  onPush(listener: (cameraId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
