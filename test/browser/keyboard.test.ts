/** Pages by keyboard alone, and what they show as the API returns it. */
import { expect, test } from 'vitest';
import { paths, statusOf } from './addresses.ts';
import { openSite } from './site.ts';
import { expectWalkedByKeyboard } from './walk.ts';

const site = await openSite();

test.for(paths)('%s by keyboard alone', (path) => expectWalkedByKeyboard(site, path, statusOf(path)));

test('a search by keyboard, with and without JavaScript', async () => {
  for (const hasScript of [true, false]) {
    const seen = await site.open('/', { width: 1280, hasScript });
    const { page } = seen;
    await page.locator('main input[type=search]').focus();
    await page.keyboard.type('Dzierżoniów');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=/);
    await page.locator('main a[href="/units/0202021"]').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/units\/0202021/);
    expect(await page.locator('h1').innerText()).toContain('Dzierżoniów');
    seen.leave();
  }
});

test('the numbers of the map are those of the API', async () => {
  const query = `{ ranking(metric: "population", period: "2023", level: VOIVODESHIP, first: 20) {
    edges { node { unit { name } value } } } }`;
  const response = await fetch(`${site.origin}/graphql?${new URLSearchParams({ query })}`);
  type Answer = { data: { ranking: { edges: { node: { unit: { name: string }; value: number } }[] } } };
  const { data } = (await response.json()) as Answer;
  const seen = await site.open('/map', { width: 1280 });
  const rows = await seen.page.locator('main table tbody tr').allInnerTexts();
  const shown = rows.map((row) => row.replaceAll(/[\s\u00a0\u202f]/g, ''));
  expect(shown).toHaveLength(16);
  for (const { node } of data.ranking.edges) {
    expect(
      shown.filter((row) => row.includes(node.unit.name.replaceAll(' ', '')) && row.endsWith(String(node.value))),
    ).toHaveLength(1);
  }
  seen.leave();
});
