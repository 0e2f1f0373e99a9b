/** What the registers of several years tell together, through the API. */
import { describe, expect, it } from 'vitest';
import { buildTerc, type TercRecord, toCsv, toXmlNew, toXmlOld } from '../fixtures/terc.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { everythingStated, permutations } from './stated-units.ts';

type Change = (rows: TercRecord[]) => TercRecord[];

const codeOf = (row: TercRecord): string => row.WOJ + row.POW + row.GMI + row.RODZ;
const without =
  (...codes: string[]): Change =>
  (rows) =>
    rows.filter((row) => !codes.includes(codeOf(row)));
const renamed =
  (code: string, NAZWA: string): Change =>
  (rows) =>
    rows.map((row) => (codeOf(row) === code ? { ...row, NAZWA } : row));
/** Puts rows `code name` where their codes belong. */
const withRows =
  (...added: [code: string, name: string][]): Change =>
  (rows) => {
    const STAN_NA = rows[0]?.STAN_NA ?? '';
    const more = added.map(([code, NAZWA]) => ({
      WOJ: code.slice(0, 2),
      POW: code.slice(2, 4),
      GMI: code.slice(4, 6),
      RODZ: code.slice(6),
      NAZWA,
      NAZWA_DOD: '',
      STAN_NA,
    }));
    return [...rows, ...more].sort((a, b) => (codeOf(a) < codeOf(b) ? -1 : 1));
  };
const all =
  (...changes: Change[]): Change =>
  (rows) =>
    changes.reduce((changed, change) => change(changed), rows);

const name = (code: string): string => `Żółta Łąka ${code}`;
const of2020 = all(
  renamed('1601', 'powiat nowy'),
  without('1601022', '1601042', '1601052', '1601033', '1601034', '1601035'),
  withRows(
    // 160102 becomes urban-rural, 160104 moves to another powiat, 160103 moves with its parts, 160105 ends.
    ['1601023', name('160102')],
    ['1601024', name('160102')],
    ['1601025', name('160102')],
    ['1602902', name('160104')],
    ['1602913', name('160103')],
    ['1602914', name('160103')],
    ['1602915', name('160103')],
  ),
);
const of2022 = all(of2020, withRows(['1603902', 'Całkiem Nowa']), renamed('1602902', 'Inna Nazwa'));

const register = (asOf: string, changes: Change = (rows) => rows): string =>
  toCsv(buildTerc({ asOf, voivodeships: ['08', '16'], changes }));
const registers = [
  { name: 'terc-2018.csv', day: '2018-01-01', text: register('2018-01-01') },
  { name: 'terc-2020.csv', day: '2020-01-01', text: register('2020-01-01', of2020) },
  { name: 'terc-2022.csv', day: '2022-01-01', text: register('2022-01-01', of2022) },
];

async function loadAll(hub: TestHub, files = registers): Promise<void> {
  for (const file of files) await hub.load('teryt', file.name, file.text);
}

const unitQuery = /* GraphQL */ `
  query Unit($terc: String!, $asOf: Date) {
    territorialUnit(terc: $terc, asOf: $asOf) {
      id terc name kind isCertain validFrom validTo
      parent { terc name }
      events { type notBefore notAfter inferred before { terc name kind } after { terc name kind } }
    }
  }`;

interface RequestedUnit {
  territorialUnit: {
    id: string;
    terc: string;
    name: string;
    kind: string;
    isCertain: boolean;
    validFrom: string;
    validTo: string | null;
    parent: { terc: string; name: string } | null;
    events: { type: string; notBefore: string; notAfter: string; inferred: boolean; before: unknown; after: unknown }[];
  } | null;
}

/** The id that the unit has without a requested day. */
function timelessId(id = ''): string {
  return btoa(atob(id).replace(/@.*/, ''));
}

