/** Tests that need a package of their own run where it is installed; elsewhere the end of a run says that they did not. */
import { existsSync, readdirSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

interface Separate {
  readonly folder: string;
  /** Null where they can run. */
  readonly missing: string | null;
  readonly install: string;
  readonly run: string;
}

const chromium = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const hasChromium = chromium.some((place) => place !== undefined && existsSync(place));

const separate: readonly Separate[] = [
  {
    folder: 'test/clients',
    missing: existsSync('test/clients/node_modules') ? null : 'the clients of other makers are not installed',
    install: 'npm run clients',
    run: 'npm test -- test/clients',
  },
  {
    folder: 'test/readers',
    missing: existsSync('test/readers/node_modules') ? null : 'DuckDB is not installed',
    install: 'npm run readers',
    run: 'npm test -- test/readers',
  },
  {
    folder: 'test/openapi',
    missing: existsSync('test/openapi/node_modules') ? null : 'the tools for OpenAPI are not installed',
    install: 'npm run openapi',
    run: 'npm test -- test/openapi',
  },
  {
    folder: 'test/browser',
    missing: !existsSync('test/browser/node_modules')
      ? 'the packages of the browser tests are not installed'
      : hasChromium
        ? null
        : 'there is no chromium',
    install: hasChromium ? 'npm run browser' : 'apt-get install chromium && npm run browser',
    run: 'npm run test:browser',
  },
];

const skipped = separate.filter(({ missing }) => missing !== null);

const reporter: Reporter = {
  onTestRunEnd() {
    for (const { folder, missing, install, run } of skipped) {
      const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
      console.log(
        `\nSkipped, because ${missing}: ${files.map((name) => `${folder}/${name}`).join(', ')}\n` +
          `To install and run them: ${install} && ${run}\n`,
      );
    }
  },
};

export const clientTests = {
  excluded: skipped.map(({ folder }) => `${folder}/**`),
  reporter,
  hasBrowser: !skipped.some(({ folder }) => folder === 'test/browser'),
};
