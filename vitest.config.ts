import { configDefaults, defineConfig } from 'vitest/config';
import { clientTests } from './test/harness/client-tests.ts';

const outputFile = process.env['TEST_REPORT'];
const jsonReport: ['json', { outputFile: string }][] = outputFile ? [['json', { outputFile }]] : [];

export default defineConfig({
  // As Node resolves it: else the hub's own code gets another copy of graphql than its libraries.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...clientTests.excluded],
    globalSetup: 'test/harness/server.ts',
    // Files share what they import, which takes seconds to read; each has a database of its own.
    isolate: false,
    maxWorkers: 2,
    // Hubs that tests start as processes load the first documents, as the tests' own databases have them.
    env: { STARTER: 'documents' },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', ...jsonReport, clientTests.reporter],
  },
});
