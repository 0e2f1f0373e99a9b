/** Lists of participations under projects, offices, organisations and modules, and of nodes of the programme tree. */
import { beforeAll, describe, expect, test } from 'vitest';
import { comparePolish } from '#platform/text.ts';
import { mixedLists } from '../fixtures/eu-projects/mixed.ts';
import { loadPlacesAndOffices } from '../fixtures/eu-projects/register.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub({ limits: { cost: 1_000_000 } });

beforeAll(async () => {
  await loadPlacesAndOffices(hub);
  for (const { name, bytes, asOf } of mixedLists(120)) await hub.load('eu-projects', name, bytes, { asOf });
});

interface Participation {
  readonly id: string;
  readonly role: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
}

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly Participation[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const list = `participations(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
  totalCount nodes { id role startsOn endsOn } pageInfo { hasNextPage endCursor } }`;
const query = `query ($filter: ParticipationFilter, $orderBy: ParticipationOrder, $first: Int = 100, $after: String) {
  offices(filter: { text: "Jasienica" }) { nodes { code ${list} } } }`;

async function ofOffice(variables: object): Promise<Page> {
  const { offices } = await hub.ask<{ offices: { nodes: readonly { participations: Page }[] } }>(query, {
    ...variables,
  });
  return offices.nodes[0]?.participations as Page;
}

const idsOf = ({ nodes }: Pick<Page, 'nodes'>) => nodes.map(({ id }) => id);

describe('participations', () => {
  test('are filtered by role, and by what is not so', async () => {
    const all = await ofOffice({});
    expect(all.nodes.length).toBeGreaterThan(10);
    const roles = new Set(all.nodes.map(({ role }) => role));
    for (const role of [...roles, 'PARTNER', 'LEADER']) {
      const expected = all.nodes.filter((one) => one.role === role);
      const found = await ofOffice({ filter: { roles: [role] } });
      expect(idsOf(found)).toEqual(idsOf({ nodes: expected }));
      expect(found.totalCount).toBe(expected.length);
      const others = await ofOffice({ filter: { not: { roles: [role] } } });
      expect(others.totalCount).toBe(all.totalCount - expected.length);
    }
  });

  test('are filtered by the office, which under it is all or nothing', async () => {
    const all = await ofOffice({});
    const { offices } = await hub.ask<{ offices: { nodes: { code: string }[] } }>(
      '{ offices(filter: { text: "Jasienica" }) { nodes { code } } }',
    );
    expect(await ofOffice({ filter: { offices: offices.nodes.map(({ code }) => code) } })).toEqual(all);
    expect((await ofOffice({ filter: { offices: ['jst-020202'] } })).totalCount).toBe(0);
  });

  test('are filtered by days where they state them', async () => {
    const all = await ofOffice({});
    const isBetween = (day: string | null) => day !== null && day >= '2018-01-01' && day <= '2019-12-31';
    const days = { from: '2018-01-01', to: '2019-12-31' };
    const starting = await ofOffice({ filter: { startsOn: days } });
    expect(idsOf(starting)).toEqual(all.nodes.filter(({ startsOn }) => isBetween(startsOn)).map(({ id }) => id));
    const ending = await ofOffice({ filter: { endsOn: days } });
    expect(idsOf(ending)).toEqual(all.nodes.filter(({ endsOn }) => isBetween(endsOn)).map(({ id }) => id));
  });

  test.for([
    ['STARTED_ON', 'ASC'],
    ['STARTED_ON', 'DESC'],
    ['RELEASE', 'ASC'],
    ['RELEASE', 'DESC'],
  ] as const)('go by %s %s page by page, each once', async ([field, direction]) => {
    const orderBy = { field, direction };
    const whole = await ofOffice({ orderBy });
    const walked: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: Page = await ofOffice({ orderBy, first: 3, after });
      walked.push(...idsOf(page));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(walked).toEqual(idsOf(whole));
    const opposite = await ofOffice({ orderBy: { field, direction: direction === 'ASC' ? 'DESC' : 'ASC' } });
    expect(walked.toReversed()).toEqual(idsOf(opposite));
  });

  test('of all parents of an answer cost one statement for a page and one for the count', async () => {
    const under = `query ($first: Int) { projects(first: $first) { nodes {
      participations(filter: { roles: [BENEFICIARY] }, first: 2) { totalCount nodes { id } } } } }`;
    await hub.ask(under, { first: 2 });
    hub.statements();
    await hub.ask(under, { first: 40 });
    expect(hub.statements().filter((text) => /participation/.test(text))).toHaveLength(2);
  });

  test('take no cursor of another order', async () => {
    const { pageInfo } = await ofOffice({ first: 1 });
    const { errors } = await hub.answer(query, { orderBy: { field: 'RELEASE' }, after: pageInfo.endCursor });
    expect(errors?.[0]?.message).toMatch(/not a cursor of this list/);
  });
});

describe('nodes of the programme tree', () => {
  interface Node {
    readonly id: string;
    readonly name: string | null;
    readonly level: string;
  }
  const nodes = async (field: string): Promise<readonly Node[]> => {
    const { list: found } = await hub.ask<{ list: { totalCount: number; nodes: readonly Node[] } }>(
      `{ list: ${field} { totalCount nodes { id name level } } }`,
    );
    expect(found.totalCount).toBe(found.nodes.length);
    return found.nodes;
  };

  test('are left out by "not"', async () => {
    const all = await nodes('programmes(first: 100)');
    const others = await nodes('programmes(first: 100, filter: { not: { levels: [PERIOD, PROGRAMME] } })');
    expect(others).toEqual(all.filter(({ level }) => !['PERIOD', 'PROGRAMME'].includes(level)));
    expect(others.length).toBeGreaterThan(3);
  });

  test('go by code or by name, either way', async () => {
    const all = await nodes('programmes(first: 100)');
    const byCode = await nodes('programmes(first: 100, orderBy: { field: CODE, direction: DESC })');
    expect(byCode).toEqual(all.toReversed());
    const byName = await nodes('programmes(first: 100, orderBy: { field: NAME })');
    const names = byName.map(({ name }) => name ?? '');
    expect(names).toEqual(names.toSorted(comparePolish));
    const down = await nodes('programmes(first: 100, orderBy: { field: NAME, direction: DESC })');
    expect(down.map(({ name }) => name ?? '')).toEqual(names.toReversed());
  });

  test('have the same filter and order below a node', async () => {
    const query = `{ programmes(filter: { levels: [PERIOD], periods: [P2014_2020] }) { nodes {
      all: children(first: 100) { nodes { id name } }
      named: children(first: 100, orderBy: { field: NAME, direction: DESC }) { nodes { name } }
      some: children(filter: { text: "cyfrowa" }) { totalCount nodes { name } }
      others: children(filter: { not: { text: "cyfrowa" } }) { totalCount } } } }`;
    type Listed = { readonly nodes: readonly { readonly name: string }[]; readonly totalCount: number };
    const { programmes } = await hub.ask<{ programmes: { nodes: readonly Record<string, Listed>[] } }>(query);
    const [period] = programmes.nodes;
    expect(period?.['some']?.nodes).toEqual([{ name: 'Program Operacyjny Polska Cyfrowa na lata 2014-2020' }]);
    expect(period?.['others']?.totalCount).toBe((period?.['all']?.nodes.length ?? 0) - 1);
    const names = period?.['named']?.nodes.map(({ name }) => name) ?? [];
    expect(names).toEqual(names.toSorted(comparePolish).toReversed());
    expect(names.length).toBeGreaterThan(2);
  });
});
