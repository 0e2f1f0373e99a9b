/** A database of the version before references became foreign keys is taken along, whatever had gone astray in it. */
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '#platform/database/migrations.ts';
import { migrationsFolder } from '#platform/database/schema-engine.ts';
import { lastMigration, rowsBefore } from '../fixtures/before-relations.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { onServer } from '../harness/server.ts';

const database = await createTestDatabase('empty');
let folder: string;
let hub: TestHub;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wezel-before-'));
  for (const name of await readdir(migrationsFolder)) {
    if (!/^\d/.test(name) || name > lastMigration) continue;
    await mkdir(join(folder, name));
    await cp(join(migrationsFolder, name), join(folder, name), { recursive: true });
  }
  await migrate(database.url, folder);
  await onServer(database.url, (client) => client.query(rowsBefore));
  await migrate(database.url);
  hub = await startHub({ databaseUrl: database.url });
});

afterAll(() => rm(folder, { recursive: true }));

async function rows(sql: string): Promise<unknown[]> {
  return (await hub.database.pool.query(sql)).rows;
}

describe('ids of units that rows still named', () => {
  test('stay, and lead to the unit that bears the code', async () => {
    expect(
      await rows(`SELECT id, merged_into_id AS into FROM territorial_unit WHERE fingerprint = '' ORDER BY id`),
    ).toEqual([
      { id: '160102~nowa', into: '160102' },
      { id: '160290', into: '160104' },
      { id: '169999', into: null },
    ]);
    const id = btoa('TerritorialUnit:160290');
    expect(await hub.ask(`{ node(id: "${id}") { ... on TerritorialUnit { terc name } } }`)).toEqual({
      node: { terc: '1602902', name: 'Zmieniona' },
    });
  });

  test('are answered for that unit', async () => {
    const { territorialUnit, office } = await hub.ask<Record<string, unknown>>(`{
      territorialUnit(terc: "1602902") {
        projects { nodes { title } }
        boundary { bbox }
        indicators(metrics: ["people"]) { points { period value } }
      }
      office(id: "urzad") { seat { terc } predecessors { code } parent { code } }
    }`);
    expect(territorialUnit).toMatchObject({
      projects: { nodes: [{ title: 'Budowa żłobka' }] },
      boundary: { bbox: [17, 50, 18, 51] },
      indicators: [{ points: [{ value: 4 }, { value: 5 }] }],
    });
    expect(office).toEqual({ seat: { terc: '1602902' }, predecessors: [{ code: 'dawny' }], parent: null });
  });

  test('are the ids of boundaries no more', async () => {
    expect(await rows('SELECT unit_id AS id FROM territorial_unit_boundary')).toEqual([{ id: '160104' }]);
  });
});

test('a reference to what is not there is empty, and what was stated stays', async () => {
  expect(
    await rows(`SELECT parent_id, facts ->> 'parentId' AS stated FROM office
    JOIN office_statement ON office_id = id WHERE id = 'urzad'`),
  ).toEqual([{ parent_id: null, stated: 'nieznany' }]);
  expect(await rows('SELECT id, assessment_id, stated_assessment FROM improvement_action ORDER BY id')).toEqual([
    { id: 'a', assessment_id: 'CAF:2020:urzad:2024-05-01', stated_assessment: 'CAF:2020:urzad:2024-05-01' },
    { id: 'b', assessment_id: null, stated_assessment: 'CAF:2020:urzad:2019-01-01' },
  ]);
  expect(await rows('SELECT id, module_id FROM participation ORDER BY id')).toEqual([
    { id: 'p1-a', module_id: null },
    { id: 'p1-b', module_id: null },
  ]);
  expect(await rows('SELECT unit_id, text FROM project_place ORDER BY ordinal')).toEqual([
    { unit_id: '160290', text: 'Zmieniona' },
    { unit_id: '169999', text: 'Zniesiona' },
  ]);
});

test('subjects of observations are what they name', async () => {
  expect(
    await rows(`SELECT id, coalesce(unit_id, office_id, project_id, practice_id, bdl_id) AS of, name
      FROM observation_subject ORDER BY id`),
  ).toEqual([
    { id: 1, of: '160290', name: null },
    { id: 2, of: '160104', name: null },
    { id: 3, of: 'urzad', name: null },
    { id: 4, of: 'p1', name: null },
    { id: 5, of: null, name: 'p-gone' },
    { id: 6, of: '000000000000', name: 'POLSKA' },
    { id: 7, of: 'a-practice', name: null },
  ]);
  expect(await rows('SELECT count(*)::int AS n FROM observation')).toEqual([{ n: 2 }]);
});

test('metrics lead to their weights and components where these are known', async () => {
  expect(await rows('SELECT code, weight, weight_metric_id AS id FROM metric ORDER BY id')).toEqual([
    { code: 'rate', weight: 'people', id: 2 },
    { code: 'people', weight: null, id: null },
    { code: 'share', weight: 'unknown', id: null },
  ]);
  expect(await rows('SELECT metric_id, component_id FROM metric_component ORDER BY ordinal')).toEqual([
    { metric_id: 3, component_id: 1 },
    { metric_id: 3, component_id: 2 },
  ]);
});

test('names are folded as the hub folds them', async () => {
  expect(await rows('SELECT DISTINCT name, name_folded FROM territorial_unit_version ORDER BY name')).toEqual([
    { name: 'Nowa', name_folded: 'nowa' },
    { name: 'Zmieniona', name_folded: 'zmieniona' },
    { name: 'opolskie', name_folded: 'opolskie' },
  ]);
  expect(await rows(`SELECT names_folded FROM office WHERE id = 'urzad'`)).toEqual([{ names_folded: 'urzad' }]);
});
