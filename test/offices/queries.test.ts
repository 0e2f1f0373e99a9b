import { expect, test } from 'vitest';
import { jstRecord, toJstCsv } from '../fixtures/jst-offices.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

/** The synthetic register: powiat 0201 with the urban gmina 0201011 and rural and urban-rural ones, cities 0261 … */
const hub = await startHub();
await hub.load('teryt', 'TERC.csv', toCsv(buildTerc()));

const name = (code: string): string => `Żółta Łąka ${code}`;
const common = { Województwo: 'dolnośląskie', Powiat: 'powiat 02-01' };
await hub.load(
  'jst-offices',
  'baza_2022-02-01.csv',
  toJstCsv([
    jstRecord({
      ...common,
      Kod_TERYT: '0201000',
      typ_JST: 'P',
      nazwa_samorządu: 'Powiat',
      nazwa_urzędu_JST: 'Starostwo Powiatowe w Łące',
      miejscowość: name('020101'),
    }),
    jstRecord({
      ...common,
      Kod_TERYT: '0201011',
      typ_JST: 'GM',
      nazwa_samorządu: name('020101'),
      nazwa_urzędu_JST: 'Urząd Miasta Łąka',
      miejscowość: name('020101'),
    }),
    // A rural gmina's office that sits in the town beside it.
    jstRecord({
      ...common,
      Kod_TERYT: '0201022',
      typ_JST: 'GW',
      nazwa_samorządu: name('020102'),
      nazwa_urzędu_JST: 'Urząd Gminy Łąka',
      miejscowość: name('020101'),
    }),
    jstRecord({
      Kod_TERYT: '1465011',
      Województwo: 'mazowieckie',
      Powiat: 'warszawski zachodni',
      nazwa_samorządu: 'Miasto 1465',
      nazwa_urzędu_JST: 'Urząd m.st. Warszawy',
      miejscowość: 'Miasto 1465',
    }),
    jstRecord({
      Kod_TERYT: '1465028',
      Województwo: 'mazowieckie',
      Powiat: 'Miasto 1465',
      typ_JST: 'dzielnica',
      nazwa_samorządu: 'Część 1',
      nazwa_urzędu_JST: 'Urząd Dzielnicy Część 1',
      miejscowość: 'Miasto 1465',
    }),
  ]),
);

/** What is loaded here, among the offices of the starter set. */
const listed = ['jst-0201', 'jst-020101', 'jst-020102', 'jst-146501', 'jst-1465028'];

interface List {
  totalCount: number;
  nodes: { code: string }[];
  pageInfo: { endCursor: string; hasNextPage: boolean };
}
const codes = async (args: string): Promise<string[]> => {
  const { offices } = await hub.ask<{ offices: List }>(`{ offices${args} { totalCount nodes { code } } }`);
  expect(offices.totalCount).toBe(offices.nodes.length);
  return offices.nodes.map(({ code }) => code).filter((code) => listed.includes(code));
};

test('a rural office that sits in the town is an office of both units, in different relations', async () => {
  const { gmina, town, powiat } = await hub.ask<Record<string, unknown>>(`{
    gmina: territorialUnit(terc: "0201022") { offices { nodes { code seat { terc } servesUnit { terc } } } }
    town: territorialUnit(terc: "0201011") {
      all: offices { nodes { code } } serving: offices(relation: SERVES) { nodes { code } }
      sitting: offices(relation: SITS_IN) { nodes { code } } }
    powiat: territorialUnit(terc: "0201") {
      own: offices(relation: SERVES) { nodes { code } } all: offices(includeDescendants: true) { totalCount } } }`);
  expect(gmina).toEqual({
    offices: { nodes: [{ code: 'jst-020102', seat: { terc: '0201011' }, servesUnit: { terc: '0201022' } }] },
  });
  const inTown = [{ code: 'jst-0201' }, { code: 'jst-020102' }, { code: 'jst-020101' }];
  expect(town).toEqual({
    all: { nodes: inTown },
    serving: { nodes: [{ code: 'jst-020101' }] },
    sitting: { nodes: inTown },
  });
  expect(powiat).toEqual({ own: { nodes: [{ code: 'jst-0201' }] }, all: { totalCount: 3 } });
});

test("a district's office is a part of the city's", async () => {
  const { office } = await hub.ask(
    '{ office(id: "jst-146501") { children { totalCount nodes { code kind parent { code } seat { terc } } } } }',
  );
  expect(office).toEqual({
    children: {
      totalCount: 1,
      nodes: [
        {
          code: 'jst-1465028',
          kind: 'CITY_OR_GMINA_OFFICE',
          parent: { code: 'jst-146501' },
          seat: { terc: '1465028' },
        },
      ],
    },
  });
});

