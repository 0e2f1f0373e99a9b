/** Each page in both languages as people meet it: narrow, wide, light, dark, by keyboard, without JavaScript. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import { HtmlValidate } from 'html-validate';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { addressIn, languages, origin, paths } from './hub.ts';
import { closed, open } from './opened.ts';

const browser = await openBrowser();
const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** What the standard says is wrong; not how somebody likes to write it. */
const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    // Preact writes `<br/>` and `hidden=""`, which HTML allows.
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-trailing-whitespace': 'off',
  },
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })`,
  );
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

const overflow = `[...document.querySelectorAll('body *')]
  .filter((one) => document.documentElement.scrollWidth > innerWidth && one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 120)).slice(0, 5)`;

describe.for(languages)('under "%s"', (language) => {
  test.for(paths)('%s', { timeout: 120_000 }, async (path) => {
    const address = addressIn(language, path);
    const seen = await open(browser, address, { width: 1280 });
    expect(await violations(seen.page), 'light').toEqual([]);
    await seen.page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(seen.page), 'dark').toEqual([]);
    await seen.page.setViewportSize({ width: 320, height: 800 });
    expect(await seen.page.evaluate(overflow), '320 px').toEqual([]);
    expect(await closed(seen)).toEqual([]);

    const plain = await open(browser, address, { width: 320, hasScript: false });
    expect(await plain.page.locator('h1').count()).toBe(1);
    expect((await plain.page.locator('main').innerText()).length).toBeGreaterThan(60);
    expect(await closed(plain)).toEqual([]);

    const html = await (await fetch(origin + address, { headers: { accept: 'text/html' } })).text();
    const report = await validator.validateString(html);
    const messages = report.results.flatMap((result) => result.messages);
    expect(messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} at ${selector}`)).toEqual([]);
  });
});

/** The element that has the focus, and whether one sees that. */
const focused = `(() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return { html: one.outerHTML.slice(0, 100), isBody: one === document.body, isSeen: style.outlineStyle !== 'none' && box.width > 0 };
})()`;

interface Focused {
  readonly html: string;
  readonly isBody: boolean;
  readonly isSeen: boolean;
}

test.for(['/', '/map', '/units/0202021', '/practices', '/compare', '/developers'])(
  '%s by keyboard alone',
  { timeout: 120_000 },
  async (path) => {
    const { page } = await open(browser, path, { width: 1280 });
    await page.keyboard.press('Tab');
    expect((await page.evaluate<Focused>(focused)).html).toContain('class="skip"');
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#content');
    const seen: string[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      const { html, isBody, isSeen } = await page.evaluate<Focused>(focused);
      if (isBody) break;
      expect([html, isSeen]).toEqual([html, true]);
      expect(html).not.toBe(seen.at(-1));
      seen.push(html);
    }
    expect(seen.length).toBeGreaterThan(3);
    await page.context().close();
  },
);

test('a search by keyboard, with and without JavaScript', { timeout: 120_000 }, async () => {
  for (const hasScript of [true, false]) {
    const { page } = await open(browser, '/', { width: 1280, hasScript });
    await page.locator('main input[type=search]').focus();
    await page.keyboard.type('Dzierżoniów');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=/);
    await page.locator('main a[href="/units/0202021"]').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/units\/0202021/);
    expect(await page.locator('h1').innerText()).toContain('Dzierżoniów');
    await page.context().close();
  }
});

test('the numbers of the map are those of the API', { timeout: 120_000 }, async () => {
  const query = `{ ranking(metric: "population", period: "2023", level: VOIVODESHIP, first: 20) {
    edges { node { unit { name } value } } } }`;
  const response = await fetch(`${origin}/graphql?${new URLSearchParams({ query })}`);
  type Answer = { data: { ranking: { edges: { node: { unit: { name: string }; value: number } }[] } } };
  const { data } = (await response.json()) as Answer;
  const { page } = await open(browser, '/map', { width: 1280 });
  const rows = await page.locator('main table tbody tr').allInnerTexts();
  const shown = rows.map((row) => row.replaceAll(/[\s\u00a0\u202f]/g, ''));
  expect(shown).toHaveLength(16);
  for (const { node } of data.ranking.edges) {
    expect(
      shown.filter((row) => row.includes(node.unit.name.replaceAll(' ', '')) && row.endsWith(String(node.value))),
    ).toHaveLength(1);
  }
  await page.context().close();
});
