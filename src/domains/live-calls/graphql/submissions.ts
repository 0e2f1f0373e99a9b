/** What has been submitted to a call, for editors. */
import { ViewerType } from '#accounts';
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { isNumbers, type Ordering, pageComplexity, pageOf } from '#graphql/pages.ts';
import { type Placed, placed, receiptNumber } from '../model.ts';
import { findCall, submissionsOf } from '../store.ts';
import { callArgument } from './arguments.ts';

type SubmissionRecord = Placed & { readonly slug: string };

const CallSubmission = builder.objectRef<SubmissionRecord>('CallSubmission').implement({
  description: 'A submission to a call that is in force; for editors.',
  authScopes: { role: 'EDITOR' },
  fields: (t) => ({
    submission: t.exposeInt('sequence', { description: 'Its number within its call.' }),
    number: t.string({ description: 'The number of its receipt.', resolve: (one) => receiptNumber(one.slug, one) }),
    office: t.exposeString('officeId', { description: 'The code of the office.' }),
    submittedAt: t.expose('submittedAt', { type: 'DateTime', description: 'When it was submitted.' }),
    place: t.exposeInt('place', { description: 'Its place among those in force, from 1.' }),
    isAdmitted: t.exposeBoolean('isAdmitted', {
      description: 'Whether there is a place for it, where places go in the order of submissions.',
    }),
  }),
});

const inOrder = (slug: string): Ordering<SubmissionRecord> => ({
  name: `submissions ${slug}`,
  keyOf: ({ sequence }) => [String(sequence)],
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
      args: { call: t.arg.string(callArgument) },
      complexity: pageComplexity,
      resolve: async (_viewer, { call: slug, ...page }, { db }) => {
        const call = await findCall(db, slug);
        if (call === null) return null;
        const all = placed(call, await submissionsOf(db, slug)).map((one) => ({ ...one, slug }));
        return pageOf(all, page, inOrder(slug));
      },
    },
    connectionOf(CallSubmission),
  ),
);
