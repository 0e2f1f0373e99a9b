/** Filters and orders of units: the same at the root and below a unit, each against all units read one by one. */
import { describe, expect, it } from 'vitest';
import { loadPopulation } from '../fixtures/population.ts';
import { buildTerc, type TercRecord, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const renamed = (rows: TercRecord[]): TercRecord[] =>
  rows.map((row) => (row.WOJ === '16' && row.POW === '01' && row.GMI === '' ? { ...row, NAZWA: 'Żółć' } : row));

const hub = await startHub();
await hub.load('teryt', 'a.csv', toCsv(buildTerc({ asOf: '2018-01-01', voivodeships: ['08', '16'] })));
await hub.load(
  'teryt',
  'b.csv',
  toCsv(buildTerc({ asOf: '2022-01-01', voivodeships: ['08', '16'], changes: renamed })),
);
const inhabitants: readonly (readonly [terc: string, year: number, count: number])[] = [
  ['1661011', 2020, 127_000],
  ['1661011', 2021, 126_000],
  ['1601011', 2021, 35_000],
  ['1601022', 2021, 4_800],
  ['1601033', 2021, 4_900],
  ['1602022', 2020, 9_000],
  ['0861011', 2021, 122_000],
];
await loadPopulation(hub, `teryt_7,year,population_total\n${inhabitants.map((row) => row.join(',')).join('\n')}\n`);

interface Unit {
  readonly terc: string;
  readonly name: string;
  readonly kind: string;
  readonly levels: readonly string[];
  readonly isSelfGovernment: boolean;
  readonly isCityWithPowiatRights: boolean;
  readonly isCertain: boolean;
  readonly validFrom: string;
}
interface Page {
  readonly totalCount: number;
  readonly nodes: Unit[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const fields = `totalCount pageInfo { hasNextPage endCursor }
  nodes { terc name kind levels isSelfGovernment isCityWithPowiatRights isCertain validFrom }`;
const args = 'filter: $filter, orderBy: $orderBy, first: 100, after: $after';
const declared = '$filter: TerritorialUnitFilter, $orderBy: TerritorialUnitOrder, $after: String';
const root = `query (${declared}, $asOf: Date) { list: territorialUnits(${args}, asOf: $asOf) { ${fields} } }`;
const below = `query (${declared}) { unit: territorialUnit(terc: "16") { list: children(${args}) { ${fields} } } }`;

async function all(query: string, variables: Record<string, unknown> = {}): Promise<Unit[]> {
  const units: Unit[] = [];
  for (let after: string | null = null; ; ) {
    const data: { list?: Page; unit?: { list: Page } } = await hub.ask(query, { ...variables, after });
    const page = data.list ?? (data.unit as { list: Page }).list;
    units.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) {
      expect(units.length).toBe(page.totalCount);
      return units;
    }
    after = page.pageInfo.endCursor;
  }
}
const codes = (units: readonly Unit[]): string[] => units.map(({ terc }) => terc).toSorted();
const refusal = async (query: string, variables: Record<string, unknown>): Promise<string | undefined> =>
  (await hub.answer(query, variables)).errors?.[0]?.message;

const everything = await all(root, { orderBy: { field: 'TERC' } });
const of2019 = await all(root, { orderBy: { field: 'TERC' }, asOf: '2019-06-01' });

type Case = readonly [name: string, filter: object, fits: (unit: Unit) => boolean];
const isIn = (terc: string) => (unit: Unit) => unit.terc.startsWith(terc);
const cases: readonly Case[] = [
  ['levels', { levels: 'POWIAT' }, ({ levels }) => levels.includes('POWIAT')],
  ['levels', { levels: ['VOIVODESHIP', 'POWIAT'] }, ({ levels }) => /VOI|POW/.test(levels.join())],
  ['no level at all', { levels: [] }, () => false],
  ['kinds', { kinds: ['TOWN', 'RURAL_AREA'] }, ({ kind }) => kind === 'TOWN' || kind === 'RURAL_AREA'],
  [
    'withinAny',
    { withinAny: ['1601', '08', btoa('TerritorialUnit:1602')] },
    ({ terc }) => /^(1601|08|1602)/.test(terc),
  ],
  ['within a global id', { withinAny: btoa('TerritorialUnit:1601@2018-01-01') }, isIn('1601')],
  ['not', { withinAny: '16', not: { levels: 'GMINA' } }, (unit) => isIn('16')(unit) && !unit.levels.includes('GMINA')],
  ['not not', { not: { not: { kinds: 'POWIAT' } } }, ({ kind }) => kind === 'POWIAT'],
  ['not of two', { not: { levels: 'GMINA', withinAny: '16' } }, (u) => !(u.levels.includes('GMINA') && isIn('16')(u))],
  ['governing', { isSelfGovernment: false }, ({ isSelfGovernment }) => !isSelfGovernment],
  ['cities', { isCityWithPowiatRights: true }, ({ isCityWithPowiatRights }) => isCityWithPowiatRights],
  ['certainty', { isCertain: false }, ({ isCertain }) => !isCertain],
  ['first days', { validFrom: { from: '2022-01-01' } }, ({ validFrom }) => validFrom >= '2022-01-01'],
  ['first days until', { validFrom: { to: '2021-12-31' } }, ({ validFrom }) => validFrom <= '2021-12-31'],
  ['name', { name: 'ZOLC' }, ({ name }) => name === 'Żółć'],
  ['a name with a sign of patterns', { name: '%' }, () => false],
  ['a short name', { name: 'i' }, ({ name }) => /i/i.test(name)],
  ['name and not', { name: 'powiat', not: { withinAny: '16' } }, (u) => u.name.includes('powiat') && !isIn('16')(u)],
];

describe('units are filtered by', () => {
  it.each(cases)('%s, at the root', async (_name, filter, fits) => {
    expect(codes(await all(root, { filter }))).toEqual(codes(everything.filter(fits)));
  });

  it.each(cases)('%s, as of a day', async (_name, filter, fits) => {
    expect(codes(await all(root, { filter, asOf: '2019-06-01' }))).toEqual(codes(of2019.filter(fits)));
  });

  it.each(cases)('%s, below a unit', async (_name, filter, fits) => {
    const children = everything.filter(({ terc, kind }) => /^16(\d\d|61011)$/.test(terc) && kind !== 'VOIVODESHIP');
    expect(codes(await all(below, { filter }))).toEqual(codes(children.filter(fits)));
  });

  it('a former code of the unit above', async () => {
    expect(await refusal(root, { filter: { withinAny: ['x'] } })).toMatch('"x" in "withinAny" is not a TERC');
    expect(await refusal(root, { filter: { withinAny: [btoa('Office:x')] } })).toMatch('"withinAny"');
  });
});

describe('units are filtered by a metric', () => {
  it.each([
    ['the latest population', { population: { from: 100_000 } }, ['0861011', '1661011']],
    ['population of a year', { metric: { code: 'population', period: '2020', from: 1 } }, ['1602022', '1661011']],
    [
      'bounds, included',
      { metric: { code: 'population', period: '2021', from: '4800', to: '4900' } },
      ['1601022', '1601033'],
    ],
    ['no bound: any value', { withinAny: '1601', metric: { code: 'population' } }, ['1601011', '1601022', '1601033']],
    ['none of it', { withinAny: '1661', not: { population: { from: 0 } } }, []],
  ])('%s', async (_name, filter, found) => {
    expect(codes(await all(root, { filter }))).toEqual(found);
  });

  it('and an unknown one is an error at its place', async () => {
    const { data, errors } = await hub.answer(
      '{ a: territorialUnits(filter: { metric: { code: "no-such" } }) { totalCount } b: territorialUnits(filter: { levels: VOIVODESHIP }) { totalCount } }',
    );
    expect(data).toEqual({ a: null, b: { totalCount: 16 } });
    expect(errors).toMatchObject([{ path: ['a'], message: expect.stringContaining('no-such') }]);
  });

  it('and one without values in the period says which periods have some', async () => {
    const filter = { levels: 'GMINA', metric: { code: 'population', period: '1999' } };
    expect(await refusal(root, { filter })).toMatch('2021');
  });
});

describe('units are ordered by', () => {
  const tercs = (units: readonly Unit[]): string[] => units.map(({ terc }) => terc);
  const filter = { levels: 'GMINA', withinAny: '1601' };

  it('the latest population, those without one last in both directions', async () => {
    const up = tercs(await all(root, { filter, orderBy: { field: 'POPULATION' } }));
    const down = tercs(await all(root, { filter, orderBy: { field: 'POPULATION', direction: 'DESC' } }));
    expect(up.slice(0, 3)).toEqual(['1601022', '1601033', '1601011']);
    expect(down.slice(0, 3)).toEqual(['1601011', '1601033', '1601022']);
    expect(up.slice(3)).toEqual(down.slice(3));
    expect(up.length).toBeGreaterThan(4);
  });

  it('a metric of a period, page by page', async () => {
    const orderBy = { field: 'METRIC', direction: 'DESC', metric: { code: 'population', period: '2021' } };
    const walked: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { list }: { list: Page } = await hub.ask(root.replace('first: 100', 'first: 2'), {
        ...{ filter, orderBy, after },
      });
      walked.push(...tercs(list.nodes));
      ({ hasNextPage: more, endCursor: after } = list.pageInfo);
    }
    expect(walked).toEqual(tercs(await all(root, { filter, orderBy })));
    expect(walked.slice(0, 3)).toEqual(['1601011', '1601033', '1601022']);
  });

  it('name, downwards, below a unit', async () => {
    const names = (await all(below, { orderBy: { field: 'NAME', direction: 'DESC' } })).map(({ name }) => name);
    expect(names[0]).toBe('Żółć');
  });

  it('a metric only with its code', async () => {
    expect(await refusal(root, { orderBy: { field: 'METRIC' } })).toMatch('needs "metric"');
    const orderBy = { field: 'NAME', metric: { code: 'population' } };
    expect(await refusal(root, { orderBy })).toMatch('has no "metric"');
  });
});

describe('a filter by name', () => {
  it('is one statement for all that a document has, which reads the index', async () => {
    hub.statements();
    await hub.ask(`{
      a: territorialUnits(filter: { name: "powiat" }) { totalCount }
      b: territorialUnits(filter: { name: "zolc" }) { totalCount }
      c: territorialUnits(filter: { levels: GMINA }) { totalCount }
    }`);
    const statements = hub.statements().filter((text) => text.includes('territorial_unit_version'));
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatch('"name_folded" like');
  });
});
