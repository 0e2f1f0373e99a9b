/** One page as people meet it: wide, narrow, light, dark, without JavaScript, and by keyboard alone. */
import { expect } from 'vitest';
import { expectAccessible, walkByKeyboard } from './accessibility.ts';
import { faultsOfMarkup } from './markup.ts';
import type { Site } from './site.ts';

/** Of texts in the main part, so that an empty page is none; a short one says that it is not for the reader. */
const minCharacters = 40;

export async function expectReadable(site: Site, address: string, status = 200): Promise<void> {
  expect(await faultsOfMarkup(await site.html(address))).toEqual([]);

  const seen = await site.open(address, { width: 1280, status });
  await expectAccessible(seen.page);
  expect(seen.leave()).toEqual([]);

  const plain = await site.open(address, { width: 320, hasScript: false, status });
  expect(await plain.page.locator('h1').count()).toBe(1);
  expect((await plain.page.locator('main').innerText()).length).toBeGreaterThan(minCharacters);
  expect(plain.leave()).toEqual([]);
}

export async function expectWalkedByKeyboard(site: Site, address: string, status = 200): Promise<void> {
  const seen = await site.open(address, { width: 1280, status });
  const visited = await walkByKeyboard(seen.page);
  expect(visited.length).toBeGreaterThan(3);
  expect(seen.leave()).toEqual([]);
}
