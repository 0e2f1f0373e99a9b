import { readTextTables, type TextTable } from '#formats/text-table.ts';
import { columnNumber } from '#formats/xlsx-rows.ts';

export function readSheets(bytes: Uint8Array): TextTable[] {
  const options = { what: 'a table', hint: 'Load a csv or a workbook.' };
  return readTextTables({ name: 'file', bytes }, options, (tables) => {
    for (const table of tables) table.rows();
    return [...tables];
  });
}

/** `A` → 0, `AB` → 27 */
export function columnIndex(letters: string): number {
  return columnNumber(letters) - 1;
}
