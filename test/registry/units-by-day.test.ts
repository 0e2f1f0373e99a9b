/** One unit on several days: each state under its own global id, which gives it back. */
import { describe, expect, it } from 'vitest';
import { buildTerc, type TercRecord, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const code = ({ WOJ, POW, GMI, RODZ }: TercRecord): string => WOJ + POW + GMI + RODZ;
const row = (terc: string, NAZWA: string): TercRecord => ({
  WOJ: terc.slice(0, 2),
  POW: terc.slice(2, 4),
  GMI: terc.slice(4, 6),
  RODZ: terc.slice(6),
  NAZWA,
  NAZWA_DOD: '',
  STAN_NA: '2020-01-01',
});
const sorted = (rows: TercRecord[]): TercRecord[] => rows.toSorted((a, b) => (code(a) < code(b) ? -1 : 1));

/** In 2020 a powiat has another name, 160102 becomes urban-rural, 160104 moves to another powiat and 160105 ends. */
function of2020(rows: TercRecord[]): TercRecord[] {
  const gone = ['1601022', '1601042', '1601052'];
  const kept = rows.filter((one) => !gone.includes(code(one)));
  const renamed = kept.map((one) => (code(one) === '1601' ? { ...one, NAZWA: 'powiat nowy' } : one));
  const name = 'Żółta Łąka 160102';
  const added = [row('1601023', name), row('1601024', name), row('1601025', name)];
  return sorted([...renamed, ...added, row('1602902', 'Żółta Łąka 160104')]);
}

const hub = await startHub();
const register = (asOf: string, changes?: (rows: TercRecord[]) => TercRecord[]): string =>
  toCsv(buildTerc({ asOf, voivodeships: ['08', '16'], ...(changes && { changes }) }));
await hub.load('teryt', 'terc-2018.csv', register('2018-01-01'));
await hub.load('teryt', 'terc-2020.csv', register('2020-01-01', of2020));

const fields = '__typename id terc name kind validFrom validTo isCertain isCityWithPowiatRights';
const everyLink = /* GraphQL */ `
  fragment Links on TerritorialUnit {
    ${fields}
    parent { ${fields} }
    ancestors { ${fields} parent { ${fields} } }
    voivodeship { ${fields} }
    powiat { ${fields} children(first: 5) { nodes { ${fields} } } }
    children(first: 12) { edges { node { ${fields} parent { ${fields} } } } }
    versions { parent { ${fields} } }
    offices(includeDescendants: true, first: 3) { nodes { seat { ${fields} } servesUnit { ${fields} } } }
  }`;

interface UnitObject {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Every unit of a response by its id, with the fields that all selections have; fails where two have one id. */
function unitsById(response: unknown, found = new Map<string, unknown>()): Map<string, unknown> {
  if (typeof response !== 'object' || response === null) return found;
  const object = response as UnitObject;
  if (object['__typename'] === 'TerritorialUnit') {
    const scalars = Object.fromEntries(fields.split(' ').map((field) => [field, object[field]]));
    if (found.has(object.id)) expect(scalars).toEqual(found.get(object.id));
    found.set(object.id, scalars);
  }
  for (const value of Object.values(object)) unitsById(value, found);
  return found;
}

describe('the global id of a unit', () => {
  it('differs between days and stays timeless without asOf', async () => {
    const { today, before, after } = await hub.ask<Record<'today' | 'before' | 'after', UnitObject>>(`{
      today: territorialUnit(terc: "1601") { id name }
      before: territorialUnit(terc: "1601", asOf: "2019-12-31") { id name }
      after: territorialUnit(terc: "1601", asOf: "2020-01-01") { id name }
    }`);
    expect([before['name'], after['name'], today['name']]).toEqual(['powiat 16-01', 'powiat nowy', 'powiat nowy']);
    expect(new Set([today.id, before.id, after.id]).size).toBe(3);
    expect(atob(today.id)).toBe('TerritorialUnit:1601');
    expect(atob(before.id)).toBe('TerritorialUnit:1601@2019-12-31');
  });

  it('gives back the same state, whichever way the unit was reached', async () => {
    const response = [
      await hub.ask(
        `{
        today: territorialUnit(terc: "1601") { ...Links }
        before: territorialUnit(terc: "1601", asOf: "2019-12-31") { ...Links }
        uncertain: territorialUnit(terc: "160102", asOf: "2018-06-01") { ...Links }
        ended: territorialUnit(terc: "1601052") { ...Links }
        endedThen: territorialUnit(terc: "1601052", asOf: "2021-05-05") { ...Links }
        gmina: territorialUnit(terc: "1602902", asOf: "2020-01-01") { ...Links }
        resolved: resolveTerritorialUnits(references: [{ code: "1601042" }, { text: "Żółta Łąka 160105" }], asOf: "2020-06-01") {
          candidates { unit { ...Links } }
        }
        resolvedToday: resolveTerritorialUnits(references: [{ code: "1601042" }, { text: "Żółta Łąka 160105" }]) {
          candidates { unit { ...Links } }
        }
      } ${everyLink}`,
      ),
      await hub.ask(
        `{
        list: territorialUnits(filter: { withinAny: "16" }, asOf: "2019-01-01", first: 30) { edges { node { ...Links } } }
        search(text: "Żółta Łąka 160104", first: 5) { nodes { node { ... on TerritorialUnit { ...Links } } } }
      } ${everyLink}`,
      ),
    ];
    const units = unitsById(response);
    const ids = [...units.keys()];
    expect(ids.length).toBeGreaterThan(60);
    for (let start = 0; start < ids.length; start += 100) {
      const some = ids.slice(start, start + 100);
      const { nodes } = await hub.ask<{ nodes: unknown[] }>(
        `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on TerritorialUnit { ${fields} } } }`,
        { ids: some },
      );
      expect(nodes).toEqual(some.map((id) => units.get(id)));
    }
  });

  it('leads to the units of its day', async () => {
    const query = `query ($id: ID!) { node(id: $id) { ... on TerritorialUnit {
      children(first: 100) { totalCount nodes { id terc } pageInfo { endCursor } } parent { id } } } }`;
    const children = async (id: string): Promise<string[]> => {
      const { node } = await hub.ask<{ node: { children: { nodes: { terc: string }[] } } }>(query, { id });
      return node.children.nodes.map(({ terc }) => terc);
    };
    const before = await children(btoa('TerritorialUnit:1601@2019-12-31'));
    const after = await children(btoa('TerritorialUnit:1601'));
    expect(before).toEqual(expect.arrayContaining(['1601022', '1601042', '1601052']));
    expect(after).toEqual(expect.arrayContaining(['1601023']));
    expect(after).not.toEqual(expect.arrayContaining(['1601042']));
  });

  it('means nothing on a day on which the unit was not', async () => {
    const ids = [
      '160105@2021-01-01',
      '160105@2019-01-01',
      '160105',
      '9999@2020-01-01',
      '16@2020-13-45',
      '16@2020-01-01@2020-01-01',
    ];
    const { nodes } = await hub.ask<{ nodes: unknown[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on TerritorialUnit { terc isCertain } } }',
      { ids: ids.map((id) => btoa(`TerritorialUnit:${id}`)) },
    );
    expect(nodes.map((node) => node !== null)).toEqual([false, true, true, false, false, false]);
  });

  it('of a requested day makes a response that does not expire at midnight', async () => {
    const id = btoa('TerritorialUnit:1601@2019-12-31');
    const response = await hub.app.handler.fetch('http://hub.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ node(id: "${id}") { ... on TerritorialUnit { name parent { id } } } }` }),
    });
    expect(response.status).toBe(200);
  });
});