describe('registers of several years', { timeout: 240_000 }, async () => {
  const hub = await startHub();
  await loadAll(hub);
  const unit = async (terc: string, asOf?: string): Promise<RequestedUnit['territorialUnit']> =>
    (await hub.ask<RequestedUnit>(unitQuery, { terc, asOf })).territorialUnit;

  it('answer each day with the units of its register', async () => {
    for (const { day, text } of registers) {
      const rows = text.trim().split('\r\n').slice(1);
      const gminas = rows.filter((row) => /^\d\d;\d\d;\d\d;[123];/.test(row)).length;
      const powiats = rows.filter((row) => /^\d\d;\d\d;;;/.test(row)).length;
      const counted = await hub.ask<Record<'gminas' | 'powiats' | 'lubuskie', { totalCount: number }>>(
        `query ($day: Date) {
          gminas: territorialUnits(asOf: $day, filter: { levels: GMINA, withinAny: "16" }) { totalCount }
          lubuskie: territorialUnits(asOf: $day, filter: { levels: GMINA, withinAny: "08" }) { totalCount }
          powiats: territorialUnits(asOf: $day, filter: { levels: POWIAT }) { totalCount }
        }`,
        { day },
      );
      expect(counted.gminas.totalCount + counted.lubuskie.totalCount).toBe(gminas);
      // The starter's powiats of other voivodeships are known from 2022 on.
      const starter = day === '2022-01-01' ? 9 : 0;
      expect(counted.powiats.totalCount).toBe(powiats + starter);
    }
  });

  it('tell the same, byte for byte, whatever the order of loading', async () => {
    const days = ['2018-01-01', '2019-07-01', '2020-01-01', '2021-12-31', '2022-01-01', '2026-06-15'];
    const expected = await everythingStated(hub, days);
    expect(expected.length).toBeGreaterThan(100_000);
    for (const order of permutations(registers).slice(1)) {
      const other = await startHub();
      await loadAll(other, order);
      expect((await everythingStated(other, days)) === expected, order.map((file) => file.name).join(', ')).toBe(true);
    }
  });

  it('keep the identity of a unit through a change of kind', async () => {
    const before = await unit('1601022', '2018-01-01');
    const after = await unit('1601023', '2022-01-01');
    expect(timelessId(after?.id)).toBe(timelessId(before?.id));
    expect(after?.events).toEqual([
      {
        type: 'KIND_CHANGED',
        notBefore: '2018-01-01',
        notAfter: '2020-01-01',
        inferred: false,
        before: { terc: '1601022', name: name('160102'), kind: 'RURAL_GMINA' },
        after: { terc: '1601023', name: name('160102'), kind: 'URBAN_RURAL_GMINA' },
      },
    ]);
  });

  it('keep it through a rename and a move under another code, and say that the move was inferred', async () => {
    const before = await unit('1601042', '2018-01-01');
    const after = await unit('1602902');
    expect(timelessId(after?.id)).toBe(timelessId(before?.id));
    expect(after?.name).toBe('Inna Nazwa');
    expect(after?.events.map(({ type, notAfter, inferred }) => [type, notAfter, inferred])).toEqual([
      ['MOVED', '2020-01-01', true],
      ['RENAMED', '2022-01-01', false],
    ]);
    expect(before?.parent?.terc).toBe('1601');
    expect(after?.parent?.terc).toBe('1602');
  });

  it('let the parts of a moved gmina move with it', async () => {
    for (const rodz of ['4', '5']) {
      const before = await unit(`160103${rodz}`, '2018-01-01');
      const after = await unit(`160291${rodz}`);
      expect(timelessId(after?.id)).toBe(timelessId(before?.id));
      expect(after?.parent?.terc).toBe('1602913');
    }
  });

  it('end a unit that no later register shows, and begin one that no earlier shows', async () => {
    expect(await unit('1601052', '2022-01-01')).toBeNull();
    const ended = await unit('1601052', '2018-01-01');
    expect(ended).toMatchObject({ validFrom: '2018-01-01', validTo: '2020-01-01' });
    expect(ended?.events).toMatchObject([{ type: 'ABOLISHED', after: null, before: { terc: '1601052' } }]);
    const begun = await unit('1603902');
    expect(begun?.events).toMatchObject([
      { type: 'CREATED', notBefore: '2020-01-01', notAfter: '2022-01-01', before: null },
    ]);
  });

  it('claim no event for the units of the first register', async () => {
    expect((await unit('1604022'))?.events).toEqual([]);
  });

  it('answer a day between two registers with the earlier state and say that it is uncertain', async () => {
    expect(await unit('1601', '2018-01-01')).toMatchObject({ name: 'powiat 16-01', isCertain: true });
    expect(await unit('1601', '2019-12-31')).toMatchObject({ name: 'powiat 16-01', isCertain: false });
    expect(await unit('1601', '2020-01-01')).toMatchObject({ name: 'powiat nowy', isCertain: true });
    expect(await unit('1604', '2019-12-31')).toMatchObject({ isCertain: true });
    expect(await unit('1601023', '2019-12-31')).toBeNull();
  });

  it('know nothing of days before the first register, and say so', async () => {
    const { data, errors } = await hub.answer(unitQuery, { terc: '1604022', asOf: '2017-12-31' });
    expect(data).toEqual({ territorialUnit: null });
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('2018-01-01') },
    ]);
  });

  it('show a unit that has ended as it was last, when it is requested by its id', async () => {
    const ended = await unit('1601052');
    const { node } = await hub.ask<{ node: unknown }>(
      'query ($id: ID!) { node(id: $id) { ... on TerritorialUnit { terc validTo parent { terc name } } } }',
      { id: ended?.id },
    );
    expect(node).toEqual({ terc: '1601052', validTo: '2020-01-01', parent: { terc: '1601', name: 'powiat 16-01' } });
  });

  it('continue the units of the starter set under the same ids', async () => {
    const fresh = await startHub();
    const ask = async (of: TestHub, terc: string): Promise<string | undefined> =>
      (await of.ask<RequestedUnit>(unitQuery, { terc })).territorialUnit?.id;
    const id = await ask(fresh, '16');
    expect(id).toBeTypeOf('string');
    expect(await ask(hub, '16')).toBe(id);
  });
});

