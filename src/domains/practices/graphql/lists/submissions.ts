/** Filters and orders of lists of submissions to calls. */
import { builder } from '#graphql/builder.ts';
import { filterOf, isOneOf, where } from '#graphql/lists/conditions.ts';
import { type ListInput, listArgs, orderInput } from '#graphql/ordering.ts';
import { columnsAs } from '#platform/database/index.ts';
import { orderOf } from '../../lists/orders.ts';
import { SubmissionOutcome } from '../enums.ts';
import { practiceId, slugsOf } from '../ids.ts';
import { type ListArguments, notDescription } from './arguments.ts';

const e = columnsAs<'practice_submission'>('e');

interface Filter {
  outcomes?: (typeof SubmissionOutcome.$inferType)[] | null | undefined;
  practices?: string[] | null | undefined;
  not?: Filter | null | undefined;
}

const SubmissionFilter = builder.inputRef<Filter>('PracticeSubmissionFilter');

SubmissionFilter.implement({
  description: 'Filters submissions; all conditions must hold.',
  fields: (t) => ({
    outcomes: t.field({ type: [SubmissionOutcome], description: 'Matches submissions with any of these outcomes.' }),
    practices: t.idList({ description: practiceId.description('Matches submissions of any of these practices') }),
    not: t.field({ type: SubmissionFilter, description: notDescription }),
  }),
});

const SubmissionOrder = orderInput({
  typename: 'PracticeSubmission',
  things: 'submissions',
  fields: {
    TITLE: 'By Polish title of the practice in Polish alphabetical order.',
    RELEASE: 'By the release that last changed them, then by title.',
  },
});

/** The arguments of every list of submissions. */
export const submissionListArgs = listArgs('submissions', SubmissionFilter, SubmissionOrder, 'TITLE ascending');

export async function readSubmissionArguments({
  filter,
  orderBy,
}: ListInput<Filter, typeof SubmissionOrder.$inferInput>): Promise<ListArguments> {
  const conditions = {
    outcomes: (outcomes: readonly string[]) => where(isOneOf(e('outcome'), outcomes).sql),
    practices: (ids: readonly string[]) =>
      where(isOneOf(e('practice_slug'), slugsOf(practiceId, ids, 'practices')).sql),
  };
  return { filter: await filterOf(filter, conditions), order: orderOf('submissions', orderBy) };
}
