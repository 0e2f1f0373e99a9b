import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { RefusedFileError } from '#platform/errors.ts';
import { readTercRegister } from '#sources/teryt/read.ts';
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

const today = '2026-01-15';
const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;
const read = (content: string | Uint8Array, options: { asOf?: string; fileName?: string } = {}) =>
  readTercRegister(bytesOf(content), { today, ...options });

function refusal(content: string | Uint8Array, options: { asOf?: string; fileName?: string } = {}): RefusedFileError {
  try {
    read(content, options);
  } catch (error) {
    if (error instanceof RefusedFileError) return error;
    throw error;
  }
  throw new Error('The file was accepted.');
}

const country = buildTerc();
const opolskie = buildTerc({ voivodeships: ['16'] });
const csv = toCsv(opolskie);
const expected = read(csv).rows.map(({ row: _, ...unit }) => unit);

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
const terc = (row: TercRecord) => row.WOJ + row.POW + row.GMI + row.RODZ;
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
    ['official csv with BOM', `\uFEFF${csv}`, 'csv ; utf-8'],
    ['a blank last line', `${csv}\r\n`, 'csv ; utf-8'],
    ['no newline at the end', csv.trimEnd(), 'csv ; utf-8'],
    ['LF', form({ newline: '\n' }), 'csv ; utf-8'],
    ['CR', form({ newline: '\r' }), 'csv ; utf-8'],
    ['tabs', form({ delimiter: '\t' }), 'csv tab utf-8'],
    ['commas', form({ delimiter: ',' }), 'csv , utf-8'],
    ['bars', form({ delimiter: '|' }), 'csv | utf-8'],
    ['quoted cells', form({ cell: (text) => `"${text}"` }), 'csv ; utf-8'],
    ['quoted lines', csv.replace(/^(.+)\r$/gm, '"$1"\r'), 'csv ; utf-8'],
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
    ['trailing empty columns', csv.replace(/\r\n/g, ';;;;\r\n'), 'csv ; utf-8'],
    ['blank lines and lines of delimiters', csv.replace(/\r\n/g, '\r\n;;;;;;\r\n\r\n'), 'csv ; utf-8'],
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
    ['decomposed letters', csv.normalize('NFD'), 'csv ; utf-8'],
    ['a footer', `${csv}(138 rows affected)`, 'csv ; utf-8'],
    ['two joined exports', form({ preamble: [] }) + form({}).split('\r\n').slice(0, 1).join(), 'csv ; utf-8'],
    ['an appended HTML page', csv + page, 'csv ; utf-8'],
    ['one TERC column', oneCode(opolskie, terc), 'csv ; utf-8'],
    ['one TERC column without leading zeros', oneCode(opolskie, (row) => String(Number(terc(row)))), 'csv ; utf-8'],
    ['one TERC column of seven digits', oneCode(opolskie, (row) => terc(row).padEnd(7, '0')), 'csv ; utf-8'],
    ['windows-1250', encodeAs(csv, 'windows-1250'), 'csv ; windows-1250'],
    ['iso-8859-2', encodeAs(csv, 'iso-8859-2'), 'csv ; iso-8859-2'],
    ['UTF-16 LE with BOM', utf16(`\uFEFF${csv}`, true), 'csv ; utf-16'],
    ['UTF-16 BE with BOM', utf16(`\uFEFF${csv}`, false), 'csv ; utf-16'],
    ['UTF-16 LE without BOM', utf16(csv, true), 'csv ; utf-16'],
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
    ['a zip of csv and xml', toZip({ 'TERC_U.xml': toXmlNew(opolskie), 'TERC_U.csv': csv }), 'zip/csv ; utf-8'],
    ['a zip of xml', toZip({ 'TERC_U.xml': toXmlNew(opolskie) }), 'zip/xml utf-8'],
    ['a zip with an appended HTML page', joined(toZip({ 'a.csv': csv }), page), 'zip/csv ; utf-8'],
    [
      'a zip with other catalogues',
      toZip({ 'A.csv': 'SYM;SYMPOD\n', 'SIMC.csv': 'WOJ;RM;SYM;NAZWA\n', 'TERC.csv': csv }),
      'zip/csv ; utf-8',
    ],
    ['gzip', gzipSync(csv), 'gzip/csv ; utf-8'],
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
    const { rows } = read(csv);
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

