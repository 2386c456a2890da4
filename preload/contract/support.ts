/** What the people who look after a station ask of it (product.md O7). */
import * as z from 'zod';
import { change, EVERYONE } from './call.ts';

export const supportCalls = {
  /**
   * Makes a diagnostic bundle in the data folder: logs, versions, configuration without secrets, states, the last bytes of
   * each scale's wire. store.disk-full, store.failed
   */
  'support.bundle': change({
    input: z.strictObject({}),
    output: z.strictObject({
      /** Where it lies, on the station's computer. */
      file: z.string(),
      bytes: z.number().int(),
      /** Of older log lines that had no room. */
      leftOutBytes: z.number().int(),
    }),
    // Nothing in it is secret, and until sign-in exists nobody at a real station has a role.
    roles: EVERYONE,
  }),
};
