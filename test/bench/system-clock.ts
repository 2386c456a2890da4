/** This machine's clocks, as the station is given them; set back where a backlog is wanted. */
import type { Clock, EpochMs, MonotonicMs } from '../../preload/contract/vocabulary.ts';

export const systemClock = (setBackMs = 0): Clock => ({
  wall: () => (Date.now() - setBackMs) as EpochMs,
  monotonic: () => performance.now() as MonotonicMs,
});
