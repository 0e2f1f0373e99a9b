/** Projects outside Poland in Kohesio's lists: their beneficiaries, and rows that were loaded before countries were read. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kohesioCsv } from '../fixtures/eu-projects/lists.ts';
import { startHub } from '../harness/hub.ts';
import { onServer } from '../harness/server.ts';

const hub = await startHub();
const [office] = (await hub.ask<{ offices: { nodes: { name: string }[] } }>('{ offices(first: 1) { nodes { name } } }'))
  .offices.nodes;
const same = { beneficiary: 'Uniwersytet Techniczny', lau: '', nuts3: '' };

await hub.load(
  'eu-projects',
  'EU_2026-06-15.csv',
  kohesioCsv([
    { ...same, id: 'Q1', local: 'C-PL' },
    { ...same, id: 'Q2', local: 'C-DE', country: 'Germany', nuts2: 'DED2' },
    { ...same, id: 'Q3', local: 'C-CZ', country: '', nuts2: 'CZ05|CZ06' },
    { ...same, id: 'Q4', local: 'C-GR', country: 'EL', nuts2: 'EL30' },
    { ...same, id: 'Q5', local: 'C-BOTH', country: '', nuts2: 'DED2;PL22' },
    { ...same, id: 'Q6', local: 'C-ZZ', country: 'Atlantis', nuts2: '' },
    { ...same, id: 'Q7', local: 'C-OFFICE-PL', beneficiary: office?.name ?? '' },
    { ...same, id: 'Q8', local: 'C-OFFICE-LT', beneficiary: office?.name ?? '', country: 'Lithuania', nuts2: 'LT02' },
  ]),
);

interface Found {
  readonly contractNumber: string;
  readonly country: string;
  readonly participations: { readonly nodes: { office: object | null; organisation: { id: string } | null }[] };
}

async function projects(): Promise<Found[]> {
  const answer = await hub.ask<{ projects: { nodes: Found[] } }>(
    `{ projects(filter: { text: "nowe laboratorium" }, orderBy: { field: TITLE, direction: ASC }) { nodes { contractNumber country
       programme { totals { currency projects } } participations { nodes { role statedName statedNip
       office { name } organisation { id name } } } } } }`,
  );
  return answer.projects.nodes;
}

test('a beneficiary is distinguished from those of other countries by the country of its project', async () => {
  const found = Object.fromEntries((await projects()).map((project) => [project.contractNumber, project]));
  expect(Object.entries(found).map(([number, { country }]) => [number, country])).toEqual(
    expect.arrayContaining([
      ['C-PL', 'PL'],
      ['C-DE', 'DE'],
      ['C-CZ', 'CZ'],
      ['C-GR', 'GR'],
      ['C-BOTH', 'PL'],
      ['C-ZZ', 'ZZ'],
    ]),
  );
  const idOf = (number: string): string | undefined => found[number]?.participations.nodes[0]?.organisation?.id;
  const abroad = ['C-PL', 'C-DE', 'C-CZ', 'C-GR', 'C-ZZ'].map(idOf);
  expect(new Set(abroad).size).toBe(5);
  expect(idOf('C-BOTH')).toBe(idOf('C-PL'));
});

test('and is no Polish office, whatever its name', async () => {
  const found = await projects();
  const of = (number: string) => found.find(({ contractNumber }) => contractNumber === number)?.participations.nodes[0];
  expect(of('C-OFFICE-PL')).toMatchObject({ office: { name: office?.name }, organisation: null });
  expect(of('C-OFFICE-LT')).toMatchObject({ office: null, organisation: { name: office?.name } });
});

test('rows that were loaded before countries were read get theirs with the migration', async () => {
  const wanted = await projects();
  const migration = new URL(
    '../../prisma/migrations/20261129145000_countries_of_known_projects/migration.sql',
    import.meta.url,
  );
  await onServer(hub.database.url, async (client) => {
    await client.query("UPDATE project SET country = 'PL'");
    await client.query(
      `UPDATE participation a SET organisation_id = first.id, office_id = NULL
       FROM (SELECT name_key, min(id) AS id FROM organisation GROUP BY name_key) AS first WHERE first.name_key = a.stated_key`,
    );
    await client.query(
      `UPDATE participation SET organisation_id = NULL, office_id = (SELECT id FROM office WHERE name = stated_name), method = 'NAME'
       WHERE stated_name = $1`,
      [office?.name],
    );
    await client.query(
      'DELETE FROM organisation WHERE id NOT IN (SELECT organisation_id FROM participation WHERE organisation_id IS NOT NULL)',
    );
    await client.query(readFileSync(migration, 'utf8'));
  });
  const ids = (all: readonly Found[]): unknown =>
    all.map(({ participations, ...rest }) => ({ ...rest, participations }));
  const polish = (all: readonly Found[]) =>
    all.filter(({ country }) => country === 'PL').map(({ contractNumber }) => contractNumber);
  const now = await projects();
  expect(polish(now)).toEqual(polish(wanted));
  expect(ids(now.filter(({ country }) => country !== 'PL'))).toEqual(
    ids(wanted.filter(({ country }) => country !== 'PL')),
  );
});