describe('a unit is looked up by its id or a code', () => {
  const query = `query ($id: ID!, $asOf: Date) { territorialUnit(id: $id, asOf: $asOf) { id name url isFormerCode } }`;
  const unit = async (id: string, asOf?: string): Promise<unknown> =>
    (await hub.ask<{ territorialUnit: unknown }>(query, { id, asOf })).territorialUnit;
  const before = btoa('TerritorialUnit:1601@2019-12-31');
  const now = btoa('TerritorialUnit:1601');

  it.each([
    ['TERC', '1601', undefined, now, 'powiat nowy', 'https://hub.test/units/1601'],
    ['TERC on a day', '1601', '2019-12-31', before, 'powiat 16-01', 'https://hub.test/units/1601?asOf=2019-12-31'],
    ['global id', now, undefined, now, 'powiat nowy', 'https://hub.test/units/1601'],
    ['global id on a day', now, '2019-12-31', before, 'powiat 16-01', 'https://hub.test/units/1601?asOf=2019-12-31'],
    ['global id of a day', before, undefined, before, 'powiat 16-01', 'https://hub.test/units/1601?asOf=2019-12-31'],
    [
      'id of the Local Data Bank',
      '031600000000',
      undefined,
      btoa('TerritorialUnit:16'),
      'opolskie',
      'https://hub.test/units/16',
    ],
  ])('by its %s', async (_what, id, asOf, found, name, url) => {
    expect(await unit(id, asOf)).toEqual({ id: found, name, url, isFormerCode: false });
  });

  it('by a former code, which is marked', async () => {
    expect(await unit('1601042')).toMatchObject({ id: btoa('TerritorialUnit:160104'), isFormerCode: true });
  });

  it('and by nothing else', async () => {
    const { errors } = await hub.answer(query, { id: btoa('Office:um-x') });
    expect(errors?.map(({ message }) => message)).toEqual([expect.stringMatching(/is the id of a Office/)]);
    expect((await hub.answer('{ territorialUnit(id: "1601", terc: "1601") { id } }')).errors).toHaveLength(1);
  });

  it('where observations are requested by the id of a unit of a day', async () => {
    const { errors } = await hub.answer(
      'query ($id: ID!) { timeSeries(metrics: ["population"], subjects: [{ unitId: $id }]) { series { metric { code } } } }',
      { id: before },
    );
    // Only the metric is unknown, and not the unit.
    expect(errors?.map(({ message }) => message)).toEqual([expect.stringContaining('"population"')]);
  });
});

