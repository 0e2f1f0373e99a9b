/** Each page in both languages as people meet it: wide, narrow, light, dark, without JavaScript. */
import { describe, expect, test } from 'vitest';
import { expectAccessible } from './accessibility.ts';
import { addressIn, languages, paths } from './addresses.ts';
import { faultsOfMarkup } from './markup.ts';
import { openSite } from './site.ts';

const site = await openSite();

describe.for(languages)('in the language at "%s/"', (language) => {
  test.for(paths)('%s', async (path) => {
    const address = addressIn(language, path);
    expect(await faultsOfMarkup(site.origin + address)).toEqual([]);

    const seen = await site.open(address, { width: 1280 });
    await expectAccessible(seen.page);
    expect(seen.leave()).toEqual([]);

    const plain = await site.open(address, { width: 320, hasScript: false });
    expect(await plain.page.locator('h1').count()).toBe(1);
    expect((await plain.page.locator('main').innerText()).length).toBeGreaterThan(60);
    expect(plain.leave()).toEqual([]);
  });
});