describe('two units of one name', () => {
  const twins = (rows: TercRecord[]): TercRecord[] =>
    all(renamed('1601042', 'Bliźniaki'), renamed('1603042', 'Bliźniaki'))(rows);

  it('are not taken for one that appears under another code', async () => {
    const hub = await startHub();
    await hub.load('teryt', 'a.csv', register('2018-01-01', twins));
    const merged = all(twins, without('1601042', '1603042'), withRows(['1604902', 'Bliźniaki']));
    await hub.load('teryt', 'b.csv', register('2020-01-01', merged));
    const { territorialUnit } = await hub.ask<RequestedUnit>(unitQuery, { terc: '1604902' });
    expect(territorialUnit?.events).toMatchObject([{ type: 'CREATED' }]);
    for (const terc of ['1601042', '1603042']) {
      const ended = await hub.ask<RequestedUnit>(unitQuery, { terc, asOf: '2018-01-01' });
      expect(ended.territorialUnit?.events).toMatchObject([{ type: 'ABOLISHED' }]);
    }
  });

  it('are distinguished by the powiat in which they stay', async () => {
    const hub = await startHub();
    await hub.load('teryt', 'a.csv', register('2018-01-01', twins));
    const recoded = all(twins, without('1601042'), withRows(['1601902', 'Bliźniaki']));
    await hub.load('teryt', 'b.csv', register('2020-01-01', recoded));
    const { territorialUnit } = await hub.ask<RequestedUnit>(unitQuery, { terc: '1601902' });
    expect(territorialUnit?.events).toMatchObject([{ type: 'RECODED', inferred: true, before: { terc: '1601042' } }]);
  });

  it('are distinguished by their powiats, though both powiats get another code', async () => {
    const hub = await startHub();
    await hub.load('teryt', 'a.csv', register('2018-01-01', twins));
    const powiats = new Map([
      ['1601', '1641'],
      ['1603', '1643'],
    ]);
    const recode: Change = (rows) =>
      withRows()(rows.map((row) => ({ ...row, POW: powiats.get(row.WOJ + row.POW)?.slice(2) ?? row.POW })));
    await hub.load('teryt', 'b.csv', register('2020-01-01', all(twins, recode)));
    for (const [before, after] of powiats) {
      const { territorialUnit } = await hub.ask<RequestedUnit>(unitQuery, { terc: `${after}042` });
      expect(territorialUnit?.events).toMatchObject([{ type: 'RECODED', before: { terc: `${before}042` } }]);
    }
  });
});