test('filters and orders', async () => {
  expect(await codes('(filter: { kinds: [POWIAT_OFFICE] })')).toEqual(['jst-0201']);
  expect(await codes('(filter: { withinAny: "0201" })')).toEqual(['jst-0201', 'jst-020102', 'jst-020101']);
  expect(await codes('(filter: { withinAny: "0201022" })')).toEqual(['jst-020102']);
  expect(await codes('(filter: { servesAny: ["1465"] })')).toEqual(['jst-146501']);
  expect(await codes('(filter: { name: "urzad gminy" })')).toEqual(['jst-020102']);
  expect(await codes('(filter: { text: "laka urzad miasta" })')).toEqual(['jst-020101']);
  expect(await codes('(filter: { tiers: [GOVERNMENT] })')).toEqual([]);
  const { starter } = await hub.ask(
    '{ starter: offices(filter: { kinds: [POLICE_COMMAND], tiers: [GOVERNMENT] }) { nodes { code } } }',
  );
  expect(starter).toEqual({ nodes: [{ code: 'kwp-katowice' }] });
  expect(await codes('(filter: { hasInvalidNumbers: true })')).toEqual([]);
  expect(await codes('(filter: { statuses: [WITHDRAWN] })')).toEqual([]);
  expect(await codes('(orderBy: { field: KIND })')).toEqual([
    'jst-0201',
    'jst-1465028',
    'jst-020102',
    'jst-146501',
    'jst-020101',
  ]);
});

test('lists of conditions, negation, and the same filter under a unit', async () => {
  expect(await codes('(filter: { withinAny: ["0201022", "1465"] })')).toEqual([
    'jst-1465028',
    'jst-020102',
    'jst-146501',
  ]);
  expect(await codes('(filter: { kinds: [POWIAT_OFFICE, CITY_OR_GMINA_OFFICE], not: { withinAny: "02" } })')).toEqual([
    'jst-1465028',
    'jst-146501',
  ]);
  expect(await codes('(filter: { text: "zolta laka 020102" })')).toEqual(['jst-020102']);
  expect(await codes('(filter: { name: "100%_" })')).toEqual([]);
  const { powiat } = await hub.ask(`{ powiat: territorialUnit(terc: "0201") {
    offices(includeDescendants: true, filter: { not: { kinds: [POWIAT_OFFICE] } }, orderBy: { field: CODE, direction: DESC }) {
      totalCount nodes { code url } } } }`);
  expect(powiat).toEqual({
    offices: {
      totalCount: 2,
      nodes: ['jst-020102', 'jst-020101'].map((code) => ({ code, url: `https://hub.test/offices/${code}` })),
    },
  });
});

test('a row of a list has an id, and leads back to its office', async () => {
  const { office } = await hub.ask<{ office: { records: { id: string }[] } }>(
    '{ office(code: "jst-0201") { records { id } } }',
  );
  const { node } = await hub.ask(
    'query ($id: ID!) { node(id: $id) { ... on OfficeRecord { asOf office { code } } } }',
    { id: office.records[0]?.id },
  );
  expect(node).toEqual({ asOf: '2022-02-01', office: { code: 'jst-0201' } });
});

test('pages go on after a cursor, in each order', async () => {
  const query = `query ($after: String, $direction: OrderDirection!) {
    offices(first: 2, after: $after, orderBy: { field: CODE, direction: $direction }) {
      totalCount nodes { code } pageInfo { endCursor hasNextPage } } }`;
  for (const direction of ['ASC', 'DESC']) {
    const seen: string[] = [];
    let total = 0;
    let after: string | null = null;
    do {
      const { offices }: { offices: List } = await hub.ask(query, { after, direction });
      seen.push(...offices.nodes.map(({ code }) => code));
      total = offices.totalCount;
      after = offices.pageInfo.hasNextPage ? offices.pageInfo.endCursor : null;
    } while (after !== null);
    const sorted = seen.toSorted();
    expect(seen).toHaveLength(total);
    expect(sorted).toEqual(expect.arrayContaining(listed));
    expect(seen).toEqual(direction === 'ASC' ? sorted : sorted.toReversed());
  }
});

test('office takes exactly one of its arguments, and is null when there is none', async () => {
  const { a, b } = await hub.ask('{ a: office(id: "jst-999999") { name } b: office(nip: "5882155172") { name } }');
  expect([a, b]).toEqual([null, null]);
  for (const args of ['', '(id: "jst-0201", nip: "5882155172")']) {
    const { errors } = await hub.answer(`{ office${args} { name } }`);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('Give exactly one'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
});

test('an office is found by its global id, and again as a node', async () => {
  const { office } = await hub.ask<{ office: { id: string } }>('{ office(id: "jst-0201") { id } }');
  const { node, same } = await hub.ask(
    'query ($id: ID!) { node(id: $id) { ... on Office { code } } same: office(id: $id) { code } }',
    { id: office.id },
  );
  expect([node, same]).toEqual([{ code: 'jst-0201' }, { code: 'jst-0201' }]);
});

test('a page costs one statement, and so does each kind of thing that it leads to', async () => {
  const ask = async (fields: string): Promise<number> => {
    hub.statements();
    await hub.ask(`{ offices { nodes { ${fields} } } }`);
    return hub.statements().length;
  };
  expect(await ask('name seat { terc } servesUnit { terc }')).toBe(1);
  expect(
    await ask('servesUnit { offices { nodes { code } } } parent { code } children(first: 2) { nodes { code } }'),
  ).toBe(4);
  expect(await ask('originalRow matches { field }')).toBe(2);
  expect(await ask('records { row }')).toBe(2);
  expect(await ask('source { name }')).toBe(2);
});
