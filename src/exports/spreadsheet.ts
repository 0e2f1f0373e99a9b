/** csv (RFC 4180 but for the line ends, which are LF) that a spreadsheet opens without running anything: docs/open-data.md. */

/** Characters with which a cell that a spreadsheet takes for a formula begins, and the apostrophe that guards them. */
const guardedStarts = ['=', '+', '-', '@', '\t', '\r', "'"];

/** Text that begins as a formula does, or with an apostrophe, gets an apostrophe before it. */
export function guardedText(text: string): string {
  return guardedStarts.includes(text.charAt(0)) ? `'${text}` : text;
}

/** The same rule in SQL, of an expression that is text. */
export function guardedSql(text: string): string {
  const codes = guardedStarts.map((start) => start.charCodeAt(0)).join(', ');
  return `CASE WHEN ascii(${text}) IN (${codes}) THEN '''' || ${text} ELSE ${text} END`;
}

/** Nothing for null; an empty text is quoted, as PostgreSQL's COPY writes it. */
function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return value === '' || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}
