import { BadInputError } from '#platform/errors.ts';
import { describeNutsCode } from './nuts-editions.ts';

/** Refuses a NUTS code where the TERC of a unit is needed, and says what it is. */
export function refuseNutsCode(code: string, argument: string): void {
  const nuts = describeNutsCode(code);
  if (nuts === null) return;
  throw new BadInputError(
    nuts.english,
    `Give the TERC of a voivodeship, powiat or gmina in "${argument}"; resolveTerritorialUnits reads NUTS codes.`,
    {
      polish: `${nuts.polish} Podaj w "${argument}" kod TERC województwa, powiatu albo gminy; kody NUTS czyta resolveTerritorialUnits.`,
    },
  );
}
