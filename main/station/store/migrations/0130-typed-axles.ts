/** Vehicle files whose axles were only typed are listed for who answers for the site (product.md L1): found without reading all files. */
import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 130,
  name: 'typed-axles',
  sql: `
CREATE INDEX vehicle_typed ON vehicle (updatedAt, plate) WHERE json_extract(body, '$.axleSource') = 'typed';
`,
};
