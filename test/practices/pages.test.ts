/** Pages of filtered lists are the same wherever their entries are found: among the next rows, among more of them, or by the indexes. */
import { beforeAll, describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';

const hub = await startHub({ limits: { cost: 1_000_000 } });
const count = 600;

/** Words by where they stand: everywhere alike, far apart, only at the end, and close together with a long gap. */
const words: Readonly<Record<string, (number: number) => boolean>> = {
  czeste: (number) => number % 5 === 0,
  rzadkie: (number) => number % 37 === 3,
  pozne: (number) => number > 560,
  skupione: (number) => number < 4 || (number > 300 && number % 3 === 0),
  nigdzie: () => false,
};
const isIdea = (number: number): boolean => number % 2 === 0;
const slugOf = (number: number): string => `page-${String(number).padStart(4, '0')}`;
const numbers = Array.from({ length: count }, (_, number) => number);

beforeAll(async () => {
  const practices = numbers.map((number) => ({
    slug: slugOf(number),
    title: `Strona ${String(number).padStart(4, '0')}`,
    summary: ['strona', ...Object.keys(words).filter((word) => words[word]?.(number) === true)].join(' '),
    stage: isIdea(number) ? 'IDEA' : 'IMPLEMENTED',
    topics: [number % 3 === 0 ? 'health' : 'culture'],
    offices: [{ role: 'OWNER', office: { id: number % 4 === 0 ? 'jst-246601' : 'jst-186301' } }],
  }));
  const { rejectedRows } = await hub.load('practices', 'pages.json', JSON.stringify({ asOf: '2026-01-01', practices }));
  expect(rejectedRows).toEqual([]);
});

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly slug: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean };
}

/** Page after page, from the beginning or from the end. */
async function walk(filter: object, size: number, isBackwards: boolean): Promise<string[]> {
  const query = `query ($filter: PracticeFilter, $first: Int, $last: Int, $after: String, $before: String) {
    practices(filter: $filter, first: $first, last: $last, after: $after, before: $before) {
      edges { cursor node { slug } } pageInfo { hasNextPage hasPreviousPage } } }`;
  const found: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    const place = isBackwards ? { last: size, before: cursor } : { first: size, after: cursor };
    const { practices } = await hub.ask<{ practices: Page }>(query, { filter, ...place });
    const { edges, pageInfo } = practices;
    const slugs = edges.map(({ node }) => node.slug);
    if (isBackwards) found.unshift(...slugs);
    else found.push(...slugs);
    cursor = (isBackwards ? edges[0] : edges.at(-1))?.cursor;
    if (cursor === undefined || !(isBackwards ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return found;
  }
}

const filters: [object, (number: number) => boolean][] = [
  ...Object.entries(words).map(([text, has]): [object, (number: number) => boolean] => [{ text }, has]),
  [{ text: 'czeste rzadkie' }, (number) => words['czeste']?.(number) === true && words['rzadkie']?.(number) === true],
  [{ text: 'rzadkie', stages: ['IDEA'] }, (number) => words['rzadkie']?.(number) === true && isIdea(number)],
  [
    { topics: ['health'], stages: ['IDEA'], offices: ['jst-246601'] },
    (number) => number % 3 === 0 && isIdea(number) && number % 4 === 0,
  ],
  [{ not: { text: 'czeste' }, topics: ['health'] }, (number) => number % 5 !== 0 && number % 3 === 0],
];

describe.each(filters)('the pages of %j', (filter, has) => {
  const expected = numbers.filter(has).map(slugOf);

  test.each([
    [1, false],
    [7, false],
    [100, false],
    [3, true],
  ])('of %i entries, backwards %s', async (size, isBackwards) => {
    const found = await walk(filter, size, isBackwards);
    expect(found.filter((slug) => slug.startsWith('page-'))).toEqual(expected);
  });
});
