import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';

const folder = new URL('../../../shared/data/', import.meta.url);
const list = 'Baza_teleadresowa_jst_2021-05-19_cp1250.csv';
const registers: readonly [file: string, asOf?: string][] = [
  ['TERC_2017-01-01_oldschema.xml'],
  ['TERC_Urzedowy_2020-09-26.zip', '2020-01-01'],
  ['TERC_2022-01-01_bom_crlf.csv'],
];

describe.skipIf(!existsSync(new URL(`offices/${list}`, folder)))('the contact base of 2021', () => {
  test.for([
    { years: 'the register of 2022', files: registers.slice(2) },
    { years: 'the registers of 2017, 2020 and 2022', files: registers },
  ])('with $years each of its 2,825 rows is an office joined to its unit', { timeout: 120_000 }, async ({ files }) => {
    const hub = await startHub();
    for (const [file, asOf] of files) {
      await hub.load(
        'teryt',
        file,
        await readFile(new URL(`teryt/${file}`, folder)),
        asOf === undefined ? {} : { asOf },
      );
    }
    const report = await hub.load('jst-offices', list, await readFile(new URL(`offices/${list}`, folder)));
    expect(report).toMatchObject({ records: 2825, duplicates: 0, rejected: 0, asOf: '2021-05-19' });
    expect(report.created + report.changed).toBe(2825);
    const { all, pruszcz, slupia, dobra, uncertain } = await hub.ask<Record<string, unknown>>(`{
      all: offices(filter: { tiers: [SELF_GOVERNMENT], text: "urząd" }) { totalCount }
      pruszcz: office(id: "jst-041408") { originalRow servesUnit { terc } seat { terc } }
      slupia: office(id: "jst-260506") { servesUnit { terc name } }
      dobra: office(id: "jst-321101") { servesUnit { terc name } }
      uncertain: problems(filter: { kinds: [UNIT_UNCERTAIN] }) { nodes { text } } }`);
    expect(all).toMatchObject({ totalCount: expect.toSatisfy((count: number) => count > 2_400) });
    // Filed as 0414082; it became a town's gmina on the first day of 2022.
    expect(pruszcz).toMatchObject({ originalRow: { Kod_TERYT: '0414082' }, servesUnit: { terc: '0414083' } });
    // The list writes these two without what states them from their namesakes.
    expect(slupia).toEqual({ servesUnit: { terc: '2605062', name: 'Słupia Konecka' } });
    expect(dobra).toEqual({ servesUnit: { terc: '3211012', name: 'Dobra (Szczecińska)' } });
    expect(uncertain).toEqual({ nodes: [] });
    const mail = await hub.database.pool.query<{ count: number }>(
      `SELECT count(*)::int FROM office_statement WHERE original::text ~* 'lidia|jacek[.]g'`,
    );
    expect(mail.rows).toEqual([{ count: 0 }]);
  });
});
