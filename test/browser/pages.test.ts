/** Each page in both languages as people meet it: wide, narrow, light, dark, without JavaScript. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { addressIn, languages, paths } from './addresses.ts';
import { faultsOfMarkup } from './markup.ts';
import { openSite } from './site.ts';

const site = await openSite();
const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** The colours alone change with the scheme. */
const rules = {
  light: "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']",
  dark: "{ type: 'rule', values: ['color-contrast'] }",
} as const;

async function violations(page: Page, scheme: keyof typeof rules): Promise<string[]> {
  await page.emulateMedia({ colorScheme: scheme });
  const { violations: found } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ${rules[scheme]}, resultTypes: ['violations'] })`,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

const overflow = `[...document.querySelectorAll('body *')]
  .filter((one) => document.documentElement.scrollWidth > innerWidth && one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 120)).slice(0, 5)`;

describe.for(languages)('in the language at "%s/"', (language) => {
  test.for(paths)('%s', async (path) => {
    const address = addressIn(language, path);
    expect(await faultsOfMarkup(site.origin + address)).toEqual([]);

    const seen = await site.open(address, { width: 1280 });
    await seen.page.evaluate(axeSource);
    expect(await violations(seen.page, 'light'), 'light').toEqual([]);
    expect(await violations(seen.page, 'dark'), 'dark').toEqual([]);
    await seen.page.setViewportSize({ width: 320, height: 800 });
    expect(await seen.page.evaluate(overflow), '320 px').toEqual([]);
    expect(seen.leave()).toEqual([]);

    const plain = await site.open(address, { width: 320, hasScript: false });
    expect(await plain.page.locator('h1').count()).toBe(1);
    expect((await plain.page.locator('main').innerText()).length).toBeGreaterThan(60);
    expect(plain.leave()).toEqual([]);
  });
});
