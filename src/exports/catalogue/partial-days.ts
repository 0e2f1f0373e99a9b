/** Years, months, quarters, half-years and school years as the first or the last day in them. */

export function firstDay(text: string): string {
  return boundsOf(text)[0];
}

export function lastDay(text: string): string {
  return boundsOf(text)[1];
}

function boundsOf(text: string): readonly [first: string, last: string] {
  const year = text.slice(0, 4);
  const school = /^\d{4}\/(\d{4})$/.exec(text);
  if (school !== null) return [`${year}-09-01`, `${school[1]}-08-31`];
  const [, part, number] = /^\d{4}-([QH])(\d)$/.exec(text) ?? [];
  if (part !== undefined) {
    const months = part === 'Q' ? 3 : 6;
    const end = Number(number) * months;
    return [`${year}-${twoDigits(end - months + 1)}-01`, endOfMonth(year, end)];
  }
  const [, month] = /^\d{4}-(\d\d)$/.exec(text) ?? [];
  if (month !== undefined) return [`${text}-01`, endOfMonth(year, Number(month))];
  return /^\d{4}$/.test(text) ? [`${year}-01-01`, `${year}-12-31`] : [text.slice(0, 10), text.slice(0, 10)];
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

function endOfMonth(year: string, month: number): string {
  return `${year}-${twoDigits(month)}-${new Date(Date.UTC(Number(year), month, 0)).getUTCDate()}`;
}
