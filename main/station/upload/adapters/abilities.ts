/** What each interface can do, by its word in `platform.adapter`. */
import type { PlatformAbilities } from '../../../../preload/contract/platform.ts';

export const ABILITIES = {
  standard: { enrolment: true, heartbeat: true, chain: true, events: true },
  /** Takes records, and has no form for anything else. */
  'county-json': { enrolment: false, heartbeat: false, chain: false, events: false },
} as const satisfies Readonly<Record<string, PlatformAbilities>>;
