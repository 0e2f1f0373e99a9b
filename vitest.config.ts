import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { clientTests } from './test/harness/client-tests.ts';

const outputFile = process.env['TEST_REPORT'];
const jsonReport: ['json', { outputFile: string }][] = outputFile ? [['json', { outputFile }]] : [];

/** Start and kill processes of the hub, load much, or wait long, each file for ten seconds or more: `npm run test:slow`. */
const slowTests = 'test/**/*.slow.test.ts';
/** Start a whole cluster with Debian's programs, which takes minutes: `npm run test:cluster`. */
const clusterTests = 'test/cluster/**/*.cluster.test.ts';
/** Open pages in chromium: `npm run test:browser`. */
const browserTests = 'test/browser/**/*.test.ts';
const excluded = [...configDefaults.exclude, ...clientTests.excluded];

interface ProjectOptions {
  readonly include: string;
  readonly exclude: string[];
  readonly test?: TestProjectInlineConfiguration['test'];
}

function project(name: string, { include, exclude, test = {} }: ProjectOptions): TestProjectInlineConfiguration {
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
      ...test,
    },
  };
}

/** Steps on a page have time-outs of their own, as long as the machine needs (test/browser/setup.ts). */
const inOneBrowser: TestProjectInlineConfiguration['test'] = {
  globalSetup: clientTests.hasBrowser ? ['test/browser/setup.ts'] : [],
  maxWorkers: 1,
  testTimeout: 900_000,
  hookTimeout: 900_000,
};

export default defineConfig({
  test: {
    projects: [
      project('hub', {
        include: 'test/**/*.test.ts',
        exclude: [...excluded, slowTests, clusterTests, browserTests],
      }),
      project('slow', { include: slowTests, exclude: excluded }),
      project('cluster', { include: clusterTests, exclude: excluded }),
      project('browser', { include: browserTests, exclude: excluded, test: inOneBrowser }),
    ],
    globalSetup: 'test/harness/server.ts',
    reporters: ['default', ...jsonReport, clientTests.reporter],
  },
});
