import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  buildTerc,
  type CsvOptions,
  encodeAs,
  type TercRecord,
  tercColumns,
  toCsv,
  toJson,
  toXmlNew,
  toXmlOld,
  toZip,
} from '../fixtures/terc.ts';
import { bytesOf, country, opolskie, opolskieCsv, read, terc } from '../fixtures/terc-reading.ts';

const expected = read(opolskieCsv).rows.map(({ row: _, ...unit }) => unit);

const utf16 = (text: string, littleEndian: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return littleEndian ? bytes : bytes.swap16();
};
const asFloat = (text: string, column: string) =>
  /^\d+$/.test(text) && column !== 'STAN_NA' ? `${Number(text)}.0` : text;
const withoutZeros = (text: string) => (/^\d+$/.test(text) ? String(Number(text)) : text);
const renamed = ['woj', 'pow', 'gmi', 'rgmi', 'nazwa', 'nazdod', 'stan'];
const preamble = [
  'Informacje podstawowe:',
  ' Nazwa katalogu: TERC, ',
  ' Zawartość: część, ',
  ' Czas utworzenia: 16.03.2022 12:11:06. ',
  '',
];
const oneCode = (rows: TercRecord[], code: (row: TercRecord) => string) =>
  [
    'TERC;NAZWA;NAZWA_DOD;STAN_NA',
    ...rows.map((row) => [code(row), row.NAZWA, row.NAZWA_DOD, row.STAN_NA].join(';')),
  ].join('\n');
const page =
  '\r\n\r\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">\r\n<html lang="pl"><body>formularz; 02;01</body></html>'.padEnd(
    80_000,
  );
const joined = (...parts: (string | Uint8Array)[]) => Buffer.concat(parts.map((part) => bytesOf(part)));

