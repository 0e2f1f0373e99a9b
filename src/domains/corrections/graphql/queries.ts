/** All tickets, and one by its number. */
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { keysetPage } from '#graphql/keyset.ts';
import { labelEnums } from '#graphql/labels.ts';
import { listArgs, orderInput } from '#graphql/ordering.ts';
import { pageComplexity } from '#graphql/pages.ts';
import type { Prisma } from '#platform/database/index.ts';
import { correctableFields } from '../fields.ts';
import { Correction, CorrectionState, CorrectionTargetType } from './correction.ts';
import { correctionList } from './lists.ts';
import { correctionTarget } from './target.ts';

interface Filter {
  readonly targets?: (string | number)[] | null | undefined;
  readonly states?: (typeof CorrectionState.$inferType)[] | null | undefined;
  readonly fields?: string[] | null | undefined;
  readonly not?: Filter | null | undefined;
}

const CorrectionFilter = builder.inputRef<Filter>('CorrectionFilter');

CorrectionFilter.implement({
  description: 'Filters corrections; all conditions must hold.',
  fields: (t) => ({
    targets: t.idList({ description: correctionTarget.description('Matches corrections of any of these entries') }),
    states: t.field({ type: [CorrectionState], description: 'Matches corrections in any of these states.' }),
    fields: t.stringList({ description: 'Matches corrections of any of these fields, such as `email`.' }),
    not: t.field({ type: CorrectionFilter, description: 'Matches corrections that this filter does not match.' }),
  }),
});

const CorrectionOrder = orderInput({
  typename: 'Correction',
  things: 'corrections',
  fields: { NUMBER: 'By number, which is the order in which they were proposed.' },
});

labelEnums({ CorrectionOrderField: { NUMBER: ['numer', 'Number'] } });

builder.queryFields((t) => ({
  correctableFields: t.stringList({
    description: 'The fields that a correction of an entry may name; `other` where none of them fits.',
    args: { type: t.arg({ type: CorrectionTargetType, required: true, description: 'What kind of entry it is.' }) },
    resolve: (_root, { type }) => correctableFields(type),
  }),
  correction: t.field({
    type: Correction,
    nullable: true,
    description: 'A correction by its number; null when there is none.',
    args: { number: t.arg.int({ required: true, description: 'The number of the ticket.' }) },
    resolve: (_root, { number }, { loaders }, info) => loaders.corrections.correction.load(number, info),
  }),
  corrections: t.connection(
    {
      type: Correction,
      description: 'Corrections that were proposed, by default the newest first.',
      args: listArgs('corrections', CorrectionFilter, CorrectionOrder, 'NUMBER descending'),
      complexity: pageComplexity,
      resolve: (_root, { filter, orderBy, ...page }, context, info) => {
        const where = conditionOf(filter ?? {}, context);
        const isAscending = orderBy?.direction === 'ASC';
        const name = isAscending ? 'corrections NUMBER ASC' : 'corrections';
        return keysetPage(correctionList(context, info, { typename: 'Correction', name, isAscending, where }), page);
      },
    },
    connectionOf(Correction),
  ),
}));

/** All conditions must hold. */
function conditionOf({ targets, states, fields, not }: Filter, context: Context): Prisma.CorrectionWhereInput {
  const conditions: Prisma.CorrectionWhereInput[] = [];
  if (targets != null) {
    const entries = targets.map((target) => correctionTarget.find(String(target), 'targets', context));
    conditions.push({ OR: entries.map(({ type, key }) => ({ targetType: type, targetKey: key })) });
  }
  if (states != null) conditions.push({ state: { in: states } });
  if (fields != null) conditions.push({ field: { in: fields } });
  if (not != null) conditions.push({ NOT: conditionOf(not, context) });
  return { AND: conditions };
}
