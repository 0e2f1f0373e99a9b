/** What JavaScript adds to pages, and charts on somebody else's page. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page, Route } from 'playwright-core';
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

/** A page of another origin than the hub, and what went wrong on it. */
async function onAnotherPage(
  html: string,
  width: number,
  onChart?: (route: Route) => Promise<void>,
): Promise<{ readonly page: Page; readonly faults: string[] }> {
  const blog = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => {
    blog.listen(0, '127.0.0.1', resolve);
  });
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  onTestFinished(async () => {
    await context.close();
    blog.close();
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  if (onChart !== undefined) await page.route(/\/charts\/.*\.json/, onChart);
  await page.goto(`http://127.0.0.1:${(blog.address() as AddressInfo).port}/`);
  return { page, faults };
}

test("a chart stands on somebody else's page, as a frame and as a web component", async () => {
  const html = `<!doctype html><html lang="en"><title>A blog</title><h1>A blog</h1>
    <iframe src="${origin}/embed/population?unit=0202021&lang=en" title="Population" width="100%" height="100"></iframe>
    <wezel-metric code="population" unit="0202021" view="line" lang="en"></wezel-metric>
    <script async src="${origin}/embed.js"></script></html>`;
  const { page, faults } = await onAnotherPage(html, 900);
  // Playwright looks into shadow roots.
  const picture = page.locator('wezel-metric img');
  await picture.waitFor();
  expect(await picture.getAttribute('alt')).toContain('Dzierżoniów');
  await page.locator('wezel-metric summary').click();
  await page.locator('wezel-metric table tbody tr').first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => (document.querySelector('iframe')?.getBoundingClientRect().height ?? 0) > 200);
  await page.frameLocator('iframe').locator('table tbody tr').first().waitFor({ state: 'attached' });
  expect(faults).toEqual([]);
});

test('a web component keeps its letters and its picture in a page whose styles would spoil both', async () => {
  const hostile = `* { font: 3px/0.1 monospace !important; letter-spacing: 1em !important; text-transform: uppercase !important;
      white-space: nowrap !important; text-indent: -9999px !important; cursor: none !important; }
    img, table, figure, details, svg, a { display: none !important; opacity: 0 !important; }
    body { text-align: right; direction: rtl; }`;
  const html = `<!doctype html><html lang="en"><title>Hostile</title><style>${hostile}</style>
    <div style="width: 300px"><wezel-metric code="population" unit="0202021" lang="en"></wezel-metric></div>
    <wezel-metric code="population" view="rank" lang="en"></wezel-metric>
    <wezel-metric code="no-such-metric" lang="en"></wezel-metric>
    <wezel-metric lang="en"></wezel-metric>
    <script src="${origin}/embed.js"></script></html>`;
  const { page, faults } = await onAnotherPage(html, 1_000);
  const pictures = page.locator('wezel-metric img');
  await pictures.nth(1).waitFor();
  const shown = await pictures.evaluateAll(async (images) => {
    await Promise.all(images.map((image) => (image as HTMLImageElement).decode()));
    return images.map((image) => ({
      natural: (image as HTMLImageElement).naturalWidth,
      width: image.getBoundingClientRect().width,
    }));
  });
  // Where there is little room, the picture is one that was made for it.
  expect(shown[0]).toEqual({ natural: 400, width: 300 });
  expect(shown[1]?.natural).toBe(720);
  const link = page.locator('wezel-metric figcaption a').first();
  const style = await link.evaluate((element) => {
    const { fontSize, letterSpacing, textTransform, whiteSpace, textIndent, direction, display } =
      getComputedStyle(element);
    return { fontSize, letterSpacing, textTransform, whiteSpace, textIndent, direction, display };
  });
  expect(style).toEqual({
    fontSize: '16px',
    letterSpacing: 'normal',
    textTransform: 'none',
    whiteSpace: 'normal',
    textIndent: '0px',
    direction: 'ltr',
    display: 'inline',
  });
  const alert = page.locator('wezel-metric [role=alert]');
  expect(await alert.first().innerText()).toContain('no-such-metric');
  expect((await alert.first().boundingBox())?.height).toBeGreaterThan(15);
  expect(await alert.last().innerText()).toContain('The attribute "code" names the metric');
  await page.locator('wezel-metric summary').nth(1).click();
  const table = page.locator('wezel-metric table');
  await table.locator('th').first().waitFor();
  expect((await table.locator('th').allInnerTexts()).slice(0, 4)).toEqual(['Rank', 'Code', 'Name', 'Value']);
  expect(await table.locator('td.number').nth(1).innerText()).toMatch(/^\d{1,3}(,\d{3})+$/);
  expect(await table.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))).toBeCloseTo(14.4);
  expect(faults).toEqual([]);
});

test('a web component changes its picture with the room that it has', async () => {
  const html = `<!doctype html><html lang="en"><title>Wide and narrow</title>
    <wezel-metric code="population" unit="0202021" lang="en"></wezel-metric>
    <script src="${origin}/embed.js"></script></html>`;
  const { page } = await onAnotherPage(html, 900);
  const source = () => page.locator('wezel-metric img').getAttribute('src');
  await page.locator('wezel-metric img').waitFor();
  expect(await source()).not.toContain('width=');
  await page.setViewportSize({ width: 320, height: 800 });
  await expect.poll(source).toContain('width=400');
  await page.setViewportSize({ width: 900, height: 800 });
  await expect.poll(source).not.toContain('width=');
});

test('the link of a web component stays on the page of its metric whatever the code', async () => {
  const html = `<!doctype html><html lang="en"><title>Codes</title>
    <wezel-metric code="a/../b?c#d" lang="en"></wezel-metric>
    <script src="${origin}/embed.js"></script></html>`;
  const { page } = await onAnotherPage(html, 900, async (route) => {
    const own = await route.fetch({ url: `${origin}/charts/population.json?unit=0202021&lang=en` });
    await route.fulfill({ response: own });
  });
  const link = page.locator('wezel-metric figcaption a');
  await link.waitFor();
  expect(await link.getAttribute('href')).toBe(`${origin}/en/metrics/a%2F..%2Fb%3Fc%23d`);
});
