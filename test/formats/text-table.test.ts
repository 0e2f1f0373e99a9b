/** Workbooks whose columns an operator describes: as large as they say, and merged cells filled. */
import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readTextTables, sheetOf, type TextRow } from '#formats/text-table.ts';

/** The rows of every sheet. */
function readSheets(bytes: Uint8Array): (readonly TextRow[])[] {
  const options = { what: 'a table', hint: 'Load a table.' };
  return readTextTables({ name: 'plik', bytes }, options, (tables) => tables.map((table) => [...table.rows()]));
}

function bookOf(sheet: WorkSheet): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'A');
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

/** A row of which only the last cell is filled. */
function farRow(column: number): CellObject[] {
  const row: CellObject[] = [];
  row[column] = { t: 'n', v: 1 };
  return row;
}

/** Changes the unpacked size in every header of a kind (APPNOTE.TXT 4.3.7 and 4.3.12). */
function claimSize(zip: Uint8Array, signature: number, size: number): void {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const place = signature === 0x02014b50 ? 24 : 22;
  for (let at = 0; at < zip.length - 46; at += 1) {
    if (view.getUint32(at, true) === signature) view.setUint32(at + place, size, true);
  }
}

describe('a workbook', () => {
  it.for([
    ['in its directory', [0x02014b50]],
    ['in its directory and before the part itself', [0x02014b50, 0x04034b50]],
  ] as const)('is refused where a part is not as large as it says %s', ([, signatures]) => {
    const bytes = bookOf({ '!ref': 'A1:A200', '!data': Array.from({ length: 200 }, () => farRow(0)) });
    expect(readSheets(bytes)).toHaveLength(1);
    for (const size of [10, 1_000_000]) {
      const lying = bytes.slice();
      for (const signature of signatures) claimSize(lying, signature, size);
      expect(() => readSheets(lying)).toThrow(/is damaged/);
    }
  });

  it('is refused where its parts say that they are huge', () => {
    const bytes = bookOf({ '!ref': 'A1:A200', '!data': Array.from({ length: 200 }, () => farRow(0)) });
    claimSize(bytes, 0x02014b50, 600 * 1024 ** 2);
    expect(() => readSheets(bytes)).toThrow(/unpacks to more than 512 MiB/);
  });

  it('is refused where a few cells far to the right make every row long', () => {
    const last = 16_383;
    const sheet: WorkSheet = { '!ref': 'A1:XFD1300', '!data': Array.from({ length: 1_300 }, () => farRow(last)) };
    expect(() => readSheets(bookOf(sheet))).toThrow(/21299200 cells, most of them empty/);
  });

  it('takes no merge for wider than its sheet', () => {
    const sheet = utils.aoa_to_sheet([
      ['a', 'b'],
      [1, 2],
    ]);
    sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 1_048_575, c: 16_383 } }];
    const [rows = []] = readSheets(bookOf(sheet));
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['a', 'a'],
      ['a', 'a'],
    ]);
  });

  it('is read by the sheet that is named', () => {
    const book = utils.book_new();
    for (const name of ['Opis', 'Dane 2024']) utils.book_append_sheet(book, utils.aoa_to_sheet([[name]]), name);
    const file = {
      name: 'plik',
      bytes: new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer),
    };
    const textIn = (sheet?: string | number) =>
      readTextTables(file, { what: 'a table', hint: '' }, (tables) => [...sheetOf(tables, sheet).rows()][0]?.text);
    expect([textIn(), textIn(2), textIn('Dane 2024')]).toEqual(['Opis', 'Dane 2024', 'Dane 2024']);
    expect(() => textIn('Brak')).toThrow(/no sheet Brak.*|Name one of: Opis, Dane 2024/);
  });
});
