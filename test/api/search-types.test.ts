/** Every type of thing is found, by its names in both languages, and leads to a page; also after an upgrade. */
import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '#config';
import { openHub } from '#hub';
import { inputFileOf } from '#sources/import.ts';
import { ksiXlsx } from '../fixtures/eu-projects/lists.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { onServer } from '../harness/server.ts';

const hub = await startHub();
const town = '0202021';

const mapping = inputFileOf(
  'revenue.yaml',
  new TextEncoder().encode(`
facet: { code: budgets, name: Budgets, publisher: Institute, licence: CC0 }
code: code
period: { column: period }
level: GMINA
values: [{ column: revenue, metric: own-revenue }]
metrics:
  - { code: own-revenue, namePl: Dochody własne, nameEn: Own revenue, definitionPl: Podatki i opłaty lokalne., definitionEn: Local taxes and fees., unitPl: zł, unitEn: PLN, kind: AMOUNT, topic: finance }`),
);

interface Hit {
  readonly type: string;
  readonly title: string;
  readonly titleSegments: readonly { readonly text: string; readonly isMatch: boolean }[];
  readonly excerpt: readonly { readonly text: string; readonly isMatch: boolean }[];
  readonly node: { readonly __typename: string } | null;
}

async function search(text: string, { types = '', lang = 'PL', of = hub } = {}): Promise<Hit[]> {
  const { search: found } = await of.ask<{ search: { nodes: Hit[] } }>(
    `query ($text: String!, $lang: Language!) { search(text: $text${types}) { nodes {
      type title(lang: $lang) titleSegments(lang: $lang) { text isMatch } excerpt(lang: $lang) { text isMatch }
      node { __typename } } } }`,
    { text, lang },
  );
  return found.nodes;
}

const matches = (segments: Hit['excerpt']): string[] =>
  segments.filter(({ isMatch }) => isMatch).map(({ text }) => text);

beforeAll(async () => {
  await hub.load('metrics', 'revenue.csv', `code,period,revenue\n${town},2020,100\n`, { mapping });
  await hub.load('eu-projects', 'Lista_2007_2013.xlsx', ksiXlsx([{ title: 'Nauka pływania' }]), { asOf: '2016-01-31' });
  const offices = 'key;name;kind;tier\no1;Urząd Próbny;CITY_OR_GMINA_OFFICE;SELF_GOVERNMENT';
  await hub.load('offices', 'offices.csv', offices, { asOf: '2024-01-01' });
  const header =
    'record;office;model;edition;date;validated;criterion;score;evidence;title;state;due;standard;body;valid_from;valid_to';
  const row = 'score;Urząd Próbny;CAF;2020;2024-05-01;yes;1.1;60;;;;;;;;';
  await hub.load('assessments', 'caf_2026-06-15.csv', `${header}\n${row}`);
});

describe('without a filter', () => {
  test.for([
    ['dochody wlasne', 'METRIC', 'Metric', 'Dochody własne'],
    ['dochodów własnych', 'METRIC', 'Metric', 'Dochody własne'],
    ['own revenue', 'METRIC', 'Metric', 'Dochody własne'],
    ['own-revenue', 'METRIC', 'Metric', 'Dochody własne'],
    ['Program Operacyjny Kapitał Ludzki', 'PROGRAMME', 'Programme', 'Program Operacyjny Kapitał Ludzki'],
    ['kapitału ludzkiego', 'PROGRAMME', 'Programme', 'Program Operacyjny Kapitał Ludzki'],
    ['laboratorium innowacji', 'LIVING_LAB', 'LivingLab', expect.stringContaining('Laboratorium Innowacji')],
    ['samoocena próbny', 'ASSESSMENT', 'Assessment', 'CAF 2020, Urząd Próbny'],
    ['CAF Próbny', 'ASSESSMENT', 'Assessment', 'CAF 2020, Urząd Próbny'],
    ['Urząd Próbny', 'OFFICE', 'Office', 'Urząd Próbny'],
  ] as const)('"%s" finds %s first', async ([text, type, typename, title]) => {
    const [best] = await search(text);
    expect(best).toMatchObject({ type, title, node: { __typename: typename } });
  });
});

