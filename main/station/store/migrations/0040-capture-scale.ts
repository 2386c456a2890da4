/** Several scales on one computer (W10): each one asks for its own last capture at the start. */
import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 40,
  name: 'capture-scale',
  sql: 'CREATE INDEX capture_scale ON capture (scaleId);',
};
