/** Whether the plate is about to be read, so that nobody is asked for it too early. Pure. */
import type { StationInfo } from '../../preload/contract/station.ts';
import type { WeighingState } from '../../preload/contract/weighing.ts';

/** So long nobody is asked while nothing happens: a plate takes a second to read, and a dead reader must not stop the clerk. */
export const PATIENCE_MS = 1500;

export type Awaited = Pick<WeighingState, 'phase' | 'passId'> & {
  readonly capture: Pick<NonNullable<WeighingState['capture']>, 'id' | 'readings'> | null;
  readonly document: object | null;
};

/** @param late nothing happened for {@link PATIENCE_MS} */
export function willRead(
  info: Pick<StationInfo, 'mode' | 'readsPlates' | 'captureWhenSteady'> | null,
  weighing: Awaited | null,
  late: boolean,
): boolean {
  if (info?.mode !== 'attended' || !info.readsPlates || !info.captureWhenSteady) return false;
  if (weighing === null || weighing.document !== null) return false;
  const { capture, phase } = weighing;
  // Driving on, or before the cameras: the station is at work, each within a time of its own.
  if (capture === null) return phase !== 'steady' || !late;
  return capture.readings?.state === 'reading' && !late;
}

/** What is waited for, once: a truck at rest, or the pictures of a capture. null: nothing with an end of its own. */
export function awaited(weighing: Awaited | null): string | null {
  if (weighing === null || weighing.document !== null) return null;
  const { capture, passId, phase } = weighing;
  if (capture === null) return phase === 'steady' ? `${passId ?? ''} ${phase}` : null;
  return capture.readings?.state === 'reading' ? [capture.id, ...capture.readings.pictures].join(' ') : null;
}

/** What has happened while it is waited for: each display that is read shows that the reader lives. */
export const progressOf = (weighing: Awaited | null): string =>
  `${awaited(weighing) ?? ''} ${weighing?.capture?.readings?.displays.length ?? 0}`;
