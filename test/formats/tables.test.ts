/** One table of rows, whatever a file was written with and packed in. */
import { gzipSync } from 'node:zlib';
import { utils, write } from '@e965/xlsx';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readTable, type TableOptions } from '#formats/open.ts';
import { type Cell, rowsOf, type TableFile, type TableRow } from '#formats/table.ts';
import { buildXlsx } from '../fixtures/eu-projects/workbook.ts';
import { encodeAs } from '../fixtures/terc.ts';

const form: TableOptions = {
  what: 'a list',
  hint: 'Load a list.',
  recognise: [(cells) => cells.includes('kod') && cells.includes('nazwa')],
};

function rowsIn(bytes: Uint8Array | string, options: Partial<TableOptions> = {}): { format: string; rows: TableRow[] } {
  const file = { name: 'plik', bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes };
  const read = (table: TableFile) => ({
    format: table.format,
    rows: table.sheets.flatMap((sheet) => [...rowsOf(sheet)]),
  });
  return readTable(file, { ...form, ...options }, read);
}

const cellsIn = (bytes: Uint8Array | string, options: Partial<TableOptions> = {}): (readonly Cell[])[] =>
  rowsIn(bytes, options).rows.map(({ cells }) => cells);

const rows = [
  ['kod', 'nazwa', 'opis'],
  ['0202021', 'Dzierżoniów', 'Łąka, "Ósma"; koniec'],
  ['2604123', 'Morawica', null],
];
const quoted = (cell: string | null): string => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`);
const csv = (delimiter: string, newline = '\n'): string =>
  rows.map((row) => row.map(quoted).join(delimiter) + newline).join('');
const objects = rows.slice(1).map(([kod, nazwa, opis]) => ({ kod, nazwa, opis }));
const xml = `<lista>${objects
  .map(({ kod, nazwa, opis }) => `<w><kod>${kod}</kod><nazwa>${nazwa}</nazwa><opis>${opis ?? ''}</opis></w>`)
  .join('')}</lista>`;
const xlsx = buildXlsx([{ name: 'Lista', rows }]);
const xls = (): Uint8Array => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'Lista');
  return new Uint8Array(write(book, { type: 'array', bookType: 'xls' }) as ArrayBuffer);
};

describe('a file', () => {
  it.each<[string, Uint8Array | string, string]>([
    ['semicolons', csv(';'), 'csv ; utf-8'],
    ['commas', csv(','), 'csv , utf-8'],
    ['tabs and CRLF', csv('\t', '\r\n'), 'csv tab utf-8'],
    ['bars and CR', csv('|', '\r'), 'csv | utf-8'],
    ['windows-1250', encodeAs(csv(';'), 'windows-1250'), 'csv ; windows-1250'],
    ['ISO-8859-2', encodeAs(csv(';'), 'iso-8859-2'), 'csv ; iso-8859-2'],
    ['UTF-16', Buffer.from(`\uFEFF${csv(';')}`, 'utf16le'), 'csv ; utf-16'],
    ['UTF-16 BE without a byte order mark', Buffer.from(csv(';'), 'utf16le').swap16(), 'csv ; utf-16'],
    ['xlsx', xlsx, 'xlsx'],
    ['xls', xls(), 'xls'],
    ['JSON', JSON.stringify({ lista: objects }), 'json utf-8'],
    ['JSON arrays', JSON.stringify(rows), 'json utf-8'],
    ['JSON lines', objects.map((item) => JSON.stringify(item)).join('\n'), 'ndjson utf-8'],
    ['XML', xml, 'xml utf-8'],
    ['XML in windows-1250', encodeAs(xml, 'windows-1250'), 'xml windows-1250'],
    [
      'a zip of csv',
      zipSync({ 'dane/lista.csv': strToU8(csv(';')), 'dane/czytaj.txt': strToU8('Uwagi') }),
      'zip/csv ; utf-8',
    ],
    ['a zip of xlsx', zipSync({ 'lista.xlsx': xlsx }), 'zip/xlsx'],
    ['a zip of JSON', zipSync({ 'lista.json': strToU8(JSON.stringify(objects)) }), 'zip/json utf-8'],
    ['a zip of XML', zipSync({ 'lista.xml': strToU8(xml) }), 'zip/xml utf-8'],
    ['a gzip', gzipSync(csv(',')), 'gzip/csv , utf-8'],
  ])('reads the same as %s', (_form, bytes, format) => {
    const read = rowsIn(bytes, { recognise: [(cells) => cells.includes('kod') && cells.includes('nazwa')] });
    expect(read.format).toBe(format);
    const padded = read.rows.map(({ cells }) => [0, 1, 2].map((index) => cells[index] ?? null));
    expect(padded).toEqual(rows);
    expect(read.rows.every(({ fault }) => fault === null)).toBe(true);
  });

  it.each<[string, Uint8Array | string, string, RegExp]>([
    ['nothing', '', 'EMPTY', /empty/],
    ['a PDF', '%PDF-1.7', 'UNKNOWN_FORMAT', /PDF document/],
    ['a 7z archive', Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27), 'UNKNOWN_FORMAT', /7z archive/],
    ['an HTML page', '<!DOCTYPE html><html></html>', 'UNKNOWN_FORMAT', /HTML page/],
    ['bytes', Uint8Array.from({ length: 500 }, (_, index) => (index * 37) % 7), 'UNKNOWN_FORMAT', /binary/],
    ['a docx', zipSync({ '[Content_Types].xml': strToU8('<x/>') }), 'UNKNOWN_FORMAT', /office document/],
    ['a zip of pictures', zipSync({ 'mapa.png': strToU8('x') }), 'UNKNOWN_FORMAT', /mapa\.png/],
    [
      'a zip in a zip',
      zipSync({ 'a.zip': zipSync({ 'b.csv': strToU8(csv(';')) }) }),
      'UNKNOWN_FORMAT',
      /inside an archive/,
    ],
    ['a cut zip', zipSync({ 'a.csv': strToU8(csv(';')) }).slice(0, -30), 'TRUNCATED', /no directory/],
    ['a cut gzip', gzipSync(csv(';')).subarray(0, -12), 'TRUNCATED', /before its end/],
    ['a cut JSON', JSON.stringify(objects).slice(0, -3), 'TRUNCATED', /before it is closed/],
    ['a cut XML', xml.slice(0, -20), 'TRUNCATED', /ends inside an element/],
    ['a csv cut inside its last row', csv(';').trimEnd().slice(0, -12), 'TRUNCATED', /breaks off after/],
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY b "c">]><a/>', 'UNREADABLE', /document type/],
    [
      'two lists in a zip',
      zipSync({ 'a.csv': strToU8(csv(';')), 'b.csv': strToU8(csv(';')) }),
      'TOO_LARGE',
      /a\.csv, b\.csv/,
    ],
  ])('is refused with the reason: %s', (_what, bytes, reason, message) => {
    expect(() => rowsIn(bytes)).toThrow(expect.objectContaining({ reason, message: expect.stringMatching(message) }));
  });

  it('that unpacks to more than is read is refused, whatever it claims', () => {
    const large = new Uint8Array(2 * 1024 * 1024).fill(0x61);
    const limits = { maxUnpackedBytes: 1024 * 1024 };
    expect(() => rowsIn(zipSync({ 'a.csv': large }), limits)).toThrow(/more than 1 MiB/);
    expect(() => rowsIn(gzipSync(large), limits)).toThrow(/larger than the 1 MB/);
    expect(() => rowsIn(large, { maxBytes: 1024 * 1024 })).toThrow(/2 MB; that is more/);
  });
});

describe('csv', () => {
  it('has the line on which a record begins, and the number of the record', () => {
    const read = rowsIn('kod;nazwa\n1;"a\nb"\n\n2;c\n', { refuseCut: false }).rows;
    expect(read.map(({ number, ordinal, cells }) => [number, ordinal, cells[1]])).toEqual([
      [1, 1, 'nazwa'],
      [2, 2, 'a\nb'],
      [5, 4, 'c'],
    ]);
  });

  it('takes marks inside a cell for themselves, and lines in marks for lines', () => {
    expect(cellsIn('kod;nazwa\n1;Firma "ABC" sp. z o.o.\n2;"Firma "ABC" sp. z o.o."\n"3;""x"" y"\n')).toEqual([
      ['kod', 'nazwa'],
      ['1', 'Firma "ABC" sp. z o.o.'],
      ['2', 'Firma "ABC" sp. z o.o.'],
      ['3', '"x" y'],
    ]);
  });

  it('loses one row by a mark that is never closed, and not those behind it', () => {
    const lines = ['kod;nazwa', '1;"a', ...Array.from({ length: 50 }, (_, index) => `${index + 2};b`), ''];
    const { rows: read } = rowsIn(lines.join('\n'));
    expect(read).toHaveLength(52);
    expect(read[1]).toMatchObject({ number: 2, fault: { kind: 'OPEN_QUOTE' } });
    expect(read.slice(2).every(({ fault }) => fault === null)).toBe(true);
  });

  it('reads records across the pieces of a large file', () => {
    const long = 'ą'.repeat(50_000);
    const body = Array.from({ length: 20 }, (_, index) => `${index};"${long}\r\n""${index}"""\r\n`).join('');
    const read = rowsIn(`kod;nazwa\r\n${body}`).rows.slice(1);
    expect(read.map(({ cells }) => cells[1])).toEqual(
      Array.from({ length: 20 }, (_, index) => `${long}\r\n"${index}"`),
    );
    expect(read.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => 2 + 2 * index));
  });

  it('passes over a line without end', () => {
    const read = rowsIn(`kod;nazwa\n1;${'x'.repeat(300_000)}\n2;b\n`, { longestRecord: 10_000 }).rows;
    expect(read[1]).toMatchObject({ number: 2, fault: { kind: 'TOO_LONG' } });
    expect(read[2]).toMatchObject({ number: 3, cells: ['2', 'b'] });
  });
});

describe('a cell that cannot be stored', () => {
  const damaged = { kind: 'DAMAGED_TEXT', index: 1 };

  it.each<[string, Uint8Array | string]>([
    ['csv with a NUL', 'kod;nazwa\n1;a\0b\n2;c\n'],
    [
      'csv with half a surrogate pair',
      Buffer.from('kod;nazwa\n1;?\n2;c\n3;zażółć gęślą jaźń\n').map((byte) => (byte === 0x3f ? 0xff : byte)),
    ],
    ['JSON with a NUL', '[{"kod":"1","nazwa":"a\\u0000b"},{"kod":"2","nazwa":"c"}]'],
    ['JSON with half a surrogate pair', '[{"kod":"1","nazwa":"a\\ud800b"},{"kod":"2","nazwa":"c"}]'],
    ['XML with a NUL', '<l><w><kod>1</kod><nazwa>a\0b</nazwa></w><w><kod>2</kod><nazwa>c</nazwa></w></l>'],
    [
      'XML with a NUL as a reference',
      '<l><w><kod>1</kod><nazwa>a&#0;b</nazwa></w><w><kod>2</kod><nazwa>c</nazwa></w></l>',
    ],
    [
      'xlsx with a NUL',
      buildXlsx(
        [
          {
            name: 'A',
            rows: [
              ['kod', 'nazwa'],
              ['1', 'a_x0000_b'],
              ['2', 'c'],
            ],
          },
        ],
        { inlineStrings: true },
      ),
    ],
  ])('is marked in its row and costs no other: %s', (_form, bytes) => {
    const [, first, second] = rowsIn(bytes).rows;
    expect(first?.fault).toMatchObject(damaged);
    expect(String(first?.cells[1])).toContain('\uFFFD');
    expect(first?.text ?? '').not.toContain('\0');
    expect(second).toMatchObject({ cells: ['2', 'c'], fault: null });
  });

  it('is none in a list with emoji', () => {
    expect(rowsIn('[{"kod":"1","nazwa":"\\ud83d\\ude00 ok"}]').rows[1]).toMatchObject({
      cells: ['1', '😀 ok'],
      fault: null,
    });
  });
});
