import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { clientTests } from './test/harness/client-tests.ts';

const outputFile = process.env['TEST_REPORT'];
const jsonReport: ['json', { outputFile: string }][] = outputFile ? [['json', { outputFile }]] : [];

/** Start, stop and kill processes of the hub, each of which takes seconds to begin: `npm run test:processes`. */
const processTests = 'test/**/*.process.test.ts';
/** Start a whole cluster with Debian's programs, which takes minutes: `npm run test:cluster`. */
const clusterTests = 'test/cluster/**/*.cluster.test.ts';
const excluded = [...configDefaults.exclude, ...clientTests.excluded];

function project(name: string, include: string, exclude: string[]): TestProjectInlineConfiguration {
  return {
    // As Node resolves it: else the hub's own code gets another copy of graphql than its libraries.
    resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
    test: {
      name,
      include: [include],
      exclude,
      // Files share what they import, which takes seconds to read; each has a database of its own.
      isolate: false,
      maxWorkers: 3,
      // Hubs that tests start as processes load the first documents, as the tests' own databases have them.
      env: { STARTER: 'documents' },
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      project('hub', 'test/**/*.test.ts', [...excluded, processTests, clusterTests]),
      project('processes', processTests, excluded),
      project('cluster', clusterTests, excluded),
    ],
    globalSetup: 'test/harness/server.ts',
    reporters: ['default', ...jsonReport, clientTests.reporter],
  },
});