describe('rows that could not be taken', () => {
  const garbled =
    (code: string, cells: Partial<TercRecord>): Change =>
    (rows) =>
      rows.map((row) => (codeOf(row) === code ? { ...row, ...cells } : row));
  const days = ['2018-01-01', '2020-01-01', '2022-01-01'] as const;
  /** The register of 2020 has the bad row, those before and after are whole. */
  const loadWith = async (bad: Change): Promise<TestHub> => {
    const hub = await startHub();
    for (const day of days)
      await hub.load('teryt', `${day}.csv`, register(day, day === '2020-01-01' ? bad : undefined));
    return hub;
  };

  it.each([
    ['its GMI is no number', garbled('1601022', { GMI: '0x' })],
    ['a NUL stands in its GMI', garbled('1601022', { GMI: '0\0' })],
    ['its line is far too long', garbled('1601022', { NAZWA: 'ż'.repeat(20_000) })],
    ['it has too many columns', garbled('1601022', { NAZWA: 'a;b;c' })],
  ])('end no unit when %s', async (_why, bad) => {
    const hub = await loadWith(bad);
    const { territorialUnit } = await hub.ask<RequestedUnit>(unitQuery, { terc: '1601022', asOf: '2021-01-01' });
    expect(territorialUnit).toMatchObject({ name: name('160102'), validFrom: '2018-01-01', validTo: null, events: [] });
  });

  it('make no powiat out of a city whose row as a gmina is bad', async () => {
    const hub = await loadWith(garbled('1661011', { RODZ: '7' }));
    const { powiats, city } = await hub.ask<{ powiats: { totalCount: number }; city: { nodes: unknown[] } }>(`{
      powiats: territorialUnits(asOf: "2021-01-01", filter: { levels: POWIAT, withinAny: "16" }) { totalCount }
      city: territorialUnits(asOf: "2021-01-01", filter: { name: "Miasto 1661" }) { nodes { terc kind } }
    }`);
    expect(powiats.totalCount).toBe(12);
    expect(city.nodes).toEqual([{ terc: '1661011', kind: 'URBAN_GMINA' }]);
  });

  it('do not let a unit begin with the register after', async () => {
    const hub = await startHub();
    await hub.load('teryt', 'a.csv', register('2018-01-01', garbled('1601022', { RODZ: '7' })));
    await hub.load('teryt', 'b.csv', register('2020-01-01'));
    const { territorialUnit } = await hub.ask<RequestedUnit>(unitQuery, { terc: '1601022' });
    expect(territorialUnit?.events).toEqual([]);
  });

  it('do not end a unit that stands, unread, under another code', async () => {
    const hub = await startHub();
    const moves = [
      ['1601042', '1602902', { RODZ: '7' }],
      ['1603042', '1602912', { NAZWA: 'Bo?es' }],
      ['1604042', '1602922', { GMI: '9x' }],
      ['1605042', '1602932', { STAN_NA: '2001-01-01' }],
    ] as const;
    const moved = all(
      without(...moves.map(([before]) => before)),
      withRows(...moves.map(([before, after]): [string, string] => [after, name(before.slice(0, 6))])),
    );
    const unread = all(moved, ...moves.map(([, after, fault]) => garbled(after, fault)));
    for (const [day, changes] of [[days[0]], [days[1], unread], [days[2], moved]] as const) {
      const rows = buildTerc({ asOf: day, voivodeships: ['08', '16', '22'], ...(changes && { changes }) });
      await hub.load('teryt', `${day}.csv`, toCsv(rows));
    }
    for (const [before, after] of moves) {
      const between = await hub.ask<RequestedUnit>(unitQuery, { terc: before, asOf: '2021-01-01' });
      expect(between.territorialUnit, before).toMatchObject({ isCertain: false, validTo: '2022-01-01' });
      const { territorialUnit } = await hub.ask<RequestedUnit>(unitQuery, { terc: after });
      expect(territorialUnit?.events, after).toMatchObject([
        { type: 'MOVED', notBefore: '2018-01-01', notAfter: '2022-01-01', before: { terc: before } },
      ]);
    }
  });

  it('are filled by another file of the same day, in either order', async () => {
    const bad = { name: 'a.csv', day: '', text: register('2020-01-01', garbled('1601022', { RODZ: '7' })) };
    const good = {
      name: 'b.xml',
      day: '',
      text: toXmlNew(buildTerc({ asOf: '2020-01-01', voivodeships: ['08', '16'] })),
    };
    const stated: string[] = [];
    for (const order of permutations([bad, good])) {
      const hub = await startHub();
      await loadAll(hub, order);
      stated.push(await everythingStated(hub, ['2020-01-01']));
    }
    expect(stated[0]).toContain('1601022');
    expect(stated[0] === stated[1]).toBe(true);
  });

  it('are the same in every form of a file, and leave the source that is known', async () => {
    const hub = await startHub();
    const bad = buildTerc({
      asOf: '2020-01-01',
      voivodeships: ['08', '16'],
      changes: garbled('1601022', { GMI: '0x' }),
    });
    const first = await hub.load('teryt', 'a.csv', toCsv(bad));
    expect(first).toMatchObject({ release: 2, rejected: 1 });
    const again = [
      ['a.xml', toXmlNew(bad)],
      ['b.xml', toXmlOld(bad)],
      ['a.json', JSON.stringify(bad)],
      ['part.csv', toCsv(buildTerc({ asOf: '2020-01-01', voivodeships: ['08'] }))],
    ] as const;
    for (const [file, text] of again) {
      expect(await hub.load('teryt', file, text), file).toMatchObject({ release: null, created: 0, changed: 0 });
    }
  });
});

