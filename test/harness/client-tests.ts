/** The tests under test/clients run where their package is installed; elsewhere the end of a run says that they did not. */
import { existsSync, readdirSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

const folder = 'test/clients';
const isInstalled = existsSync(`${folder}/node_modules`);

const reporter: Reporter = {
  onTestRunEnd() {
    if (isInstalled) return;
    const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
    console.log(
      `\nSkipped, because the clients of other makers are not installed: ${files.map((name) => `${folder}/${name}`).join(', ')}\n` +
        'To install and run them: npm run clients && npm test -- test/clients\n',
    );
  },
};

export const clientTests = { excluded: isInstalled ? [] : [`${folder}/**`], reporter };
