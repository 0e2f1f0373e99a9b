import { expect, test } from 'vitest';
import { ksiXlsx } from '../fixtures/eu-projects/lists.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

/** The starter set: cities, offices and practices of the first documents. */
const hub = await startHub();

interface Hit {
  type: string;
  title: string;
  titleSegments: { text: string; isMatch: boolean }[];
  excerpt: { text: string; isMatch: boolean }[];
  node: { __typename: string; id: string } | null;
}

interface Page {
  totalCount: number;
  nodes: { title: string; score: number }[];
  pageInfo: { endCursor: string; hasNextPage: boolean };
}

async function search(text: string, more = ''): Promise<Hit[]> {
  const { search: found } = await hub.ask<{ search: { nodes: Hit[] } }>(
    `query ($text: String!) { search(text: $text${more}) { nodes { type title titleSegments { text isMatch }
       excerpt { text isMatch } node { __typename id } } } }`,
    { text },
  );
  return found.nodes;
}

const marked = ({ titleSegments }: Hit): string[] =>
  titleSegments.filter(({ isMatch }) => isMatch).map(({ text }) => text);

test.for([
  ['Rzeszow', 'Rzeszów'],
  ['Rzeszowa', 'Rzeszów'],
  ['w Gliwicach', 'Gliwice'],
  ['GLIWIC', 'Gliwice'],
  ['do Dzierżoniowa', 'Dzierżoniów'],
  ['Dzierzoniowie', 'Dzierżoniów'],
  ['z Katowic', 'Katowice'],
  ['Olsztynie', 'Olsztyn'],
  ['Morawicy', 'Morawica'],
  ['Gliwce', 'Gliwice'],
  ['Rzeszuw', 'Rzeszów'],
  ['Dzierzonow', 'Dzierżoniów'],
] as const)('"%s" finds the unit %s first, its name marked', async ([text, title]) => {
  const [best] = await search(text, ', types: [TERRITORIAL_UNIT]');
  expect(best).toMatchObject({ title, type: 'TERRITORIAL_UNIT', node: { __typename: 'TerritorialUnit' } });
  expect(best && marked(best)).toEqual([title]);
});

test('finds offices and practices beside units, every matched form marked, and each as a node', async () => {
  const hits = await search('gliwice');
  expect(hits[0]).toMatchObject({ type: 'TERRITORIAL_UNIT', title: 'Gliwice' });
  const office = hits.find(({ type }) => type === 'OFFICE');
  expect(office).toMatchObject({ title: 'Urząd Miejski w Gliwicach', node: { __typename: 'Office' } });
  expect(office && marked(office)).toEqual(['Gliwicach']);
  expect(hits.find(({ type }) => type === 'PRACTICE')?.node?.__typename).toBe('Practice');
});

test('all words must match, in any order and form', async () => {
  const hits = await search('miejskiego urzędu Gliwic');
  expect(hits[0]).toMatchObject({ title: 'Urząd Miejski w Gliwicach' });
  expect(hits[0] && marked(hits[0])).toEqual(['Urząd', 'Miejski', 'Gliwicach']);
});

test('where nothing has every word, the most are enough; nothing at all gives nothing', async () => {
  expect((await search('Gliwice qqqqxxxx'))[0]).toMatchObject({ title: 'Gliwice' });
  expect(await search('qqqqxxxx')).toEqual([]);
});

test('finds calls and events, restricted to types', async () => {
  expect((await search('konferencja jakości', ', types: [EVENT]'))[0]).toMatchObject({ type: 'EVENT' });
  expect((await search('nabór living lab', ', types: [CALL]'))[0]).toMatchObject({ type: 'CALL' });
  expect((await search('konferencja', ', types: [OFFICE]')).every(({ type }) => type === 'OFFICE')).toBe(true);
});

test('the excerpt shows where else the words stand', async () => {
  const [hit] = await search('1863011');
  expect(hit).toMatchObject({ title: 'Rzeszów' });
  expect(hit?.excerpt.filter(({ isMatch }) => isMatch)).toEqual([{ text: '1863011', isMatch: true }]);
});

