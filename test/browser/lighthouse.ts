/** `npm run lighthouse`: Lighthouse's scores of the main pages of a hub that runs at HUB_URL; fails where one is too low. */
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { executablePath } from './chromium.ts';

const origin = process.env['HUB_URL'] ?? 'http://localhost:4000';
const port = 9_333;
const paths = [
  '/',
  '/practices',
  '/map',
  '/units/0202021',
  '/offices/kwp-katowice',
  '/projects',
  '/practices/dzierzoniow-quality-programme',
  '/events/polska-konferencja-jakosci-2017',
  '/metrics/population',
  '/data',
];
const lowest = { performance: 0.95, accessibility: 1, 'best-practices': 0.95, seo: 0.95 };

if (executablePath === undefined) throw new Error('There is no chromium: apt-get install chromium');
const args = ['--no-sandbox', '--disable-dev-shm-usage', `--remote-debugging-port=${port}`];
const browser = await chromium.launch({ executablePath, args });
for (const path of paths) {
  // The first answer makes the page; visitors get it from the cache.
  await fetch(origin + path, { headers: { accept: 'text/html' } });
  const result = await lighthouse(origin + path, {
    port,
    logLevel: 'silent',
    onlyCategories: Object.keys(lowest),
    // There is no https where it is tested.
    skipAudits: ['is-on-https', 'redirects-http'],
  });
  const { categories = {}, audits = {} } = result?.lhr ?? {};
  const scores = Object.entries(lowest).map(([name, wanted]) => ({
    name,
    wanted,
    score: categories[name]?.score ?? 0,
  }));
  console.log(path, scores.map(({ name, score }) => `${name} ${Math.round(score * 100)}`).join(', '));
  for (const { name } of scores.filter(({ score, wanted }) => score < wanted)) {
    process.exitCode = 1;
    for (const { id, weight } of categories[name]?.auditRefs ?? []) {
      const audit = audits[id];
      if (weight > 0 && audit?.score != null && audit.score < 1)
        console.log(`  ${id} ${audit.displayValue ?? audit.title}`);
    }
  }
}
await browser.close();