describe('a bad row is rejected with its place, its text and the mend', () => {
  const at = 40;
  const spoil = (change: Partial<TercRecord>, index = at) =>
    opolskie.map((row, i) => (i === index ? { ...row, ...change } : row));
  const rural = opolskie.findIndex((row, i) => i > at && row.RODZ === '2');
  const cases: [string, Partial<TercRecord>, string, RegExp][] = [
    ['odd WOJ', { WOJ: '17' }, 'WOJ', /17 is no voivodeship/],
    ['WOJ 34', { WOJ: '34' }, 'WOJ', /02 to 32/],
    ['empty WOJ', { WOJ: '' }, 'WOJ', /WOJ is empty/],
    ['letters in POW', { POW: 'AB' }, 'POW', /“AB” is no code of 2 digits/],
    ['three digits in GMI', { GMI: '100' }, 'GMI', /is no code/],
    ['a fraction', { GMI: '1.5' }, 'GMI', /is no code/],
    ['RODZ 7', { RODZ: '7' }, 'RODZ', /no kind of gmina/],
    ['RODZ 0', { RODZ: '0' }, 'RODZ', /no kind of gmina/],
    ['no RODZ', { RODZ: '' }, 'RODZ', /RODZ is empty/],
    ['no GMI', { GMI: '' }, 'GMI', /GMI is empty/],
    ['no POW', { POW: '' }, 'POW', /POW is empty/],
    ['no name', { NAZWA: ' ' }, 'NAZWA', /name is empty/],
    ['a control character', { NAZWA: 'Op\u0007ole' }, 'NAZWA', /control character/],
    ['a garbled name', { NAZWA: 'BolesĹ‚awiec' }, 'NAZWA', /wrong encoding/],
    ['a long name', { NAZWA: 'x'.repeat(300) }, 'NAZWA', /300 characters/],
    ['another day', { STAN_NA: '2021-01-01' }, 'STAN_NA', /is 2021-01-01; the other rows show 2022-01-01/],
    ['no day', { STAN_NA: '' }, 'STAN_NA', /is empty/],
    ['a day that does not exist', { STAN_NA: '2022-02-30' }, 'STAN_NA', /is no date/],
    ['a powiat that is not there', { POW: '55' }, 'POW', /no valid row of the powiat 1655/],
    ['a part without its gmina', { RODZ: '4' }, 'RODZ', /urban-rural gmina 16.*3/],
    ['a delegatura without its city', { POW: '60', RODZ: '9' }, 'RODZ', /the city \(RODZ 1\) in 1660/],
  ];

  it.each(cases)('%s', (_, change, column, reason) => {
    const register = read(toCsv(spoil(change, rural)));
    expect(register.rejected).toHaveLength(1);
    expect(register.rejected[0]).toMatchObject({ row: rural + 2, column, reason: expect.stringMatching(reason) });
    const text = Object.values(spoil(change, rural)[rural] as TercRecord).join(';');
    expect(register.rejected[0]?.original).toBe(text.length > 300 ? `${text.slice(0, 299)}…` : text);
    expect(register.rows).toHaveLength(opolskie.length - 1);
    expect(register.records).toBe(opolskie.length);
  });

  it('a row with an open quotation mark costs that row only', () => {
    const { rejected, rows } = read(toCsv(spoil({ NAZWA: '"Opole' }, rural)));
    expect(rejected).toMatchObject([
      { row: rural + 2, column: null, terc: null, reason: expect.stringContaining('quotation mark') },
    ]);
    expect(rows).toHaveLength(opolskie.length - 1);
  });

  it('a row with too few or too many columns', () => {
    const lines = csv.split('\r\n');
    lines[rural + 1] = '16;01;02';
    expect(read(lines.join('\r\n')).rejected).toMatchObject([
      { row: rural + 2, reason: 'The row has 3 columns instead of 7.' },
    ]);
    lines[rural + 1] = '16;01;02;2;a;b;2022-01-01;c';
    expect(read(lines.join('\r\n')).rejected).toMatchObject([{ reason: 'The row has 8 columns instead of 7.' }]);
  });

  it('in XML and JSON the record is shown as it stands', () => {
    const rows = spoil({ RODZ: '7' }, rural);
    const xml = read(toXmlOld(rows)).rejected[0];
    expect(xml).toMatchObject({
      row: rural + 1,
      column: 'RODZ',
      original: expect.stringMatching(/^<row>\n<col name="WOJ">16<\/col>[\s\S]*<col name="RODZ">7</),
    });
    const json = read(JSON.stringify(rows)).rejected[0];
    expect(json).toMatchObject({ row: rural + 1, original: JSON.stringify(rows[rural]) });
    const lines = opolskie.map((row, i) => (i === rural ? '{"WOJ": oops}' : JSON.stringify(row)));
    expect(read(lines.join('\n')).rejected).toMatchObject([{ row: rural + 1, original: '{"WOJ": oops}' }]);
  });

  it('names the unit as far as its code can be read', () => {
    const code = terc(opolskie[rural] as TercRecord);
    expect(read(toCsv(spoil({ NAZWA: '' }, rural))).rejected[0]?.terc).toBe(code);
    expect(read(toCsv(spoil({ RODZ: '7' }, rural))).rejected[0]?.terc).toBe(code.slice(0, 6));
    expect(read(toCsv(spoil({ WOJ: '17' }, rural))).rejected[0]?.terc).toBeNull();
  });

  it('counts repeated rows, and rejects the second of two that contradict each other', () => {
    const row = opolskie[rural] as TercRecord;
    const rows = opolskie.toSpliced(rural + 1, 0, row, row, { ...row, NAZWA: 'Inna' });
    const register = read(toCsv(rows));
    expect(register).toMatchObject({ duplicates: 2, records: opolskie.length + 3 });
    expect(register.rejected).toMatchObject([
      {
        row: rural + 5,
        column: 'NAZWA',
        terc: terc(row),
        reason: expect.stringContaining(`Row ${rural + 2} already names ${terc(row)}`),
      },
    ]);
    expect(register.rows).toHaveLength(opolskie.length);
  });

  it('rejects a second kind of the same gmina', () => {
    const row = opolskie[rural] as TercRecord;
    const register = read(toCsv(opolskie.toSpliced(rural + 1, 0, { ...row, RODZ: '1' })));
    expect(register.rejected).toMatchObject([{ row: rural + 3, column: 'RODZ', terc: `${terc(row).slice(0, 6)}1` }]);
  });

  it('rejects what lies below a rejected powiat, and a city that is no gmina', () => {
    const noPowiat = country.map((row) => (terc(row) === '0201' ? { ...row, NAZWA: '' } : row));
    const below = country.filter((row) => row.WOJ === '02' && row.POW === '01').length;
    const register = read(toCsv(noPowiat));
    expect(register.rejected).toHaveLength(below);
    expect(register.rows).toHaveLength(country.length - below);
    const noGmina = read(toCsv(country.filter((row) => terc(row) !== '2467011')));
    expect(noGmina.rejected).toMatchObject([
      { terc: '2467', column: 'POW', reason: expect.stringContaining('no row as a gmina') },
    ]);
  });

  it('refuses the file when more than 1 % of rows are bad', () => {
    const spoilt = (every: number) => {
      const rural = country.filter((row) => row.RODZ === '2');
      const chosen = new Set(rural.filter((_, i) => i % every === 0));
      return country.map((row) => (chosen.has(row) ? { ...row, NAZWA: '' } : row));
    };
    const bad = (rows: TercRecord[]) => rows.filter((row) => row.NAZWA === '').length;
    const few = spoilt(50);
    expect(bad(few)).toBeLessThanOrEqual(country.length / 100);
    expect(read(toCsv(few)).rejected).toHaveLength(bad(few));
    const many = spoilt(15);
    expect(bad(many)).toBeGreaterThan(country.length / 100);
    const error = refusal(toCsv(many));
    expect(error.reason).toBe('TOO_MANY_REJECTS');
    expect(error.message).toContain(`${bad(many)} of ${country.length} rows`);
    expect(error.message).toMatch(/row \d+: The name is empty/);
  });
});