test('pages go on without gaps and repetitions', async () => {
  const query = `query ($after: String) { search(text: "urząd", first: 4, after: $after) {
    totalCount nodes { title score } pageInfo { endCursor hasNextPage } } }`;
  const seen: string[] = [];
  const scores: number[] = [];
  let after: string | null = null;
  let total = 0;
  do {
    const { search: page }: { search: Page } = await hub.ask(query, { after });
    total = page.totalCount;
    seen.push(...page.nodes.map(({ title }) => title));
    scores.push(...page.nodes.map(({ score }) => score));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  expect(total).toBeGreaterThan(8);
  expect(seen).toHaveLength(total);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
});

test('finds projects by title, contract number, office and place, in any form, behind the unit of that name', async () => {
  const rows = [
    {
      contract: 'UDA-POKL.09.01.02-24-017/12-01',
      title: 'Żłobek i świetlica w Gliwicach',
      beneficiary: 'Miasto Gliwice',
    },
    {
      contract: 'POKL.09.01.02-24-018/12',
      title: 'Szkolenie pracowników urzędów',
      beneficiary: 'Fundacja Źródło',
      gmi: null,
    },
  ];
  await hub.load('eu-projects', 'Lista_2007_2013.xlsx', ksiXlsx(rows), { asOf: '2016-01-31' });
  const nursery = { type: 'PROJECT', title: 'Żłobek i świetlica w Gliwicach', node: { __typename: 'Project' } };
  const projects = ', types: [PROJECT]';
  for (const [text, words] of [
    ['zlobek', ['Żłobek']],
    ['żłobka', ['Żłobek']],
    ['zlobek swietlica', ['Żłobek', 'świetlica']],
    ['swietlcia Gliwice', ['świetlica', 'Gliwicach']],
    ['świetl', ['świetlica']],
  ] as const) {
    const [best] = await search(text, projects);
    expect(best).toMatchObject(nursery);
    expect(best && marked(best)).toEqual(words);
  }
  expect((await search('POKL.09.01.02-24-017/12', projects)).map(({ title }) => title)).toEqual([nursery.title]);
  expect((await search('szkolenia pracownikow zrodla', projects))[0]?.title).toBe('Szkolenie pracowników urzędów');
  // A number that differs in a digit is another one.
  expect(await search('POKL.09.01.02-24-019/12', projects)).toEqual([]);

  const hits = await search('gliwice');
  expect(hits[0]).toMatchObject({ type: 'TERRITORIAL_UNIT', title: 'Gliwice' });
  expect(hits.find(({ type }) => type === 'PROJECT')).toMatchObject(nursery);
  expect((await search('gliwice', ', types: [OFFICE, PRACTICE]')).map(({ type }) => type)).not.toContain('PROJECT');
});

test.for(['', '  ', '!?', 'x'.repeat(201)])('the query "%s" is refused', async (text) => {
  const { errors } = await hub.answer('query ($text: String!) { search(text: $text) { totalCount } }', { text });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a release brings the search up to date: new units are found, renamed ones under both names', async () => {
  await hub.load('teryt', 'TERC_2023.csv', toCsv(buildTerc({ asOf: '2023-01-01' })));
  const [hit] = await search('powiat 16-03');
  expect(hit).toMatchObject({ title: 'powiat 16-03' });
  // The synthetic register calls the city with the code of Rzeszów otherwise.
  const [renamed] = await search('Rzeszów', ', types: [TERRITORIAL_UNIT]');
  expect(renamed).toMatchObject({ title: 'Miasto 1863' });
  expect(renamed?.excerpt).toContainEqual({ text: 'Rzeszów', isMatch: true });
});

test.for([
  ['TERRITORIAL_UNIT, OFFICE', 2],
  ['PROJECT', 2],
  ['TERRITORIAL_UNIT, OFFICE, PRACTICE, CALL, EVENT', 5],
] as const)(
  'a page of %s takes %i statements with its nodes, and one more when its words are new',
  async ([types, max]) => {
    const ask = () =>
      hub.ask<{ search: { nodes: object[] } }>(
        `{ search(text: "urząd", types: [${types}]) { nodes { title node { id
       ... on Office { name } ... on TerritorialUnit { name } ... on Practice { title } ... on Project { title } } } } }`,
      );
    hub.statements();
    await ask();
    expect(hub.statements().length).toBeLessThanOrEqual(max + 1);
    const { search: found } = await ask();
    expect(hub.statements()).toHaveLength(max);
    expect(found.nodes.length).toBeGreaterThan(0);
  },
);
