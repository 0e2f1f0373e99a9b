/** The day whose state a list shows, where it says it. */
const months = ['stycz', 'lut', 'mar', 'kwie', 'maj', 'czerw', 'lip', 'sierp', 'wrze', 'pa', 'listop', 'grud'];

/** `stan na 31.12.2023 r.`, `stan na dzień 1 stycznia 2024`, or a day in the name of the file. */
export function statedDay(preamble: string, fileName: string): string | null {
  const text = preamble.normalize('NFKC').toLowerCase();
  const stated = /stan na\D{0,20}(.{0,40})/.exec(text)?.[1] ?? '';
  return dayIn(stated) ?? dayIn(fileName.normalize('NFKC').toLowerCase());
}

function dayIn(text: string): string | null {
  const iso = /(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)/.exec(text);
  if (iso !== null) return checked(iso[1], iso[2], iso[3]);
  const dotted = /(?<!\d)([0-3]?\d)[-_./]([01]?\d)[-_./](20\d\d)/.exec(text);
  if (dotted !== null) return checked(dotted[3], dotted[2], dotted[1]);
  const worded = /(?<!\d)([0-3]?\d)\s+(\p{L}+)\s+(20\d\d)/u.exec(text);
  const month = months.findIndex((stem) => worded?.[2]?.startsWith(stem)) + 1;
  return worded === null || month === 0 ? null : checked(worded[3], String(month), worded[1]);
}

function checked(year = '', month = '', day = ''): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text) ? text : null;
}
