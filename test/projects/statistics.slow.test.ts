/** Counts and sums against the list: for any filter they describe the same projects, and of all their money once. */
import { beforeAll, describe, expect, test } from 'vitest';
import { buildSchema } from '#graphql/schema.ts';
import { readPublishedOperations } from '#http/operations.ts';
import { type Answered, allProjects, cents, isWithin, keysOf } from '../fixtures/eu-projects/expected.ts';
import { numbersFrom } from '../fixtures/eu-projects/many.ts';
import { beneficiaries, mixedLists, titleWords } from '../fixtures/eu-projects/mixed.ts';
import { loadPlacesAndOffices } from '../fixtures/eu-projects/register.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub({ limits: { cost: 1_000_000 } });
let projects: Answered[] = [];
const offices = new Map([
  ['Miasto Katowice', 'Urząd Miasta Katowice'],
  ['Gmina Jasienica', 'Urząd Gminy Jasienica'],
]);

beforeAll(async () => {
  await loadPlacesAndOffices(hub);
  for (const { name, bytes, asOf } of mixedLists(300)) {
    const report = await hub.load('eu-projects', name, bytes, { asOf });
    expect(report.rejected).toBe(0);
  }
  projects = await allProjects(hub);
});

/** Conditions by name, each with one value. */
type Filter = Readonly<Record<string, string>>;

/** The same as the schema takes them. */
function inputOf(filter: Filter): Record<string, unknown> {
  const { period, otherPeriod, programme, fund, currency, role, beneficiary, withoutFund, withinAny, ...others } =
    filter;
  const { startedFrom, startedTo, endedFrom, endedTo, valueFrom, valueTo, euFrom, euTo, ...same } = others;
  const listed = (...values: (string | undefined)[]): string[] | undefined => {
    const given = values.filter((value) => value !== undefined);
    return given.length === 0 ? undefined : given;
  };
  const range = (from?: string, to?: string): object | undefined =>
    from === undefined && to === undefined ? undefined : { from, to };
  return {
    ...same,
    periods: listed(period, otherPeriod),
    programmes: listed(programme),
    funds: listed(fund),
    currencies: listed(currency),
    roles: listed(role),
    withinAny: withinAny?.split(' '),
    beneficiaryText: beneficiary,
    startsOn: range(startedFrom, startedTo),
    endsOn: range(endedFrom, endedTo),
    value: range(valueFrom, valueTo),
    euContribution: range(euFrom, euTo),
    not: withoutFund === undefined ? undefined : { funds: [withoutFund] },
  };
}

/** What each condition means, distinguished from how the hub asks its database. */
const holds: Readonly<Record<string, (project: Answered, wanted: string, filter: Filter) => boolean>> = {
  period: ({ period }, wanted, { otherPeriod }) => period === wanted || period === otherPeriod,
  otherPeriod: ({ period }, wanted, filter) => period === wanted || period === filter['period'],
  programme: ({ programmePath }, wanted) => programmePath.some(({ id }) => id === wanted),
  fund: ({ fund }, wanted) => fund?.toUpperCase() === wanted.toUpperCase(),
  withoutFund: ({ fund }, wanted) => fund?.toUpperCase() !== wanted.toUpperCase(),
  currency: ({ currency }, wanted) => currency === wanted,
  withinAny: (project, wanted) => wanted.split(' ').some((terc) => isWithin(project, terc)),
  role: ({ participations }, wanted) => participations.nodes.some(({ role }) => role === wanted),
  beneficiary: ({ participations }, wanted) =>
    participations.nodes.some(({ statedName, office }) =>
      [statedName ?? '', office?.name ?? ''].some((name) => hasWords(name, wanted)),
    ),
  startedFrom: ({ startsOn }, day) => startsOn !== null && startsOn >= day,
  startedTo: ({ startsOn }, day) => startsOn !== null && startsOn <= day,
  endedFrom: ({ endsOn }, day) => endsOn !== null && endsOn >= day,
  endedTo: ({ endsOn }, day) => endsOn !== null && endsOn <= day,
  valueFrom: ({ value }, min) => value !== null && Number(value.amount) >= Number(min),
  valueTo: ({ value }, max) => value !== null && Number(value.amount) <= Number(max),
  euFrom: ({ euContribution }, min) => euContribution !== null && Number(euContribution.amount) >= Number(min),
  euTo: ({ euContribution }, max) => euContribution !== null && Number(euContribution.amount) <= Number(max),
  text: ({ title, contractNumber, participations }, wanted) =>
    hasWords([title, contractNumber, ...participations.nodes.map(({ statedName }) => statedName)].join(' '), wanted),
};

