/** Filters and orders of lists of living labs, the same at the root and under parents. */
import { sql } from 'kysely';
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { filterOf, isOneOf, where } from '#graphql/lists/conditions.ts';
import { type ListInput, listArgs, orderInput } from '#graphql/ordering.ts';
import { officeId, officeIds, unitIdsWithin } from '#offices';
import { columnsAs } from '#platform/database/index.ts';
import { projectId } from '#projects';
import { unitId } from '#registry';
import { containsWords, linkedTo } from '../../lists/conditions.ts';
import { livingLabsOf } from '../../lists/links.ts';
import { orderOf } from '../../lists/orders.ts';
import { type ListArguments, notDescription, textDescription } from './arguments.ts';

const e = columnsAs<'living_lab'>('e');

interface Filter {
  organisers?: string[] | null | undefined;
  projects?: string[] | null | undefined;
  withinAny?: string[] | null | undefined;
  text?: string | null | undefined;
  not?: Filter | null | undefined;
}

const LivingLabFilter = builder.inputRef<Filter>('LivingLabFilter');

LivingLabFilter.implement({
  description: 'Filters living labs; all conditions must hold.',
  fields: (t) => ({
    organisers: t.idList({ description: officeId.description('Matches living labs that any of these offices leads') }),
    projects: t.idList({
      description: projectId.description('Matches living labs that belong to any of these projects'),
    }),
    withinAny: t.idList({
      description: unitId.description('Matches living labs hosted by any of these units or by a unit below it'),
    }),
    text: t.string({ description: textDescription }),
    not: t.field({ type: LivingLabFilter, description: notDescription }),
  }),
});

const LivingLabOrder = orderInput({
  typename: 'LivingLab',
  things: 'living labs',
  fields: {
    TITLE: 'By Polish title in Polish alphabetical order.',
    RELEASE: 'By the release that last changed them, then by title.',
  },
});

/** The arguments of every list of living labs. */
export const livingLabListArgs = listArgs('living labs', LivingLabFilter, LivingLabOrder, 'TITLE ascending');

export async function readLivingLabArguments(
  { filter, orderBy }: ListInput<Filter, typeof LivingLabOrder.$inferInput>,
  context: Context,
): Promise<ListArguments> {
  const conditions = {
    organisers: async (ids: readonly string[]) => {
      const offices = await officeIds(ids, 'organisers', context);
      return linkedTo('organiser', 'living_lab_slug', 'office_id', offices, livingLabsOf.office);
    },
    projects: async (ids: readonly string[]) => {
      const found = await Promise.all(ids.map((id) => projectId.find(id, 'projects', context)));
      const known = found.filter((id) => id !== null);
      return where(isOneOf(e('project_id'), known).sql);
    },
    withinAny: (units: readonly string[]) => {
      const ids = unitIdsWithin(units, 'withinAny', context.today, context);
      return where(sql`${e('host_unit_id')} = ANY(${ids}::text[])`);
    },
    text: containsWords,
  };
  return { filter: await filterOf(filter, conditions, context.today), order: orderOf('livingLabs', orderBy) };
}
