import { builder } from '#graphql/builder.ts';
import type { Travel } from '../answer/travel.ts';
import { formatPeriod } from '../period.ts';
import { TravelDirection } from './enums.ts';

export const DirectionOfTravel = builder.objectRef<Travel>('DirectionOfTravel').implement({
  description: 'How a value changed over a span.',
  fields: (t) => ({
    since: t.string({ description: 'The earlier period.', resolve: ({ since }) => formatPeriod(since) }),
    before: t.exposeFloat('before', { description: 'The value then, in the unit of measure of the metric.' }),
    change: t.exposeFloat('change', { description: 'The difference between the values.' }),
    changePercent: t.exposeFloat('changePercent', {
      nullable: true,
      description: 'The change in per cent of the earlier value; null where that is 0.',
    }),
    isBreak: t.exposeBoolean('isBreak', {
      description: 'Whether the two values are from different publications, so that they may not be comparable.',
    }),
    direction: t.expose('direction', { type: TravelDirection, description: 'Whether that is good.' }),
  }),
});
