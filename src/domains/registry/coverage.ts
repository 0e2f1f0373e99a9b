/** Since when and until when registers say anything: a day before is unknown, and not a day without units. */

import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { BadInputError } from '#platform/errors.ts';
import type { IsoDate } from './model.ts';

export interface Coverage {
  /** The day of the first register. */
  readonly from: IsoDate;
  /** The day of the last register, whose state goes on. */
  readonly to: IsoDate;
}

/** By the two digits of the voivodeship. */
export type CoverageByVoivodeship = ReadonlyMap<string, Coverage>;

export async function loadCoverage(client: ClientBase): Promise<CoverageByVoivodeship> {
  const rows = await execute(
    client,
    query
      .selectFrom('register_slice')
      .select(({ fn, cast }) => [
        'voivodeship',
        cast<string>(fn.min('as_of'), 'text').as('from'),
        cast<string>(fn.max('as_of'), 'text').as('to'),
      ])
      .groupBy('voivodeship'),
  );
  return new Map(rows.map(({ voivodeship, from, to }) => [voivodeship, { from, to }]));
}

/** Of all voivodeships together; null without a register. */
export function wholeCoverage(coverage: CoverageByVoivodeship): Coverage | null {
  const all = [...coverage.values()];
  const [from] = all.map((one) => one.from).toSorted();
  const to = all
    .map((one) => one.to)
    .toSorted()
    .at(-1);
  return from === undefined || to === undefined ? null : { from, to };
}

/** Refuses a day before the first register, of the voivodeship of `terc` where that is given. */
export function checkCovered(coverage: CoverageByVoivodeship, day: IsoDate | null | undefined, terc = ''): void {
  if (day == null) return;
  const own = coverage.get(terc.slice(0, 2));
  const { from } = own ?? wholeCoverage(coverage) ?? { from: day };
  if (day >= from) return;
  const [place, miejsce] =
    own === undefined ? ['', ''] : [` of voivodeship ${terc.slice(0, 2)}`, ` województwa ${terc.slice(0, 2)}`];
  throw new BadInputError(
    `Nothing is known of ${day}: the first register${place} shows ${from}.`,
    `Request ${from} or a later day; the field territorialUnitCoverage returns the days that registers cover.`,
    {
      polish: `O dniu ${day} nic nie wiadomo: pierwszy rejestr${miejsce} pokazuje stan na ${from}. Podaj ten dzień albo późniejszy; zakres rejestrów zwraca pole territorialUnitCoverage.`,
    },
  );
}
