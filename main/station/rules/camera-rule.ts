/**
 * How large a camera's picture and video must be. Source: domain.md N1–N3, A9–A11 (称重检测抓拍 ≥ 200万像素, 进出厂抓拍
 * ≥ 400万像素, 视频 ≥ 720P). Counted in pixels as measured: 2560×1440, often sold as four megapixels, is 3.7 and no.
 */
import type { CameraRole } from '../../../preload/contract/vocabulary.ts';

const LANE_PIXELS = 2_000_000;
const GATE_PIXELS = 4_000_000;
const VIDEO = { width: 1280, height: 720 } as const;

export interface Measured {
  readonly width: number;
  readonly height: number;
}

export interface Judgement {
  /** null: nothing was measured. */
  readonly ok: boolean | null;
  readonly leastPixels: number;
}

/** @param role null: not said; the lane's rule holds */
export function judgePicture(role: CameraRole | null, measured: Measured | null): Judgement {
  const leastPixels = role === 'gate-in' || role === 'gate-out' ? GATE_PIXELS : LANE_PIXELS;
  return { leastPixels, ok: measured === null ? null : measured.width * measured.height >= leastPixels };
}

/** Either way up: a camera turned on its side has as many lines. */
export function judgeVideo(measured: Measured | null): Judgement {
  const leastPixels = VIDEO.width * VIDEO.height;
  if (measured === null) return { leastPixels, ok: null };
  const [short, long] = [Math.min(measured.width, measured.height), Math.max(measured.width, measured.height)];
  return { leastPixels, ok: long >= VIDEO.width && short >= VIDEO.height };
}
