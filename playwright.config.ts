/** The whole program in real Electron: files side by side, the tests of one file one after the other on the same program. */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  // The longest first: begun last, it would keep one screen busy after the other has nothing left to do.
  projects: [
    { name: 'whole day', testMatch: 'whole-day.spec.ts' },
    { name: 'program', testMatch: '**/*.spec.ts', testIgnore: 'whole-day.spec.ts' },
  ],
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { trace: 'off' },
});
