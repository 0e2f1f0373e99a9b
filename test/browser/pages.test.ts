/** Each page in both languages as people meet it: wide, narrow, light, dark, without JavaScript. */
import { describe, test } from 'vitest';
import { addressIn, languages, paths, statusOf } from './addresses.ts';
import { openSite } from './site.ts';
import { expectReadable } from './walk.ts';

const site = await openSite();

describe.for(languages)('in the language at "%s/"', (language) => {
  test.for(paths)('%s', (path) => expectReadable(site, addressIn(language, path), statusOf(path)));
});
