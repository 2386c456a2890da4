/** Everything but the window: it runs on plain Node, straight from the TypeScript sources. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/{unit,property,migrations,station,traces,faults,security}/**/*.test.ts'],
    pool: 'forks',
    // One more than the two processors that it is tuned on: most station tests wait for a real wire.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    coverage: { include: ['main/**', 'native/**', 'preload/**'] },
  },
});
