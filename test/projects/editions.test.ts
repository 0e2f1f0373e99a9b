/** Other editions and other files than the usual ones: newer, older, damaged, with cells that hold what they should not. */
import { strToU8, unzipSync as unzip, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { cst2021Xlsx, ksiXls, ksiXlsx, sl2014Csv, sl2014Rows, sl2014Xlsx } from '../fixtures/eu-projects/lists.ts';
import { loadPlacesAndOffices } from '../fixtures/eu-projects/register.ts';
import { buildXlsx } from '../fixtures/eu-projects/workbook.ts';
import { startHub, type TestHub } from '../harness/hub.ts';

const contract = (number: number): string => `RPSL.01.02.00-24-000${number}/16`;

interface Found {
  readonly project: Record<string, unknown> | null;
}

async function projectOf(hub: TestHub, number: string): Promise<Found['project']> {
  const query = `query ($number: String!) { project(contractNumber: $number) { title startsOn endsOn currency
    value { amount } euContribution { amount } records { lastSeen } occurrences places { text } } }`;
  return (await hub.ask<Found>(query, { number })).project;
}

describe('editions', async () => {
  const hub = await startHub();
  const load = (rows: Parameters<typeof sl2014Xlsx>[0], asOf: string) =>
    hub.load('eu-projects', 'Lista.xlsx', sl2014Xlsx(rows), { asOf });

  test('a newer one changes what it states otherwise and keeps what it leaves out', async () => {
    await load([{ contract: contract(1), value: 100 }, { contract: contract(2) }], '2020-01-01');
    const newer = await load([{ contract: `${contract(1)}-03`, value: 200 }, { contract: contract(3) }], '2021-01-01');
    expect(newer).toMatchObject({ created: 1, changed: 1, unchanged: 0 });
    expect(await projectOf(hub, contract(1))).toMatchObject({ value: { amount: '200.00' } });
    expect(await projectOf(hub, contract(2))).toMatchObject({ records: [{ lastSeen: '2020-01-01' }] });
  });

  test('an older one, loaded later, adds what is new and overwrites nothing', async () => {
    const older = await load([{ contract: contract(1), value: 50 }, { contract: contract(4) }], '2019-01-01');
    expect(older).toMatchObject({ created: 1, changed: 0, unchanged: 1 });
    expect(await projectOf(hub, contract(1))).toMatchObject({ value: { amount: '200.00' } });
  });

  test('the same one again, or on a later day, makes no release', async () => {
    const rows = [{ contract: `${contract(1)}-03`, value: 200 }, { contract: contract(3) }];
    expect(await load(rows, '2021-01-01')).toMatchObject({ release: null, unchanged: 2 });
    expect(await load(rows.toReversed(), '2022-01-01')).toMatchObject({ release: null, unchanged: 2 });
    expect(await projectOf(hub, contract(3))).toMatchObject({ records: [{ lastSeen: '2022-01-01' }] });
  });
});

describe('cells', async () => {
  const hub = await startHub();
  beforeAll(() => loadPlacesAndOffices(hub));

  test('headings may stand in row 6, and names come twice', async () => {
    const [title, blank, ...rest] = [...sl2014Rows([{ contract: contract(6) }])].map((row) => row ?? []);
    const rows = [title, blank, ['Ministerstwo'], [], [], ...rest].map((row) => row ?? []);
    const twice = rows.map((row, index) => (index === 5 ? [...row, 'Województwo'] : row));
    expect(await hub.load('eu-projects', 'Lista.xlsx', buildXlsx([{ name: 'A', rows: twice }]))).toMatchObject({
      records: 1,
      created: 1,
    });
  });

  test('the list may stand in another sheet than the first', async () => {
    const sheets = [
      { name: 'Opis', rows: [['Objaśnienia'], ['Tytuł', 'Opis']] },
      { name: 'Lista', rows: sl2014Rows([{ contract: contract(7) }]) },
    ];
    expect(await hub.load('eu-projects', 'Lista.xlsx', buildXlsx(sheets))).toMatchObject({ records: 1, created: 1 });
  });

  test.for([
    ['with no-break spaces and złote', '1\u00a0234\u00a0567,80\u00a0zł', '1234567.80'],
    ['with points between thousands', '1.234.567,8', '1234567.80'],
    ['as a double that is not exact', 0.1 + 0.2, '0.30'],
    ['large', 5859779905.09, '5859779905.09'],
    ['below zero', -12.5, '-12.50'],
    ['none', 'brak', null],
  ] as const)('an amount %s', async ([_what, value, amount]) => {
    await hub.load('eu-projects', 'Lista.xlsx', sl2014Xlsx([{ contract: contract(8), value }]));
    expect((await projectOf(hub, contract(8)))?.['value']).toEqual(amount === null ? null : { amount });
  });

  test.for([
    ['serial with a fraction just below midnight', 45565.99999999, '2024-10-01'],
    ['serial as text', '45566,5', '2024-10-01'],
    ['ISO with a time', '2024-10-01T23:59:00', '2024-10-01'],
    ['Polish', '1.10.2024', '2024-10-01'],
    ['that does not exist', '31.02.2024', null],
    ['before any project', 5, null],
  ] as const)('a day: %s', async ([_what, starts, day]) => {
    await hub.load('eu-projects', 'Lista.xlsx', sl2014Xlsx([{ contract: contract(9), starts }]));
    expect((await projectOf(hub, contract(9)))?.['startsOn']).toBe(day);
  });

  test('formulas give their last result, and errors say nothing', async () => {
    const cells = [...sl2014Rows([{ contract: contract(5), value: 77, eligible: 88 }])].map((row) => [...row]);
    const workbook = buildXlsx([{ name: 'Lista', rows: cells }]);
    const changed = rewritten(workbook, 'xl/worksheets/sheet1.xml', (xml) =>
      xml
        .replace('<v>77</v>', '<f>SUM(A1:A2)*2</f><v>77.5</v>')
        .replace(/(<c r="K4")(><v>)88(<\/v>)/, '$1 t="e"$2#REF!$3'),
    );
    await hub.load('eu-projects', 'Lista.xlsx', changed);
    expect(await projectOf(hub, contract(5))).toMatchObject({ value: { amount: '77.50' } });
    const { project } = await hub.ask<{ project: { eligibleCost: null } }>(
      `{ project(contractNumber: "${contract(5)}") { eligibleCost { amount } } }`,
    );
    expect(project.eligibleCost).toBeNull();
  });

  test('a cell of Excel’s greatest length is kept whole', async () => {
    const summary = 'ą'.repeat(32_767);
    const number = 'FEMA.01.01-IP.01-0001/24';
    await hub.load('eu-projects', 'Lista.xlsx', cst2021Xlsx([{ contract: number, summary }]));
    const { project } = await hub.ask<{ project: { summary: string } }>(
      `{ project(contractNumber: "${number}") { summary } }`,
    );
    expect(project.summary).toBe(summary);
  });
});

describe('files', async () => {
  const hub = await startHub();
  const whole = sl2014Xlsx([{}, { contract: contract(2) }]);
  const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');

  test.for([
    ['empty', '', /empty/],
    ['of blanks', ' \r\n\r\n', /No headings|empty/],
    ['cut off', whole.slice(0, whole.length - 200), /cut off|damaged/],
    ['whose parts are damaged', damaged(whole), /damaged|broken XML/],
    ['under a password', Buffer.concat([compound, Buffer.alloc(4_096)]), /cannot be read|password|encrypted/],
    ['another archive', zipSync({ 'a.txt': strToU8('a') }), /No headings/],
    [
      'another sheet',
      buildXlsx([
        {
          name: 'A',
          rows: [
            ['Gmina', 'Ludność'],
            ['Katowice', 1],
          ],
        },
      ]),
      /No headings/,
    ],
    ['a csv cut inside its last row', `${sl2014Csv([]).trimEnd()}\nTytuł;Opis;12`, /breaks off after 3 of \d+ cells/],
    ['a page', '<!doctype html><html><body>404</body></html>', /HTML page/],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /neither a workbook nor text/],
  ] as const)('%s: refused with the reason', async ([_what, bytes, reason]) => {
    await expect(hub.load('eu-projects', 'plik', bytes)).rejects.toThrow(reason);
  });

  test('what was refused left nothing', async () => {
    const { releases } = await hub.ask<{ releases: { totalCount: number } }>('{ releases { totalCount } }');
    expect(releases.totalCount).toBe(1);
  });

  test('a list without rows is loaded, and changes nothing', async () => {
    expect(await hub.load('eu-projects', 'Lista_2026-06-15.csv', sl2014Csv([]))).toMatchObject({
      records: 0,
      release: null,
    });
  });

  test('a list of a day to come is refused', async () => {
    const later = ksiXls([{}], [], '31 grudnia 2099');
    await expect(hub.load('eu-projects', 'Lista.xls', later)).rejects.toThrow(/to come/);
  });

  test('2007-2013 may come as an xlsx with days from 1904', async () => {
    const bytes = ksiXlsx([{ starts: 40100 - 1462, ends: 41000 - 1462, signed: 40000 - 1462 }], { date1904: true });
    await hub.load('eu-projects', 'Lista_2026-06-15.xlsx', bytes);
    expect(await projectOf(hub, 'UDA-POKL.05.01.01-00-001/09')).toMatchObject({
      startsOn: '2009-10-14',
      endsOn: '2012-04-01',
    });
  });
});

/** The packed bytes of the sheet are overwritten, its directory is not. */
function damaged(workbook: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(workbook);
  const at = Buffer.from(bytes).indexOf('xl/worksheets/sheet1.xml');
  return bytes.fill(0xff, at + 60, at + 160);
}

function rewritten(workbook: Uint8Array, part: string, change: (xml: string) => string): Uint8Array {
  const files = unzip(workbook);
  return zipSync({ ...files, [part]: strToU8(change(Buffer.from(files[part] as Uint8Array).toString())) });
}
