/** What has been submitted to a call, for editors. */
import { ViewerType } from '#accounts';
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { isNumbers, type Ordering, pageComplexity, pageOf, withRows } from '#graphql/pages.ts';
import { Office } from '#offices';
import { keyOfSubmission } from '../loaders.ts';
import { receiptNumber } from '../model.ts';
import { callArgument, slugOf } from './arguments.ts';

const CallSubmission = builder.prismaObject('CallSubmission', {
  description: 'A submission to a call that is in force; for editors.',
  authScopes: { role: 'EDITOR' },
  select: { callSlug: true, sequence: true },
  fields: (t) => ({
    submission: t.exposeInt('sequence', { description: 'Its number within its call.' }),
    number: t.string({
      description: 'The number of its receipt.',
      resolve: ({ callSlug, sequence }) => receiptNumber(callSlug, { sequence }),
    }),
    office: t.field({
      type: Office,
      nullable: true,
      description: 'The office that submitted it; null where the hub has it no longer.',
      select: { officeId: true },
      resolve: ({ officeId }, _args, { loaders }, info) => loaders.offices.office.load(officeId, info),
    }),
    officeCode: t.exposeString('officeId', { description: 'The code of the office.' }),
    submittedAt: t.expose('submittedAt', { type: 'DateTime', description: 'When it was submitted.' }),
    rank: t.int({
      description: 'Its rank among those in force, from 1.',
      resolve: async ({ callSlug, sequence }, _args, { loaders }) => {
        const { sequences = [] } = (await loaders.liveCalls.inForce.load(callSlug)) ?? {};
        return sequences.indexOf(sequence) + 1;
      },
    }),
    isAdmitted: t.boolean({
      description: 'Whether it is within the capacity of the call, where that goes by the order of submissions.',
      resolve: async ({ callSlug, sequence }, _args, { loaders }) => {
        const { capacity = 0, sequences = [] } = (await loaders.liveCalls.inForce.load(callSlug)) ?? {};
        return sequences.indexOf(sequence) < capacity;
      },
    }),
  }),
});

const inOrder = (slug: string): Ordering<number> => ({
  name: `submissions ${slug}`,
  keyOf: (sequence) => [String(sequence)],
  isKey: (key) => isNumbers(key, 1),
  compareKeys: ([a], [b]) => Number(a) - Number(b),
});

builder.objectField(ViewerType, 'callSubmissions', (t) =>
  t.connection(
    {
      type: CallSubmission,
      nullable: true,
      description: 'The submissions to a call that are in force, in their order; null where there is no such call.',
      authScopes: { role: 'EDITOR' },
      args: { call: t.arg.id(callArgument) },
      complexity: pageComplexity,
      resolve: async (_viewer, { call, ...page }, { loaders }, info) => {
        const callSlug = slugOf(call);
        const { inForce, submission } = loaders.liveCalls;
        const found = await inForce.load(callSlug);
        if (found === null) return null;
        return withRows(pageOf(found.sequences, page, inOrder(callSlug)), (sequences) =>
          submission.loadEntries(
            sequences.map((sequence) => keyOfSubmission({ callSlug, sequence })),
            info,
          ),
        );
      },
    },
    connectionOf(CallSubmission),
  ),
);