function hasWords(text: string, wanted: string): boolean {
  const plain = (given: string): string =>
    given.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l');
  return plain(wanted)
    .split(' ')
    .every((word) => plain(text).includes(word));
}

const selected = (filter: Filter): Answered[] =>
  projects.filter((project) =>
    Object.entries(filter).every(([name, wanted]) => holds[name]?.(project, wanted, filter)),
  );

function* generatedFilters(count: number, seed: number): Generator<Filter> {
  const next = numbersFrom(seed);
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(next() * choices.length)] as T;
  const programmes = [
    ...new Set(projects.flatMap(({ programmePath }) => programmePath.map(({ id }) => id))),
  ].toSorted();
  const days = ['2008-03-01', '2014-12-28', '2015-07-16', '2017-02-01', '2019-11-30', '2023-03-15', '2024-10-01'];
  const amounts = ['0', '1000.01', '5000', '6000.06', '12000.12'];
  const values: Record<string, () => string> = {
    period: () => pick(['P2007_2013', 'P2014_2020', 'P2021_2027']),
    otherPeriod: () => pick(['P2007_2013', 'P2014_2020', 'P2021_2027']),
    programme: () => pick(programmes),
    fund: () => pick(['EFRR', 'efs', 'EFS+', 'FS']),
    withoutFund: () => pick(['EFRR', 'efs', 'FS']),
    currency: () => pick(['PLN', 'EUR']),
    withinAny: () =>
      pick([
        '24',
        '2469',
        '2469011',
        '2402',
        '12',
        '1206',
        '06',
        '0601',
        '0601032',
        '14',
        '0202021',
        '24 12',
        '2469 0601',
        '14 1206 2402',
      ]),
    role: () => pick(['BENEFICIARY', 'BENEFICIARY', 'PARTNER']),
    beneficiary: () => pick(['katowice', 'GMINA', 'Osma', 'spolka', 'urzad', ...beneficiaries]),
    startedFrom: () => pick(days),
    startedTo: () => pick(days),
    endedFrom: () => pick(days),
    endedTo: () => pick(days),
    valueFrom: () => pick(amounts),
    valueTo: () => pick(amounts),
    euFrom: () => pick(amounts),
    euTo: () => pick(amounts),
    text: () => pick([...titleWords, 'zlobek', 'SZKOLA katowice', 'POKL', 'laka']),
  };
  for (let index = 0; index < count; index += 1) {
    const filter: Record<string, string> = {};
    const conditions = Object.keys(values);
    const first = conditions[index % conditions.length] as string;
    for (const name of [first, ...conditions.filter(() => next() < 0.12)])
      filter[name] = (values[name] as () => string)();
    // Together they want one place that is in both.
    yield filter;
  }
}

test('the lists are there, each with what it lacks', () => {
  expect(projects.length).toBeGreaterThanOrEqual(300);
  expect(projects.filter(({ value }) => value === null).length).toBeGreaterThan(10);
  expect(projects.filter(({ startsOn }) => startsOn === null).length).toBeGreaterThan(10);
  expect(projects.filter(({ currency }) => currency === 'EUR').length).toBeGreaterThan(10);
  expect(projects.filter(({ places }) => places.length > 1).length).toBeGreaterThan(30);
  const named = projects.flatMap(({ participations }) => participations.nodes);
  for (const [stated, office] of offices) {
    expect(named.find(({ statedName }) => statedName === stated)?.office?.name).toBe(office);
  }
});

const countQuery = `query ($filter: ProjectFilter) {
  projects(filter: $filter, first: 1) { totalCount } projectStatistics(filter: $filter) { count amounts { count } } }`;

interface Counts {
  readonly projects: { readonly totalCount: number };
  readonly projectStatistics: { readonly count: number; readonly amounts: readonly { readonly count: number }[] };
}

test('the count equals the total of the list, for every filter', async () => {
  const wrong: unknown[] = [];
  const found = new Map<string, number>();
  for (const filter of generatedFilters(280, 5)) {
    const { projects: list, projectStatistics } = await hub.ask<Counts>(countQuery, { filter: inputOf(filter) });
    const expected = selected(filter).length;
    const inCurrencies = projectStatistics.amounts.reduce((sum, { count }) => sum + count, 0);
    const counts = [list.totalCount, projectStatistics.count, inCurrencies];
    if (counts.some((count) => count !== expected)) wrong.push({ filter, expected, counts });
    for (const name of Object.keys(filter)) found.set(name, Math.max(found.get(name) ?? 0, expected));
  }
  expect(wrong).toEqual([]);
  // A filter under which nothing is ever found would prove nothing.
  expect([...found].filter(([, max]) => max === 0)).toEqual([]);
  expect([...found.keys()].toSorted()).toEqual(Object.keys(holds).toSorted());
});