describe('a day before the first register', () => {
  const refusals = async (query: string): Promise<string[] | undefined> =>
    (await hub.answer(query)).errors?.map(({ message }) => message);
  const why = [expect.stringMatching(/^Nothing is known of 2001-05-05: the first register .*shows 2018-01-01\./)];

  it.each([
    ['a unit', '{ territorialUnit(terc: "1601", asOf: "2001-05-05") { name } }'],
    ['a unit by another code', '{ territorialUnit(bdlId: "031600000000", asOf: "2001-05-05") { name } }'],
    ['a unit without a code of that day', '{ territorialUnit(terc: "1699", asOf: "2001-05-05") { name } }'],
    ['units', '{ territorialUnits(asOf: "2001-05-05") { totalCount } }'],
    ['units within another', '{ territorialUnits(asOf: "2001-05-05", filter: { withinAny: "16" }) { totalCount } }'],
    ['references', '{ resolveTerritorialUnits(asOf: "2001-05-05", references: [{ code: "16" }]) { code } }'],
    ['an id', `{ node(id: "${btoa('TerritorialUnit:1601@2001-05-05')}") { id } }`],
  ])('is an error, and no lack of %s', async (_what, query) => {
    expect(await refusals(query)).toEqual(why);
  });

  it('costs only its own place in a list of ids', async () => {
    const ids = ['1601@2001-05-05', '1601@2018-01-01'].map((id) => btoa(`TerritorialUnit:${id}`));
    const { data, errors } = await hub.answer('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(data).toEqual({ nodes: [null, { id: ids[1] }] });
    expect(errors).toMatchObject([{ path: ['nodes', 0], message: expect.stringContaining('2018-01-01') }]);
  });

  it('is one before the first register of the voivodeship', async () => {
    // The starter's units of other voivodeships are known from 2022 on.
    expect(await refusals('{ territorialUnit(terc: "12", asOf: "2019-01-01") { name } }')).toEqual([
      expect.stringContaining('the first register of voivodeship 12 shows 2022-01-01'),
    ]);
  });

  it('can be stated from the days that registers cover', async () => {
    expect(
      await hub.ask(`{
        all: territorialUnitCoverage { from to }
        opolskie: territorialUnitCoverage(terc: "1601") { from to }
        unknown: territorialUnitCoverage(terc: "34") { from to }
      }`),
    ).toEqual({
      all: { from: '2018-01-01', to: '2022-01-01' },
      opolskie: { from: '2018-01-01', to: '2022-01-01' },
      unknown: null,
    });
  });
});

describe('a code that is no longer in force', () => {
  it('gives its unit, marked', async () => {
    expect(
      await hub.ask(`{
        moved: territorialUnit(terc: "1601042") { terc isFormerCode }
        withoutKind: territorialUnit(terc: "160104") { terc isFormerCode }
        otherKind: territorialUnit(terc: "1601022") { terc kind isFormerCode }
        sameNumber: territorialUnit(terc: "160102") { terc isFormerCode }
        ended: territorialUnit(terc: "1601052") { terc validTo isFormerCode }
        inForce: territorialUnit(terc: "1601042", asOf: "2019-01-01") { terc isFormerCode }
        endedBefore: territorialUnit(terc: "1601052", asOf: "2021-01-01") { terc }
        later: territorialUnit(terc: "1601042", asOf: "2021-01-01") { terc isFormerCode }
        notYet: territorialUnit(terc: "1602902", asOf: "2019-01-01") { terc }
        never: territorialUnit(terc: "1699012") { terc }
      }`),
    ).toEqual({
      moved: { terc: '1602902', isFormerCode: true },
      withoutKind: { terc: '1602902', isFormerCode: true },
      otherKind: { terc: '1601023', kind: 'URBAN_RURAL_GMINA', isFormerCode: true },
      sameNumber: { terc: '1601023', isFormerCode: false },
      ended: { terc: '1601052', validTo: '2020-01-01', isFormerCode: true },
      inForce: { terc: '1601042', isFormerCode: false },
      endedBefore: null,
      later: { terc: '1602902', isFormerCode: true },
      notYet: null,
      never: null,
    });
  });

  it('is read out of an id of the Local Data Bank', async () => {
    const { was } = await hub.ask<{ was: { bdlId: string } }>(
      '{ was: territorialUnit(terc: "1601042", asOf: "2019-01-01") { bdlId } }',
    );
    expect(
      await hub.ask('query ($id: String!) { territorialUnit(bdlId: $id) { terc isFormerCode } }', { id: was.bdlId }),
    ).toEqual({ territorialUnit: { terc: '1602902', isFormerCode: true } });
  });

  it('is compared with any unit, however it was reached', async () => {
    const { node, search } = await hub.ask<{ node: unknown; search: { nodes: { node: unknown }[] } }>(`{
      node(id: "${btoa('TerritorialUnit:160104')}") {
        ... on TerritorialUnit { old: isFormerCode(code: "1601042") now: isFormerCode(code: "1602902") isFormerCode }
      }
      search(text: "1601042", types: [TERRITORIAL_UNIT]) {
        nodes { node { ... on TerritorialUnit { terc isFormerCode(code: "1601042") } } }
      }
    }`);
    expect(node).toEqual({ old: true, now: false, isFormerCode: false });
    expect(search.nodes.map((hit) => hit.node)).toEqual([{ terc: '1602902', isFormerCode: true }]);
  });

  it('is marked where references are resolved, too', async () => {
    const { resolveTerritorialUnits: resolved } = await hub.ask<{ resolveTerritorialUnits: unknown }>(`{
      resolveTerritorialUnits(references: [{ code: "1601042" }, { code: "1602902" }]) {
        candidates { method unit { terc isFormerCode } }
      }
    }`);
    expect(resolved).toEqual([
      { candidates: [{ method: 'TERC_CODE_FORMER', unit: { terc: '1602902', isFormerCode: true } }] },
      { candidates: [{ method: 'TERC_CODE', unit: { terc: '1602902', isFormerCode: false } }] },
    ]);
  });
});
