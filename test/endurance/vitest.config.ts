/** What takes minutes of the clock and little of the processor: `npm test` runs it beside everything else. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { environment: 'node', root: import.meta.dirname, include: ['**/*.test.ts'], pool: 'forks', maxWorkers: 1 },
});
