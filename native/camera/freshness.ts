/** Is the picture of now? Compares what the answer and its EXIF part say with the camera's own clock and ours. */
import type { EpochMs } from '../../preload/contract/vocabulary.ts';
import type { ExifTime } from './exif-time.ts';

export interface PictureClocks {
  /** Our clock when the answer began. */
  readonly stationNow: EpochMs;
  /** Camera clock minus ours; null while it could not be read. */
  readonly cameraOffsetMs: number | null;
  /** Minutes east of Greenwich of the camera's local time; null where it does not say. */
  readonly cameraUtcOffsetMinutes: number | null;
}

export interface PictureClaims {
  readonly exif: ExifTime | null;
  /** HTTP `Date` and `Last-Modified` as received. */
  readonly date: string | null;
  readonly lastModified: string | null;
}

/** Times before this are placeholders: clocks that were never set, and `Last-Modified` written against caching. */
const EARLIEST_CLAIM = Date.UTC(2020, 0, 1);

/**
 * How old the picture is by its most damning claim, in milliseconds; null when nothing says when it was taken.
 *
 * A claim is measured against the camera's clock and against ours, and the younger age counts: a wrong "stale" would
 * stop every truck of a site whose camera has its time zone wrong, and that fault has its own sign (the clock offset).
 */
export function pictureAgeMs(claims: PictureClaims, clocks: PictureClocks): { ageMs: number; says: string } | null {
  const zone = claims.exif?.utcOffsetMinutes ?? clocks.cameraUtcOffsetMinutes;
  const times: { says: string; at: number }[] = [];
  if (claims.exif !== null && zone !== null) times.push({ says: 'EXIF', at: claims.exif.localMs - zone * 60_000 });
  if (claims.lastModified !== null) times.push({ says: 'Last-Modified', at: Date.parse(claims.lastModified) });
  if (claims.date !== null) times.push({ says: 'Date', at: Date.parse(claims.date) });
  let oldest: { ageMs: number; says: string } | null = null;
  for (const { says, at } of times) {
    // NaN (no date at all) fails this comparison too.
    if (!(at >= EARLIEST_CLAIM)) continue;
    const byStation = clocks.stationNow - at;
    const ageMs = clocks.cameraOffsetMs === null ? byStation : Math.min(byStation, byStation + clocks.cameraOffsetMs);
    if (oldest === null || ageMs > oldest.ageMs) oldest = { ageMs, says };
  }
  return oldest;
}
