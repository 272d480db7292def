import { createRequire } from 'node:module';
import { configDefaults, defineConfig } from 'vitest/config';

const graphql = createRequire(import.meta.url).resolve('graphql');

/** Files that put other modules in the place of ours, for which they need a process of their own. */
const MOCKING = ['standalone/src/docker-compose.test.ts'];
const ALL = '**/*.test.{ts,tsx}';
const NOT_OURS = [...configDefaults.exclude, '**/dist/**', 'e2e/**'];

export default defineConfig({
  // One copy of graphql for all: two copies refuse each other's types.
  resolve: {
    alias: [{ find: /^graphql$/, replacement: graphql }],
    conditions: ['source', 'node', 'development|production'],
  },
  ssr: { resolve: { conditions: ['source', 'node', 'development|production'] } },
  test: {
    setupFiles: ['reflect-metadata'],
    // Whatever is waited for comes at once; a machine that is slow or has much else to do may take its time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 45_000 } },
    maxWorkers: 2,
    projects: [
      // What is loaded stays loaded from file to file, which takes half of the time.
      {
        extends: true,
        test: {
          name: 'shared',
          globalSetup: ['kernel/src/testing/global-setup.ts'],
          include: [ALL],
          exclude: [...NOT_OURS, ...MOCKING],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'mocking', include: MOCKING, isolate: true } },
    ],
  },
});
