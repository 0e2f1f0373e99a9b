/** One search over everything that has a name. */

import { BadInputError } from '#platform/errors.ts';
import { searchTypes, type SearchType as Type, typenameOf } from '#platform/search/model.ts';
import { postingsOf } from '#platform/search/postings.ts';
import { type Hit, rank, readHits, readSearchQuery, type SearchQuery } from '#platform/search/query.ts';
import { cachedSearchWords } from '#platform/search/search-words.ts';
import { excerptOf, type Segment, segmentsOf } from '#platform/search/segments.ts';
import { builder } from './builder.ts';
import { weighed } from './complexity.ts';
import { connectionOf } from './connections.ts';
import { keysetPage } from './keyset.ts';
import { inLanguage, languageArgument } from './language.ts';
import { type PageArguments, pageComplexity, pageCost } from './pages.ts';

const maxTextLength = 200;
/** To look twelve words with typing errors up, and to add up what 100,000 documents have. */
const searchCost = 200;

const typeDescriptions: Readonly<Record<Type, string>> = {
  TERRITORIAL_UNIT: 'A territorial unit, by its present and former names and codes.',
  OFFICE: 'An office, by its names, locality, NIP and REGON.',
  PROJECT: 'An EU-funded project.',
  PROGRAMME: 'A programme, priority, measure or submeasure, by its name and code.',
  PRACTICE: 'A good practice.',
  CALL: 'A call.',
  EVENT: 'An event.',
  LIVING_LAB: 'A living lab.',
  METRIC: 'A metric, by its names, code and definitions.',
  ASSESSMENT: 'A self-assessment of an office, by model and office.',
};

const SearchType = builder.enumType('SearchType', {
  description: 'What can be found by the search.',
  values: Object.fromEntries(searchTypes.map((type) => [type, { description: typeDescriptions[type] }])) as Record<
    Type,
    { description: string }
  >,
});

const SearchSegment = builder.objectRef<Segment>('SearchSegment').implement({
  description: 'A piece of a text that either matches the query or does not; together the pieces are the text.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'The piece, with its blanks.' }),
    isMatch: t.exposeBoolean('isMatch', { description: 'Whether it is a word that matches the query.' }),
  }),
});

interface FoundHit extends Hit {
  readonly matched: (word: string) => boolean;
}

const SearchHit = builder.objectRef<FoundHit>('SearchHit').implement({
  description: 'A search result.',
  fields: (t) => ({
    type: t.expose('type', { type: SearchType, description: 'What it is.' }),
    node: t.node({
      description: 'The object; null when it no longer exists.',
      id: ({ type, key }) => ({ type: typenameOf(type), id: key }),
    }),
    title: t.string({
      description: 'Its name or title.',
      args: { lang: t.arg(languageArgument) },
      resolve: (hit, { lang }) => titleOf(hit, lang),
    }),
    titleSegments: t.field({
      type: [SearchSegment],
      complexity: { field: 1, multiplier: 2 },
      description: 'The title with the matched words marked.',
      args: { lang: t.arg(languageArgument) },
      resolve: (hit, { lang }) => segmentsOf(titleOf(hit, lang), hit.matched),
    }),
    excerpt: t.field({
      type: [SearchSegment],
      complexity: { field: 1, multiplier: 2 },
      description:
        'Up to 200 characters of what else is known of it (places, former names, a summary, the title in the other language), around the first matched word, marked; empty when nothing else is known.',
      args: { lang: t.arg(languageArgument) },
      resolve: (hit, { lang }) => excerptOf(textBeside(hit, lang), hit.matched),
    }),
    score: t.exposeInt('score', {
      description: 'The score; only comparable within one search.',
    }),
  }),
});

builder.queryField('search', (t) =>
  t.connection(
    {
      type: SearchHit,
      description:
        'Finds units, offices, projects, programmes, practices, calls, events, living labs, metrics and self-assessments by words, the best fitting first. All words must match; where nothing has them all, those with the most. Letter case, Polish letters and Polish endings do not matter (`Rzeszowa`, `w Gliwicach`), the last word may be only begun, and a word that nothing has is taken for those one or two typing errors away.',
      args: {
        text: t.arg.string({
          required: true,
          description: `The words, at most ${maxTextLength} characters; of more than 12 words the first 12 count.`,
        }),
        types: t.arg({ type: [SearchType], description: 'Filters results by type.' }),
      },
      complexity: weighed({ ...pageCost, weight: searchCost }, (args: PageArguments) => ({
        ...pageComplexity(args),
        field: searchCost,
      })),
      resolve: async (_root, { text, types, ...page }, { db, release }) => {
        const searchWords = release.get(cachedSearchWords);
        const query = readSearchQuery(checked(text), searchWords);
        const wanted = types == null ? null : [...types];
        const ranking = await rank(db, postingsOf(release), query, wanted);
        const matched = matcherOf(query, (word) => searchWords.idOf(word));
        return keysetPage<FoundHit>(
          {
            name: 'search',
            keyOf: ({ score, id }) => [String(score), String(id)],
            fetch: async ({ after, before, backwards, limit }) => {
              const places = ranking.page(placeOf(after), placeOf(before), backwards, limit);
              const hits = await readHits(db, places);
              return hits.map((hit): FoundHit => ({ ...hit, matched }));
            },
            count: async () => ranking.count,
          },
          page,
        );
      },
    },
    connectionOf(SearchHit),
  ),
);

/** What has no English name is called by its Polish one. */
function titleOf({ title, titleEn }: Hit, lang: 'PL' | 'EN'): string {
  return inLanguage(lang, title, titleEn);
}

function textBeside(hit: Hit, lang: 'PL' | 'EN'): string {
  const shown = titleOf(hit, lang);
  const others = [hit.title, hit.titleEn].filter((title) => title !== null && title !== shown);
  return [hit.text, ...others].filter((part) => part !== '').join(' · ');
}

function checked(text: string): string {
  if (text.length > maxTextLength) {
    throw new BadInputError(
      `"text" has ${text.length} characters.`,
      `Write at most ${maxTextLength}; a few words are enough.`,
      { polish: `"text" ma ${text.length} znaków. Napisz najwyżej ${maxTextLength}; wystarczy kilka słów.` },
    );
  }
  if (/[\p{L}\p{N}]/u.test(text)) return text;
  throw new BadInputError('"text" has no letters or digits in it.', 'Write a few words.', {
    polish: 'W "text" nie ma liter ani cyfr. Napisz kilka słów.',
  });
}

function matcherOf({ wordIds }: SearchQuery, idOf: (word: string) => number | undefined): FoundHit['matched'] {
  const wanted = new Set<number | undefined>(wordIds);
  return (word) => wanted.has(idOf(word) ?? -1);
}

function placeOf(key: readonly string[] | null): { score: number; id: number } | null {
  if (key === null) return null;
  const [score = Number.NaN, id = Number.NaN] = key.map(Number);
  if (Number.isSafeInteger(score) && Number.isSafeInteger(id) && Math.max(score, id) < 2 ** 31) return { score, id };
  throw new BadInputError('"after" or "before" is not a cursor of this list.', 'Take it from "cursor" or "pageInfo".', {
    polish: '"after" albo "before" nie jest kursorem tej listy. Weź go z "cursor" albo "pageInfo".',
  });
}
