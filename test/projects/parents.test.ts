/** Projects under units, offices, organisations and programmes: one filter and order everywhere, and rows by their ids. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Answered, allProjects, isWithin } from '../fixtures/eu-projects/expected.ts';
import { mixedLists } from '../fixtures/eu-projects/mixed.ts';
import { loadPlacesAndOffices } from '../fixtures/eu-projects/register.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub({ limits: { cost: 10_000_000 } });
let projects: Answered[] = [];

beforeAll(async () => {
  await loadPlacesAndOffices(hub);
  for (const { name, bytes, asOf } of mixedLists(120)) await hub.load('eu-projects', name, bytes, { asOf });
  projects = await allProjects(hub);
});

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string }[];
}

const filter = { funds: ['EFRR', 'efs'], not: { periods: ['P2007_2013'] } };
const isWanted = ({ fund, period }: Answered): boolean =>
  ['EFRR', 'EFS'].includes(fund?.toUpperCase() ?? '') && period !== 'P2007_2013';
const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id).toSorted();

function expectPage(page: Page, expected: readonly Answered[]): void {
  expect(idsOf(page.nodes)).toEqual(idsOf(expected));
  expect(page.totalCount).toBe(expected.length);
}

describe('the same filter holds under', () => {
  const pageOf = 'projects(filter: $filter, first: 100, orderBy: { field: TITLE }) { totalCount nodes { id } }';

  test('units, whose pages one statement reads', async () => {
    const query = `query ($filter: ProjectFilter, $first: Int) { territorialUnits(filter: { levels: VOIVODESHIP }, first: $first) { nodes {
      terc projects(includeDescendants: true, filter: $filter, first: 100) { totalCount nodes { id } } } } }`;
    const ask = (first: number) =>
      hub.ask<{ territorialUnits: { nodes: { terc: string; projects: Page }[] } }>(query, { filter, first });
    const { territorialUnits } = await ask(20);
    for (const { terc, projects: page } of territorialUnits.nodes) {
      expectPage(
        page,
        projects.filter((project) => isWanted(project) && isWithin(project, terc)),
      );
    }
    expect(Math.max(...territorialUnits.nodes.map(({ projects: { totalCount } }) => totalCount))).toBeGreaterThan(1);
    hub.statements();
    await ask(19);
    expect(hub.statements().length).toBeLessThanOrEqual(3);
  });

  test('offices and organisations', async () => {
    const query = `query ($filter: ProjectFilter) { projects(first: 100) { nodes { participations { nodes {
      office { id ${pageOf} } organisation { id ${pageOf} } } } } } }`;
    type Party = { id: string; projects: Page } | null;
    type Node = { participations: { nodes: { office: Party; organisation: Party }[] } };
    const answer = await hub.ask<{ projects: { nodes: Node[] } }>(query, { filter });
    const parties = answer.projects.nodes.flatMap(({ participations }) => participations.nodes);
    const checked = { office: 0, organisation: 0 };
    for (const kind of ['office', 'organisation'] as const) {
      const named = new Map(parties.flatMap((one) => one[kind] ?? []).map((party) => [party.id, party]));
      for (const party of [...named.values()].slice(0, 15)) {
        const byId = 'query ($id: ID) { projects(first: 100, filter: { beneficiaryId: $id }) { nodes { id } } }';
        const all = await hub.ask<{ projects: Page }>(byId, { id: party.id });
        const own = new Set(idsOf(all.projects.nodes));
        const expected = projects.filter((project) => own.has(project.id) && isWanted(project));
        expectPage(party.projects, expected);
        checked[kind] += expected.length;
      }
    }
    expect(Math.min(checked.office, checked.organisation)).toBeGreaterThan(0);
  });

  test('nodes of the programme tree', async () => {
    const query = `query ($filter: ProjectFilter) { programmes(filter: { levels: [PROGRAMME] }, first: 100) { nodes { id ${pageOf} } } }`;
    const { programmes } = await hub.ask<{ programmes: { nodes: { id: string; projects: Page }[] } }>(query, {
      filter,
    });
    for (const { id, projects: page } of programmes.nodes) {
      expectPage(
        page,
        projects.filter((project) => isWanted(project) && project.programmePath.some((node) => node.id === id)),
      );
    }
  });
});

test('beneficiaries are named by NIP, by id and by words; what is no NIP is refused', async () => {
  const count = async (given: object): Promise<number> => {
    const query = 'query ($filter: ProjectFilter) { projects(filter: $filter) { totalCount } }';
    return (await hub.ask<{ projects: { totalCount: number } }>(query, { filter: given })).projects.totalCount;
  };
  const listed = await hub.ask<{
    projects: { nodes: { participations: { nodes: { statedNip: string | null }[] } }[] };
  }>(
    '{ projects(first: 100, filter: { periods: [P2007_2013] }) { nodes { participations { nodes { statedNip } } } } }',
  );
  const nips = listed.projects.nodes.flatMap(({ participations }) => participations.nodes.map((one) => one.statedNip));
  const nip = nips.find((stated) => stated !== null && stated.replace(/\D/g, '').length === 10) ?? '';
  expect(await count({ beneficiaryNip: nip })).toBeGreaterThanOrEqual(nips.filter((stated) => stated === nip).length);
  expect(await count({ beneficiaryNip: '0000000000' })).toBe(0);
  const { errors } = await hub.answer('{ projects(filter: { beneficiaryNip: "12" }) { totalCount } }');
  expect(errors?.[0]?.message).toMatch('is not a NIP');
});

test('participations, organisations and records are read again by their ids', async () => {
  const { projects: page } = await hub.ask<{
    projects: { nodes: { records: Node[]; participations: { nodes: (Node & { organisation: Node | null })[] } }[] };
  }>(
    `{ projects(first: 30) { nodes { records { __typename id } participations { nodes { __typename id organisation { __typename id } } } } } }`,
  );
  const nodes = page.nodes.flatMap(({ records, participations }) => [
    ...records,
    ...participations.nodes.flatMap(({ organisation, ...own }) =>
      organisation === null ? [own] : [own, organisation],
    ),
  ]);
  expect(new Set(nodes.map(({ __typename }) => __typename))).toEqual(
    new Set(['ProjectRecord', 'Participation', 'Organisation']),
  );
  const some = nodes.slice(0, 60);
  const found = await hub.ask<{ nodes: Node[] }>('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
    ids: some.map(({ id }) => id),
  });
  expect(found.nodes).toEqual(some);
});

interface Node {
  readonly __typename: string;
  readonly id: string;
}

test('projects and programmes have the address of their page', async () => {
  const { projects: page } = await hub.ask<{
    projects: { nodes: { url: string; programme: { url: string } | null }[] };
  }>('{ projects(first: 1, filter: { periods: [P2014_2020] }) { nodes { url programme { url } } } }');
  expect(page.nodes[0]?.url).toMatch(/^https:\/\/hub\.test\/projects\/\w+$/);
  expect(page.nodes[0]?.programme?.url).toMatch(/^https:\/\/hub\.test\/programmes\/2014-2020%2F/);
});