const sums =
  'amounts { currency count value { sum { amount } average { amount } count } eligibleCost { sum { amount } average { amount } count } euContribution { sum { amount } average { amount } count } }';
const groupQuery = `query ($filter: ProjectFilter, $groupBy: [ProjectGrouping!]!, $allocation: ProjectAllocation!, $first: Int = 1000, $having: ProjectStatisticsHaving, $orderBy: ProjectStatisticsOrder) {
  projectStatistics(filter: $filter, groupBy: $groupBy, allocation: $allocation, first: $first, having: $having, orderBy: $orderBy) {
    count isOverlapping allocation groupCount ${sums}
    groups { count ${sums} period programme { id } priority { id } fund voivodeship { terc } powiat { terc powiatTerc } gmina { terc } startYear role beneficiaryKind } } }`;

interface AmountAnswer {
  readonly sum: { readonly amount: string } | null;
  readonly average: { readonly amount: string } | null;
  readonly count: number;
}

interface Sums {
  readonly currency: string;
  readonly count: number;
  readonly value: AmountAnswer;
  readonly eligibleCost: AmountAnswer;
  readonly euContribution: AmountAnswer;
}

interface Group {
  readonly count: number;
  readonly amounts: readonly Sums[];
  readonly [key: string]: unknown;
}

interface Grouped {
  readonly projectStatistics: {
    readonly count: number;
    readonly isOverlapping: boolean;
    readonly groupCount: number;
    readonly amounts: readonly Sums[];
    readonly groups: readonly Group[];
  };
}

const amountNames = ['value', 'eligibleCost', 'euContribution'] as const;
const allGroupings = 'PERIOD PROGRAMME PRIORITY FUND VOIVODESHIP POWIAT GMINA START_YEAR ROLE BENEFICIARY_KIND'.split(
  ' ',
);
const places = ['VOIVODESHIP', 'POWIAT', 'GMINA'];

const answerOf: Readonly<Record<string, string>> = {
  START_YEAR: 'startYear',
  BENEFICIARY_KIND: 'beneficiaryKind',
};

function keyOf(group: Group, grouping: string): string {
  const value = group[answerOf[grouping] ?? grouping.toLowerCase()] as { terc?: string; id?: string } | string | null;
  return typeof value === 'object' ? (value?.terc ?? value?.id ?? 'null') : String(value);
}

async function grouped(variables: Record<string, unknown>): Promise<Grouped['projectStatistics']> {
  return (await hub.ask<Grouped>(groupQuery, { allocation: 'FULL', ...variables })).projectStatistics;
}

/** Groups with their projects, and of each how many groups share it. */
function expectedGroups(
  filter: Filter,
  groupBy: readonly string[],
): Map<string, { project: Answered; shares: number }[]> {
  const units = filter['withinAny']?.split(' ') ?? null;
  const isInside = (place: Answered['places'][number]): boolean =>
    units === null || units.some((terc) => isWithin({ places: [place] } as unknown as Answered, terc));
  const groups = new Map<string, { project: Answered; shares: number }[]>();
  for (const project of selected(filter)) {
    const sharesOf = (inside: typeof isInside): string[][] =>
      groupBy.map((grouping) => keysOf(project, grouping, inside));
    const [kept, all] = [sharesOf(isInside), sharesOf(() => true)];
    const shares = groupBy.reduce(
      (product, grouping, i) => (places.includes(grouping) ? product * (all[i]?.length ?? 1) : product),
      1,
    );
    const tuples = kept.reduce<string[][]>(
      (done, keys) => done.flatMap((left) => keys.map((key) => [...left, key])),
      [[]],
    );
    for (const tuple of tuples) groups.set(tuple.join(), [...(groups.get(tuple.join()) ?? []), { project, shares }]);
  }
  return groups;
}

