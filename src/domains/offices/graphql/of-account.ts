/** The offices that an account acts for, as a list like every other. */

import type { GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import type { Context } from '#graphql/context.ts';
import { filteredPage } from '#graphql/lists/filtered.ts';
import type { PageArguments } from '#graphql/pages.ts';
import { selectionOfEntries } from '#graphql/rows.ts';
import { columnsAs } from '#platform/database/index.ts';
import { readListArguments } from './filter.ts';

export async function pageOfOffices(
  ids: readonly string[],
  args: PageArguments & Parameters<typeof readListArguments>[0],
  context: Context,
  info: GraphQLResolveInfo,
) {
  const { filter, order } = await readListArguments(args, context);
  const own = { sql: sql`${columnsAs<'office'>('e')('id')} = ANY(${[...ids]}::text[])` };
  const restricted = { conditions: [own, ...filter.conditions], key: `${JSON.stringify(ids)} ${filter.key}` };
  const list = { table: 'office', id: 'id', filter: restricted, order } as const;
  return filteredPage<{ id: string }>(context, list, args, selectionOfEntries('Office', context, info));
}
