/** Lists of assessments: all of them, and those of an office. */
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { keysetPage } from '#graphql/keyset.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import { listArgs, orderInput } from '#graphql/ordering.ts';
import { pageComplexity, pageOf } from '#graphql/pages.ts';
import { DateRange } from '#graphql/ranges.ts';
import { selectionOfEntries } from '#graphql/rows.ts';
import { Office, officeId } from '#offices';
import { type AssessmentFilter, assessmentList, newestFirst, orderingOf } from '../list.ts';
import type { AssessmentModel as Model } from '../model.ts';
import { Assessment } from './assessment.ts';
import { AssessmentModel } from './enums.ts';
import { officeIds } from './office-ids.ts';

type Maybe<T> = T | null | undefined;

/** Written out because it holds itself. */
interface FilterInput {
  readonly models?: Maybe<Model[]>;
  readonly editions?: Maybe<string[]>;
  readonly offices?: Maybe<string[]>;
  readonly assessedOn?: Maybe<{ readonly from?: Maybe<string>; readonly to?: Maybe<string> }>;
  readonly externallyValidated?: Maybe<boolean>;
  readonly not?: Maybe<FilterInput>;
}

const FilterInput = builder.inputRef<FilterInput>('AssessmentFilter');
FilterInput.implement({
  description: 'Filters assessments; all conditions must hold.',
  fields: (t) => ({
    models: t.field({ type: [AssessmentModel], description: 'Filters assessments by model.' }),
    editions: t.stringList({ description: 'Filters assessments by edition of the model, such as `2020`.' }),
    offices: t.idList({
      description: officeId.description('Filters assessments by office, at most 500'),
    }),
    assessedOn: t.field({ type: DateRange, description: 'Filters assessments by day.' }),
    externallyValidated: t.boolean({
      description:
        'Filters assessments by whether external assessors confirmed them; those that do not state it count as not confirmed.',
    }),
    not: t.field({ type: FilterInput, description: 'Leaves out assessments that match this filter.' }),
  }),
});

async function readFilter(input: Maybe<FilterInput>, context: Context): Promise<AssessmentFilter> {
  const { models, editions, offices, assessedOn, externallyValidated, not } = input ?? {};
  return {
    models: models ?? undefined,
    editions: editions ?? undefined,
    officeIds: offices == null ? undefined : await officeIds(offices, context),
    assessedOn: assessedOn == null ? undefined : { from: assessedOn.from ?? undefined, to: assessedOn.to ?? undefined },
    externallyValidated: externallyValidated ?? undefined,
    not: not == null ? undefined : await readFilter(not, context),
  };
}

const AssessmentOrder = orderInput({
  typename: 'Assessment',
  things: 'assessments',
  ties: 'by id',
  fields: {
    ASSESSED_ON: 'The day of the assessment.',
    EDITION: 'The edition of the model.',
  },
});

/** The arguments of every list of assessments. */
const assessmentListArgs = listArgs('assessments', FilterInput, AssessmentOrder, 'ASSESSED_ON descending');

builder.queryField('assessments', (t) =>
  t.connection(
    {
      type: Assessment,
      description: 'Self-assessments of offices.',
      args: assessmentListArgs,
      complexity: pageComplexity,
      resolve: async (_root, { filter, orderBy, ...page }, context, info) => {
        const { select } = selectionOfEntries('Assessment', context, info);
        const list = assessmentList(context.db, await readFilter(filter, context), orderBy ?? newestFirst, select);
        return keysetPage({ ...list, fetch: async (range) => (await list.fetch(range)).map(markLoaded) }, page);
      },
    },
    connectionOf(Assessment),
  ),
);

builder.objectFields(Office, (t) => ({
  assessments: t.connection(
    {
      type: Assessment,
      description: 'Its self-assessments.',
      args: assessmentListArgs,
      complexity: pageComplexity,
      resolve: async ({ id }, { filter, orderBy, ...page }, context, info) => {
        const rows = await context.loaders.metrics.assessments.ofOffice.loadEntries(
          id,
          info,
          await readFilter(filter, context),
        );
        const ordering = orderingOf(orderBy ?? newestFirst);
        const ordered = rows.toSorted((a, b) => ordering.compareKeys(ordering.keyOf(a), ordering.keyOf(b)));
        return pageOf(ordered, page, ordering);
      },
    },
    connectionOf(Assessment),
  ),
}));
