/** The head of every page: name, search, the other language, menu. */
import { withQuery } from '../addresses.ts';
import { SearchForm, siteSearchId } from '../components/search-form.tsx';
import { addressIn } from '../language.ts';
import type { PageRequest } from '../page.ts';
import { menu, menuPaths } from './menu.ts';

export function Header({ request }: { request: PageRequest }) {
  const { texts, language, path, search } = request;
  const other = language === 'pl' ? 'en' : 'pl';
  return (
    <header class="site">
      <div class="bar">
        <a class="brand" href={addressIn(language, '/')}>
          {texts.site.name}
        </a>
        <SearchForm request={request} id={siteSearchId} />
        <a
          class="language"
          href={withQuery(addressIn(other, path), Object.fromEntries(search))}
          hreflang={other}
          lang={other}
        >
          {texts.site.otherLanguage}
        </a>
      </div>
      <nav aria-label={texts.site.mainMenu}>
        <ul>
          {menu.map((item) => (
            <li key={item}>
              <a
                href={addressIn(language, menuPaths[item])}
                aria-current={path === menuPaths[item] ? 'page' : undefined}
              >
                {texts.menu[item]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
