/** How the values of a metric are spread over units. */
import { builder } from '#graphql/builder.ts';
import { BadInputError } from '#platform/errors.ts';
import type { Group } from '../answer/standing.ts';
import { type Bin, binsOf } from '../statistics.ts';
import { groupArguments, groupAsJsonStat, groupCost, groupFields, groupFor, wholeGroupCost } from './group.ts';

const DistributionBin = builder.objectRef<Bin>('DistributionBin').implement({
  description: 'A range of values.',
  fields: (t) => ({
    from: t.exposeFloat('from', { description: 'Its lower limit, included.' }),
    to: t.exposeFloat('to', { description: 'Its upper limit; only the last bin includes it.' }),
    count: t.exposeInt('count', { description: 'How many units have a value in it.' }),
  }),
});

const Distribution = builder.objectRef<{ readonly group: Group; readonly bins: number }>('Distribution').implement({
  description: 'How the values of a group of units are spread.',
  fields: (t) => ({
    ...groupFields(t),
    bins: t.field({
      type: [DistributionBin],
      description:
        'Ranges of equal width from the lowest to the highest value; one when all values are equal, none without values.',
      resolve: ({ group, bins }) => binsOf(group.ascending, bins),
    }),
    asJsonStat: t.field({
      type: 'JsonStat',
      complexity: wholeGroupCost.ofOne,
      description: 'The values behind it as a JSON-stat 2.0 dataset.',
      resolve: ({ group }) => groupAsJsonStat(group, group.members),
    }),
  }),
});

const maxBins = 100;

builder.queryField('distribution', (t) =>
  t.field({
    type: Distribution,
    complexity: groupCost,
    nullable: true,
    description:
      'How the values of a metric are spread over units in one period. A period without values is an error that names the periods there are.',
    args: {
      ...groupArguments(t.arg),
      bins: t.arg.int({ defaultValue: 10, description: `Into how many bins, 1 to ${maxBins}.` }),
    },
    resolve: async (_root, { bins, ...requested }, context) => {
      const wanted = bins ?? 10;
      if (wanted < 1 || wanted > maxBins)
        throw new BadInputError(`"bins" is ${wanted}.`, `Ask for 1 to ${maxBins}.`, {
          polish: `"bins" wynosi ${wanted}. Podaj liczbę od 1 do ${maxBins}.`,
        });
      return { group: await groupFor(requested, requested.level ?? 'GMINA', null, context), bins: wanted };
    },
  }),
);
