/** What JavaScript adds to pages, and charts on somebody else's page. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openSite } from './site.ts';

const site = await openSite();
const { origin, browser } = site;

test('suggestions come while one types, and the keyboard reaches them', async () => {
  const seen = await site.open('/en', { width: 1280 });
  const box = seen.page.locator('main input[type=search]');
  // On a slow machine those for the first letters come first, and are replaced.
  const whole = seen.page.waitForResponse((response) =>
    response.url().endsWith(`?q=${encodeURIComponent('Dzierżon')}`),
  );
  await box.pressSequentially('Dzierżon', { delay: 20 });
  await whole;
  const options = seen.page.locator('[role=option]');
  await options.filter({ hasText: 'Dzierżoniów' }).first().waitFor();
  await seen.page.keyboard.press('ArrowDown');
  expect(await options.first().getAttribute('aria-selected')).toBe('true');
  await seen.page.keyboard.press('Enter');
  await seen.page.waitForURL(/\/en\/(units|practices|offices|projects|events|calls|living-labs)\//);
  expect(seen.leave()).toEqual([]);
});

test('a map zooms by button, moves, names what is under the pointer, and goes by arrow keys', async () => {
  const seen = await site.open('/en/map', { width: 1280 });
  const svg = seen.page.locator('[data-map] svg').first();
  const box = (): Promise<string | null> => svg.getAttribute('viewBox');
  const before = await box();
  await seen.page.locator('[data-map] button').first().click();
  const zoomed = await box();
  expect(zoomed).not.toBe(before);
  const area = await svg.boundingBox();
  const [x, y] = [(area?.x ?? 0) + (area?.width ?? 0) / 2, (area?.y ?? 0) + (area?.height ?? 0) / 2];
  await seen.page.mouse.move(x, y);
  await seen.page.mouse.down();
  await seen.page.mouse.move(x + 60, y + 40, { steps: 5 });
  await seen.page.mouse.up();
  expect(await box()).not.toBe(zoomed);
  expect(await svg.locator('a title').first().textContent()).toMatch(/: [\d,.]+/);
  await svg.locator('a').first().focus();
  const focused = (): Promise<string | null> =>
    seen.page.evaluate(() => document.activeElement?.getAttribute('href') ?? null);
  const first = await focused();
  await seen.page.keyboard.press('ArrowRight');
  const next = await focused();
  expect(next).toMatch(/^\/en\/units\//);
  expect(next).not.toBe(first);
  expect(seen.leave()).toEqual([]);
});

test('a picture of a chart becomes a chart, which says its values by arrow keys', async () => {
  const seen = await site.open('/en/units/0202021', { width: 1280 });
  const figure = seen.page.locator('figure[data-chart]').first();
  await figure.scrollIntoViewIfNeeded();
  const chart = figure.locator('.drawn');
  await chart.locator('canvas').first().waitFor();
  expect(await figure.locator('picture').isVisible()).toBe(false);
  expect(await chart.getAttribute('aria-label')).toContain('Dzierżoniów');
  await chart.focus();
  await seen.page.keyboard.press('ArrowRight');
  await figure
    .locator('[aria-live]')
    .filter({ hasText: /^\d{4}, Dzierżoniów: [\d,]+/ })
    .waitFor();
  expect(seen.leave()).toEqual([]);
});

test('the map of a metric becomes one whose units lead to their pages', async () => {
  const seen = await site.open('/en/metrics/population?level=VOIVODESHIP', { width: 1280 });
  const map = seen.page.locator('#map .drawn-map');
  await seen.page.locator('#map figure').scrollIntoViewIfNeeded();
  await map.locator('svg a').first().waitFor();
  expect(await map.locator('.map svg a').count()).toBe(16);
  expect(await map.locator('svg title').first().textContent()).toMatch(/: [\d,]+$/);
  await map.locator('svg a').first().focus();
  await seen.page.keyboard.press('Enter');
  await seen.page.waitForURL(/\/en\/units\/\d\d$/);
  seen.leave();
});

test('a table is sorted in place as it is sorted by the server', async () => {
  const rows = 'main table[data-sorted] tbody tr';
  const plain = await site.open('/en/map?sort=value', { width: 1280, hasScript: false });
  const expected = await plain.page.locator(rows).allInnerTexts();
  expect(plain.leave()).toEqual([]);
  const seen = await site.open('/en/map', { width: 1280 });
  const heading = seen.page.locator('main table[data-sorted] th').nth(1);
  await heading.locator('a').click();
  expect(await seen.page.locator(rows).allInnerTexts()).toEqual(expected);
  expect(await heading.getAttribute('aria-sort')).toBe('ascending');
  expect(new URL(seen.page.url()).searchParams.get('sort')).toBe('value');
  await heading.locator('a').press('Enter');
  expect(await heading.getAttribute('aria-sort')).toBe('descending');
  expect(await seen.page.locator(rows).allInnerTexts()).not.toEqual(expected);
  expect(seen.leave()).toEqual([]);
});

test("a chart stands on somebody else's page, as a frame and as a web component", async () => {
  const html = `<!doctype html><html lang="en"><title>A blog</title><h1>A blog</h1>
    <iframe src="${origin}/embed/population?unit=0202021&lang=en" title="Population" width="100%" height="100"></iframe>
    <wezel-metric code="population" unit="0202021" view="line" lang="en"></wezel-metric>
    <script async src="${origin}/embed.js"></script></html>`;
  const blog = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => {
    blog.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    blog.close();
  });
  const context = await browser.newContext({ viewport: { width: 900, height: 900 } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(`http://127.0.0.1:${(blog.address() as AddressInfo).port}/`);
  // Playwright looks into shadow roots.
  const picture = page.locator('wezel-metric img');
  await picture.waitFor();
  expect(await picture.getAttribute('alt')).toContain('Dzierżoniów');
  await page.locator('wezel-metric summary').click();
  await page.locator('wezel-metric table tbody tr').first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => (document.querySelector('iframe')?.getBoundingClientRect().height ?? 0) > 200);
  await page.frameLocator('iframe').locator('table tbody tr').first().waitFor({ state: 'attached' });
  expect(faults).toEqual([]);
  await context.close();
});
