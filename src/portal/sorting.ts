/** The order of the rows of a table: the server's, and that of the page in the browser. */
export type SortValue = string | number | null;
export type Direction = 'ascending' | 'descending';

/** Numbers as numbers, texts as the language sorts them; what is unknown comes last either way. */
export function comparatorOf(language: string, direction: Direction): (a: SortValue, b: SortValue) => number {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const sign = direction === 'ascending' ? 1 : -1;
  return (a, b) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const isNumeric = typeof a === 'number' && typeof b === 'number';
    return sign * (isNumeric ? a - b : compare(String(a), String(b)));
  };
}

/** `?sort=value`, descending `?sort=-value`. */
export function sortParameter(key: string, direction: Direction): string {
  return direction === 'ascending' ? key : `-${key}`;
}

export function opposite(direction: Direction): Direction {
  return direction === 'ascending' ? 'descending' : 'ascending';
}
