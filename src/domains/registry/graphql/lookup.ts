/** Looking one unit up by a code or an id. */
import { builder, decodedId } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { BadInputError } from '#platform/errors.ts';
import { parseBdlId, parseTerc } from '../codes.ts';
import { checkCovered } from '../coverage.ts';
import type { IsoDate } from '../model.ts';
import { refuseNutsCode } from '../nuts-refusal.ts';
import { cachedRegistry } from '../reference-cache.ts';
import { parseUnitKey, type UnitOnDay, unitWithKey, unitWithTerc } from '../unit-on-day.ts';
import { unitId } from './ids.ts';
import { TerritorialUnit } from './unit.ts';

export const asOfDescription =
  'The day whose state is returned, not before the first register; by default today (in Poland).';

builder.queryField('territorialUnit', (t) =>
  t.field({
    type: TerritorialUnit,
    nullable: true,
    description:
      'The unit with an id or a code on a day. A code that is no longer in force gives its unit, with `isFormerCode`; null when no unit has or had it. Give exactly one of the arguments besides `asOf`. Codes in other shapes: resolveTerritorialUnits.',
    args: {
      id: t.arg.id({
        description: `${unitId.description('The unit')} A global id of a day gives the unit as of that day, unless \`asOf\` gives another.`,
      }),
      terc: t.arg.string({ description: 'TERC of 2, 4, 6 or 7 digits.' }),
      bdlId: t.arg.string({ description: '12-digit id of the Local Data Bank (BDL).' }),
      asOf: t.arg({ type: 'Date', description: asOfDescription }),
    },
    resolve: (_root, { id, terc, bdlId, asOf }, context) => {
      checkOneGiven([id, terc, bdlId]);
      if (terc != null) return unitOfCode(checkedTerc(terc, 'terc'), asOf, context);
      if (bdlId != null) return unitOfCode(tercOfBdlId(bdlId), asOf, context);
      return unitOfId(id ?? '', asOf, context);
    },
  }),
);

function unitOfCode(terc: string, asOf: IsoDate | null | undefined, context: Context): UnitOnDay | undefined {
  const registry = context.release.get(cachedRegistry);
  checkCovered(registry.coverage, asOf, terc);
  return unitWithTerc(registry, terc, asOf, context);
}

function unitOfId(id: string, asOf: IsoDate | null | undefined, context: Context): UnitOnDay | undefined {
  const code = id.trim();
  const terc = parseTerc(code)?.terc ?? parseBdlId(code)?.terc;
  if (terc != null) return unitOfCode(terc, asOf, context);
  const registry = context.release.get(cachedRegistry);
  const unit = unitId.find(id, 'id', { context, day: asOf ?? context.today });
  const day = asOf ?? parseUnitKey(decodedId(code)?.id ?? '').asOf;
  checkCovered(registry.coverage, day, unit?.versions[0]?.terc);
  return unit === null ? undefined : unitWithKey(registry, { id: unit.id, asOf: day }, context);
}

function checkOneGiven(values: readonly (string | null | undefined)[]): void {
  const given = values.filter((value) => value != null).length;
  if (given === 1) return;
  throw new BadInputError(
    given === 0 ? 'No code was given.' : 'Both an id and a code, or two codes, were given.',
    'Give exactly one of "id", "terc" and "bdlId".',
    { polish: 'Podaj dokładnie jedno z "id", "terc" i "bdlId".' },
  );
}

export function checkedTerc(code: string, argument: string): string {
  if (parseTerc(code) !== null) return code;
  refuseNutsCode(code, argument);
  throw new BadInputError(
    `"${code.slice(0, 40)}" in "${argument}" is not a TERC.`,
    'A TERC has 2, 4, 6 or 7 digits, its first two an even number from 02 to 32, such as 0202 or 1465011; resolveTerritorialUnits reads other shapes.',
    {
      polish: `"${code.slice(0, 40)}" w "${argument}" nie jest kodem TERC. Ma on 2, 4, 6 albo 7 cyfr, a dwie pierwsze to liczba parzysta od 02 do 32, np. 0202 albo 1465011; inne postaci czyta resolveTerritorialUnits.`,
    },
  );
}

function tercOfBdlId(id: string): string {
  const unit = parseBdlId(id);
  if (unit === null) {
    throw new BadInputError(
      `"${id.slice(0, 40)}" in "bdlId" is not an id of the Local Data Bank.`,
      'It has 12 digits, such as 011212161011.',
      {
        polish: `"${id.slice(0, 40)}" w "bdlId" nie jest identyfikatorem Banku Danych Lokalnych. Ma on 12 cyfr, np. 011212161011.`,
      },
    );
  }
  if (unit.terc === null) {
    throw new BadInputError(
      `"${id}" in "bdlId" is a statistical unit (${unit.level}), which the TERYT register does not have.`,
      'Ask for a voivodeship, a powiat or a gmina.',
      {
        polish: `"${id}" w "bdlId" to jednostka statystyczna (${unit.level}), której nie ma w rejestrze TERYT. Zapytaj o województwo, powiat albo gminę.`,
      },
    );
  }
  return unit.terc;
}
