/** Lists of projects page by page, and the ways between projects, units, offices and programmes. */
import { beforeAll, describe, expect, test } from 'vitest';
import { comparePolish } from '#platform/text.ts';
import { type Answered, allProjects, isWithin } from '../fixtures/eu-projects/expected.ts';
import { mixedLists } from '../fixtures/eu-projects/mixed.ts';
import { loadPlacesAndOffices } from '../fixtures/eu-projects/register.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub({ limits: { cost: 1_000_000 } });
let projects: Answered[] = [];

beforeAll(async () => {
  await loadPlacesAndOffices(hub);
  for (const { name, bytes, asOf } of mixedLists(160)) await hub.load('eu-projects', name, bytes, { asOf });
  projects = await allProjects(hub);
});

const pageQuery = `query ($orderBy: ProjectOrder, $first: Int, $last: Int, $after: String, $before: String) {
  projects(orderBy: $orderBy, first: $first, last: $last, after: $after, before: $before) {
    totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

interface Page {
  readonly projects: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string | null;
      readonly endCursor: string | null;
    };
  };
}

type Listed = Page['projects'];

/** From the first page on, or from the last one back. */
async function walkPages(
  ask: (place: Record<string, unknown>) => Promise<Listed>,
  isForward: boolean,
  size: number,
): Promise<string[]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  for (;;) {
    const page: Listed = await ask(isForward ? { first: size, after: cursor } : { last: size, before: cursor });
    pages.push(page.nodes.map(({ id }) => id));
    const { hasNextPage, hasPreviousPage, startCursor, endCursor }: Listed['pageInfo'] = page.pageInfo;
    expect(isForward ? hasPreviousPage : hasNextPage).toBe(cursor !== null);
    if (!(isForward ? hasNextPage : hasPreviousPage)) return (isForward ? pages : pages.toReversed()).flat();
    cursor = isForward ? endCursor : startCursor;
  }
}

function walk(orderBy: object | null, isForward: boolean, size: number): Promise<string[]> {
  const ask = async (place: Record<string, unknown>): Promise<Listed> => {
    const { projects: page } = await hub.ask<Page>(pageQuery, { orderBy, ...place });
    expect(page.totalCount).toBe(projects.length);
    return page;
  };
  return walkPages(ask, isForward, size);
}

type Comparison = (a: Answered, b: Answered) => number;
const amount = (money: Answered['value']): number => (money === null ? -1 : Number(money.amount));
/** Unknown values are the lowest: the last in descending order. */
const comparisons: Readonly<Record<string, Comparison>> = {
  VALUE: (a, b) => amount(a.value) - amount(b.value),
  EU_CONTRIBUTION: (a, b) => amount(a.euContribution) - amount(b.euContribution),
  STARTED_ON: (a, b) => comparePolish(a.startsOn ?? '', b.startsOn ?? ''),
  ENDED_ON: (a, b) => comparePolish(a.endsOn ?? '', b.endsOn ?? ''),
  TITLE: (a, b) => comparePolish(a.title, b.title),
};

describe('a walk over all projects', () => {
  const orders = Object.keys(comparisons).flatMap((field) =>
    ['ASC', 'DESC'].map((direction) => ({ field, direction })),
  );

  test.for(orders)('by $field $direction passes each once, either way', async ({ field, direction }) => {
    const byId = new Map(projects.map((project) => [project.id, project]));
    const forward = await walk({ field, direction }, true, 9);
    expect(forward.toSorted()).toEqual([...byId.keys()].toSorted());
    expect(await walk({ field, direction }, false, 16)).toEqual(forward);
    const way = direction === 'ASC' ? 1 : -1;
    const compare = comparisons[field] as Comparison;
    const listed = forward.map((id) => byId.get(id) as Answered);
    const disordered = listed.slice(1).filter((project, i) => compare(listed[i] as Answered, project) * way > 0);
    expect(disordered).toEqual([]);
    // Without equal values and unknown ones, the walk would prove little.
    expect(new Set(listed.map((project) => String(compare(listed[0] as Answered, project)))).size).toBeLessThan(160);
  });

  test('goes by the latest start unless stated otherwise', async () => {
    expect(await walk(null, true, 50)).toEqual(await walk({ field: 'STARTED_ON', direction: 'DESC' }, true, 50));
  });

  test('takes no cursor of another order', async () => {
    const orderBy = { field: 'VALUE', direction: 'ASC' };
    const { projects: page } = await hub.ask<Page>(pageQuery, { orderBy, first: 1 });
    const { errors } = await hub.answer(pageQuery, { orderBy: { field: 'TITLE' }, after: page.pageInfo.endCursor });
    expect(errors?.[0]?.message).toMatch(/not a cursor of this list/);
  });
});

interface Ids {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string }[];
}

describe('the ways between', () => {
  test('units and projects, alone and with what lies in the unit', async () => {
    for (const [terc, others] of Object.entries({ '24': ['2402', '2469'], '06': ['0601', '0661'], '2469': [] })) {
      const query = `query ($terc: String!) { territorialUnit(terc: $terc) {
        all: projects(includeDescendants: true, first: 100) { totalCount nodes { id } } own: projects(first: 100) { totalCount nodes { id } } } }`;
      const { territorialUnit } = await hub.ask<{ territorialUnit: { all: Ids; own: Ids } }>(query, { terc });
      const within = projects.filter((project) => isWithin(project, terc)).map(({ id }) => id);
      expect(within.length).toBeGreaterThan(5);
      expect(territorialUnit.all.nodes.map(({ id }) => id).toSorted()).toEqual(within.toSorted());
      expect(territorialUnit.all.totalCount).toBe(within.length);
      const own = projects.filter(({ places }) =>
        places.some(({ unit }) => unit !== null && [unit.terc, unit.powiatTerc].includes(terc)),
      );
      expect(territorialUnit.own.nodes.map(({ id }) => id).toSorted()).toEqual(own.map(({ id }) => id).toSorted());
      if (others.length > 0) expect(own.length).toBeLessThan(within.length);
    }
  });

  const unitPage = `query ($terc: String!, $all: Boolean!, $orderBy: ProjectOrder, $first: Int, $last: Int, $after: String, $before: String) {
    territorialUnit(terc: $terc) { projects(includeDescendants: $all, orderBy: $orderBy, first: $first, last: $last,
      after: $after, before: $before) { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;

  function walkUnit(all: boolean, orderBy: object, isForward: boolean, size: number): Promise<string[]> {
    const terc = all ? '24' : '2402';
    const ask = async (place: Record<string, unknown>): Promise<Listed> => {
      const variables = { terc, all, orderBy, ...place };
      const { territorialUnit } = await hub.ask<{ territorialUnit: Page }>(unitPage, variables);
      return territorialUnit.projects;
    };
    return walkPages(ask, isForward, size);
  }

  test.for(Object.keys(comparisons).flatMap((field) => [true, false].map((all) => [field, all] as const)))(
    'a unit and its projects by %s, with those below it: %s, page by page either way',
    async ([field, all]) => {
      const expected = new Set(await walkUnit(all, { field, direction: 'ASC' }, true, 100));
      expect(expected.size).toBeGreaterThan(5);
      const inOrder = (await walk({ field, direction: 'DESC' }, true, 50)).filter((id) => expected.has(id));
      expect(await walkUnit(all, { field, direction: 'DESC' }, true, 3)).toEqual(inOrder);
      expect(await walkUnit(all, { field, direction: 'DESC' }, false, 4)).toEqual(inOrder);
      expect(await walkUnit(all, { field, direction: 'ASC' }, true, 100)).toEqual(inOrder.toReversed());
    },
  );

  test('offices and projects', async () => {
    const query = `{ offices(filter: { text: "Jasienica" }) { nodes { name participations(first: 100) { totalCount
      nodes { role office { name } project { id participations { nodes { office { name } } } } } } } } }`;
    const { offices } = await hub.ask<{
      offices: { nodes: readonly { name: string; participations: Participations }[] };
    }>(query);
    const [office] = offices.nodes;
    const expected = projects.filter(({ participations }) =>
      participations.nodes.some(({ office: taking }) => taking?.name === office?.name),
    );
    expect(expected.length).toBeGreaterThan(10);
    expect(office?.participations.totalCount).toBe(expected.length);
    const back = office?.participations.nodes ?? [];
    expect(back.map(({ project }) => project.id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
    for (const { project } of back) {
      expect(project.participations.nodes.map((taking) => taking.office?.name)).toContain(office?.name);
    }
  });

  test('organisations and projects', async () => {
    const query = `{ projects(filter: { beneficiaryText: "fundacja" }, first: 1) { totalCount nodes { participations { nodes {
      organisation { name participations(first: 100) { totalCount nodes { project { id } } } } } } } } }`;
    interface Found {
      readonly projects: Ids & {
        readonly nodes: readonly {
          readonly participations: {
            readonly nodes: readonly { readonly organisation: { readonly participations: Participations } }[];
          };
        }[];
      };
    }
    const { projects: found } = await hub.ask<Found>(query);
    const [organisation] = found.nodes[0]?.participations.nodes ?? [];
    expect(found.totalCount).toBeGreaterThan(10);
    const named = projects.filter(({ participations }) =>
      participations.nodes.some(({ statedName, office }) => statedName === 'Fundacja Ósma' && office === null),
    );
    expect(organisation?.organisation.participations.nodes.map(({ project }) => project.id).toSorted()).toEqual(
      named.map(({ id }) => id).toSorted(),
    );
  });

  test('programmes and projects, with the sums of each node', async () => {
    const query = `{ programmes(first: 100) { nodes { id period level totals { currency projects value { amount } }
      children { nodes { id } } parent { id } projects(first: 100) { totalCount nodes { id programmePath { id } } } } } }`;
    const { programmes } = await hub.ask<{ programmes: { nodes: readonly Node[] } }>(query);
    expect(new Set(programmes.nodes.map(({ level }) => level))).toEqual(
      new Set(['PERIOD', 'PROGRAMME', 'PRIORITY', 'MEASURE', 'SUBMEASURE']),
    );
    const parents = new Map(programmes.nodes.flatMap((node) => node.children.nodes.map(({ id }) => [id, node.id])));
    for (const node of programmes.nodes) {
      expect(node.parent?.id).toBe(parents.get(node.id));
      const below = projects.filter(({ period, programmePath }) =>
        node.level === 'PERIOD' ? period === node.period : programmePath.some(({ id }) => id === node.id),
      );
      expect(node.projects.totalCount).toBe(below.length);
      expect(node.totals.reduce((sum, total) => sum + total.projects, 0)).toBe(below.length);
      if (node.level === 'PERIOD') continue;
      expect(node.projects.nodes.every(({ programmePath }) => programmePath.some(({ id }) => id === node.id))).toBe(
        true,
      );
    }
  });
});

interface Participations {
  readonly totalCount: number;
  readonly nodes: readonly {
    readonly project: Ids['nodes'][number] & {
      readonly participations: { readonly nodes: readonly { readonly office: { readonly name: string } | null }[] };
    };
  }[];
}

interface Node {
  readonly id: string;
  readonly period: string;
  readonly level: string;
  readonly totals: readonly { readonly currency: string; readonly projects: number }[];
  readonly children: { readonly nodes: readonly { readonly id: string }[] };
  readonly parent: { readonly id: string } | null;
  readonly projects: Omit<Ids, 'nodes'> & {
    readonly nodes: readonly { readonly programmePath: readonly { readonly id: string }[] }[];
  };
}

const nested = `nodes { title programme { name parent { name } } programmePath { name } summary
  places { unit { name voivodeship { name } } candidates { label } } isWholeCountry
  modules { name } products { name ratings { rank } } records { list } originalRow matches { text }
  source { fileName } release { number }
  participations(first: 3) { totalCount nodes { statedName match { method } organisation { name } module { name }
    office { name participations(first: 2) { nodes { project { title places { text } } } } } } } }`;

test('the projects of a unit weigh what it takes to find the first of them', async () => {
  const weigh = async (args: string): Promise<number> => {
    const query = `{ territorialUnit(terc: "24") { projects(first: 20${args}) { nodes { id } } } }`;
    const address = `http://hub.test/graphql?${new URLSearchParams({ query })}`;
    const answer = (await (await hub.app.handler.fetch(address)).json()) as Weighed;
    return answer.extensions.cost.requested;
  };
  const min = await weigh('');
  expect(await weigh(', orderBy: { field: STARTED_ON }')).toBe(min);
  expect(await weigh(', includeDescendants: true')).toBe(min + 49);
  expect(await weigh(', orderBy: { field: VALUE }')).toBe(min + 99);
  expect(await weigh(', orderBy: { field: VALUE }, includeDescendants: true')).toBe(min + 999);
});

interface Weighed {
  readonly extensions: { readonly cost: { readonly requested: number } };
}

describe('the number of statements', () => {
  async function statementsFor(query: string): Promise<number> {
    hub.statements();
    await hub.ask(query);
    return hub.statements().length;
  }

  test.for([
    ['projects', (first: number) => `{ projects(first: ${first}) { totalCount ${nested} } }`, 16],
    [
      'units',
      (first: number) => `{ territorialUnits(filter: { levels: VOIVODESHIP }, first: ${first}) { nodes { name
      projects(includeDescendants: true, first: 4) { totalCount nodes { title places { unit { name } } participations(first: 2) { nodes { office { name } organisation { name } } } } } } } }`,
      5,
    ],
    [
      'offices',
      (first: number) =>
        `{ offices(first: ${first}) { nodes { participations(first: 5) { totalCount nodes { project { title places { unit { name } } } } } } } }`,
      4,
    ],
    [
      'programmes',
      (first: number) =>
        `{ programmes(first: ${first}) { nodes { name totals { projects } parent { name } children { totalCount } } } }`,
      0,
    ],
    [
      'statistics',
      (first: number) =>
        `{ projectStatistics(groupBy: [VOIVODESHIP, PROGRAMME], first: ${first}) { groups { voivodeship { name } programme { name parent { name } } amounts { currency } } } }`,
      2,
    ],
  ] as const)('does not grow with the number of %s', async ([_name, query, max]) => {
    const few = await statementsFor(query(2));
    const many = await statementsFor(query(40));
    expect(many).toBeLessThanOrEqual(max);
    expect(few).toBeLessThanOrEqual(max);
  });
});
