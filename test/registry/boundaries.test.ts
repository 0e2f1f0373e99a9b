/** Boundaries through the API: given out with units, and requested which unit a place is in. */
import { describe, expect, it } from 'vitest';
import { collection, feature, multiPolygon, polygon, square } from '../fixtures/boundaries.ts';
import { buildTerc, type TercRecord, toCsv } from '../fixtures/terc.ts';
import { startHub, type TestHub } from '../harness/hub.ts';

const opolskie = (asOf: string, changes?: (rows: TercRecord[]) => TercRecord[]): string =>
  toCsv(buildTerc({ asOf, voivodeships: ['16'], ...(changes && { changes }) }));
const isGmina = ({ POW, GMI }: TercRecord, powiat: string, gmina: string): boolean => POW === powiat && GMI === gmina;

async function loadBoundaries(hub: TestHub, features: unknown[], asOf = '2022-01-01'): Promise<void> {
  const report = await hub.load('boundaries', 'x.json', collection(features), { asOf });
  expect(report).toMatchObject({ release: expect.any(Number), rejected: 0 });
}

/** Without those of the release that is read anew after an import. */
function statementsOf(hub: TestHub): string[] {
  return hub.statements().filter((text) => !/^(BEGIN|COMMIT)|max\(number\)/.test(text));
}

const at = /* GraphQL */ `
  query ($latitude: Float!, $longitude: Float!, $level: TerritorialLevel) {
    territorialUnitAt(latitude: $latitude, longitude: $longitude, level: $level) { terc }
  }`;

async function tercAt(hub: TestHub, longitude: number, latitude: number, level?: string): Promise<string | null> {
  const requested = { latitude, longitude, ...(level && { level }) };
  const { territorialUnitAt } = await hub.ask<{ territorialUnitAt: { terc: string } | null }>(at, requested);
  return territorialUnitAt?.terc ?? null;
}

describe('the unit at a place', async () => {
  const hub = await startHub();
  await hub.load('teryt', '2022.csv', opolskie('2022-01-01'));

  it('is none before boundaries are loaded', async () => {
    expect(await tercAt(hub, 17.05, 50.05)).toBeNull();
  });

  it('is derived from the boundaries, their holes and their parts', async () => {
    const city = square(17.02, 50.02, 0.02);
    await loadBoundaries(hub, [
      // Around the city, with an exclave in the east; the neighbour begins at 17.1.
      feature({ terc: '1601022' }, multiPolygon([square(17, 50), city], [square(17.4, 50)])),
      feature({ terc: '1601011' }, polygon(city)),
      feature({ terc: '1601033' }, polygon(square(17.1, 50))),
    ]);
    expect(await tercAt(hub, 17.05, 50.05)).toBe('1601022');
    expect(await tercAt(hub, 17.45, 50.05)).toBe('1601022');
    expect(await tercAt(hub, 17.03, 50.03)).toBe('1601011');
    expect(await tercAt(hub, 17.15, 50.05)).toBe('1601033');
    expect(await tercAt(hub, 17.35, 50.05)).toBeNull();
    expect(await tercAt(hub, 13.4, 52.5)).toBeNull();
  });

  it('on a shared border has the lowest TERC', async () => {
    expect(await tercAt(hub, 17.1, 50.05)).toBe('1601022');
    expect(await tercAt(hub, 17.1, 50.1)).toBe('1601022');
    expect(await tercAt(hub, 17.02, 50.03)).toBe('1601011');
    expect(await tercAt(hub, 17.2, 50.05)).toBe('1601033');
  });

  it('is the powiat or voivodeship of the gmina where these have no boundary of their own', async () => {
    expect(await tercAt(hub, 17.05, 50.05, 'POWIAT')).toBe('1601');
    expect(await tercAt(hub, 17.05, 50.05, 'VOIVODESHIP')).toBe('16');
    expect(await tercAt(hub, 17.05, 50.05, 'PART')).toBeNull();
    expect(await tercAt(hub, 17.05, 50.05, 'AUXILIARY')).toBeNull();
    await loadBoundaries(hub, [feature({ terc: '1602' }, polygon(square(17.04, 50.04, 0.02)))]);
    expect(await tercAt(hub, 17.05, 50.05, 'POWIAT')).toBe('1602');
    expect(await tercAt(hub, 17.03, 50.05, 'POWIAT')).toBe('1601');
  });

  it('is a part where boundaries of parts are loaded', async () => {
    await loadBoundaries(hub, [feature({ terc: '1601034' }, polygon(square(17.12, 50.02, 0.02)))]);
    expect(await tercAt(hub, 17.13, 50.03, 'PART')).toBe('1601034');
    expect(await tercAt(hub, 17.13, 50.03)).toBe('1601033');
  });

  it('refuses what is no place', async () => {
    for (const [latitude, longitude] of ['91, 17', '-90.5, 17', '50, 181', '50, 1e999'].map((pair) =>
      pair.split(', '),
    )) {
      const { errors } = await hub.answer(
        `{ territorialUnitAt(latitude: ${latitude}, longitude: ${longitude}) { id } }`,
      );
      expect(errors?.[0]).toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
        message: expect.stringMatching(/Give degrees/),
      });
    }
  });

  it('comes with one statement for several places, and with none the next time', async () => {
    await hub.load('boundaries', 'x.json', collection([feature({ terc: '1602011' }, polygon(square(17.5, 50)))]));
    const places = `{
      a: territorialUnitAt(latitude: 50.05, longitude: 17.05) { terc }
      b: territorialUnitAt(latitude: 50.05, longitude: 17.15) { terc }
      c: territorialUnitAt(latitude: 50.05, longitude: 17.55) { terc }
    }`;
    hub.statements();
    const answer = await hub.ask(places);
    expect(statementsOf(hub)).toHaveLength(1);
    expect(await hub.ask(places)).toEqual(answer);
    expect(statementsOf(hub)).toEqual([]);
  });
});