describe('the day that the register shows', () => {
  const dated = (text: string) => toCsv(opolskie.map((row) => ({ ...row, STAN_NA: text })));
  const noDay = toCsv(opolskie, { columns: tercColumns.slice(0, 6) });

  it.each([
    '2022-01-01',
    '01.01.2022',
    '1.01.2022',
    '2022/01/01',
    '20220101',
    '2022-01-01 00:00:00',
    '2022-01-01T00:00:00',
    '2022-01-01T00:00:00+01:00',
    '2021-12-31T23:00:00.000Z',
    '44562',
    '1640995200000',
  ])('is read from STAN_NA as %s', (text) => {
    expect(read(dated(text))).toMatchObject({ asOf: '2022-01-01', rejected: [] });
  });

  it('is --as-of where the file has none', () => {
    expect(read(noDay, { asOf: '2019-01-01' }).asOf).toBe('2019-01-01');
    expect(read(dated(''), { asOf: '2019-01-01' }).asOf).toBe('2019-01-01');
    expect(read(dated('2022-01-01'), { asOf: '2022-01-01' }).asOf).toBe('2022-01-01');
  });

  it('is the date of the XML catalogue or of the preamble where the rows have none', () => {
    const rows = opolskie.map((row) => ({ ...row, STAN_NA: '' }));
    expect(read(toXmlNew(rows, 'name="TERC" type="ALL" date="2020-01-01"')).asOf).toBe('2020-01-01');
    expect(read(`Rejestr TERC\nStan na dzień: 01.01.2021 r.\n${noDay}`).asOf).toBe('2021-01-01');
  });

  it('must be known', () => {
    const error = refusal(noDay, { fileName: 'TERC_Urzedowy_2020-09-26.csv' });
    expect(error.reason).toBe('NO_AS_OF_DATE');
    expect(error.line).toContain('--as-of YYYY-MM-DD');
    expect(error.line).toContain('2020-09-26 in its name is the day it was made');
  });

  it.each([
    ['contradicts STAN_NA', dated('2022-01-01'), '2021-01-01'],
    ['contradicts the XML catalogue', toXmlNew(opolskie.map((row) => ({ ...row, STAN_NA: '' }))), '2021-01-01'],
    ['is not a day', noDay, '2022-02-30'],
    ['is not written as a day', noDay, 'yesterday'],
    ['is before 1999', dated('1998-12-31'), undefined],
    ['is more than a year ahead', dated('2027-01-16'), undefined],
    ['is no date in any row', dated('2022-13-45'), undefined],
  ])('is refused when it %s', (_, content, asOf) => {
    expect(refusal(content, asOf === undefined ? {} : { asOf }).reason).toBe('WRONG_AS_OF_DATE');
  });

  it('may lie within the coming year', () => {
    expect(read(dated('2027-01-15')).asOf).toBe('2027-01-15');
  });
});