describe('every form of the register reads the same', () => {
  const form = (options: CsvOptions) => toCsv(opolskie, options);
  const forms: [string, string | Uint8Array, string][] = [
    ['official csv with BOM', `\uFEFF${opolskieCsv}`, 'csv ; utf-8'],
    ['a blank last line', `${opolskieCsv}\r\n`, 'csv ; utf-8'],
    ['no newline at the end', opolskieCsv.trimEnd(), 'csv ; utf-8'],
    ['LF', form({ newline: '\n' }), 'csv ; utf-8'],
    ['CR', form({ newline: '\r' }), 'csv ; utf-8'],
    ['tabs', form({ delimiter: '\t' }), 'csv tab utf-8'],
    ['commas', form({ delimiter: ',' }), 'csv , utf-8'],
    ['bars', form({ delimiter: '|' }), 'csv | utf-8'],
    ['quoted cells', form({ cell: (text) => `"${text}"` }), 'csv ; utf-8'],
    ['quoted lines', opolskieCsv.replace(/^(.+)\r$/gm, '"$1"\r'), 'csv ; utf-8'],
    ['no header', form({ header: null }), 'csv ; utf-8'],
    ['no header and tabs', form({ header: null, delimiter: '\t' }), 'csv tab utf-8'],
    ['a preamble', form({ preamble }), 'csv ; utf-8'],
    ['a preamble and no header', form({ preamble, header: null }), 'csv ; utf-8'],
    ['renamed headings', form({ header: renamed }), 'csv ; utf-8'],
    [
      'capitalised headings',
      form({ header: ['Woj', 'Pow', 'Gmi', 'Rodz', 'Nazwa', 'Nazwa dod.', 'Stan na'] }),
      'csv ; utf-8',
    ],
    ['quoted headings', form({ header: tercColumns.map((column) => `"${column}"`) }), 'csv ; utf-8'],
    ['another order', form({ columns: ['NAZWA', 'STAN_NA', 'RODZ', 'GMI', 'POW', 'WOJ', 'NAZWA_DOD'] }), 'csv ; utf-8'],
    ['trailing empty columns', opolskieCsv.replace(/\r\n/g, ';;;;\r\n'), 'csv ; utf-8'],
    ['blank lines and lines of delimiters', opolskieCsv.replace(/\r\n/g, '\r\n;;;;;;\r\n\r\n'), 'csv ; utf-8'],
    ['lost leading zeros', form({ cell: withoutZeros }), 'csv ; utf-8'],
    ['codes as floats', form({ cell: asFloat }), 'csv ; utf-8'],
    ['codes as formulas', form({ cell: (text, column) => (column === 'WOJ' ? `="${text}"` : text) }), 'csv ; utf-8'],
    [
      'zeros for empty codes',
      form({ cell: (text, column) => (text === '' ? (column === 'RODZ' ? '0' : '00') : text) }),
      'csv ; utf-8',
    ],
    ['NaN for empty codes', form({ cell: (text) => (text === '' ? 'NaN' : text) }), 'csv ; utf-8'],
    ['spaces around cells', form({ cell: (text) => `  ${text.replaceAll(' ', ' \u00a0 ')} ` }), 'csv ; utf-8'],
    ['decomposed letters', opolskieCsv.normalize('NFD'), 'csv ; utf-8'],
    ['a footer', `${opolskieCsv}(138 rows affected)`, 'csv ; utf-8'],
    ['two joined exports', form({ preamble: [] }) + form({}).split('\r\n').slice(0, 1).join(), 'csv ; utf-8'],
    ['an appended HTML page', opolskieCsv + page, 'csv ; utf-8'],
    ['one TERC column', oneCode(opolskie, terc), 'csv ; utf-8'],
    ['one TERC column without leading zeros', oneCode(opolskie, (row) => String(Number(terc(row)))), 'csv ; utf-8'],
    ['one TERC column of seven digits', oneCode(opolskie, (row) => terc(row).padEnd(7, '0')), 'csv ; utf-8'],
    ['windows-1250', encodeAs(opolskieCsv, 'windows-1250'), 'csv ; windows-1250'],
    ['iso-8859-2', encodeAs(opolskieCsv, 'iso-8859-2'), 'csv ; iso-8859-2'],
    ['UTF-16 LE with BOM', utf16(`\uFEFF${opolskieCsv}`, true), 'csv ; utf-16'],
    ['UTF-16 BE with BOM', utf16(`\uFEFF${opolskieCsv}`, false), 'csv ; utf-16'],
    ['UTF-16 LE without BOM', utf16(opolskieCsv, true), 'csv ; utf-16'],
    ['new XML', toXmlNew(opolskie), 'xml utf-8'],
    ['new XML with BOM', `\uFEFF${toXmlNew(opolskie)}`, 'xml utf-8'],
    ['new XML in lower case', toXmlNew(opolskie).replace(/<\/?[A-Z_]+/g, (tag) => tag.toLowerCase()), 'xml utf-8'],
    ['old XML', toXmlOld(opolskie), 'xml utf-8'],
    [
      'old XML in windows-1250',
      encodeAs(toXmlOld(opolskie).replace('UTF-8', 'windows-1250'), 'windows-1250'),
      'xml windows-1250',
    ],
    ['XML with an appended HTML page', toXmlNew(opolskie) + page, 'xml utf-8'],
    ['JSON', toJson(opolskie), 'json utf-8'],
    ['JSON in an object', `{"catalog": "TERC", "items": ${toJson(opolskie)}}`, 'json utf-8'],
    ['JSON indented', JSON.stringify({ teryt: { row: opolskie } }, null, 2), 'json utf-8'],
    ['JSON as Python writes it', toJson(opolskie).replaceAll('null', 'NaN'), 'json utf-8'],
    ['JSON arrays', JSON.stringify([tercColumns, ...opolskie.map((row) => Object.values(row))]), 'json utf-8'],
    ['JSON lines', opolskie.map((row) => JSON.stringify(row)).join('\n'), 'ndjson utf-8'],
    ['a zip of csv and xml', toZip({ 'TERC_U.xml': toXmlNew(opolskie), 'TERC_U.csv': opolskieCsv }), 'zip/csv ; utf-8'],
    ['a zip of xml', toZip({ 'TERC_U.xml': toXmlNew(opolskie) }), 'zip/xml utf-8'],
    ['a zip with an appended HTML page', joined(toZip({ 'a.csv': opolskieCsv }), page), 'zip/csv ; utf-8'],
    [
      'a zip with other catalogues',
      toZip({ 'A.csv': 'SYM;SYMPOD\n', 'SIMC.csv': 'WOJ;RM;SYM;NAZWA\n', 'TERC.csv': opolskieCsv }),
      'zip/csv ; utf-8',
    ],
    ['gzip', gzipSync(opolskieCsv), 'gzip/csv ; utf-8'],
  ];

  it.each(forms)('%s', (_, content, format) => {
    const register = read(content);
    expect(register).toMatchObject({
      asOf: '2022-01-01',
      format,
      wholeCountry: false,
      voivodeships: ['16'],
      duplicates: 0,
      rejected: [],
      records: opolskie.length,
    });
    expect(register.rows.map(({ row: _row, ...unit }) => unit)).toEqual(expected);
  });

  it('pads codes, leaves absent levels null and keeps the order of the file', () => {
    const { rows } = read(opolskieCsv);
    expect(rows[0]).toEqual({
      row: 2,
      woj: '16',
      pow: null,
      gmi: null,
      rodz: null,
      name: 'OPOLSKIE',
      label: 'województwo',
    });
    expect(rows[1]).toMatchObject({ row: 3, woj: '16', pow: '01', gmi: null, rodz: null, name: 'powiat 16-01' });
    expect(rows[2]).toEqual({
      row: 4,
      woj: '16',
      pow: '01',
      gmi: '01',
      rodz: '1',
      name: 'Żółta Łąka 160101',
      label: 'gmina miejska',
    });
    expect(rows.map((row) => row.row)).toEqual(opolskie.map((_, i) => i + 2));
  });

  it('counts lines in a csv and records elsewhere', () => {
    expect(read(toCsv(opolskie, { preamble })).rows[0]?.row).toBe(7);
    expect(read(toXmlOld(opolskie)).rows.at(-1)?.row).toBe(opolskie.length);
    expect(read(toJson(opolskie)).rows[0]?.row).toBe(1);
  });

  it('keeps an unquoted comma in a label', () => {
    const label = 'miasto stołeczne, na prawach powiatu';
    const rows = opolskie.map((row) => (row.POW === '61' && row.GMI === '' ? { ...row, NAZWA_DOD: label } : row));
    const register = read(toCsv(rows, { delimiter: ',' }));
    expect(register.rejected).toEqual([]);
    expect(register.rows.find((row) => row.pow === '61')?.label).toBe(label);
  });
});

