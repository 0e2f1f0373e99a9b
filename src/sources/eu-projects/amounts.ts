/** Amounts as exact decimal text, whatever signs a file groups their digits with. */
import type { Cell } from '#formats/table.ts';

/** More digits than this are no amount of money. */
const maxDigits = 18;

/** Null when the cell holds no number. A spreadsheet's double is written in its shortest form, which is what was typed. */
export function amountOf(cell: Cell): string | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? plain(String(cell)) : null;
  if (typeof cell !== 'string') return null;
  const bare = cell
    .normalize('NFKC')
    .replace(/\s|'|’/g, '')
    .replace(/(zł|pln|eur|euro|€|%)\.?$/i, '')
    .replace(/^[\u2212–](?=\d)/, '-');
  return plain(withPoint(bare));
}

/** `1.234.567,89`, `1,234,567.89`, `1234,5`: the last sign before one to … digits parts the fraction, unless it repeats. */
function withPoint(text: string): string {
  const last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
  if (last < 0) return text;
  const sign = text[last] as string;
  const isRepeated = text.indexOf(sign) !== last;
  if (isRepeated) return /^-?\d{1,3}([.,]\d{3})+$/.test(text) ? text.replaceAll(sign, '') : '';
  const whole = text.slice(0, last);
  if (/[.,]/.test(whole) && !/^-?\d{1,3}([.,]\d{3})+$/.test(whole)) return '';
  return `${whole.replace(/[.,]/g, '')}.${text.slice(last + 1)}`;
}

function plain(text: string): string | null {
  const match = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,2}))?$/i.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', exponent] = match;
  if (whole + fraction === '') return null;
  const shifted = exponent === undefined ? { whole, fraction } : shift(whole, fraction, Number(exponent));
  const digits = shifted.whole.replace(/^0+(?=\d)/, '') || '0';
  if (digits.length > maxDigits) return null;
  const rest = shifted.fraction.replace(/0+$/, '');
  return `${sign}${digits}${rest === '' ? '' : `.${rest}`}`;
}

function shift(whole: string, fraction: string, places: number): { whole: string; fraction: string } {
  if (places >= 0) {
    const padded = fraction.padEnd(places, '0');
    return { whole: whole + padded.slice(0, places), fraction: padded.slice(places) };
  }
  const padded = whole.padStart(-places, '0');
  return { whole: padded.slice(0, places), fraction: padded.slice(places) + fraction };
}