describe('the boundary of a unit', async () => {
  const hub = await startHub();
  await hub.load('teryt', '2022.csv', opolskie('2022-01-01'));
  const rings = [square(17, 50), square(17.02, 50.02, 0.02)];
  await loadBoundaries(
    hub,
    [feature({ terc: '1601011' }, polygon(...rings)), feature({ terc: '1661' }, 5)],
    '2021-01-01',
  );

  const boundary = 'boundary { geometry bbox areaKm2 level asOf source { fileName asOf } release { number } }';

  it('states its geometry, box, area, day, source and release', async () => {
    const [outer = [], inner = []] = rings;
    expect(await hub.ask(`{ territorialUnit(terc: "1601011") { ${boundary} } }`)).toEqual({
      territorialUnit: {
        boundary: {
          geometry: { type: 'Polygon', coordinates: [outer, inner.toReversed()] },
          bbox: [17, 50, 17.1, 50.1],
          areaKm2: expect.closeTo(76.4, 0),
          level: 'GMINA',
          asOf: '2021-01-01',
          source: { fileName: 'x.json', asOf: '2021-01-01' },
          release: { number: 3 },
        },
      },
    });
  });

  it('is null where none was loaded, and that of the powiat for a city that has no other', async () => {
    expect(await hub.ask(`{ territorialUnit(terc: "1601022") { ${boundary} } }`)).toEqual({
      territorialUnit: { boundary: null },
    });
    const city = '{ territorialUnit(terc: "1661011") { boundary { level bbox } } }';
    expect(await hub.ask(city)).toEqual({
      territorialUnit: { boundary: { level: 'POWIAT', bbox: [15.5, 51, 15.6, 51.1] } },
    });
    // Its outline as a powiat is its outline as a gmina, and the other way round.
    expect(await tercAt(hub, 15.55, 51.05)).toBe('1661011');
    // Of the same day each level has its own.
    await loadBoundaries(hub, [feature({ terc: '1661011' }, 6)], '2021-01-01');
    expect(await hub.ask(city)).toMatchObject({ territorialUnit: { boundary: { level: 'GMINA' } } });
    expect(await tercAt(hub, 15.55, 51.05, 'POWIAT')).toBe('1661011');
    expect(await tercAt(hub, 15.65, 51.05)).toBe('1661011');
  });

  it('of OpenStreetMap, of a city at the level of powiats, is found at both levels', async () => {
    const other = await startHub();
    await other.load('teryt', '2022.csv', opolskie('2022-01-01'));
    const osm = { admin_level: '6', name: 'Miasto 1661', 'teryt:terc': '1661011' };
    await loadBoundaries(other, [
      feature(osm, polygon(square(17, 50))),
      feature({ terc: '1601' }, polygon(square(17.1, 50))),
    ]);
    expect(await tercAt(other, 17.05, 50.05)).toBe('1661011');
    expect(await tercAt(other, 17.05, 50.05, 'POWIAT')).toBe('1661011');
    expect(await tercAt(other, 17.15, 50.05)).toBeNull();
    expect(await tercAt(other, 17.15, 50.05, 'POWIAT')).toBe('1601');
  });

  it('of a city with powiat rights is the newest one of both its levels', async () => {
    const other = await startHub();
    await other.load('teryt', '2022.csv', opolskie('2017-01-01'));
    await loadBoundaries(other, [feature({ terc: '1661011' }, polygon(square(17, 50)))], '2018-01-01');
    await loadBoundaries(other, [feature({ terc: '1661' }, polygon(square(17.2, 50)))], '2020-01-01');
    const on = (asOf: string) =>
      other.ask('query ($asOf: Date) { territorialUnit(terc: "1661011", asOf: $asOf) { boundary { asOf level } } }', {
        asOf,
      });
    const shown = (asOf: string, level: string) => ({ territorialUnit: { boundary: { asOf, level } } });
    expect(await on('2017-06-01')).toEqual(shown('2018-01-01', 'GMINA'));
    expect(await on('2019-12-31')).toEqual(shown('2018-01-01', 'GMINA'));
    expect(await on('2020-01-01')).toEqual(shown('2020-01-01', 'POWIAT'));
    for (const level of ['GMINA', 'POWIAT']) {
      expect(await tercAt(other, 17.25, 50.05, level)).toBe('1661011');
      expect(await tercAt(other, 17.05, 50.05, level)).toBeNull();
    }
    await loadBoundaries(other, [feature({ terc: '1661011' }, polygon(square(17.4, 50)))], '2022-01-01');
    expect(await on('2022-01-01')).toEqual(shown('2022-01-01', 'GMINA'));
    expect(await tercAt(other, 17.45, 50.05, 'POWIAT')).toBe('1661011');
  });

  it('of a list of units comes with one statement', async () => {
    const codes = Array.from({ length: 9 }, (_, index) => `16${String(index + 2).padStart(2, '0')}011`);
    await loadBoundaries(
      hub,
      codes.map((terc, index) => feature({ terc }, index)),
    );
    const list = (fields: string): string =>
      `{ territorialUnits(filter: { levels: GMINA, withinAny: "16" }, first: 100) { nodes { terc boundary { ${fields} } } } }`;
    hub.statements();
    const { territorialUnits } = await hub.ask<{
      territorialUnits: { nodes: { boundary: { geometry: unknown } | null }[] };
    }>(list('geometry bbox'));
    expect(territorialUnits.nodes.filter((unit) => unit.boundary?.geometry)).toHaveLength(11);
    expect(statementsOf(hub)).toHaveLength(1);
    await hub.ask(list('bbox areaKm2 asOf'));
    expect(statementsOf(hub)).toEqual([]);
  });

  it('costs as its description says', async () => {
    const { errors } = await hub.answer(
      `query { ${Array.from({ length: 17 }, (_, index) => `a${index}: territorialUnits(first: 100) { nodes { boundary { geometry } } }`).join(' ')} }`,
    );
    expect(errors?.[0]?.extensions?.['code']).toBe('QUERY_TOO_LARGE');
  });
});

