/** The search over everything. */
import { addressIn } from '../language.ts';
import type { PageRequest } from '../page.ts';

/** Of the search in the head of every page. */
export const siteSearchId = 'site-search';

export function SearchForm({ request, id, words = '' }: { request: PageRequest; id: string; words?: string }) {
  const { texts, language } = request;
  const text = request.path === '/search' ? (request.search.get('q') ?? '') : words;
  return (
    // biome-ignore lint/a11y/useSemanticElements: not every screen reader knows <search> yet
    <form
      class="search"
      role="search"
      // Two on one page need names of their own.
      aria-label={id === siteSearchId ? texts.search.everywhere : texts.search.title}
      action={addressIn(language, '/search')}
      method="get"
    >
      <label class="hidden" for={id}>
        {texts.search.label}
      </label>
      <input
        id={id}
        name="q"
        type="search"
        value={text}
        placeholder={texts.search.label}
        autocomplete="off"
        data-suggest
        data-announce={texts.search.suggestions}
      />
      <button type="submit">{texts.search.submit}</button>
    </form>
  );
}
