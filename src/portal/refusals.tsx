/** Pages about addresses that have nothing to show: each leads on. */
import { percentDecoded } from '#platform/text.ts';
import { SearchForm } from './components/search-form.tsx';
import { addressIn } from './language.ts';
import { menu, menuPaths } from './layout/menu.ts';
import type { PageRequest, View } from './page.ts';

/** What was looked for goes into the search box. */
export function notFoundView(request: PageRequest): View {
  const { errors } = request.texts;
  return {
    title: errors.notFound,
    description: errors.notFoundLead,
    main: (
      <>
        <p>{errors.notFoundLead}</p>
        <SearchForm request={request} id="not-found-search" words={wordsOf(request.path)} />
        <NotFoundLinks request={request} />
      </>
    ),
  };
}

export function failedView({ texts: { errors } }: PageRequest): View {
  return { title: errors.failed, description: errors.failedLead, main: <p>{errors.failedLead}</p> };
}

/** `message`: what cannot be used, and what would do. */
export function wrongView(request: PageRequest, message: string): View {
  return {
    title: request.texts.errors.wrong,
    description: message,
    main: (
      <>
        <div class="problem" role="alert">
          <p>{message}</p>
        </div>
        <WaysOn request={request} />
      </>
    ),
  };
}

/** The same page without what was chosen, and the search. */
function WaysOn({ request }: { request: PageRequest }) {
  const { texts, language, path, search } = request;
  return (
    <>
      {search.size === 0 ? null : (
        <p>
          <a href={addressIn(language, path)}>{texts.errors.withoutChoices}</a>
        </p>
      )}
      <SearchForm request={request} id="wrong-search" />
    </>
  );
}

/** From an address with nothing behind it: the list of that kind, if it looks like one, and the main pages. */
function NotFoundLinks({ request }: { request: PageRequest }) {
  const { texts, language, path } = request;
  const kind = menu.find((item) => path.startsWith(`${menuPaths[item]}/`));
  const items = kind === undefined ? menu : [kind, ...menu.filter((item) => item !== kind)];
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>
          <a href={addressIn(language, menuPaths[item])}>{texts.menu[item]}</a>
        </li>
      ))}
    </ul>
  );
}

/** What somebody may have looked for: the last part of the address. */
function wordsOf(path: string): string {
  return percentDecoded(path.split('/').at(-1) ?? '')
    .replaceAll(/[-_+]+/g, ' ')
    .slice(0, 100);
}
