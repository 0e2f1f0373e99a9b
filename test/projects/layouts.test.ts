/** Lists of all periods, generated with the traps of the published ones, through the importer to the answers. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { ImportReport } from '#sources/import.ts';
import {
  cst2021Xlsx,
  grantsCsv,
  kohesioCsv,
  ksiXls,
  ksiXlsx,
  sl2014Csv,
  sl2014Rows,
  sl2014Xlsx,
} from '../fixtures/eu-projects/lists.ts';
import { loadPlacesAndOffices } from '../fixtures/eu-projects/register.ts';
import { buildXlsx } from '../fixtures/eu-projects/workbook.ts';
import { encodeAs } from '../fixtures/terc.ts';
import { startHub, type TestHub } from '../harness/hub.ts';

interface Answered {
  readonly project: Record<string, unknown> & { readonly places: readonly Record<string, unknown>[] };
}

const projectQuery = `query ($number: String!) {
  project(contractNumber: $number) {
    title contractNumber period list currency fund startsOn endsOn signedOn isCompleted occurrences originalRow
    value { amount currency } eligibleCost { amount } euContribution { amount } publicSupport { amount }
    inEuro { rate value { amount currency } }
    programmePath { level code number name }
    places { kind text method confidence unit { terc name } candidates { label } }
    participations { nodes { role office { name } organisation { name nip } isNipValid statedName match { method } } }
  }
}`;

async function projectOf(hub: TestHub, number: string): Promise<Answered['project']> {
  return (await hub.ask<Answered>(projectQuery, { number })).project;
}

function expectAccountedFor(report: ImportReport): void {
  const { records, created, changed, unchanged, duplicates, rejected } = report;
  expect(created + changed + unchanged + duplicates + rejected).toBe(records);
}

describe('the binary workbook of 2007-2013', async () => {
  const hub = await startHub();
  let report: ImportReport;

  beforeAll(async () => {
    await loadPlacesAndOffices(hub);
    const first = [
      { contract: 'UDA-POKL.05.01.01-00-001/09-02', nip: '634-001-01-47', beneficiary: 'Miasto Katowice' },
      { contract: 'UDA-POKL.05.01.01-00-002/09-00', woj: 'Cały kraj', pow: null, gmi: null, nip: '1234567890' },
      { contract: 'UDA-POKL.05.01.01-00-002/09-00', woj: 'Cały kraj', pow: null, gmi: null, nip: '1234567890' },
    ];
    const second = [
      {
        contract: 'UDA-POIG.01.01.00-00-003/08',
        programme: 'Program Operacyjny Innowacyjna Gospodarka',
        priority: 'POIG.01.00.00',
        measure: 'POIG.01.01.00',
        submeasure: null,
        gmi: null,
        pow: null,
      },
    ];
    report = await hub.load('eu-projects', 'Lista_2007_2013.xls', ksiXls(first, second));
  });

  test('is read over all its sheets, the last of which has no headings', () => {
    expect(report).toMatchObject({
      format: 'xls, KSI_SIMIK',
      asOf: '2015-12-31',
      records: 4,
      created: 3,
      duplicates: 1,
    });
    expectAccountedFor(report);
  });

  test('gives a project its amounts, days, place, programme and office', async () => {
    const project = await projectOf(hub, 'POKL.05.01.01-00-001/09');
    expect(project).toMatchObject({
      title: 'Szkolenia urzędników',
      period: 'P2007_2013',
      list: 'KSI_SIMIK',
      currency: 'PLN',
      value: { amount: '1234567.89', currency: 'PLN' },
      publicSupport: { amount: '1100000.00' },
      euContribution: { amount: '1020000.50' },
      startsOn: '2009-10-14',
      endsOn: '2012-04-01',
      signedOn: '2009-07-06',
      isCompleted: true,
    });
    expect(project['programmePath']).toMatchObject([
      { level: 'PROGRAMME', number: 'POKL', name: 'Program Operacyjny Kapitał Ludzki' },
      { level: 'PRIORITY', number: '5', code: 'POKL.05.00.00' },
      { level: 'MEASURE', number: '5.1' },
      { level: 'SUBMEASURE', number: '5.1.1' },
    ]);
    expect(project.places).toMatchObject([
      { kind: 'UNIT', text: 'śląskie, m. Katowice, Katowice', unit: { terc: '2469011' }, method: 'PATH' },
    ]);
    expect(project['participations']).toMatchObject({
      nodes: [
        { role: 'BENEFICIARY', office: { name: 'Urząd Miasta Katowice' }, isNipValid: true, match: { method: 'NIP' } },
      ],
    });
  });

  test('states the place of the work from the seat of the beneficiary, and keeps a wrong tax number', async () => {
    const project = await projectOf(hub, 'UDA-POKL.05.01.01-00-002/09-00');
    expect(project.places).toMatchObject([{ kind: 'WHOLE_COUNTRY', text: 'Cały kraj', unit: null }]);
    expect(project['occurrences']).toBe(2);
    expect(project['participations']).toMatchObject({
      nodes: [{ office: null, organisation: { name: 'Fundacja Dobry Urząd', nip: '1234567890' }, isNipValid: false }],
    });
    expect(project['originalRow']).toMatchObject({ Województwo: 'Cały kraj', 'Województwo (2)': 'śląskie' });
    const listed = await hub.ask<{ problems: { nodes: unknown[] } }>(
      '{ problems(filter: { kinds: [INVALID_NUMBER] }) { nodes { text row } } }',
    );
    expect(listed.problems.nodes).toEqual([{ text: '1234567890', row: 4 }]);
  });
});

describe('the list of 2014-2020', async () => {
  const hub = await startHub();
  const rows = [
    { location: 'WOJ.: MAŁOPOLSKIE, POW.: krakowski | WOJ.: ŚLĄSKIE, POW.: bielski', starts: 45566.083333 },
    {
      contract: 'RPSL.01.02.00-24-0002/16-01',
      location: 'Cały Kraj',
      value: '1 234,50',
      starts: '2017-02-28',
      ends: '31.12.2019',
    },
    {
      contract: 'PLSK.01.01.00-12-0001/17',
      programme: 'Interreg V-A Polska-Słowacja',
      priority: 'PLSK.01.00.00 - Dziedzictwo',
      measure: 'PLSK.01.01.00 - Szlaki',
      location: 'WOJ.: MAŁOPOLSKIE, POW.: krakowski | Prešovský kraj',
      value: 99999.99,
    },
    { contract: 'RPSL.01.02.00-24-0004/16', location: 'WOJ.: , POW.: ', value: 'nieznana' },
    { contract: null, title: null, beneficiary: null, summary: 'Razem' },
  ];
  let report: ImportReport;

  beforeAll(async () => {
    await loadPlacesAndOffices(hub);
    report = await hub.load('eu-projects', 'Lista.xlsx', sl2014Xlsx(rows));
  });

  test('is read below its title; a row that is no project is listed', () => {
    expect(report).toMatchObject({ asOf: '2023-12-31', records: 5, created: 4, rejected: 1 });
    expect(report.rejectedRows[0]?.original).toContain('Razem');
    expectAccountedFor(report);
  });

  test('joins several places, and lands a day with a fraction on its day', async () => {
    const project = await projectOf(hub, 'RPSL.01.02.00-24-0001/16');
    expect(project.places).toMatchObject([
      { text: 'WOJ.: MAŁOPOLSKIE, POW.: krakowski', unit: { terc: '1206' }, method: 'PATH' },
      { text: 'WOJ.: ŚLĄSKIE, POW.: bielski', unit: { terc: '2402' } },
    ]);
    expect(project).toMatchObject({ startsOn: '2024-10-01', fund: 'EFRR', currency: 'PLN' });
  });

  test('reads amounts and days that are text', async () => {
    const project = await projectOf(hub, 'RPSL.01.02.00-24-0002/16');
    expect(project).toMatchObject({ value: { amount: '1234.50' }, startsOn: '2017-02-28', endsOn: '2019-12-31' });
  });

  test('leaves Interreg in euro, foreign regions as text, and converts nothing', async () => {
    const project = await projectOf(hub, 'PLSK.01.01.00-12-0001/17');
    expect(project).toMatchObject({ currency: 'EUR', value: { amount: '99999.99', currency: 'EUR' }, inEuro: null });
    expect(project.places).toMatchObject([
      { kind: 'UNIT', unit: { terc: '1206' } },
      { kind: 'TEXT', text: 'Prešovský kraj', unit: null },
    ]);
  });

  test('lists what it could not read and takes the rest of the row', async () => {
    const project = await projectOf(hub, 'RPSL.01.02.00-24-0004/16');
    expect(project).toMatchObject({ value: null, eligibleCost: { amount: '200000.00' } });
    expect(project.places).toMatchObject([{ kind: 'TEXT', text: 'WOJ.: , POW.:' }]);
    const answer = await hub.ask<{ problems: { nodes: { text: string }[] } }>(
      '{ problems(filter: { kinds: [INVALID_VALUE] }) { nodes { text } } }',
    );
    expect(answer.problems.nodes).toEqual([{ text: 'nieznana' }]);
  });

  test('is the same list in its csv edition and with texts inside the cells', async () => {
    const again = await hub.load('eu-projects', 'Lista.csv', sl2014Csv(rows), { asOf: '2023-12-31' });
    expect(again).toMatchObject({ records: 5, created: 0, rejected: 1, duplicates: 0 });
    const inline = await hub.load('eu-projects', 'Lista.xlsx', sl2014Xlsx(rows, { inlineStrings: true }));
    expect(inline).toMatchObject({ records: 5, created: 0, rejected: 1 });
  });

  test('counts days from 1904 where the workbook says so', async () => {
    await hub.load(
      'eu-projects',
      'Mac.xlsx',
      sl2014Xlsx([{ contract: 'RPSL.09.09.00-24-0009/16', starts: 44104 }], { date1904: true }),
    );
    expect(await projectOf(hub, 'RPSL.09.09.00-24-0009/16')).toMatchObject({ startsOn: '2024-10-01' });
  });

  test('passes over the numbers of columns and repeated headings', async () => {
    const [title, blank, headings, ...cells] = [...sl2014Rows([{ contract: 'RPSL.08.08.00-24-0008/16' }])];
    const numbers = (headings ?? []).map((_, index) => index + 1);
    const content = [title, blank, headings, numbers, ...cells, headings].map((row) => row ?? []);
    const read = await hub.load('eu-projects', 'Lista.xlsx', buildXlsx([{ name: 'Lista', rows: content }]));
    expect(read).toMatchObject({ records: 1, created: 1 });
  });
});

describe('the list of 2021-2027', async () => {
  const hub = await startHub();

  test('joins gminas, marks and convention included, and keeps cut cells as text', async () => {
    await loadPlacesAndOffices(hub);
    const rural = 'WOJ.: LUBELSKIE, POW.: bialski, GM.: Biała Podlaska - Gmina wiejska';
    const town = 'WOJ.: LUBELSKIE, POW.: Biała Podlaska, GM.: Biała Podlaska';
    const both = 'WOJ.: DOLNOŚLĄSKIE, POW.: dzierżoniowski, GM.: Dzierżoniów';
    const filler = `${'x'.repeat(32_766 - both.length)}|${both}`;
    const report = await hub.load(
      'eu-projects',
      'Lista.xlsx',
      cst2021Xlsx([
        { location: `${rural} | ${town} | ${both} | WOJ.: | WOJ.: LUBELSKIE,` },
        { contract: 'FEMA.01.01-IP.01-02BX/24', location: filler, value: 0.1 + 0.2 },
      ]),
    );
    expect(report).toMatchObject({ asOf: '2025-07-01', created: 2 });
    const project = await projectOf(hub, 'FEMA.01.01-IP.01-02BW/24');
    expect(
      project.places.map(({ kind, unit, method }) => [kind, (unit as { terc: string } | null)?.terc, method]),
    ).toEqual([
      ['UNIT', '0601032', 'PATH'],
      ['UNIT', '0661011', 'PATH'],
      ['UNIT', '0202021', 'LIST_CONVENTION'],
      ['TEXT', undefined, null],
      ['UNIT', '06', 'NAME'],
    ]);
    expect(project).toMatchObject({ startsOn: '2024-10-01', eligibleCost: null });
    expect(project['inEuro']).toEqual({ rate: '4.3', value: { amount: '100000.00', currency: 'EUR' } });
    const cut = await projectOf(hub, 'FEMA.01.01-IP.01-02BX/24');
    expect(cut.places.at(-1)).toMatchObject({ kind: 'TEXT', text: both, unit: null });
    const problems = await hub.ask<{ problems: { totalCount: number } }>(
      '{ problems(filter: { kinds: [CUT_TEXT] }) { totalCount } }',
    );
    expect(problems.problems.totalCount).toBe(1);
  });
});

describe('lists of other shapes', async () => {
  const hub = await startHub();
  beforeAll(() => loadPlacesAndOffices(hub));

  test('the map of grants states its period by its headings, and grants apart by all that it says of them', async () => {
    const rows = [
      ['Termomodernizacja', 'Gmina Jasienica', '5.10', '4.00', 'Nie', 'energetyka', 'Nie'],
      ['Termomodernizacja', 'Gmina Jasienica', '6.10', '4.00', 'Nie', 'energetyka', 'Nie'],
      ['Termomodernizacja', 'Gmina Jasienica', '6.10', '4.00', 'Nie', 'energetyka', 'Nie'],
      ['Park', 'Spółka „Zieleń”', 'brak', '4.00', 'brak', 'brak', 'Tak'],
    ];
    const former = await hub.load('eu-projects', 'dotacje_2026-06-15.csv', encodeAs(grantsCsv(rows), 'windows-1250'));
    expect(former).toMatchObject({ records: 4, created: 3, duplicates: 1, format: 'csv ; windows-1250, GRANTS_MAP' });
    const later = await hub.load('eu-projects', 'dotacje_2026-06-15.csv', grantsCsv(rows.slice(0, 1), ''));
    expect(later).toMatchObject({ records: 1, created: 1 });
    const answer = await hub.ask<{ projects: { nodes: unknown[] } }>(
      `{ projects(filter: { periods: [P2007_2013], text: "termomodernizacja" }, orderBy: { field: VALUE }) {
        nodes { occurrences value { amount } participations { nodes { office { name } match { method confidence } } } } } }`,
    );
    const office = [
      { office: { name: 'Urząd Gminy Jasienica' }, match: { method: 'SELF_GOVERNMENT', confidence: 0.9 } },
    ];
    expect(answer.projects.nodes).toEqual([
      { occurrences: 1, value: { amount: '5.10' }, participations: { nodes: office } },
      { occurrences: 2, value: { amount: '6.10' }, participations: { nodes: office } },
    ]);
  });

  test('Kohesio is read by its own names, and the national list is believed before it', async () => {
    const kohesio = await hub.load('eu-projects', 'PL_2026-06-15.csv', kohesioCsv([{}]));
    expect(kohesio).toMatchObject({ records: 1, created: 1, format: 'csv , utf-8, KOHESIO' });
    expect(await projectOf(hub, 'RPSL.01.02.00-24-0002/16')).toMatchObject({
      title: 'Nowe laboratorium',
      currency: 'EUR',
      fund: 'EFRR',
      startsOn: '2017-09-04',
      eligibleCost: { amount: '50000.75' },
      places: [{ unit: { terc: '2469011' } }],
    });
    const national = sl2014Xlsx([{ contract: 'RPSL.01.02.00-24-0002/16-00' }]);
    expect(await hub.load('eu-projects', 'Lista.xlsx', national)).toMatchObject({ created: 0, changed: 1 });
    expect(await hub.load('eu-projects', 'PL_2026-06-15.csv', kohesioCsv([{ eu: '1' }]))).toMatchObject({ changed: 1 });
    const project = await projectOf(hub, 'RPSL.01.02.00-24-0002/16');
    expect(project).toMatchObject({ title: 'Nowa pracownia', currency: 'PLN', list: 'SL2014' });
    const { project: traced } = await hub.ask<{ project: { records: unknown[] } }>(
      '{ project(contractNumber: "RPSL.01.02.00-24-0002/16") { records { list row } } }',
    );
    expect(traced.records).toEqual([
      { list: 'SL2014', row: 4 },
      { list: 'KOHESIO', row: 2 },
    ]);
  });

  test('Kohesio states regions by NUTS codes of any edition', async () => {
    const codes = ['PL12', 'PL127', 'PL11', 'PL343', 'PL34', 'PL84', 'PL911', 'PL636', 'PL33', 'PLZZZ'];
    const rows = codes.map((nuts2, at) => ({
      id: `Q${at + 100}`,
      local: `NUTS-${nuts2}`,
      name: `Region ${nuts2}`,
      nuts2,
      nuts3: '',
      lau: '',
    }));
    await hub.load('eu-projects', 'PL_2026-06-15.csv', kohesioCsv(rows));
    const places = await Promise.all(
      codes.map(async (code) => {
        const project = await projectOf(hub, `NUTS-${code}`);
        return project.places.map(({ unit }) => (unit as { terc: string } | null)?.terc ?? null);
      }),
    );
    expect(places).toEqual([['14'], ['14'], ['10'], ['20'], ['20'], ['20'], ['14'], ['22'], ['26'], [null]]);
  });

  test('rows of other countries are distinguished and not summed up with those of Poland', async () => {
    const sums = async (country: string): Promise<unknown> => {
      const answer = await hub.ask<{ projectStatistics: { amounts: unknown } }>(
        `{ projectStatistics(filter: { text: "laboratorium graniczne"${country} }) {
          amounts { currency count euContribution { sum { amount } } } } }`,
      );
      return answer.projectStatistics.amounts;
    };
    const defaults = { name: 'Laboratorium graniczne', lau: '', nuts3: '' };
    const problems = async (): Promise<number> =>
      (
        await hub.ask<{ problems: { totalCount: number } }>(
          '{ problems(filter: { kinds: [FOREIGN_PLACE] }) { totalCount } }',
        )
      ).problems.totalCount;
    const before = await problems();
    await hub.load(
      'eu-projects',
      'EU_2026-06-15.csv',
      kohesioCsv([
        { ...defaults, id: 'Q201', local: 'BORDER-PL', eu: '10' },
        { ...defaults, id: 'Q202', local: 'BORDER-DE', eu: '200', country: 'Germany', nuts2: 'DED2' },
        { ...defaults, id: 'Q203', local: 'BORDER-CZ', eu: '3000', country: 'Czech Republic', nuts2: 'CZ05' },
        { ...defaults, id: 'Q204', local: 'BORDER-LT', eu: '40000', country: '', nuts2: 'LT02' },
        { ...defaults, id: 'Q205', local: 'BORDER-XX', eu: '500000', country: 'Atlantis', nuts2: '' },
      ]),
    );
    expect(await sums('')).toEqual([{ currency: 'EUR', count: 1, euContribution: { sum: { amount: '10.00' } } }]);
    expect(await sums(', countries: ["de"]')).toMatchObject([
      { count: 1, euContribution: { sum: { amount: '200.00' } } },
    ]);
    expect(await problems()).toBe(before + 3);
    const { projects } = await hub.ask<{ projects: { nodes: unknown[] } }>(
      `{ projects(filter: { text: "laboratorium graniczne" }, orderBy: { field: EU_CONTRIBUTION, direction: ASC }) {
        nodes { contractNumber country places { kind text unit { terc } } } } }`,
    );
    const abroad = (text: string): unknown[] => [{ kind: 'TEXT', text, unit: null }];
    expect(projects.nodes).toEqual([
      { contractNumber: 'BORDER-PL', country: 'PL', places: [expect.objectContaining({ unit: { terc: '24' } })] },
      { contractNumber: 'BORDER-DE', country: 'DE', places: abroad('DED2') },
      { contractNumber: 'BORDER-CZ', country: 'CZ', places: abroad('CZ05') },
      { contractNumber: 'BORDER-LT', country: 'LT', places: abroad('LT02') },
      { contractNumber: 'BORDER-XX', country: 'ZZ', places: [] },
    ]);
  });

  test('a file that is no such list is refused with the reason', async () => {
    await expect(hub.load('eu-projects', 'x.csv', 'a;b;c\n1;2;3')).rejects.toThrow(/No headings of a list/);
    await expect(hub.load('eu-projects', 'x.xlsx', ksiXlsx([]).slice(0, 900))).rejects.toThrow(/cut off|damaged/);
  });
});
