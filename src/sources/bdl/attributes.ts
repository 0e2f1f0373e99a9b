/**
 * What the Local Data Bank's attributes say of a value. Where one stands for a missing value, the number beside it is a
 * filler and not a zero. Source: `/attributes` of the API v1.
 */
import type { Flag } from '#metrics';
import type { CellValue } from '../metrics/cell-value.ts';

const bySymbol: Readonly<Record<string, Flag>> = {
  '-': 'MISSING',
  k: 'INCOMPLETE',
  x: 'MISSING',
  a: 'NOT_SIGNIFICANT',
  s: 'PROVISIONAL',
  M: 'BREAK',
  K: 'BREAK',
  X: 'MISSING',
  A: 'BREAK',
  v: 'LOW_RELIABILITY',
  n: 'NOT_YET_AVAILABLE',
  z: 'NORMAL',
  p: 'NORMAL',
  Z: 'BREAK',
};

const symbolOfId: Readonly<Record<string, string>> = {
  3: 'k',
  4: 'x',
  7: 'a',
  9: 's',
  11: 'M',
  13: 'K',
  14: 'X',
  15: '-',
  17: 'A',
  20: 'v',
  21: 'v',
  50: 'n',
  91: 'x',
  94: 'z',
  97: 'p',
  98: 'Z',
};

export interface Attribute {
  readonly flag: Flag;
  /** As the source shows it; null for none. */
  readonly mark: string | null;
}

/** An empty symbol stands beside an ordinary value; one that is not known says nothing, so nothing is published of it. */
function attributeOfSymbol(symbol: string): Attribute {
  const mark = symbol.trim();
  if (mark === '') return { flag: 'NORMAL', mark: null };
  return { flag: bySymbol[mark] ?? 'MISSING', mark };
}

/** The only attribute of the API that means a value without remarks. */
const ordinary = '1';

/** An attribute that is empty (0) or not known means that there is no value: the number beside it is a filler. */
export function attributeOfId(id: unknown): Attribute {
  const text = String(id ?? '').trim();
  if (text === ordinary) return { flag: 'NORMAL', mark: null };
  const symbol = symbolOfId[text];
  return symbol === undefined
    ? { flag: 'MISSING', mark: text === '' ? null : `attrId ${text}` }
    : attributeOfSymbol(symbol);
}

/** A cell together with the symbol beside it. */
export function marked({ value, flag }: CellValue, symbol: string): CellValue & Pick<Attribute, 'mark'> {
  const attribute = attributeOfSymbol(symbol);
  if (value === null) return { value, flag, mark: attribute.mark };
  const isMissing = attribute.flag === 'MISSING' || attribute.flag === 'NOT_YET_AVAILABLE';
  return { value: isMissing ? null : value, ...attribute };
}