describe('what is only seen first', () => {
  it('is not taken for a unit that vanished elsewhere', async () => {
    const hub = await startHub();
    await hub.load('teryt', 'part.csv', toCsv(buildTerc({ asOf: '2018-01-01', voivodeships: ['16'] })));
    const changes = all(without('1601042'), renamed('0801022', name('160104')));
    await hub.load('teryt', 'more.csv', register('2020-01-01', changes));
    const now = await hub.ask<RequestedUnit>(unitQuery, { terc: '0801022' });
    expect(now.territorialUnit).toMatchObject({ validFrom: '2020-01-01', events: [] });
    const before = await hub.ask<RequestedUnit>(unitQuery, { terc: '1601042', asOf: '2018-01-01' });
    expect(before.territorialUnit?.events).toMatchObject([{ type: 'ABOLISHED' }]);
  });
});

describe('an id', () => {
  it('still leads to its unit when a register between states that two units are one', async () => {
    const hub = await startHub();
    await hub.load('teryt', 'a.csv', register('2010-01-01'));
    await hub.load('teryt', 'b.csv', register('2012-01-01', without('1601042')));
    await hub.load('teryt', 'd.csv', register('2020-01-01', renamed('1601042', 'Całkiem Nowa')));
    const { territorialUnit } = await hub.ask<RequestedUnit>(unitQuery, { terc: '1601042' });
    await hub.load('teryt', 'c.csv', register('2015-01-01'));
    const { node } = await hub.ask<{ node: unknown }>(
      'query ($id: ID!) { node(id: $id) { ... on TerritorialUnit { terc name } } }',
      { id: territorialUnit?.id },
    );
    expect(node).toEqual({ terc: '1601042', name: 'Całkiem Nowa' });
  });

  it('stays in the database and leads to its unit when an older register gives the unit another', async () => {
    const hub = await startHub();
    const [earliest, middle, latest] = registers;
    await hub.load('teryt', 'c.csv', latest?.text ?? '');
    const idOf = async (terc: string): Promise<string> =>
      (await hub.ask<RequestedUnit>(unitQuery, { terc })).territorialUnit?.id ?? '';
    const given = await idOf('1602913');
    await giveOffice(hub, '1602913');
    await hub.load('teryt', 'b.csv', middle?.text ?? '');
    await hub.load('teryt', 'a.csv', earliest?.text ?? '');
    const now = await idOf('1602913');
    expect(now).not.toBe(given);
    const { node } = await hub.ask<{ node: unknown }>(nodeQuery, { id: given });
    expect(node).toEqual({ id: now, terc: '1602913', offices: { nodes: [{ code: 'jednostka' }] } });
    expect(await mergedIds(hub)).toContainEqual({ id: '160291', into: '160103' });
  });

  it('that becomes the code of another unit takes the rows that name it along', async () => {
    const hub = await startHub();
    const nowa = renamed('1601042', 'Całkiem Nowa');
    await hub.load('teryt', 'd.csv', register('2020-01-01', nowa));
    await giveOffice(hub, '1601042');
    const { rows } = await hub.database.pool.query("SELECT seat_unit_id AS id FROM office WHERE id = 'jednostka'");
    expect(rows).toEqual([{ id: '160104' }]);
    await hub.load('teryt', 'c.csv', register('2015-01-01', without('1601042')));
    await hub.load('teryt', 'b.csv', register('2012-01-01'));
    const { territorialUnit } = await hub.ask<{ territorialUnit: { name: string; offices: unknown } }>(
      '{ territorialUnit(terc: "1601042") { name offices { nodes { code seat { name } } } } }',
    );
    expect(territorialUnit).toEqual({
      name: 'Całkiem Nowa',
      offices: { nodes: [{ code: 'jednostka', seat: { name: 'Całkiem Nowa' } }] },
    });
    // A list that is loaded again derives the office from what was stated before.
    await giveOffice(hub, '1601042', 'Inna nazwa');
    const again = await hub.database.pool.query("SELECT seat_unit_id AS id FROM office WHERE id = 'jednostka'");
    expect(again.rows).toEqual([{ id: '160104~calkiem-nowa' }]);
  });
});

