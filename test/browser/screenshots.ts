/** `npm run screenshots`: pictures of the main pages for docs/screenshots, of a hub that runs at HUB_URL. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { browserArguments, executablePath } from './chromium.ts';

const origin = process.env['HUB_URL'] ?? 'http://localhost:4000';
const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

const pages = {
  home: '/en',
  map: '/en/map?metric=population&period=2023&level=VOIVODESHIP',
  unit: '/en/units/0202021',
  metric: '/en/metrics/population',
  compare: '/en/compare?units=0202021,1261011&metrics=population',
  practice: '/en/practices/dzierzoniow-quality-programme',
  event: '/en/events/polska-konferencja-jakosci-2017',
  load: '/en/data/load',
} as const;

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: browserArguments() });
// Small enough for a repository: no more pixels than a README shows.
const page = await browser.newPage({ viewport: { width: 1000, height: 700 }, deviceScaleFactor: 1 });
for (const [name, path] of Object.entries(pages)) {
  await page.goto(origin + path, { waitUntil: 'networkidle' });
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
}
await browser.close();
