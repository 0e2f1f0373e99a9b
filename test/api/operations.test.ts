import { readPublishedOperations } from '#http/operations.ts';
import '#domains';
import { parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildSchema } from '#graphql/schema.ts';
import { collection, feature, polygon, square } from '../fixtures/boundaries.ts';
import { loadPopulation } from '../fixtures/population.ts';
import { buildTerc, type TercRecord, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const schema = buildSchema();
const operations = await readPublishedOperations(schema);

/**
 * Two registers of 4,312 rows; between them a gmina is renamed, and the second has a row that cannot be read. One city
 * has a boundary, and two cities have a population.
 */
beforeAll(async () => {
  await hub.load('teryt', 'TERC_2020.csv', toCsv(buildTerc({ asOf: '2020-01-01', changes: withFormerName })));
  const warsaw = feature({ terc: '1465011' }, polygon(square(20.9, 52.1, 0.3)));
  await hub.load('boundaries', 'gminas.geojson', collection([warsaw]), { asOf: '2020-01-01' });
  await loadPopulation(hub);
  await hub.load('teryt', 'TERC_2022.csv', toCsv(buildTerc({ asOf: '2022-01-01', changes: withBadRow })));
});

function withFormerName(rows: TercRecord[]): TercRecord[] {
  return rows.map((row) => (isGmina(row, '26', '04', '02') ? { ...row, NAZWA: 'Dawna Łąka' } : row));
}

function withBadRow(rows: TercRecord[]): TercRecord[] {
  const last = rows.at(-1) as TercRecord;
  return [...rows, { ...last, GMI: '99', RODZ: '7', NAZWA: 'Bez rodzaju' }];
}

function isGmina({ WOJ, POW, GMI }: TercRecord, woj: string, pow: string, gmi: string): boolean {
  return WOJ === woj && POW === pow && GMI === gmi;
}

async function run(name: string, variables?: Record<string, unknown>): Promise<unknown> {
  const operation = operations.find((candidate) => candidate.name === name);
  if (operation === undefined) throw new Error(`No operation is named ${name}`);
  return hub.ask(operation.document, variables ?? operation.example);
}

test('there are at least eight, each described', () => {
  expect(operations.length).toBeGreaterThanOrEqual(8);
  for (const { name, description } of operations) expect([name, description.length > 20]).toEqual([name, true]);
});

test.for(operations)('$name asks for edges, which clients join page to page', ({ document }) => {
  const paged: string[] = [];
  const types = new TypeInfo(schema);
  visit(
    parse(document),
    visitWithTypeInfo(types, {
      Field({ name }) {
        const parent = types.getParentType();
        if (name.value === 'nodes' && parent?.name.endsWith('Connection')) paged.push(parent.name);
      },
    }),
  );
  expect(paged).toEqual([]);
});

test.for(operations)('$name answers its example', async ({ document, example }) => {
  const data = await hub.ask(document, example);
  expect(Object.values(data).every((value) => value !== null)).toBe(true);
});

describe('of the registry', () => {
  test('UnitByTerc', async () => {
    expect(await run('UnitByTerc')).toMatchObject({
      territorialUnit: {
        terc: '1465011',
        powiatTerc: '1465',
        bdlId: '071412865011',
        nutsCode: 'PL911',
        name: 'Miasto 1465',
        levels: ['POWIAT', 'GMINA'],
        isSelfGovernment: true,
        ancestors: [{ terc: '14', name: 'mazowieckie' }],
      },
    });
  });

  test('UnitByTerc on an earlier day', async () => {
    const earlier = await run('UnitByTerc', { terc: '2604022', asOf: '2020-06-01' });
    expect(earlier).toMatchObject({ territorialUnit: { name: 'Dawna Łąka', isCertain: false, validTo: '2022-01-01' } });
    const now = await run('UnitByTerc', { terc: '2604022' });
    expect(now).toMatchObject({ territorialUnit: { name: 'Żółta Łąka 260402', isCertain: true, validTo: null } });
  });

  test('Voivodeships', async () => {
    const { territorialUnits } = (await run('Voivodeships')) as {
      territorialUnits: { edges: { node: { name: string } }[] };
    };
    expect(territorialUnits.edges.map(({ node }) => node.name)).toEqual([
      'dolnośląskie',
      'kujawsko-pomorskie',
      'lubelskie',
      'lubuskie',
      'łódzkie',
      'małopolskie',
      'mazowieckie',
      'opolskie',
      'podkarpackie',
      'podlaskie',
      'pomorskie',
      'śląskie',
      'świętokrzyskie',
      'warmińsko-mazurskie',
      'wielkopolskie',
      'zachodniopomorskie',
    ]);
    expect(territorialUnits.edges[12]?.node).toMatchObject({ terc: '26', isoCode: 'PL-26', bdlId: '052600000000' });
  });

  test('VoivodeshipGminas', async () => {
    const first = (await run('VoivodeshipGminas')) as { territorialUnits: GminaPage };
    expect(first.territorialUnits).toMatchObject({ totalCount: 102, pageInfo: { hasNextPage: true } });
    expect(first.territorialUnits.edges).toHaveLength(50);
    const after = first.territorialUnits.pageInfo.endCursor;
    const second = (await run('VoivodeshipGminas', { terc: '26', after })) as { territorialUnits: GminaPage };
    expect(second.territorialUnits.edges).toHaveLength(52);
    expect(second.territorialUnits.pageInfo.hasNextPage).toBe(false);
  });

  test('UnitChildren', async () => {
    expect(await run('UnitChildren')).toMatchObject({
      territorialUnit: {
        name: 'powiat 26-04',
        children: {
          totalCount: 8,
          edges: [{ node: { terc: '2604011', kind: 'URBAN_GMINA' } }, {}, {}, {}, {}, {}, {}, {}],
        },
      },
    });
  });

  test('UnitHistory', async () => {
    const { territorialUnit } = (await run('UnitByTerc', { terc: '2604022' })) as { territorialUnit: { id: string } };
    expect(await run('UnitHistory', { id: territorialUnit.id })).toMatchObject({
      node: {
        versions: [
          { name: 'Dawna Łąka', validFrom: '2020-01-01', validTo: '2022-01-01', source: { asOf: '2020-01-01' } },
          { name: 'Żółta Łąka 260402', validFrom: '2022-01-01', validTo: null, parent: { name: 'powiat 26-04' } },
        ],
        events: [
          {
            type: 'RENAMED',
            notBefore: '2020-01-01',
            notAfter: '2022-01-01',
            before: { name: 'Dawna Łąka' },
            after: { name: 'Żółta Łąka 260402' },
          },
        ],
      },
    });
  });

  test('ResolveUnits', async () => {
    const { resolveTerritorialUnits } = (await run('ResolveUnits')) as {
      resolveTerritorialUnits: { candidates: { unit: { terc: string } }[] }[];
    };
    expect(resolveTerritorialUnits.map(({ candidates }) => candidates[0]?.unit.terc)).toEqual([
      '26',
      '1465011',
      '1465011',
    ]);
  });

  test('SearchUnits', async () => {
    expect(await run('SearchUnits')).toMatchObject({
      territorialUnits: { totalCount: 2, edges: [{ node: { name: 'dolnośląskie' } }, { node: { name: 'śląskie' } }] },
    });
  });

  test('CitiesWithPowiatRights', async () => {
    const { territorialUnits } = (await run('CitiesWithPowiatRights')) as {
      territorialUnits: { totalCount: number; edges: { node: { terc: string; powiatTerc: string } }[] };
    };
    expect(territorialUnits.totalCount).toBe(66);
    for (const { node } of territorialUnits.edges) expect(node.terc).toBe(`${node.powiatTerc}011`);
  });

  test('LatestRelease', async () => {
    expect(await run('LatestRelease')).toMatchObject({
      release: {
        number: 5,
        rejected: 1,
        source: { fileName: 'TERC_2022.csv', asOf: '2022-01-01' },
        rejectedRows: { totalCount: 1, edges: [{ node: { text: expect.stringContaining('Bez rodzaju') } }] },
      },
    });
  });

  test('Releases', async () => {
    expect(await run('Releases')).toMatchObject({
      releases: {
        totalCount: 5,
        edges: [
          { node: { number: 5 } },
          { node: { number: 4 } },
          { node: { number: 3 } },
          { node: { number: 2, source: { asOf: '2020-01-01' } } },
          { node: { number: 1 } },
        ],
      },
    });
  });

  test('UnitAtPoint', async () => {
    expect(await run('UnitAtPoint')).toMatchObject({
      territorialUnitAt: {
        terc: '1465011',
        powiat: { terc: '1465011' },
        voivodeship: { terc: '14', name: 'mazowieckie' },
        boundary: { bbox: [20.9, 52.1, 21.2, 52.4], asOf: '2020-01-01', source: { fileName: 'gminas.geojson' } },
      },
    });
    expect(await run('UnitAtPoint', { latitude: 52.52, longitude: 13.4 })).toEqual({
      territorialUnitAt: null,
      voivodeship: null,
    });
  });

  test('NodesById', async () => {
    expect(await run('NodesById')).toMatchObject({
      nodes: [
        { __typename: 'TerritorialUnit', terc: '26', name: 'świętokrzyskie' },
        { __typename: 'Release', number: 1 },
      ],
    });
  });

  test('AllUnits walks over every gmina once', async () => {
    const seen = new Set<string>();
    let after: string | null = null;
    do {
      const page = (await run('AllUnits', { levels: ['GMINA'], after })) as { territorialUnits: GminaPage };
      for (const { node } of page.territorialUnits.edges) seen.add(node.terc);
      after = page.territorialUnits.pageInfo.hasNextPage ? page.territorialUnits.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen.size).toBe(2_477);
  });
});

interface GminaPage {
  totalCount: number;
  edges: { node: { terc: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

describe('of metrics', () => {
  test('UnitBenchmark', async () => {
    expect(await run('UnitBenchmark')).toMatchObject({
      benchmark: {
        unit: { terc: '0202022' }, // the made-up register has a rural gmina there
        facet: { code: 'gus' },
        value: 42_229,
        rank: 2,
        groupSize: 2,
        percentile: 0,
        isTooFewPeers: true,
        travel: { since: '2010', before: 44_412, direction: 'FALLING' },
      },
    });
  });

  test('UnitIndicators', async () => {
    expect(await run('UnitIndicators')).toMatchObject({
      territorialUnit: {
        terc: '1261011',
        indicators: [
          {
            metric: { code: 'population' },
            level: 'GMINA',
            points: [{ period: '2019', value: 779_115, flag: 'NORMAL' }],
          },
          { metric: { code: 'population-change' }, points: [] },
        ],
      },
    });
  });
});
