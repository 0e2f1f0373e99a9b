/** Lighthouse's scores of the main pages. */
import lighthouse from 'lighthouse';
import { expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { origin } from './hub.ts';

const port = 9_300 + Number(process.env['VITEST_POOL_ID'] ?? 0);
await openBrowser([`--remote-debugging-port=${port}`]);

const paths = [
  '/',
  '/search?q=dzierzoniow',
  '/map',
  '/units/0202021',
  '/offices/kwp-katowice',
  '/projects',
  '/practices/dzierzoniow-quality-programme',
  '/events/polska-konferencja-jakosci-2017',
  '/metrics/population',
  '/data',
];

const least = { performance: 0.95, accessibility: 1, 'best-practices': 0.95, seo: 0.95 };

test.for(paths)('%s', { timeout: 180_000, retry: 1 }, async (path) => {
  // The first answer makes the page; visitors get it from the cache.
  await fetch(origin + path, { headers: { accept: 'text/html' } });
  const result = await lighthouse(origin + path, {
    port,
    logLevel: 'silent',
    onlyCategories: Object.keys(least),
    // It has no https where it is tested.
    skipAudits: ['is-on-https', 'redirects-http'],
  });
  const { categories = {}, audits = {} } = result?.lhr ?? {};
  for (const [name, wanted] of Object.entries(least)) {
    const score = categories[name]?.score ?? 0;
    const refs = categories[name]?.auditRefs ?? [];
    const lacking = refs.flatMap(({ id, weight }) => {
      const audit = audits[id];
      return weight > 0 && audit?.score != null && audit.score < 1
        ? [`${id} ${audit.score} ${audit.displayValue ?? ''}`]
        : [];
    });
    expect({ name, isEnough: score >= wanted, score, lacking }).toEqual({ name, isEnough: true, score, lacking });
  }
});