test('a code of a measure finds it, under its programme', async () => {
  const [hit] = await search('POKL.05.01.01', { types: ', types: [PROGRAMME]' });
  expect(hit).toMatchObject({ type: 'PROGRAMME' });
  expect(hit?.excerpt.map(({ text }) => text).join('')).toContain('Program Operacyjny Kapitał Ludzki');
  const { search: found } = await hub.ask<{ search: { nodes: { node: object }[] } }>(
    `{ search(text: "2007-2013", types: [PROGRAMME]) { nodes { node { ... on Programme { level } } } } }`,
  );
  // A period is no programme.
  expect(found.nodes).not.toContainEqual({ node: { level: 'PERIOD' } });
});

test('what has names in two languages is shown by that of the reader, the other one beside it', async () => {
  const [polish] = await search('revenue', { types: ', types: [METRIC]' });
  expect(polish).toMatchObject({ title: 'Dochody własne' });
  expect(matches(polish?.titleSegments ?? [])).toEqual([]);
  expect(matches(polish?.excerpt ?? [])).toContain('revenue');
  const [english] = await search('revenue', { types: ', types: [METRIC]', lang: 'EN' });
  expect(english).toMatchObject({ title: 'Own revenue' });
  expect(matches(english?.titleSegments ?? [])).toEqual(['revenue']);
  const [other] = await search('dochody', { types: ', types: [METRIC]', lang: 'EN' });
  expect(other).toMatchObject({ title: 'Own revenue' });
  expect(matches(other?.excerpt ?? [])).toEqual(['Dochody']);
  // What has no English name keeps its own.
  expect((await search('Urząd Próbny', { types: ', types: [OFFICE]', lang: 'EN' }))[0]?.title).toBe('Urząd Próbny');
  const [lab] = await search('self-governments 2013', { types: ', types: [LIVING_LAB]', lang: 'EN' });
  expect(lab).toMatchObject({ title: 'Living lab for self-governments, 2013' });
});

test('a metric that is renamed is found by its new name, and one that goes by none', async () => {
  const renamed = inputFileOf(
    'renamed.yaml',
    Buffer.from(Buffer.from(mapping.bytes).toString().replaceAll('Dochody własne', 'Wpływy gminne')),
  );
  await hub.load('metrics', 'renamed.csv', `code,period,revenue\n${town},2021,100\n`, { mapping: renamed });
  expect((await search('wplywy gminne'))[0]).toMatchObject({ type: 'METRIC', title: 'Wpływy gminne' });
  expect(await search('dochody wlasne', { types: ', types: [METRIC]' })).toEqual([]);
});

describe('the pages', () => {
  const get = (path: string) =>
    hub.app.handler.fetch(`http://hub.test${path}`, { headers: { accept: 'text/html' }, redirect: 'follow' });
  const linksIn = (html: string): string[] =>
    [...(/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '').matchAll(/<li><a href="([^"?]+)(?:#[^"]*)?"/g)].map(
      ([, href]) => href as string,
    );

  test.for([
    ['METRIC', 'own-revenue', '/metrics/own-revenue'],
    ['PROGRAMME', 'POKL.05.01.01', '/programmes/'],
    ['LIVING_LAB', 'laboratorium', '/living-labs/laboratorium-innowacji-jst-2013'],
    ['ASSESSMENT', 'samoocena', '/offices/'],
  ] as const)('/search is filtered by %s, and leads to pages in both languages', async ([type, text, start]) => {
    for (const prefix of ['', '/en']) {
      const response = await get(`${prefix}/search?q=${text}&type=${type}`);
      expect(response.status).toBe(200);
      const [link = ''] = linksIn(await response.text());
      expect(link.startsWith(prefix + start)).toBe(true);
      const led = await get(link);
      // A programme is the list of its projects.
      if (led.status === 301) expect(led.headers.get('location')).toContain('/projects?programme=');
      else expect(led.status).toBe(200);
    }
  });

  test('suggestions name what they suggest in the language of the page', async () => {
    const suggested = async (prefix: string) =>
      (await (await get(`${prefix}/search/suggestions?q=own-reven`)).json()) as object[];
    expect(await suggested('')).toContainEqual({
      href: '/metrics/own-revenue',
      text: 'Wpływy gminne',
      note: 'wskaźnik, zł',
    });
    expect(await suggested('/en')).toContainEqual({
      href: '/en/metrics/own-revenue',
      text: 'Own revenue',
      note: 'Metric, PLN',
    });
  });
});

