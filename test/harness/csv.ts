/** The rows of a csv file of the hub: an empty cell is null, an empty text is quoted. */
export function csvRows(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  const cell = /("(?:[^"]|"")*"|[^,\n"]*)([,\n])/gy;
  for (const [, value = '', end] of text.matchAll(cell)) {
    row.push(value === '' ? null : value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