describe('other files are refused with their name', () => {
  const addressRows = country.filter((row) => row.RODZ !== '3');
  const others: [string, string | Uint8Array, string, RegExp][] = [
    ['address variant, csv', toCsv(addressRows), 'ADDRESS_VARIANT', /address variant/],
    ['address variant, csv without header', toCsv(addressRows, { header: null }), 'ADDRESS_VARIANT', /address variant/],
    ['address variant, old XML', toXmlOld(addressRows), 'ADDRESS_VARIANT', /address variant/],
    ['address variant, new XML', toXmlNew(addressRows), 'ADDRESS_VARIANT', /address variant/],
    ['address variant, JSON', toJson(addressRows), 'ADDRESS_VARIANT', /urzędowy/],
    ['address variant, zip', toZip({ 'TERC_Adresowy.csv': toCsv(addressRows) }), 'ADDRESS_VARIANT', /address variant/],
    ['address variant, cut', toCsv(addressRows).slice(0, 90_000), 'ADDRESS_VARIANT', /address variant/],
    [
      'NTS',
      'POZIOM;REGION;WOJ;PODREG;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\n1;1;;;;;;CENTRALNY;region;2017-01-01\n',
      'OTHER_REGISTER',
      /NTS/,
    ],
    ['NTS without header', '5;1;10;15;06;02;2;Andrespol;gmina wiejska;2017-01-01\n', 'OTHER_REGISTER', /NTS/],
    ['SIMC', 'WOJ;POW;GMI;RODZ_GMI;RM;MZ;NAZWA;SYM;SYMPOD;STAN_NA\n', 'OTHER_REGISTER', /SIMC/],
    ['SIMC without header', '02;01;02;2;00;1;Krzywa;0363128;0363128;2022-01-01\n', 'OTHER_REGISTER', /SIMC/],
    [
      'SIMC as XML',
      '<teryt><catalog name="SIMC" date="2022-01-01"><row><WOJ>02</WOJ></row></catalog></teryt>',
      'OTHER_REGISTER',
      /SIMC/,
    ],
    [
      'SIMC as JSON',
      '[{"WOJ":"02","POW":"01","RM":"01","MZ":"1","NAZWA":"x","SYM":"1","SYMPOD":"1"}]',
      'OTHER_REGISTER',
      /SIMC/,
    ],
    ['ULIC', 'WOJ;POW;GMI;RODZ_GMI;SYM;SYM_UL;CECHA;NAZWA_1;NAZWA_2;STAN_NA\n', 'OTHER_REGISTER', /ULIC/],
    ['WMRODZ', 'RM;NAZWA_RM;STAN_NA\n00;część miejscowości;2013-02-28\n', 'OTHER_REGISTER', /WMRODZ/],
    ['statistics', 'Kod;Nazwa;ogółem\n0200000;DOLNOŚLĄSKIE;100\n', 'UNKNOWN_FORMAT', /begins “Kod;Nazwa/],
    ['prose', 'Szanowni Państwo,\nw załączeniu przesyłam rejestr.\n', 'UNKNOWN_FORMAT', /Szanowni/],
    ['JSON of something else', '[{"id":"011200000000","name":"x"}]', 'UNKNOWN_FORMAT', /no WOJ/],
    ['JSON without a list', '{"error":"Not found"}', 'EMPTY', /no list/],
    ['an HTML page', '\n<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>', 'UNKNOWN_FORMAT', /HTML page/],
    [
      'XHTML',
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
      'UNKNOWN_FORMAT',
      /HTML page/,
    ],
    ['XHTML with a DOCTYPE', '<?xml version="1.0"?>\n<!DOCTYPE html><html></html>', 'UNKNOWN_FORMAT', /HTML page/],
    ['a PDF', '%PDF-1.7\n…', 'UNKNOWN_FORMAT', /PDF/],
    [
      'an xlsx',
      toZip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' }),
      'UNKNOWN_FORMAT',
      /office document/,
    ],
    ['an xls', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), 'UNKNOWN_FORMAT', /old Excel/],
    ['a zip of pictures', toZip({ 'mapa.png': 'x' }), 'UNKNOWN_FORMAT', /no csv, xml or json/],
    ['a zip in a zip', toZip({ 'a.csv': toZip({ 'b.csv': csv }) }), 'UNKNOWN_FORMAT', /inside an archive/],
    ['bytes', Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 7), 'UNKNOWN_FORMAT', /binary/],
    ['nothing', '', 'EMPTY', /empty/],
    ['a byte order mark', '\uFEFF\r\n', 'EMPTY', /empty/],
    ['a header alone', 'WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\r\n', 'EMPTY', /no rows/],
    ['XML without rows', '<teryt><catalog name="TERC" date="2022-01-01"></catalog></teryt>', 'EMPTY', /no row/],
    ['malformed XML', toXmlNew(opolskie).replace('</NAZWA>', '</NAZWISKO>'), 'UNREADABLE', /malformed/],
    ['malformed JSON', toJson(opolskie).replace(':', '='), 'UNREADABLE', /malformed/],
    [
      'a list of gminas',
      toCsv(country.filter((row) => row.RODZ !== '4' && row.RODZ !== '5')),
      'TRUNCATED',
      /none of their parts/,
    ],
    [
      'a selection',
      toCsv(opolskie.filter((row) => Number(row.POW) < 4 || row.POW === '61')),
      'TRUNCATED',
      /it has 4 of 12 powiats/,
    ],
  ];

  it.each(others)('%s', (_, content, reason, message) => {
    const error = refusal(content);
    expect(error.line).toMatch(message);
    expect(error.reason).toBe(reason);
  });
});

