import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outcome, read, refusal, spread } from '../fixtures/terc-reading.ts';

const shared = new URL('../../../shared/data/teryt/', import.meta.url);
describe.skipIf(!existsSync(shared))('real files', () => {
  const file = (name: string) => readFileSync(new URL(name, shared));

  it.each([
    ['TERC_Urzedowy_2020-09-26.zip', 'zip/csv ; utf-8', '2020-01-01', 4194],
    ['TERC_2022-01-01_bom_crlf.csv', 'csv ; utf-8', '2022-01-01', 4234],
    ['TERC_2022-01-01_newschema_bom_crlf.xml', 'xml utf-8', '2022-01-01', 4234],
    ['TERC_2017-01-01_oldschema.xml', 'xml utf-8', '2017-01-01', 4153],
  ])('%s', (name, format, asOf, rows) => {
    const register = read(file(name));
    expect(register).toMatchObject({ format, asOf, wholeCountry: true, duplicates: 0, rejected: [], records: rows });
    expect(register.rows).toHaveLength(rows);
  });

  it('csv and XML of one day say the same', () => {
    const plain = (name: string) => read(file(name)).rows.map(({ row: _, ...unit }) => unit);
    expect(plain('TERC_2022-01-01_bom_crlf.csv')).toEqual(plain('TERC_2022-01-01_newschema_bom_crlf.xml'));
  });

  it('one voivodeship after a preamble', () => {
    const register = read(file('TERC_woj02_2022-01-01_preamble_bom.csv'));
    expect(register).toMatchObject({ wholeCountry: false, voivodeships: ['02'], records: 318, rejected: [] });
    expect(register.rows[0]).toMatchObject({ row: 7, woj: '02', pow: '01', name: 'bolesławiecki' });
  });

  it.each([
    ['TERC_Adresowy_2022-01-01_bom.csv', 'ADDRESS_VARIANT'],
    ['TERC_truncated_2020-01-01.csv', 'TRUNCATED'],
    ['NTS_2017-01-01_bom.csv', 'OTHER_REGISTER'],
  ])('%s is refused', (name, reason) => {
    expect(refusal(file(name)).reason).toBe(reason);
  });

  it('the official csv, cut after any row but at the end of a voivodeship', () => {
    const lines = file('TERC_2022-01-01_bom_crlf.csv').toString().trimEnd().split('\r\n');
    const inside = spread(120, lines.length - 1).filter(
      (end) => lines[end]?.slice(0, 2) === lines[end - 1]?.slice(0, 2),
    );
    expect(new Set(inside.map((end) => outcome(lines.slice(0, end).join('\r\n'))))).toEqual(new Set(['TRUNCATED']));
  });

  it('the register of one voivodeship, cut after any row', () => {
    const lines = file('TERC_woj02_2022-01-01_preamble_bom.csv').toString().trimEnd().split('\n');
    const outcomes = lines.slice(7).map((_, i) => outcome(lines.slice(0, i + 7).join('\n')));
    expect(new Set(outcomes)).toEqual(new Set(['TRUNCATED']));
  });
});
