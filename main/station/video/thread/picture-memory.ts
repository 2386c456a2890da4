/**
 * The last seconds of a stream, as whole groups of pictures: a clip begins before its cause, and who begins to watch sees
 * something at once. Pure; bounded in time and in bytes.
 */
import type { CameraUnit } from '../../../../native/camera/rtsp/rtsp-session.ts';
import type { MemoryLimits } from '../video-messages.ts';

interface Group {
  readonly units: CameraUnit[];
  bytes: number;
}

export class PictureMemory {
  readonly #limits: MemoryLimits;
  #groups: Group[] = [];
  #bytes = 0;
  /** Pictures that had to go although they were young enough. */
  #dropped = 0;

  constructor(limits: MemoryLimits) {
    this.#limits = limits;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get dropped(): number {
    return this.#dropped;
  }

  push(unit: CameraUnit): void {
    if (unit.key) this.#groups.push({ units: [], bytes: 0 });
    const group = this.#groups.at(-1);
    // Its beginning had to go.
    if (group === undefined) {
      this.#dropped += 1;
      return;
    }
    const bytes = unit.nals.reduce((sum, nal) => sum + nal.length, 0);
    group.units.push(unit);
    group.bytes += bytes;
    this.#bytes += bytes;
    const old = unit.receivedMonotonic - this.#limits.keepMs;
    // The oldest group goes once the second one alone reaches back far enough.
    while ((this.#groups[1]?.units[0]?.receivedMonotonic ?? Infinity) <= old) this.#forgetOldest();
    while (this.#bytes > this.#limits.mostBytes) this.#dropped += this.#forgetOldest();
  }

  clear(): void {
    this.#groups = [];
    this.#bytes = 0;
  }

  /** From the newest key picture on; empty before the first. */
  newestGroup(): readonly CameraUnit[] {
    return this.#groups.at(-1)?.units ?? [];
  }

  /** Everything from the first key picture on that came at `sinceMs` (of the thread's monotonic clock) or later. */
  since(sinceMs: number): readonly CameraUnit[] {
    const first = this.#groups.findIndex(({ units }) => (units[0]?.receivedMonotonic ?? -Infinity) >= sinceMs);
    return first < 0 ? [] : this.#groups.slice(first).flatMap(({ units }) => units);
  }

  /** @returns how many pictures it had */
  #forgetOldest(): number {
    const group = this.#groups.shift();
    this.#bytes -= group?.bytes ?? 0;
    return group?.units.length ?? 0;
  }
}
