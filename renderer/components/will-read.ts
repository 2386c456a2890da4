/** Whether the plate is about to be read, so that nobody is asked for it too early. Pure. */
import type { StationInfo } from '../../preload/contract/station.ts';
import type { WeighingState } from '../../preload/contract/weighing.ts';

/** So long nobody is asked while nothing happens: what is dead must not stop the clerk. At rest the cameras are asked at once. */
const AT_REST_MS = 1500;
/** The plates of two pictures of full size took 1.4 to 1.6 s on two slow cores: twice that. */
const READING_MS = 3000;

export const patienceMs = (weighing: Awaited | null): number => (weighing?.capture == null ? AT_REST_MS : READING_MS);

export type Awaited = Pick<WeighingState, 'phase' | 'passId'> & {
  readonly capture: Pick<NonNullable<WeighingState['capture']>, 'id' | 'readings'> | null;
  readonly document: object | null;
};

/** @param late nothing happened for as long as {@link patienceMs} */
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
