/** The names of months, in Polish and English, whole or shortened, and as Roman numerals. */
const polish = ['stycz', 'lut', 'mar', 'kwie', 'maj', 'czerw', 'lip', 'sierp', 'wrze', 'pa', 'listop', 'grud'];
const polishShort = ['sty', 'lut', 'mar', 'kwi', 'maj', 'cze', 'lip', 'sie', 'wrz', 'paź', 'lis', 'gru'];
const english = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const roman = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];

/** From 1; null for what is no month. */
export function monthOf(name: string): number | null {
  const text = name.toLowerCase();
  const at = [
    roman.indexOf(text),
    polishShort.indexOf(text),
    english.findIndex((month) => month === text || (text.length >= 3 && month.slice(0, 3) === text)),
    text.length < 4 ? -1 : polish.findIndex((stem) => text.startsWith(stem)),
  ].find((index) => index !== -1);
  return at === undefined ? null : at + 1;
}