function expectSums(group: Group, members: readonly { project: Answered; shares: number }[], isSplit: boolean): void {
  expect(group.count).toBe(members.length);
  for (const answer of group.amounts) {
    const same = members.filter(({ project }) => project.currency === answer.currency);
    expect(answer.count).toBe(same.length);
    for (const name of amountNames) {
      const known = same.flatMap(({ project, shares }) => {
        const amount = cents(project[name]?.amount);
        return amount === null ? [] : [{ amount, shares }];
      });
      expect(answer[name].count).toBe(known.length);
      const sum = cents(answer[name].sum?.amount);
      if (known.length === 0) expect([sum, answer[name].average]).toEqual([null, null]);
      else if (!isSplit) {
        const exact = known.reduce((total, { amount }) => total + amount, 0n);
        expect([answer.currency, name, sum]).toEqual([answer.currency, name, exact]);
        const average = cents(answer[name].average?.amount);
        expect(Math.abs(Number(average) - Number(exact) / known.length)).toBeLessThanOrEqual(0.51);
      } else {
        // Shares are cut to hundredths, and one of them takes what is left.
        const about = known.reduce((total, { amount, shares }) => total + Number(amount) / shares, 0);
        const slack = known.reduce((total, { shares }) => total + shares, 0);
        expect(Math.abs(Number(sum) - about)).toBeLessThanOrEqual(slack);
      }
    }
  }
  const currencies = new Set(members.map(({ project }) => project.currency));
  expect(group.amounts.map(({ currency }) => currency)).toEqual([...currencies].toSorted().toReversed());
}

describe('groups', () => {
  const queries = [...allGroupings.map((one) => [one]), ['PERIOD', 'VOIVODESHIP'], ['FUND', 'START_YEAR', 'POWIAT']];

  test.for(queries)('by %s', async (groupBy) => {
    for (const filter of [{}, ...generatedFilters(6, groupBy.join().length)]) {
      for (const allocation of ['FULL', 'EQUAL_SPLIT']) {
        const answer = await grouped({ filter: inputOf(filter), groupBy, allocation });
        const expected = expectedGroups(filter, groupBy);
        const keys = answer.groups.map((group) => groupBy.map((one) => keyOf(group, one)).join());
        expect({ filter, keys: keys.toSorted() }).toEqual({ filter, keys: [...expected.keys()].toSorted() });
        expect(answer.groupCount).toBe(expected.size);
        for (const [index, group] of answer.groups.entries()) {
          expectSums(group, expected.get(keys[index] as string) ?? [], allocation === 'EQUAL_SPLIT');
        }
      }
    }
  });

  test('of shares add up to the whole, and only those are said not to overlap', async () => {
    for (const groupBy of [['VOIVODESHIP'], ['POWIAT'], ['GMINA'], ['PERIOD', 'GMINA'], ['FUND']]) {
      const isByPlace = groupBy.some((one) => places.includes(one));
      const split = await grouped({ groupBy, allocation: 'EQUAL_SPLIT' });
      expect(split.isOverlapping).toBe(false);
      expect(totals(split.groups)).toEqual(totals([split]));
      const full = await grouped({ groupBy });
      expect(full.isOverlapping).toBe(isByPlace);
      const [more, once] = [totals(full.groups), totals([full])];
      for (const [key, sum] of once) expect((more.get(key) ?? 0n) > sum || !isByPlace).toBe(true);
    }
    expect((await grouped({ groupBy: ['ROLE'], allocation: 'EQUAL_SPLIT' })).isOverlapping).toBe(true);
  });

  test('are chosen by what they add up to, ordered, and given as many as requested', async () => {
    const all = await grouped({ groupBy: ['FUND', 'START_YEAR'] });
    const sumOf = (group: Group, currency = 'PLN'): bigint =>
      cents(group.amounts.find((one) => one.currency === currency)?.value.sum?.amount) ?? 0n;
    const having = { count: { from: 3, to: 20 }, value: { from: '20000' }, euContribution: { to: '60000' } };
    const kept = await grouped({ groupBy: ['FUND', 'START_YEAR'], having });
    const euOf = (group: Group): bigint =>
      cents(group.amounts.find(({ currency }) => currency === 'PLN')?.euContribution.sum?.amount) ?? 0n;
    const wanted = all.groups.filter(
      (group) => group.count >= 3 && group.count <= 20 && sumOf(group) >= 2_000_000n && euOf(group) <= 6_000_000n,
    );
    expect(wanted.length).toBeGreaterThan(2);
    expect(wanted.length).toBeLessThan(all.groups.length);
    expect(kept).toMatchObject({ groups: wanted, groupCount: wanted.length, count: projects.length });
    for (const direction of ['ASC', 'DESC']) {
      const orderBy = { field: 'VALUE', direction, currency: 'EUR' };
      const { groups } = await grouped({ groupBy: ['FUND', 'START_YEAR'], orderBy });
      const stated = groups.map((group) => group.amounts.find((one) => one.currency === 'EUR')?.value.sum != null);
      expect(stated).toEqual(stated.toSorted((a, b) => Number(b) - Number(a)));
      const order = groups.slice(0, stated.indexOf(false)).map((group) => sumOf(group, 'EUR'));
      expect(order.length).toBeGreaterThan(2);
      expect(order).toEqual(order.toSorted((a, b) => Number(a - b) * (direction === 'ASC' ? 1 : -1)));
    }
    const counts = (await grouped({ groupBy: ['POWIAT'], orderBy: { field: 'COUNT' }, first: 3 })).groups;
    const everyCount = (await grouped({ groupBy: ['POWIAT'] })).groups.map(({ count }) => count);
    expect(counts.map(({ count }) => count)).toEqual(everyCount.toSorted((a, b) => b - a).slice(0, 3));
    const reversed = (await grouped({ groupBy: ['PERIOD'], orderBy: { field: 'KEY' } })).groups;
    expect(reversed.map(({ period }) => period)).toEqual(['P2021_2027', 'P2014_2020', 'P2007_2013']);
  });

  test.for([
    [{ groupBy: ['FUND', 'FUND'] }, /twice/],
    [{ groupBy: ['FUND'], first: 0 }, /"first" is 0/],
    [{ groupBy: ['FUND'], first: 1001 }, /"first" is 1001/],
    [{ groupBy: ['FUND'], having: { value: { from: '1,5' } } }, /Decimal cannot represent/],
    [{ groupBy: ['FUND'], filter: { withinAny: 'x' } }, /does not name an object of the type TerritorialUnit/],
    [{ groupBy: allGroupings }, /at most/],
  ] as const)('are refused with a reason: %j', async ([variables, reason]) => {
    const { errors } = await hub.answer(groupQuery, { allocation: 'FULL', ...variables });
    expect(errors?.[0]?.message).toMatch(reason);
  });
});

