/** How many pictures and bits a second came, over the time since it was last asked. */
import type { CameraUnit } from '../../../../native/camera/rtsp/rtsp-session.ts';

export class PictureRate {
  #fromMs = 0;
  #pictures = 0;
  #bytes = 0;

  push(unit: CameraUnit): void {
    this.#pictures += 1;
    for (const nal of unit.nals) this.#bytes += nal.length;
  }

  /** @param nowMs of a clock that never jumps */
  since(nowMs: number): { readonly framesPerSecond: number; readonly kbitPerSecond: number } {
    const ms = Math.max(1, nowMs - this.#fromMs);
    const rate = {
      framesPerSecond: Math.round((this.#pictures * 10_000) / ms) / 10,
      kbitPerSecond: Math.round((this.#bytes * 8) / ms),
    };
    this.#fromMs = nowMs;
    this.#pictures = 0;
    this.#bytes = 0;
    return rate;
  }
}
