/**
 * Cities whose values stand by district (RODZ 8 of Warsaw, delegatury with RODZ 9 of four others): sums for the city.
 * A value that the file states for the city itself stands before the sum.
 */
import type { StatedValue, Statement } from '#metrics';

/** How many districts or delegatury the cities have; a sum of fewer lacks some. */
const districtsOf: Readonly<Record<string, number>> = { '0264': 5, '1061': 5, '1261': 4, '1465': 18, '3064': 5 };

/** The TERC of the city of a district's code, in 6, 7 or 12 digits; null for any other code. */
function cityOfDistrict(code: string): string | null {
  const digits = code.replaceAll(/\s/g, '');
  const terc = /^\d{12}$/.test(digits) ? digits.slice(2, 4) + digits.slice(7, 12) : digits;
  const [, city = ''] = /^(\d\d[6-9]\d)(?!0[01])\d\d[89]?$/.exec(terc) ?? [];
  return districtsOf[city] === undefined ? null : `${city}011`;
}

interface Sum {
  readonly first: Extract<Statement, { kind: 'value' }>;
  readonly districts: Set<string>;
  total: number;
  missing: number;
}

export class DistrictSums {
  readonly #sums = new Map<string, Sum>();
  readonly #stated = new Set<string>();

  /** Whether the statement is a part of a sum; others pass. */
  take(statement: Statement): boolean {
    if (statement.kind !== 'value') return false;
    const city = cityOfDistrict(statement.value.code);
    if (city === null) {
      this.#stated.add(keyOf(statement.value, cityCode(statement.value.code)));
      return false;
    }
    this.#add(keyOf(statement.value, city), statement, city);
    return true;
  }

  #add(key: string, statement: Sum['first'], city: string): void {
    const { value } = statement;
    let sum = this.#sums.get(key);
    if (sum === undefined) {
      const first = { ...statement, value: { ...value, code: city, level: null, names: undefined } };
      sum = { first, districts: new Set(), total: 0, missing: 0 };
      this.#sums.set(key, sum);
    }
    // The same district twice must not count twice.
    if (sum.districts.has(value.code)) return;
    sum.districts.add(value.code);
    if (value.value === null) sum.missing += 1;
    else sum.total += value.value;
  }

  *statements(): Generator<Statement> {
    for (const [key, { first, districts, total, missing }] of this.#sums) {
      if (this.#stated.has(key)) continue;
      const known = districtsOf[first.value.code.slice(0, 4)] ?? 0;
      const isWhole = missing === 0 && districts.size >= known;
      const none = districts.size === missing;
      const flag = none ? 'MISSING' : isWhole ? 'NORMAL' : 'INCOMPLETE';
      const value = none ? null : Number(total.toPrecision(15));
      const verbatim = none ? '' : String(value);
      yield { ...first, value: { ...first.value, value, flag, verbatim, mark: null } };
    }
  }
}

/** `1465`, `146501`, `1465000`, `1465011` → `1465011` */
function cityCode(code: string): string {
  const digits = code.replaceAll(/\s/g, '');
  return /^\d\d[6-9]\d(0[01]\d?)?$/.test(digits) ? `${digits.slice(0, 4)}011` : digits;
}

function keyOf({ metric, period, dimensions }: StatedValue, code: string): string {
  return JSON.stringify([code, metric, period, Object.entries(dimensions).sort()]);
}