describe('what a file covers', () => {
  it('is the whole country when all 16 voivodeships are whole', () => {
    const register = read(toCsv(country));
    expect(register).toMatchObject({ wholeCountry: true, records: country.length, rejected: [] });
    expect(register.voivodeships).toHaveLength(16);
  });

  it('is the voivodeships it holds, in any order, with or without their own rows', () => {
    const rows = buildTerc({ voivodeships: ['20', '08', '14'] }).filter((row) => row.POW !== '');
    expect(read(toCsv(rows))).toMatchObject({ wholeCountry: false, voivodeships: ['08', '14', '20'], rejected: [] });
  });

  it('is the same for rows in any order', () => {
    const shuffled = country.toSorted((a, b) => a.NAZWA.localeCompare(b.NAZWA) || terc(b).localeCompare(terc(a)));
    expect(read(toCsv(shuffled))).toMatchObject({ wholeCountry: true, rejected: [], records: country.length });
  });

  it('bends for reforms: a gmina abolished in each voivodeship, a powiat joined to its neighbour in one', () => {
    const left = country.filter((row) => !(row.POW === '03' && row.GMI === '02') && terc(row) !== '1805');
    const joined = left.map((row) =>
      row.WOJ === '18' && row.POW === '05' ? { ...row, POW: '04', GMI: String(Number(row.GMI) + 40) } : row,
    );
    expect(read(toCsv(joined))).toMatchObject({ wholeCountry: true, rejected: [], records: country.length - 17 });
  });

  it('holds for 2001, before seven powiats were created', () => {
    const rows = buildTerc({ asOf: '2001-06-30' }).filter(
      (row) => !(row.WOJ === '28' && ['18', '19'].includes(row.POW)),
    );
    const moved = rows.map((row) => row);
    for (let i = 0; i < 12; i++)
      moved.push({
        ...(rows.find((row) => row.WOJ === '28' && row.RODZ === '2') as TercRecord),
        POW: '01',
        GMI: String(40 + i),
      });
    expect(read(toCsv(moved))).toMatchObject({ asOf: '2001-06-30', wholeCountry: true, rejected: [] });
  });
});

describe('size', () => {
  it('reads ten times the country', () => {
    const large = country.flatMap((row) => {
      if (row.RODZ !== '2') return [row];
      return Array.from({ length: 17 }, (_, i) => ({
        ...row,
        GMI: String(Number(row.GMI) + i * 5).padStart(2, '0'),
        NAZWA: `${row.NAZWA} ${i}`,
      }));
    });
    const unique = [
      ...new Map(large.map((row) => [row.WOJ + row.POW + row.GMI + (row.RODZ > '3' ? row.RODZ : ''), row])).values(),
    ];
    const register = read(toCsv(unique));
    expect(register).toMatchObject({ wholeCountry: true, records: unique.length, rejected: [] });
  });
});
