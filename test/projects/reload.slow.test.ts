/** Every official layout of the lists of EU-funded projects, read and taken. */
import { describe, expect, it } from 'vitest';
import {
  cst2021Xlsx,
  grantsCsv,
  kohesioCsv,
  ksiXls,
  ksiXlsx,
  sl2014Csv,
  sl2014Xlsx,
} from '../fixtures/eu-projects/lists.ts';
import { benchRows } from '../fixtures/eu-projects/many.ts';
import { startHub } from '../harness/hub.ts';

const three = [...benchRows(3)];
const grants = [
  ['Budowa kanalizacji', 'Gmina Morawica', '1000.50', '850.25', 'brak', 'Środowisko', 'Nie'],
  ['Zakup tramwajów', 'Miasto Łódź', '2000.00', '1000.00', 'brak', 'Transport', 'Tak'],
];

const layouts: [string, string, Uint8Array | string, number][] = [
  ['2007-13 binary workbook of two sheets', 'ksi.xls', ksiXls([{}], [{ contract: 'UDA-POKL.05.01.01-00-002/13' }]), 2],
  ['2007-13 workbook', 'ksi_2026-06-15.xlsx', ksiXlsx([{}]), 1],
  ['2014-20 workbook', 'sl.xlsx', sl2014Xlsx(three), 3],
  ['2014-20 csv', 'sl_2026-06-15.csv', sl2014Csv(three), 3],
  ['2021-27 workbook', 'cst.xlsx', cst2021Xlsx([{}]), 1],
  ['Kohesio export', 'kohesio_2026-06-15.csv', kohesioCsv([{}]), 1],
  ['map of grants', 'grants_2026-06-15.csv', grantsCsv(grants), 2],
];

describe('lists of EU-funded projects', () => {
  it.each(layouts)('%s: every row is taken once, and nothing of it again', async (_layout, name, bytes, records) => {
    const hub = await startHub();
    const first = await hub.load('eu-projects', name, bytes);
    expect(first).toMatchObject({ records, created: records, changed: 0, unchanged: 0, duplicates: 0, rejected: 0 });
    const stored = await hub.database.pool.query(
      "SELECT count(*)::int AS projects FROM project WHERE list <> 'DOCUMENT'",
    );
    expect(stored.rows).toEqual([{ projects: records }]);
    const again = await hub.load('eu-projects', name, bytes);
    expect(again).toMatchObject({ release: null, records, created: 0, changed: 0, unchanged: records });
  });

  it('counts a grant without a number that stands twice as a duplicate', async () => {
    const hub = await startHub();
    const report = await hub.load(
      'eu-projects',
      'grants_2026-06-15.csv',
      grantsCsv([...grants, grants[0] as string[]]),
    );
    expect(report).toMatchObject({ records: 3, created: 2, duplicates: 1, rejected: 0 });
  });
});
