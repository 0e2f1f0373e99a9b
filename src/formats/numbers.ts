/** Numbers as Polish and English files write them. */

/**
 * `1 234,56`, `1,234.56`, `"12"`, `-3` → the decimal text that JavaScript reads; null for anything else. Of one comma
 * or dot alone the last is the decimal mark, unless `decimal` says otherwise.
 */
export function plainDecimal(text: string, decimal?: ',' | '.'): string | null {
  const compact = text.replaceAll(/[\s\u00a0\u202f']/g, '').replace(/^\u2212/, '-');
  const mark = decimal ?? (compact.lastIndexOf(',') > compact.lastIndexOf('.') ? ',' : '.');
  const thousands = mark === ',' ? '.' : ',';
  const plain = compact.replaceAll(thousands, '').replace(mark, '.');
  return /^[-+]?\d+(\.\d+)?([eE][-+]?\d{1,3})?$/.test(plain) && hasWholeGroups(compact, thousands) ? plain : null;
}

/** A mark of thousands stands before three digits. */
function hasWholeGroups(compact: string, thousands: string): boolean {
  if (!compact.includes(thousands)) return true;
  const [first = '', ...groups] = (compact.split(thousands === ',' ? '.' : ',')[0] ?? '').split(thousands);
  return /^[-+]?\d{1,3}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
}

/** Powers of ten move the decimal mark, so that 30.61 thousand is 30610 and not 30610.000000000004. */
export function scaled(plain: string, factor: number): number {
  const exponent = Math.log10(factor);
  if (!Number.isInteger(exponent)) return Number((Number(plain) * factor).toPrecision(15));
  return exponent === 0 || /e/i.test(plain) ? Number(plain) * factor : Number(`${plain}e${exponent}`);
}

/** No statistic is beyond these; what is added up, squared or divided of such numbers is a number still. */
const beyond = { large: 1e100, small: 1e-100 };

export function isCountable(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || (size >= beyond.small && size <= beyond.large);
}

/** Which of comma and dot is the decimal mark of a column, as all its numbers show it: `6,695` alone does not say it. */
export class DecimalMark {
  #comma = false;
  #dot = false;

  see(text: string): void {
    if (!/[.,]/.test(text)) return;
    const [, marks = ''] = /^[-+]?\d[\d\s\u00a0\u202f']*((?:[.,]\d+)+)$/.exec(text.trim()) ?? [];
    if (marks === '') return;
    const last = marks[Math.max(marks.lastIndexOf(','), marks.lastIndexOf('.'))];
    const isRepeated = marks.split(last ?? '').length > 2;
    const hasBoth = marks.includes(',') && marks.includes('.');
    if (isRepeated && !hasBoth) this.#note(last === ',' ? '.' : ',');
    else if (hasBoth || !/^[.,]\d{3}$/.test(marks)) this.#note(last);
  }

  #note(mark: string | undefined): void {
    if (mark === ',') this.#comma = true;
    else this.#dot = true;
  }

  /** Undefined where nothing shows it, or numbers contradict each other. */
  get mark(): ',' | '.' | undefined {
    if (this.#comma === this.#dot) return undefined;
    return this.#comma ? ',' : '.';
  }
}
