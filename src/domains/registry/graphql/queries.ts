/** Looking units up and listing them. */

import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { OrderDirection } from '#graphql/ordering.ts';
import { pageComplexity, pageOf } from '#graphql/pages.ts';
import { BadInputError } from '#platform/errors.ts';
import { parseBdlId, parseTerc } from '../codes.ts';
import { refuseNutsCode } from '../nuts-refusal.ts';
import { TerritorialKind, TerritorialLevel, TerritorialUnitOrderField } from './enums.ts';
import { unitOrdering } from './ordering.ts';
import { onDay, TerritorialUnit, type UnitOnDay, viewOf } from './unit.ts';

const asOfDescription = 'The day whose state is asked for; without it today (in Poland).';

const TerritorialUnitFilter = builder.inputType('TerritorialUnitFilter', {
  description: 'Which territorial units; all conditions must hold.',
  fields: (t) => ({
    level: t.field({
      type: TerritorialLevel,
      description: 'Only units at this level; cities with powiat rights are at POWIAT and at GMINA.',
    }),
    kind: t.field({ type: TerritorialKind, description: 'Only units of this kind.' }),
    within: t.string({ description: 'TERC (2, 4, 6 or 7 digits) of a unit: only that unit and all below it.' }),
    name: t.string({
      description: 'Only units whose name contains this text, without regard to case and to Polish letters.',
    }),
    isSelfGovernment: t.boolean({ description: 'Only units that govern themselves, or only the others.' }),
  }),
});

const TerritorialUnitOrder = builder.inputType('TerritorialUnitOrder', {
  description: 'The order of territorial units.',
  fields: (t) => ({
    field: t.field({ type: TerritorialUnitOrderField, required: true, description: 'What they are ordered by.' }),
    direction: t.field({ type: OrderDirection, defaultValue: 'ASC', required: true, description: 'The direction.' }),
  }),
});

builder.queryField('territorialUnit', (t) =>
  t.field({
    type: TerritorialUnit,
    nullable: true,
    description:
      'The unit that had a code on a day; null when none had. Give exactly one code. For codes in other shapes, or codes that are no longer in force, see resolveTerritorialUnits.',
    args: {
      terc: t.arg.string({ description: 'TERC of 2, 4, 6 or 7 digits.' }),
      bdlId: t.arg.string({ description: '12-digit id of the Local Data Bank (BDL).' }),
      asOf: t.arg({ type: 'Date', description: asOfDescription }),
    },
    resolve: (_root, { terc, bdlId, asOf }, context) => {
      const day = asOf ?? context.today;
      return onDay(viewOf(day, context).byTerc(codeAskedFor(terc, bdlId)), day);
    },
  }),
);

function codeAskedFor(terc: string | null | undefined, bdlId: string | null | undefined): string {
  if ((terc == null) === (bdlId == null)) {
    throw new BadInputError(
      terc == null ? 'No code was given.' : 'Both "terc" and "bdlId" were given.',
      'Give exactly one of "terc" and "bdlId".',
      { polish: 'Podaj dokładnie jedno z "terc" i "bdlId".' },
    );
  }
  return terc == null ? tercOfBdlId(bdlId ?? '') : checkedTerc(terc, 'terc');
}

function checkedTerc(code: string, argument: string): string {
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

builder.queryField('territorialUnits', (t) =>
  t.connection(
    {
      type: TerritorialUnit,
      description: 'Territorial units on a day, by default in the order of their names.',
      args: {
        filter: t.arg({ type: TerritorialUnitFilter, description: 'Which units; without it all.' }),
        asOf: t.arg({ type: 'Date', description: asOfDescription }),
        orderBy: t.arg({ type: TerritorialUnitOrder, description: 'The order; without it NAME ascending.' }),
      },
      complexity: pageComplexity,
      resolve: (_root, { filter, asOf, orderBy, ...page }, context) => {
        const day = asOf ?? context.today;
        const { field, direction } = orderBy ?? { field: 'NAME', direction: 'ASC' };
        if (filter?.within != null) checkedTerc(filter.within, 'within');
        const states = viewOf(day, context).select(filter ?? {}, field);
        const inOrder = direction === 'ASC' ? states : states.toReversed();
        return pageOf(
          inOrder.map((state) => onDay(state, day)),
          page,
          unitOrdering<UnitOnDay>(field, direction),
        );
      },
    },
    connectionOf(TerritorialUnit),
  ),
);
