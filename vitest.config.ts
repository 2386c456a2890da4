/** Everything but the window: it runs on plain Node, straight from the TypeScript sources. */
import { defineConfig } from 'vitest/config';

const filesOf = (folders: string): string[] => [`test/{${folders}}/**/*.test.ts`];

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    // One more than the two processors that it is tuned on: most station tests wait for a real wire.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    coverage: { include: ['main/**', 'native/**', 'preload/**'] },
    projects: [
      // Files of these share their process: to start one for each takes longer than their tests.
      { extends: true, test: { name: 'code', include: filesOf('unit,property,migrations,traces'), isolate: false } },
      { extends: true, test: { name: 'station', include: filesOf('station,faults,security') } },
    ],
  },
});
