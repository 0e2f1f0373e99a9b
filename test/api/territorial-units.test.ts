/** Asking for units: codes, lists, pages, ids, and how many statements it takes. */
import { describe, expect, it } from 'vitest';
import { buildTerc, type TercRecord, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const polishNames = ['Ćmielów', 'Cmielów', 'Ąb', 'Abc', 'Łódka', 'Lód', 'Żary', 'Źrebce', 'Zator'];
const inPolishOrder = ['Abc', 'Ąb', 'Cmielów', 'Ćmielów', 'Lód', 'Łódka', 'Zator', 'Źrebce', 'Żary'];

/** Gives the rural gminas of one powiat names that sort differently in Polish than by code point. */
function nameThem(rows: TercRecord[]): TercRecord[] {
  const names = [...polishNames];
  return rows.map((row) =>
    row.WOJ === '16' && row.RODZ === '2' && names.length > 0 ? { ...row, NAZWA: names.shift() ?? '' } : row,
  );
}

const list = /* GraphQL */ `
  query ($filter: TerritorialUnitFilter, $orderBy: TerritorialUnitOrder, $first: Int, $after: String, $last: Int, $before: String, $asOf: Date) {
    territorialUnits(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before, asOf: $asOf) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { cursor node { terc name } }
      nodes { terc name }
    }
  }`;

interface Listed {
  territorialUnits: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
    nodes: { terc: string; name: string }[];
  };
}

