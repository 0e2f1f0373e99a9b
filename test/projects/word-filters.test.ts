/** Word filters of projects: what words match, short ones too, and that indexes lead to what they find. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { query } from '#platform/database/index.ts';
import { foldName } from '#platform/text.ts';
import { conditionOf, type ProjectFilter } from '../../src/domains/projects/query/filter.ts';
import { type Answered, allProjects } from '../fixtures/eu-projects/expected.ts';
import { mixedLists } from '../fixtures/eu-projects/mixed.ts';
import { loadPlacesAndOffices } from '../fixtures/eu-projects/register.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub({ limits: { cost: 1_000_000 } });
let projects: Answered[] = [];

beforeAll(async () => {
  await loadPlacesAndOffices(hub);
  for (const { name, bytes, asOf } of mixedLists(60)) await hub.load('eu-projects', name, bytes, { asOf });
  projects = await allProjects(hub);
});

async function titlesWith(text: string): Promise<string[]> {
  const { projects: found } = await hub.ask<{ projects: { totalCount: number; nodes: { title: string }[] } }>(
    'query ($text: String) { projects(filter: { text: $text }, first: 100) { totalCount nodes { title } } }',
    { text },
  );
  expect(found.totalCount).toBe(found.nodes.length);
  return found.nodes.map(({ title }) => title).toSorted();
}

describe('words of a text', () => {
  const having = (...parts: string[]): string[] =>
    projects
      .map(({ title }) => title)
      .filter((title) => parts.every((part) => foldName(title).includes(part)))
      .toSorted();

  test('of three letters and more are found anywhere in it', async () => {
    expect(having('rogi').length + having('lobe').length).toBeGreaterThan(0);
    for (const part of ['lobe', 'szko', 'ark']) expect(await titlesWith(part)).toEqual(having(part));
  });

  test('that are shorter narrow down what a longer one finds', async () => {
    expect(await titlesWith('ZŁ zlobek')).toEqual(having('zl', 'zlobek'));
    expect(await titlesWith('lo park')).toEqual(having('lo', 'park'));
  });

  test('that are shorter stand as words of their own when they stand alone', async () => {
    expect(having('zl').length).toBeGreaterThan(0);
    expect(await titlesWith('zl')).toEqual([]);
  });
});

describe('an index leads to what is wanted', () => {
  test.for([
    ['text', { text: 'zlobek' }, 'project_search_text_idx'],
    ['a short text', { text: 'xq' }, 'project_search_text_idx'],
    ['a beneficiary', { beneficiary: { text: 'fundacja' } }, 'participation_stated_key_idx'],
    ['the names of offices', { beneficiary: { text: 'urzad gminy' } }, 'office_names_folded_idx'],
    ['short words of the names of offices', { beneficiary: { text: 'xq' } }, 'office_names_folded_idx'],
    ['the NIP of an office', { beneficiary: { nip: '5252248481' } }, 'office_nip_digits_idx'],
    ['a NIP', { beneficiary: { nip: '5252248481' } }, 'participation_nip_digits_idx'],
    ['a fund', { funds: ['efrr'] }, 'project_fund_upper_idx'],
    ['a currency', { currencies: ['EUR'] }, 'project_currency_idx'],
    ['days of start', { startsOn: { from: '2019-01-01' } }, 'project_sort_start_id_idx'],
    ['days of end', { endsOn: { to: '2019-01-01' } }, 'project_sort_end_id_idx'],
    ['values', { value: { from: '1000.00' } }, 'project_sort_value_id_idx'],
  ] as const satisfies readonly (readonly [string, ProjectFilter, string])[])('by %s', async ([, filter, index]) => {
    const client = await hub.database.pool.connect();
    try {
      // Sixty rows are read whole before any index; what matters is that one can find what is wanted.
      await client.query('BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off');
      const condition = conditionOf(filter);
      const { sql: text, parameters } = sql`EXPLAIN SELECT count(*) FROM project AS p WHERE ${condition}`.compile(
        query,
      );
      const plan = await client.query(text, [...parameters]);
      expect(JSON.stringify(plan.rows)).toContain(index);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});

test('the folded names of units and offices are those that the hub folds', async () => {
  const units = await hub.database.pool.query<{ name: string; folded: string }>(
    'SELECT name, name_folded AS folded FROM territorial_unit_version',
  );
  for (const { name, folded } of units.rows) expect(folded).toBe(foldName(name));
  const offices = await hub.database.pool.query<{ names: { name: string }[]; folded: string }>(
    'SELECT names, names_folded AS folded FROM office',
  );
  expect(offices.rows.length).toBeGreaterThan(0);
  for (const { names, folded } of offices.rows) {
    expect(folded).toBe(names.map(({ name }) => foldName(name)).join('\n'));
  }
});
