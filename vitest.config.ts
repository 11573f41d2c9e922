import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // By default one processor is left idle, which on two of them doubles the time.
    maxWorkers: availableParallelism(),
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 60_000, fileParallelism: false },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      // The long form of test/unit/campaign.test.ts: minutes, so it is no tier of the tests.
      { test: { name: 'campaign', include: ['test/campaign/**/*.test.ts'], testTimeout: 7_200_000 } },
      // Pictures to be looked at; they assert little, so they are no tier of the tests.
      {
        test: { name: 'pictures', include: ['test/pictures/**/*.test.ts'], testTimeout: 240_000, hookTimeout: 60_000 },
      },
    ],
  },
});
