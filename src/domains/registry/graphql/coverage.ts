/** Since when the hub knows the territorial division. */
import { builder } from '#graphql/builder.ts';
import { type Coverage, wholeCoverage } from '../coverage.ts';
import { cachedRegistry } from '../reference-cache.ts';

const TerritorialUnitCoverage = builder.objectRef<Coverage>('TerritorialUnitCoverage').implement({
  description: 'The days that the registers of territorial units cover.',
  fields: (t) => ({
    from: t.expose('from', {
      type: 'Date',
      description: 'The day of the first register. An earlier `asOf` is an error: nothing is known of it.',
    }),
    to: t.expose('to', {
      type: 'Date',
      description: 'The day of the last register. A later `asOf` returns the state of that register.',
    }),
  }),
});

builder.queryField('territorialUnitCoverage', (t) =>
  t.field({
    type: TerritorialUnitCoverage,
    nullable: true,
    description: 'The days for which territorial units are known; null before the first register is imported.',
    args: {
      terc: t.arg.string({
        description: 'TERC of a unit: the days of its voivodeship, which may have been registered later than others.',
      }),
    },
    resolve: (_root, { terc }, { release }) => {
      const { coverage } = release.get(cachedRegistry);
      return terc == null ? wholeCoverage(coverage) : coverage.get(terc.slice(0, 2));
    },
  }),
);