describe('boundaries of several days', () => {
  const years: [asOf: string, east: number][] = [
    ['2018-01-01', 17.1],
    ['2022-01-01', 17.2],
  ];
  const ofYear = (east: number) => [
    feature({ terc: '1601011' }, polygon(square(17, 50, Number((east - 17).toFixed(1))))),
  ];

  it.each([
    ['in their order', years],
    ['in the other order', years.toReversed()],
  ])('answer for their days when loaded %s', async (_order, order) => {
    const hub = await startHub();
    await hub.load('teryt', '2017.csv', opolskie('2017-01-01'));
    for (const [asOf, east] of order) await loadBoundaries(hub, ofYear(east), asOf);
    const eastOn = async (asOf?: string): Promise<unknown> => {
      const requested = await hub.ask(
        'query ($asOf: Date) { territorialUnit(terc: "1601011", asOf: $asOf) { boundary { bbox asOf } } }',
        { asOf },
      );
      return requested['territorialUnit'];
    };
    expect(await eastOn('2017-06-01')).toEqual({ boundary: { bbox: [17, 50, 17.1, 50.1], asOf: '2018-01-01' } });
    expect(await eastOn('2021-12-31')).toMatchObject({ boundary: { asOf: '2018-01-01' } });
    expect(await eastOn('2022-01-01')).toEqual({ boundary: { bbox: [17, 50, 17.2, 50.2], asOf: '2022-01-01' } });
    expect(await eastOn()).toMatchObject({ boundary: { asOf: '2022-01-01' } });
    expect(await tercAt(hub, 17.15, 50.15)).toBe('1601011');
  });

  it('the newer one is right where units overlap', async () => {
    const hub = await startHub();
    await hub.load('teryt', '2022.csv', opolskie('2022-01-01'));
    await loadBoundaries(hub, [feature({ terc: '1601011' }, polygon(square(17, 50)))], '2018-01-01');
    await loadBoundaries(hub, [feature({ terc: '1602011' }, polygon(square(17.05, 50)))], '2022-01-01');
    expect(await tercAt(hub, 17.02, 50.05)).toBe('1601011');
    expect(await tercAt(hub, 17.07, 50.05)).toBe('1602011');
  });

  it('a correction of the same day takes the place of what it corrects', async () => {
    const hub = await startHub();
    await hub.load('teryt', '2022.csv', opolskie('2022-01-01'));
    await loadBoundaries(hub, ofYear(17.1));
    await loadBoundaries(hub, ofYear(17.3));
    expect(await tercAt(hub, 17.25, 50.25)).toBe('1601011');
    const back = await hub.load('boundaries', 'x.json', collection(ofYear(17.1)), { asOf: '2022-01-01' });
    expect(back).toMatchObject({ changed: 1, unchanged: 0 });
    expect(await tercAt(hub, 17.25, 50.25)).toBeNull();
  });
});