describe('hostile files are refused', () => {
  const bomb = new Uint8Array(129 * 1024 * 1024);
  it('zip and gzip bombs, large files and crowded archives', () => {
    expect(refusal(toZip({ 'TERC.csv': bomb }, 1)).reason).toBe('TOO_LARGE');
    expect(refusal(gzipSync(bomb)).reason).toBe('TOO_LARGE');
    expect(refusal(bomb).reason).toBe('TOO_LARGE');
    expect(refusal(toZip(Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`${i}.csv`, csv])))).reason).toBe(
      'TOO_LARGE',
    );
    expect(refusal('02;;;;a;b;2022-01-01\n'.repeat(500_001)).reason).toBe('TOO_LARGE');
  });

  it('entities are not expanded', () => {
    const declared = toXmlNew(opolskie).replace(
      '<teryt>',
      '<!DOCTYPE teryt [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><teryt>',
    );
    expect(refusal(declared.replace('OPOLSKIE', '&b;')).line).toContain('document type');
    expect(refusal(toXmlNew(opolskie).replace('OPOLSKIE', '&b;')).reason).toBe('UNREADABLE');
  });

  it('deep nesting', () => {
    const nested = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(refusal(nested, { asOf: '2022-01-01' }).reason).toBe('TOO_MANY_REJECTS');
    expect(refusal('<a>'.repeat(1000)).reason).toBe('UNREADABLE');
  });

  it('a damaged zip does not yield rows', () => {
    const zip = toZip({ 'TERC.csv': csv });
    zip[200] = (zip[200] as number) ^ 0xff;
    expect(refusal(zip).reason).toBe('UNREADABLE');
  });

  it('one endless line costs that row, or the file when it is all there is', () => {
    const lines = csv.split('\r\n');
    lines[40] = `16;02;03;2;${'x'.repeat(20_000)};gmina wiejska;2022-01-01`;
    const { rejected } = read(lines.join('\r\n'));
    expect(rejected[0]).toMatchObject({ row: 41, reason: expect.stringContaining('characters') });
    expect(rejected[0]?.original).toHaveLength(300);
    expect(refusal('x'.repeat(1_000_000)).reason).toBe('UNKNOWN_FORMAT');
  });
});

