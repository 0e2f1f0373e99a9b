/** `/search?q=`: everything that matches, by type; and the suggestions while one types. */

import type { SearchPageQuery, SearchPageQueryVariables, SearchType } from '#graphql/generated/operations.ts';
import { graphqlLanguage } from '#graphql/language.ts';
import { formats } from '#platform/locale.ts';
import { assessmentAnchor, paths, withQuery } from '../addresses.ts';
import { chosen } from '../choices.ts';
import { Found, Items, Pagination } from '../components/lists.tsx';
import { SearchForm } from '../components/search-form.tsx';
import { label } from '../labels.ts';
import { addressIn } from '../language.ts';
import { type PageRequest, page } from '../page.ts';

type Hit = NonNullable<SearchPageQuery['search']>['edges'][number]['node'];

export const searchPage = page<SearchPageQuery, SearchPageQueryVariables>({
  pattern: '/search',
  operation: 'SearchPage',
  variables({ search, texts, language }) {
    if ((search.get('q') ?? '').trim() === '') return null;
    return {
      text: search.get('q') ?? '',
      lang: graphqlLanguage(language),
      types: chosen(search.get('type'), Object.keys(texts.search.types) as SearchType[]),
      after: search.get('after'),
    };
  },
  empty: (request) => ({
    title: request.texts.search.title,
    description: request.texts.search.empty,
    main: (
      <>
        <p>{request.texts.search.empty}</p>
        <SearchForm request={request} id="search" />
      </>
    ),
  }),
  view(data, request) {
    const { texts, search } = request;
    const text = search.get('q') ?? '';
    const hits = data.search?.edges.map(({ node }) => node) ?? [];
    return {
      title: texts.search.titleOf(text),
      description: texts.search.titleOf(text),
      main: (
        <>
          <Types request={request} text={text} />
          <Found request={request} count={data.search?.totalCount ?? 0} forms={texts.search.found} />
          {hits.length === 0 ? <p>{texts.search.nothing}</p> : <Hits request={request} hits={hits} />}
          <Pagination request={request} pageInfo={data.search?.pageInfo} />
        </>
      ),
      table: {
        name: 'search',
        header: ['type', 'title', 'path'],
        rows: hits.map((hit) => [hit.type, titleOf(hit), addressOf(hit)]),
      },
    };
  },
});

function Types({ request, text }: { request: PageRequest; text: string }) {
  const { texts, search, language } = request;
  const chosen = search.get('type') ?? '';
  const types: [string, string][] = [['', texts.search.everything], ...Object.entries(texts.search.types)];
  return (
    <nav aria-label={texts.search.filter}>
      <ul>
        {types.map(([type, name]) => (
          <li key={type}>
            <a
              href={addressIn(language, withQuery('/search', { q: text, type }))}
              aria-current={type === chosen ? 'page' : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Hits({ request, hits }: { request: PageRequest; hits: readonly Hit[] }) {
  const items = hits.map((hit) => ({
    href: addressOf(hit),
    title: <Marked segments={hit.titleSegments} />,
    note: (
      <>
        {noteOf(request, hit)}
        {hit.excerpt.length === 0 || saysTheSame(request, hit) ? null : (
          <>
            {': '}
            <Marked segments={hit.excerpt} />
          </>
        )}
      </>
    ),
  }));
  return <Items request={request} items={items} />;
}

/**
 * A unit that its name was found by: its kind and voivodeship stand before the excerpt, in the language of the page. In
 * English, so does the kind of anything else, and few texts are in English.
 */
function saysTheSame({ language }: PageRequest, { node, titleSegments, excerpt }: Hit): boolean {
  if (language === 'en' && !excerpt.some(({ isMatch }) => isMatch)) return true;
  return node?.__typename === 'TerritorialUnit' && titleSegments.some(({ isMatch }) => isMatch);
}

function Marked({ segments }: { segments: readonly { readonly text: string; readonly isMatch: boolean }[] }) {
  return <>{segments.map(({ text, isMatch }, index) => (isMatch ? <mark key={index}>{text}</mark> : text))}</>;
}

function titleOf({ titleSegments }: Hit): string {
  return titleSegments.map(({ text }) => text).join('');
}

function noteOf(request: PageRequest, { type, node }: Hit): string {
  if (node?.__typename === 'TerritorialUnit') {
    const kind = label(request, 'TerritorialKind', node.kind);
    return node.voivodeship == null ? kind : `${kind}, ${node.voivodeship.name}`;
  }
  const kind = label(request, 'SearchType', type);
  switch (node?.__typename) {
    case 'Programme':
      return [
        label(request, 'ProgrammeLevel', node.level),
        node.programmeCode,
        label(request, 'ProgrammingPeriod', node.period),
      ]
        .filter(Boolean)
        .join(', ');
    case 'Metric':
      return `${kind}, ${node.unitOfMeasure}`;
    case 'Assessment':
      return `${kind}, ${formats[request.language].day(node.assessedOn)}`;
    default:
      return kind;
  }
}

function addressOf({ node }: Hit): string {
  switch (node?.__typename) {
    case 'TerritorialUnit':
      return paths.unit(node.terc);
    case 'Office':
      return paths.office(node.code);
    case 'Project':
      return paths.project(node.id);
    case 'Practice':
      return paths.practice(node.slug);
    case 'Call':
      return paths.call(node.slug);
    case 'Event':
      return paths.event(node.slug);
    case 'Programme':
      return paths.programme(node.id);
    case 'LivingLab':
      return paths.livingLab(node.slug);
    case 'Metric':
      return paths.metric(node.code);
    case 'Assessment':
      return `${paths.office(node.office.code)}#${assessmentAnchor(node)}`;
    default:
      return '/search';
  }
}

export interface Suggestion {
  readonly href: string;
  readonly text: string;
  readonly note: string;
}

/** What the search box offers while one types. */
export function suggestionsOf(request: PageRequest, data: SearchPageQuery): Suggestion[] {
  return (data.search?.edges ?? []).map(({ node }) => ({
    href: addressIn(request.language, addressOf(node)),
    text: titleOf(node),
    note: noteOf(request, node),
  }));
}
