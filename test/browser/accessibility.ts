/** What people meet on a page that is open: violations of WCAG, what does not fit a narrow screen, where the focus is. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

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

/** Light, dark, and 320 px wide. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  expect(await violations(page, 'light'), 'light').toEqual([]);
  expect(await violations(page, 'dark'), 'dark').toEqual([]);
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await page.evaluate(overflow), '320 px').toEqual([]);
}

/** The element that has the focus, and whether one sees that: by an outline or, of an area of a map, by a thick border. */
const focused = `(() => {
  const one = document.activeElement;
  const area = one.querySelector(':scope > path');
  const style = getComputedStyle(area ?? one);
  const isMarked = area === null ? style.outlineStyle !== 'none' : parseFloat(style.strokeWidth) >= 3;
  return {
    html: one.outerHTML.slice(0, 100),
    isBody: one === document.body,
    isSeen: isMarked && one.getBoundingClientRect().width > 0,
    stops: one.matches('input[type=date]') ? 4 : one.matches('input[type=datetime-local]') ? 7 : 1,
  };
})()`;

interface Focused {
  readonly html: string;
  readonly isBody: boolean;
  readonly isSeen: boolean;
  /** A date has one for the day, the month, the year, and the button of its calendar. */
  readonly stops: number;
}

const maxPresses = 60;

/** From the link that skips the menu on, every stop shows that it has the focus, and none holds it. Returns the stops. */
export async function walkByKeyboard(page: Page): Promise<readonly string[]> {
  await page.keyboard.press('Tab');
  expect((await page.evaluate<Focused>(focused)).html).toContain('class="skip"');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#content$/);
  const visited: string[] = [];
  for (let presses = 0; presses < maxPresses; presses += 1) {
    await page.keyboard.press('Tab');
    const { html, isBody, isSeen, stops } = await page.evaluate<Focused>(focused);
    if (isBody) break;
    expect([html, isSeen]).toEqual([html, true]);
    // The focus moves on: no element holds it for longer than it has stops.
    expect(visited.slice(-stops).filter((earlier) => earlier === html).length).toBeLessThan(stops);
    visited.push(html);
  }
  return visited;
}