describe('territorial units', async () => {
  const hub = await startHub();
  const rows = buildTerc({ asOf: '2022-01-01', voivodeships: ['08', '16'], changes: nameThem });
  await hub.load('teryt', 'terc.csv', toCsv(rows));
  const ask = async (variables: Record<string, unknown>): Promise<Listed['territorialUnits']> =>
    (await hub.ask<Listed>(list, variables)).territorialUnits;
  const refusal = async (query: string, variables?: Record<string, unknown>): Promise<unknown> => {
    const { errors } = await hub.answer(query, variables);
    return errors?.map(({ message, extensions }) => `${extensions?.['code']}: ${message}`).join();
  };

  it('are found by a TERC of 2, 4, 6 or 7 digits and by the id of the Local Data Bank', async () => {
    const found = await hub.ask(`{
      a: territorialUnit(terc: "16") { terc isoCode nutsCode }
      b: territorialUnit(terc: "1661") { terc powiatTerc nuts { nuts1 nuts2 nuts3 } }
      c: territorialUnit(terc: "166101") { terc }
      d: territorialUnit(terc: "1661011") { terc levels level isCityWithPowiatRights powiat { terc } parent { terc } }
      e: territorialUnit(bdlId: "011212161011") { terc name bdlId }
      f: territorialUnit(terc: "1699") { terc }
    }`);
    expect(found).toMatchObject({
      a: { terc: '16', isoCode: 'PL-16', nutsCode: 'PL52' },
      b: { terc: '1661011', powiatTerc: '1661', nuts: { nuts1: 'PL5', nuts2: 'PL52', nuts3: 'PL524' } },
      c: { terc: '1661011' },
      d: {
        terc: '1661011',
        level: 'GMINA',
        levels: ['POWIAT', 'GMINA'],
        isCityWithPowiatRights: true,
        powiat: { terc: '1661011' },
        parent: { terc: '16' },
      },
      e: { terc: '1261011', name: 'Kraków', bdlId: '011212161011' },
      f: null,
    });
  });

  it('need exactly one code', async () => {
    expect(await refusal('{ territorialUnit { terc } }')).toMatch(/^BAD_USER_INPUT: No code was given/);
    expect(await refusal('{ territorialUnit(terc: "16", bdlId: "031600000000") { terc } }')).toMatch(/Both/);
    expect(await refusal('{ territorialUnit(terc: "1") { terc } }')).toMatch(/"1" in "terc" is not a TERC/);
    expect(await refusal('{ territorialUnit(terc: "PL127") { terc } }')).toMatch(
      '"PL127" is a NUTS code (Miasto Warszawa), not a TERC.',
    );
    expect(await refusal('{ offices(filter: { withinAny: "PL51" }) { totalCount } }')).toMatch(
      'NUTS code (Dolnośląskie)',
    );
    expect(await refusal('{ projects(filter: { withinAny: "PL51" }) { totalCount } }')).toMatch(
      'NUTS code (Dolnośląskie)',
    );
    expect(await refusal('{ practices(filter: { withinAny: "PL51" }) { totalCount } }')).toMatch('NUTS code');
    expect(await refusal('{ territorialUnit(bdlId: "12") { terc } }')).toMatch(/not an id of the Local Data Bank/);
  });

  it('come in Polish order', async () => {
    const { nodes } = await ask({ filter: { withinAny: '16', kinds: 'RURAL_GMINA' }, first: 100 });
    expect(nodes.map(({ name }) => name).filter((name) => polishNames.includes(name))).toEqual(inPolishOrder);
  });

  it('are found by a part of the name without Polish letters and without case', async () => {
    const { nodes } = await ask({ filter: { name: 'LODKA' } });
    expect(nodes.map(({ name }) => name)).toEqual(['Łódka']);
  });

  it.each(['NAME', 'TERC'])('can be walked forward and backward by %s, each exactly once', async (field) => {
    for (const direction of ['ASC', 'DESC']) {
      const orderBy = { field, direction };
      const filter = { withinAny: '16', levels: 'GMINA' };
      const forward: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const page: Listed['territorialUnits'] = await ask({ filter, orderBy, first: 7, after });
        forward.push(...page.nodes.map(({ terc }) => terc));
        expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
        ({ endCursor: after, hasNextPage: more } = page.pageInfo);
      }
      const backward: string[] = [];
      for (let before: string | null = null, more = true; more; ) {
        const page: Listed['territorialUnits'] = await ask({ filter, orderBy, last: 7, before });
        backward.unshift(...page.nodes.map(({ terc }) => terc));
        ({ startCursor: before, hasPreviousPage: more } = page.pageInfo);
      }
      const total = rows.filter((row) => row.WOJ === '16' && '123'.includes(row.RODZ || 'x')).length;
      expect(new Set(forward).size).toBe(total);
      expect(forward.length).toBe(total);
      expect(backward).toEqual(forward);
    }
  });

  it('have pages of 1 to 100, 20 unless requested otherwise', async () => {
    expect((await ask({})).nodes.length).toBe(20);
    expect((await ask({ first: 100 })).nodes.length).toBe(100);
    for (const first of [0, -1, 101]) expect(await refusal(list, { first })).toMatch(`"first" is ${first}.`);
    expect(await refusal(list, { first: 5, last: 5 })).toMatch('"first" and "last" were both given.');
  });

  it('refuse a cursor that is not of this list in this order', async () => {
    const { pageInfo } = await ask({ first: 1 });
    for (const after of ['', 'x', 'W10=', pageInfo.endCursor.slice(0, -8)]) {
      expect(await refusal(list, { after })).toMatch('"after" is not a cursor of this list');
    }
    const orderBy = { field: 'TERC' };
    expect(await refusal(list, { after: pageInfo.endCursor, orderBy })).toMatch('with the same orderBy');
  });

  it('keep their cursors when a release takes away the very unit that a cursor marks', async () => {
    const other = await startHub();
    await other.load('teryt', 'a.csv', toCsv(rows));
    const query = (after: string | null): Promise<Listed> =>
      other.ask<Listed>(list, { first: 3, after, filter: { withinAny: '1601' }, orderBy: { field: 'TERC' } });
    const { territorialUnits: first } = await query(null);
    const marked = first.nodes.at(-1)?.terc;
    const next = (await query(first.pageInfo.endCursor)).territorialUnits.nodes[0]?.terc;
    const later = rows
      .filter((row) => row.WOJ + row.POW + row.GMI + row.RODZ !== marked)
      .map((row) => ({ ...row, STAN_NA: '2023-01-01' }));
    await other.load('teryt', 'b.csv', toCsv(later));
    expect((await query(first.pageInfo.endCursor)).territorialUnits.nodes[0]?.terc).toBe(next);
  });

  it('combine a day with every filter', async () => {
    expect(await refusal(list, { asOf: '2021-12-31' })).toMatch('Nothing is known of 2021-12-31');
    const { totalCount } = await ask({ asOf: '2022-01-01', filter: { isSelfGovernment: false, withinAny: '16' } });
    expect(totalCount).toBe(rows.filter((row) => row.WOJ === '16' && ['4', '5', '8', '9'].includes(row.RODZ)).length);
    expect((await ask({ filter: { withinAny: '30' } })).nodes).toEqual([{ terc: '30', name: 'wielkopolskie' }]);
    expect((await ask({ filter: { withinAny: '3099' } })).totalCount).toBe(0);
    expect(await refusal(list, { filter: { withinAny: 'x' } })).toMatch('is not a TERC');
    expect(await refusal(list, { asOf: '2022-02-30' })).toMatch('2022-02-30');
  });

  it('are read again by their ids, at most 100 at once', async () => {
    const query =
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on TerritorialUnit { terc } ... on Release { number } } }';
    const { a, r } = await hub.ask<Record<string, { id: string }>>(
      '{ a: territorialUnit(terc: "1661") { id } r: release { id } }',
    );
    const unknown = Buffer.from('TerritorialUnit:999999').toString('base64');
    const { nodes } = await hub.ask<{ nodes: unknown[] }>(query, { ids: [a?.id, unknown, r?.id] });
    expect(nodes).toEqual([{ id: a?.id, terc: '1661011' }, null, { id: r?.id, number: 2 }]);
    expect(await refusal(query, { ids: Array(101).fill(a?.id) })).toMatch('Ask for at most 100');
    expect(await refusal('{ node(id: "%%%") { id } }')).toMatch('is not an id of this hub');
  });

  it('lead to their neighbours without a statement, and to versions, events, sources and releases with one each', async () => {
    const tables = (): (string | undefined)[] =>
      hub.statements().map((text) => /FROM "?(?:public"?\."?)?(\w+)/.exec(text)?.[1]);
    hub.statements();
    await hub.ask(`{ territorialUnits(first: 50, filter: { levels: GMINA }) { totalCount nodes {
      name parent { name children(first: 5) { totalCount nodes { name } } } ancestors { name } voivodeship { name } powiat { name } } } }`);
    expect(tables()).toEqual([]);
    await hub.ask(`{ territorialUnits(first: 50, filter: { levels: GMINA }) { nodes {
      versions { name parent { name } } events { type } } } }`);
    expect(tables().toSorted()).toEqual(['territorial_unit_event', 'territorial_unit_version']);
    await hub.ask(
      '{ territorialUnits(first: 50) { nodes { source { name } release { number source { name } } parent { source { name } } versions { source { name } } } } }',
    );
    expect(tables().toSorted()).toEqual(['release', 'source', 'territorial_unit_version']);
  });

  it('have children directly below, or all below, those at a level among them', async () => {
    const { a } = await hub.ask<
      Record<string, Record<string, { totalCount: number }>>
    >(`{ a: territorialUnit(terc: "16") {
      direct: children { totalCount } gminas: children(includeDescendants: true, filter: { levels: GMINA }) { totalCount }
      powiats: children(includeDescendants: true, filter: { levels: [POWIAT] }) { totalCount }
      none: children(filter: { levels: [GMINA], not: { levels: [POWIAT] } }) { totalCount } } }`);
    expect(a).toEqual({
      direct: { totalCount: 12 },
      gminas: { totalCount: 71 },
      powiats: { totalCount: 12 },
      none: { totalCount: 0 },
    });
  });
});