/** Where a cut leaves whole voivodeships, nothing is lost of those that remain, and the file is read as a part. */
const outcome = (content: Uint8Array | string) => {
  try {
    const { voivodeships, rows } = read(content);
    return `${voivodeships.length} voivodeships, ${rows.length} rows`;
  } catch (error) {
    if (error instanceof RefusedFileError) return error.reason;
    throw error;
  }
};
const spread = (count: number, size: number) =>
  Array.from({ length: count }, (_, i) => Math.floor(((i + 1) * size) / (count + 1)));

describe('a file that was cut off is refused', () => {
  const lines = toCsv(country).split('\r\n');
  const boundaries = country.flatMap((row, i) => (i > 0 && row.POW === '' ? [i] : []));

  it('after any row', () => {
    const inside = spread(200, country.length - 1).filter((rows) => rows > 0 && !boundaries.includes(rows));
    const outcomes = new Set(inside.map((rows) => outcome(`${lines.slice(0, rows + 1).join('\r\n')}\r\n`)));
    expect([...outcomes]).toEqual(['TRUNCATED']);
  });

  it.each([
    ['first', ['02']],
    ['middle', ['14']],
    ['last', ['32']],
  ])('after every row of a register of the %s voivodeship', (_, voivodeships) => {
    const rows = buildTerc({ voivodeships });
    const outcomes = new Set(rows.slice(1).map((_row, i) => outcome(toCsv(rows.slice(0, i + 1)))));
    expect([...outcomes]).toEqual(['TRUNCATED']);
  });

  it('after any row of a voivodeship in the order of names', () => {
    const byName = buildTerc({ voivodeships: ['30'] }).toSorted(
      (a, b) => a.POW.localeCompare(b.POW) || b.NAZWA.localeCompare(a.NAZWA),
    );
    expect(outcome(toCsv(byName))).toBe(`1 voivodeships, ${byName.length} rows`);
    const outcomes = new Set(byName.slice(1).map((_, i) => outcome(toCsv(byName.slice(0, i + 1)))));
    expect([...outcomes]).toEqual(['TRUNCATED']);
  });

  it('at any byte', () => {
    const bytes = bytesOf(toCsv(country));
    const last = bytes.length - 2;
    const cuts = [...spread(200, bytes.length), ...Array.from({ length: 120 }, (_, i) => last - 1 - i)];
    const header = lines[0]?.length as number;
    const outcomes = new Set(cuts.filter((cut) => cut > header + 2).map((cut) => outcome(bytes.subarray(0, cut))));
    expect([...outcomes]).toEqual(['TRUNCATED']);
    expect(outcome(bytes.subarray(0, last))).toBe(`16 voivodeships, ${country.length} rows`);
  });

  it('at any byte where the rows have no date', () => {
    const bytes = bytesOf(toCsv(opolskie, { columns: tercColumns.slice(0, 6), newline: '\n' }));
    const reasons = Array.from({ length: 100 }, (_, i) => bytes.length - 2 - i).map((cut) => {
      return refusal(bytes.subarray(0, cut), { asOf: '2022-01-01' }).reason;
    });
    expect(new Set(reasons)).toEqual(new Set(['TRUNCATED']));
  });

  it('between voivodeships it is a part of the register', () => {
    const cut = boundaries[2] as number;
    const register = read(`${lines.slice(0, cut + 1).join('\r\n')}\r\n`);
    expect(register).toMatchObject({ wholeCountry: false, voivodeships: ['02', '04', '06'], records: cut });
  });

  const containers: [string, Uint8Array][] = [
    ['new XML', bytesOf(toXmlNew(country))],
    ['old XML', bytesOf(toXmlOld(country).trimEnd())],
    ['JSON', bytesOf(toJson(country))],
    ['JSON in an object', bytesOf(`{"rows": ${toJson(country)}}`)],
    ['zip', toZip({ 'TERC.csv': toCsv(country) })],
    ['gzip', gzipSync(toCsv(country))],
  ];
  it.each(containers)('%s', (_, bytes) => {
    const cuts = [...spread(30, bytes.length), bytes.length - 1, bytes.length - 2, bytes.length - 9].filter(
      (cut) => cut > 200,
    );
    expect([...new Set(cuts.map((cut) => outcome(bytes.subarray(0, cut))))]).toEqual(['TRUNCATED']);
  });

  it('says where', () => {
    expect(refusal(lines.slice(0, 3).join('\r\n')).message).toBe(
      'The file ends with the powiat 0201 before its gminas.',
    );
    const parts = lines.findIndex((line) => line.includes(';4;'));
    expect(refusal(lines.slice(0, parts).join('\r\n')).message).toMatch(
      /ends with the urban-rural gmina 020103 before/,
    );
    const end = lines.findIndex((line) => line.startsWith('32;63'));
    expect(refusal(lines.slice(0, end).join('\r\n')).message).toMatch(
      /Voivodeship 32 is not whole: it ends before its last city, 3263; it has 20 of 21 powiats and 112 of 113 gminas/,
    );
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
