/** Has a vehicle entered since it was weighed? Asked for each load sheet (station-contract.md, the gross of a sheet). */
import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 150,
  name: 'gate-entry',
  sql: `
CREATE INDEX gate_pass_entry ON gate_pass (plate, passedAtMs) WHERE direction = 'in';
`,
};
