/** `npm run lighthouse`: Lighthouse's scores of the main pages of a hub that runs at HUB_URL; fails where one is too low. */
import { chromium } from 'playwright-core';
import { browserArguments, executablePath } from './chromium.ts';
import { mainPages, scoresOf } from './scores.ts';

const origin = process.env['HUB_URL'] ?? 'http://localhost:4000';
const port = 9_333;

const browser = await chromium.launch({ executablePath, args: browserArguments(port) });
for (const path of mainPages) {
  const { scores, faults } = await scoresOf(origin + path, port);
  console.log(
    path,
    Object.entries(scores)
      .map(([name, score]) => `${name} ${score}`)
      .join(', '),
  );
  for (const fault of faults) console.log(`  ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}
await browser.close();
