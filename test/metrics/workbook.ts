import { utils, write } from '@e965/xlsx';

/** A workbook of one sheet. */
export function workbook(rows: readonly (readonly (string | number)[])[]): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows as (string | number)[][]), 'Arkusz1');
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}
