/** Filters and orders of lists of participations, the same under every parent. */
import { sql } from 'kysely';
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { filterOf, isOneOf, type ListFilter, where } from '#graphql/lists/conditions.ts';
import type { ListOrder } from '#graphql/lists/order.ts';
import { type ListInput, listArgs, orderInput } from '#graphql/ordering.ts';
import { DateRange } from '#graphql/ranges.ts';
import { officeId, officeIds } from '#offices';
import { columnsAs } from '#platform/database/index.ts';
import type { Range } from '../query/filter.ts';
import { participationOrder } from '../query/participations.ts';
import { ParticipationRole } from './enums.ts';

const e = columnsAs<'participation'>('e');

interface Filter {
  roles?: (typeof ParticipationRole.$inferType)[] | null | undefined;
  offices?: string[] | null | undefined;
  startsOn?: Range | null | undefined;
  endsOn?: Range | null | undefined;
  not?: Filter | null | undefined;
}

const ParticipationFilter = builder.inputRef<Filter>('ParticipationFilter');

ParticipationFilter.implement({
  description: 'Filters participations; all conditions must hold.',
  fields: (t) => ({
    roles: t.field({ type: [ParticipationRole], description: 'Matches participations in any of these roles.' }),
    offices: t.idList({ description: officeId.description('Matches participations of any of these offices') }),
    startsOn: t.field({ type: DateRange, description: 'Matches participations that start in these days.' }),
    endsOn: t.field({ type: DateRange, description: 'Matches participations that end in these days.' }),
    not: t.field({ type: ParticipationFilter, description: 'Matches participations that this filter does not match.' }),
  }),
});

const ParticipationOrder = orderInput({
  typename: 'Participation',
  things: 'participations',
  ties: 'by id',
  fields: {
    STARTED_ON: 'The day on which it starts. Participations without one come first in ascending order.',
    RELEASE: 'The release that last changed it.',
  },
});

/** The arguments of every list of participations. */
export const participationListArgs = listArgs(
  'participations',
  ParticipationFilter,
  ParticipationOrder,
  'STARTED_ON descending',
);

export async function readParticipationArguments(
  { filter, orderBy }: ListInput<Filter, typeof ParticipationOrder.$inferInput>,
  context: Context,
): Promise<{ filter: ListFilter; order: ListOrder }> {
  const conditions = {
    roles: (roles: readonly string[]) => where(isOneOf(e('role'), roles).sql),
    offices: async (ids: readonly string[]) =>
      where(isOneOf(e('office_id'), await officeIds(ids, 'offices', context)).sql),
    startsOn: (days: Range) => liesIn('starts_on', days),
    endsOn: (days: Range) => liesIn('ends_on', days),
  };
  const order = participationOrder(orderBy ?? { field: 'STARTED_ON', direction: 'DESC' });
  return { filter: await filterOf(filter, conditions), order };
}

function liesIn(column: 'starts_on' | 'ends_on', { from, to }: Range) {
  const day = e(column);
  const bounds = [
    sql`${day} IS NOT NULL`,
    ...(from == null ? [] : [sql`${day} >= ${from}::date`]),
    ...(to == null ? [] : [sql`${day} <= ${to}::date`]),
  ];
  return where(sql.join(bounds, sql` AND `));
}