describe('a database of the version before', () => {
  let upgraded: TestHub;

  beforeAll(async () => {
    const { url } = await createTestDatabase('starter');
    await onServer(url, (client) =>
      client.query(`DELETE FROM search_posting WHERE type NOT IN ('TERRITORIAL_UNIT', 'OFFICE', 'PROJECT');
        DELETE FROM search_document WHERE type NOT IN ('TERRITORIAL_UNIT', 'OFFICE', 'PROJECT')`),
    );
    const config = readConfig({ DATABASE_URL: url, STARTER: 'none' });
    // Two processes that start together, and one later.
    const log = pino({ level: 'silent' });
    const hubs = await Promise.all([openHub(config, log), openHub(config, log)]);
    for (const one of [...hubs, await openHub(config, log)]) await one.close();
    upgraded = await startHub({ databaseUrl: url });
  });

  test('is searchable for everything after the start, without a release', async () => {
    expect((await search('laboratorium innowacji', { of: upgraded }))[0]).toMatchObject({ type: 'LIVING_LAB' });
    expect((await search('konferencja jakości', { of: upgraded, types: ', types: [EVENT]' }))[0]).toMatchObject({
      type: 'EVENT',
    });
    expect((await search('gliwice', { of: upgraded }))[0]).toMatchObject({ type: 'TERRITORIAL_UNIT' });
    const { releases } = await upgraded.ask<{ releases: { totalCount: number } }>(
      '{ releases(first: 1) { totalCount } }',
    );
    expect(releases.totalCount).toBe(1);
  });

  test('is opened while an import is at work, and completed later', async () => {
    const { url } = await createTestDatabase('starter');
    await onServer(url, (client) =>
      client.query(
        `DELETE FROM search_posting WHERE type = 'LIVING_LAB'; DELETE FROM search_document WHERE type = 'LIVING_LAB'`,
      ),
    );
    const config = readConfig({ DATABASE_URL: url, STARTER: 'none' });
    const log = pino({ level: 'silent' });
    const documents = () =>
      onServer(url, async (client) => {
        const { rows } = await client.query(`SELECT 1 FROM search_document WHERE type = 'LIVING_LAB'`);
        return rows.length;
      });
    await onServer(url, async (importing) => {
      await importing.query('BEGIN');
      await importing.query('SELECT pg_advisory_xact_lock(7236001)');
      await (await openHub(config, log)).close();
      await importing.query('ROLLBACK');
    });
    expect(await documents()).toBe(0);
    await (await openHub(config, log)).close();
    expect(await documents()).toBeGreaterThan(0);
  });

  test('is searched by this version when one after it looks through more', async () => {
    const { url } = await createTestDatabase('starter');
    await onServer(url, (client) => client.query(`ALTER TYPE search_type ADD VALUE 'OF_LATER'`));
    await onServer(url, (client) =>
      client.query(`UPDATE search_posting SET type = 'OF_LATER' WHERE type = 'LIVING_LAB';
        UPDATE search_document SET type = 'OF_LATER' WHERE type = 'LIVING_LAB'`),
    );
    const later = await startHub({ databaseUrl: url });
    const types = (await search('laboratorium', { of: later })).map(({ type }) => type);
    expect(types.length).toBeGreaterThan(0);
    expect(types).not.toContain('OF_LATER');
  });

  test('has each document once', async () => {
    const counted = await upgraded.database.pool.query<{ documents: string; postings: string }>(
      `SELECT (SELECT count(*) FROM search_document WHERE type = 'PRACTICE') AS documents, (SELECT count(*) FROM practice) AS practices,
        (SELECT count(*) FROM search_posting) AS postings, (SELECT sum(cardinality(words)) FROM search_document) AS words`,
    );
    const [{ documents, practices, postings, words }] = counted.rows as unknown as [Record<string, string>];
    expect(documents).toBe(practices);
    expect(postings).toBe(words);
  });
});