describe('a unit that a corrected register no longer has', () => {
  it('keeps its row, is found by nothing, and comes back under its id', async () => {
    const hub = await startHub();
    await hub.load('teryt', 'a.csv', register('2020-01-01', withRows(['1601992', 'Pomyłka'])));
    const { territorialUnit } = await hub.ask<RequestedUnit>(unitQuery, { terc: '1601992' });
    await giveOffice(hub, '1601992');
    await hub.load('teryt', 'b.csv', register('2020-01-01', renamed('1601022', 'Poprawiona')));
    expect(await hub.ask(unitQuery, { terc: '1601992' })).toEqual({ territorialUnit: null });
    expect(await hub.ask(nodeQuery, { id: territorialUnit?.id })).toEqual({ node: null });
    expect(await mergedIds(hub)).toEqual([{ id: '160199', into: null }]);
    await hub.load('teryt', 'c.csv', register('2022-01-01', withRows(['1601992', 'Pomyłka'])));
    const { node } = await hub.ask<{ node: { offices: unknown } }>(nodeQuery, { id: territorialUnit?.id });
    expect(node.offices).toEqual({ nodes: [{ code: 'jednostka' }] });
  });
});

const nodeQuery =
  'query ($id: ID!) { node(id: $id) { ... on TerritorialUnit { id terc offices { nodes { code } } } } }';

/** An office that sits in the unit and serves it. */
async function giveOffice(hub: TestHub, terc: string, officeName = 'Jednostka'): Promise<void> {
  const csv = `key;name;kind;tier;seat;serves\njednostka;${officeName};OTHER;SELF_GOVERNMENT;${terc};${terc}\n`;
  const report = await hub.load('offices', 'offices.csv', csv, { asOf: '2020-01-01' });
  expect(report).toMatchObject({ rejected: 0, problems: [] });
}

async function mergedIds(hub: TestHub): Promise<unknown[]> {
  const { rows } = await hub.database.pool.query(
    `SELECT id, merged_into_id AS into FROM territorial_unit WHERE fingerprint = '' ORDER BY id`,
  );
  return rows;
}