describe('a register that is loaded after the boundaries', () => {
  /** 160102 comes under powiat 02 as 160299 between the two years. */
  const moved = (rows: TercRecord[]): TercRecord[] =>
    rows.map((row) => (isGmina(row, '01', '02') ? { ...row, POW: '02', GMI: '99' } : row));
  const place = [17.05, 50.05] as const;
  const idOf = async (hub: TestHub, terc: string): Promise<string> => {
    const { territorialUnit } = await hub.ask<{ territorialUnit: { id: string } }>(
      'query ($terc: String) { territorialUnit(terc: $terc) { id } }',
      { terc },
    );
    return territorialUnit.id;
  };

  /** The id of the same unit as of a day. */
  const ofDay = (id: string, day: string): string =>
    Buffer.from(`${Buffer.from(id, 'base64').toString()}@${day}`).toString('base64');

  it('and gives the unit another id leaves it its boundary', async () => {
    const hub = await startHub();
    await hub.load('teryt', '2022.csv', opolskie('2022-01-01', moved));
    const features = [feature({ terc: '1602992' }, polygon(square(17, 50)))];
    await loadBoundaries(hub, features);
    const id = await idOf(hub, '1602992');
    await hub.load('teryt', '2018.csv', opolskie('2018-01-01'));
    expect(await idOf(hub, '1602992')).not.toBe(id);
    expect(await tercAt(hub, ...place)).toBe('1602992');
    expect(await hub.ask('{ territorialUnit(terc: "1602992") { boundary { asOf } } }')).toEqual({
      territorialUnit: { boundary: { asOf: '2022-01-01' } },
    });
    const again = await hub.load('boundaries', 'x.json', collection(features), { asOf: '2022-01-01' });
    expect(again).toMatchObject({ release: null, unchanged: 1 });
  });

  it('and gives its id to another unit does not give away its boundary', async () => {
    const hub = await startHub();
    await hub.load('teryt', '2022.csv', opolskie('2022-01-01', moved));
    const id = await idOf(hub, '1602992');
    await loadBoundaries(hub, [feature({ terc: '1602992' }, polygon(square(17, 50)))]);
    // In 2018 another gmina had the code that the moved one has now; it ended before 2020.
    const withOther = (rows: TercRecord[]): TercRecord[] => {
      const model = rows.find((row) => isGmina(row, '02', '02')) as TercRecord;
      const end = rows.findLastIndex(({ POW }) => POW === '02') + 1;
      return rows.toSpliced(end, 0, { ...model, GMI: '99', NAZWA: 'Dawna' });
    };
    await hub.load('teryt', '2018.csv', opolskie('2018-01-01', withOther));
    await hub.load('teryt', '2020.csv', opolskie('2020-01-01'));
    const requested = await hub.ask(`{
      former: territorialUnit(terc: "1602992", asOf: "2018-01-01") { id name boundary { asOf } }
      now: territorialUnit(terc: "1602992") { name boundary { asOf } }
    }`);
    expect(requested).toEqual({
      former: { id: ofDay(id, '2018-01-01'), name: 'Dawna', boundary: null },
      now: { name: 'Żółta Łąka 160102', boundary: { asOf: '2022-01-01' } },
    });
    expect(await tercAt(hub, ...place)).toBe('1602992');
  });

  it('and ends the unit leaves its place without one until new boundaries come', async () => {
    const hub = await startHub();
    await hub.load('teryt', '2018.csv', opolskie('2018-01-01'));
    await loadBoundaries(
      hub,
      [feature({ terc: '1601022' }, polygon(square(17, 50))), feature({ terc: '1601011' }, polygon(square(17.1, 50)))],
      '2018-01-01',
    );
    const without = (rows: TercRecord[]): TercRecord[] => rows.filter((row) => !isGmina(row, '01', '02'));
    await hub.load('teryt', '2022.csv', opolskie('2022-01-01', without));
    expect(await tercAt(hub, ...place)).toBeNull();
    const was = '{ territorialUnit(terc: "1601022", asOf: "2019-01-01") { boundary { bbox } } }';
    expect(await hub.ask(was)).toEqual({ territorialUnit: { boundary: { bbox: [17, 50, 17.1, 50.1] } } });
    await loadBoundaries(hub, [feature({ terc: '1601011' }, polygon(square(17, 50, 0.2)))], '2022-01-01');
    expect(await tercAt(hub, ...place)).toBe('1601011');
  });
});