function totals(groups: readonly { readonly amounts: readonly Sums[] }[]): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const { amounts } of groups) {
    for (const answer of amounts) {
      for (const name of amountNames) {
        const key = `${answer.currency} ${name}`;
        found.set(key, (found.get(key) ?? 0n) + (cents(answer[name].sum?.amount) ?? 0n));
      }
    }
  }
  return new Map([...found].toSorted());
}

describe('published queries', async () => {
  const operations = await readPublishedOperations(buildSchema());
  const run = (name: string, variables?: Record<string, unknown>): Promise<unknown> => {
    const operation = operations.find((candidate) => candidate.name === name);
    return hub.ask(operation?.document ?? '', variables ?? operation?.example);
  };

  test('EuMoney: per voivodeship and period, what all projects got', async () => {
    const { projectStatistics } = (await run('EuMoney')) as Grouped;
    expect(projectStatistics).toMatchObject({ isOverlapping: false, allocation: 'EQUAL_SPLIT' });
    const shares = projectStatistics.groups.map((group) => cents(group.amounts[0]?.euContribution.sum?.amount));
    const whole = projects.filter(({ currency }) => currency === 'PLN').map((one) => cents(one.euContribution?.amount));
    const sum = (amounts: readonly (bigint | null)[]): bigint => amounts.reduce<bigint>((a, b) => a + (b ?? 0n), 0n);
    expect(sum(shares)).toBe(sum(whole));
    const keys = projectStatistics.groups.map((group) => `${keyOf(group, 'VOIVODESHIP')} ${keyOf(group, 'PERIOD')}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(['24 P2014_2020', '24 P2007_2013', '14 P2021_2027']));
    expect(await run('EuMoney', { allocation: 'FULL' })).toMatchObject({ projectStatistics: { isOverlapping: true } });
  });

  test('Projects and ProjectOrigin', async () => {
    const expected = selected({ withinAny: '24', startedFrom: '2007-01-01' }).length;
    expect(await run('Projects')).toMatchObject({ projects: { totalCount: expected, edges: { length: 20 } } });
    const { contractNumber } = projects.find(({ period }) => period === 'P2007_2013') as Answered;
    expect(await run('ProjectOrigin', { text: contractNumber })).toMatchObject({
      projects: {
        edges: [
          { node: { originalRow: { 'Numer umowy/aneksu/decyzji': contractNumber }, records: [{ list: 'KSI_SIMIK' }] } },
        ],
      },
    });
  });
});
