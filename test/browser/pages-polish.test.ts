import { testEveryPage } from './every-page.ts';
import { openSite } from './site.ts';

testEveryPage(await openSite(), '');
