import { expect, test } from 'vitest';
import { findOffices, type NewEdition, upsertOffices } from '#offices';
import { publishChange } from '#platform/releases/publish.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

const facts = {
  name: 'Urząd Miejski w Gliwicach',
  kind: 'CITY_OR_GMINA_OFFICE',
  tier: 'SELF_GOVERNMENT',
  phone: '32 239 11 65',
} as const;

async function publish(edition: NewEdition): Promise<{ release: number | null; created: number; closed: number }> {
  const { release, result } = await publishChange(
    hub.database,
    {
      kind: edition.list,
      name: 'A list',
      publisher: 'A publisher',
      url: 'https://example.org/',
      fileName: 'list.csv',
      sha256: '0'.repeat(64),
      asOf: edition.asOf,
      licence: 'CC0',
    },
    async ({ client, release: number, source }) => {
      const outcome = await upsertOffices(client, edition, { sourceId: source.id, release: number });
      const counts = {
        records: edition.entries.length,
        created: outcome.created,
        changed: outcome.changedEntries,
        unchanged: outcome.unchanged,
        closed: outcome.closedOffices.length,
        duplicates: 0,
        rejected: 0,
      };
      return { counts, rejectedRows: [], changed: outcome.changed, stored: outcome.stored, result: outcome };
    },
  );
  await hub.app.refresh();
  return { release, created: result.created, closed: result.closedOffices.length };
}

const edition = (asOf: string, entries: NewEdition['entries'], complete = true): NewEdition => ({
  list: 'a-list',
  asOf,
  complete,
  entries,
});

test('an older edition loaded later does not undo a newer one', async () => {
  const [old, young] = ['Urząd Miasta Gliwice', facts.name].map((name) => ({ ...facts, name }));
  await publish(edition('2023-05-01', [{ id: 'jst-246601', row: 2, facts: young as typeof facts }]));
  const { release } = await publish(edition('2021-05-01', [{ id: 'jst-246601', row: 2, facts: old as typeof facts }]));
  expect(release).not.toBeNull();
  const client = await hub.database.pool.connect();
  const directory = await findOffices(client);
  client.release();
  const office = directory.office('jst-246601');
  expect(office?.name).toBe(facts.name);
  expect(office?.names).toEqual([
    { name: facts.name, type: 'OFFICIAL', validFrom: '2023-05-01', validTo: null },
    { name: 'Urząd Miasta Gliwice', type: 'FORMER', validFrom: '2021-05-01', validTo: '2023-05-01' },
  ]);
  expect(directory.withName('urzad miasta gliwice')).toEqual([office]);
});

test('a repeated edition makes no release', async () => {
  const again = edition('2023-05-01', [{ id: 'jst-246601', row: 2, facts }]);
  expect(await publish(again)).toEqual({ release: null, created: 0, closed: 0 });
});

test('an office that a newer complete edition leaves out is withdrawn, and comes back when it is listed again', async () => {
  expect(await publish(edition('2024-01-01', [], false))).toEqual({ release: null, created: 0, closed: 0 });
  expect(await publish(edition('2024-06-01', []))).toMatchObject({ closed: 1 });
  const id = Buffer.from('Office:jst-246601').toString('base64');
  const query = 'query ($id: ID!) { node(id: $id) { ... on Office { name status } } }';
  expect(await hub.ask(query, { id })).toEqual({ node: { name: facts.name, status: 'WITHDRAWN' } });
  await publish(edition('2024-09-01', [{ id: 'jst-246601', row: 2, facts }]));
  expect(await hub.ask(query, { id })).toEqual({ node: { name: facts.name, status: 'ACTIVE' } });
});
