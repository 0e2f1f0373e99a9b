/** Offices apply: drafts, submissions and withdrawals. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import type { Keep } from '#graphql/contributor.ts';
import { DonePayload, done, noErrors, refusedFor, type UserError, UserErrorType } from '#graphql/user-errors.ts';
import { type SignedIn, signedInOf } from '#reviews';
import { type Applicant, type SaveOutcome, type SubmitOutcome, saveDraft, submit, withdraw } from '../apply.ts';
import type { LiveCall } from '../model.ts';
import { answersOf, maxAnswerLength } from '../questions.ts';
import { findCall } from '../store.ts';
import { Application, applicationOf } from './application.ts';
import { type ApplicationNames, callArgument, namesOf, officeArgument } from './arguments.ts';

interface ApplicationPayloadRecord {
  readonly application?: ApplicationNames;
  readonly userErrors: readonly UserError[];
}

export const ApplicationPayload = builder.objectRef<ApplicationPayloadRecord>('ApplicationPayload').implement({
  description: 'The result of a mutation of an application.',
  fields: (t) => ({
    application: t.field({
      type: Application,
      nullable: true,
      description: 'The application; null when nothing was changed.',
      resolve: async ({ application }, _args, { contributor, db }) => {
        if (application === undefined || contributor === null) return null;
        // The result of an idempotency key may be older than the end of acting for the office.
        const viewer = await contributor.viewer();
        if (viewer === null || !viewer.officeIds.includes(application.office)) return null;
        const call = await findCall(db, application.call);
        return call === null ? null : applicationOf(db, call, application.office);
      },
    }),
    userErrors: t.field({
      type: [UserErrorType],
      description: 'What is wrong; empty when it was done.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

/** Null for whoever does not act for the office, and for a call that is none or a draft. */
export async function applicantOf(
  signedIn: SignedIn | null,
  given: ApplicationNames,
  context: Context,
): Promise<{ readonly call: LiveCall; readonly applicant: Applicant; readonly names: ApplicationNames } | null> {
  if (signedIn === null) return null;
  const names = await namesOf(given, context);
  const { call: slug, office } = names;
  if (!signedIn.viewer.officeIds.includes(office)) return null;
  const { contributor, viewer } = signedIn;
  const call = await findCall(context.db, slug);
  if (call === null || call.publishedAt === null) return null;
  return { call, names, applicant: { slug, officeId: office, accountId: viewer.accountId, now: contributor.now } };
}

builder.mutationFields((t) => ({
  saveApplication: t.field({
    type: ApplicationPayload,
    nullable: true,
    description:
      'Saves the draft of an application. Answers need not be complete; those to other questions are left out.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: {
      call: t.arg.id(callArgument),
      office: t.arg.id(officeArgument),
      answers: t.arg({ type: 'JSON', required: true, description: 'Answers by the keys of questions.' }),
      version: t.arg.int({ required: true, description: 'The version that was read; 0 for the first.' }),
    },
    complexity: 50,
    resolve: async (_root, { answers, version, ...names }, context) => {
      const signedIn = await signedInOf(context);
      const found = await applicantOf(signedIn, names, context);
      if (signedIn === null || found === null) return refusedFor('NOT_FOUND');
      const { call, applicant } = found;
      const given = Object(answers) as Record<string, unknown>;
      const typed = (key: string): string => String(given[key] ?? '').replaceAll('\0', '');
      const tooLong = call.questions.find(({ key }) => typed(key).length > maxAnswerLength);
      if (tooLong !== undefined) return refusedFor('TOO_LONG', 'answers', tooLong.key);
      const draft = { answers: answersOf(call.questions, typed), version };
      return signedIn.contributor.transaction(async (client, keep) =>
        savedPayload(await saveDraft(client, applicant, draft), found.names, keep),
      );
    },
  }),
  submitApplication: t.field({
    type: ApplicationPayload,
    nullable: true,
    description: 'Submits the draft as it was last saved. To submit the same again returns the same receipt.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: { call: t.arg.id(callArgument), office: t.arg.id(officeArgument) },
    complexity: 100,
    resolve: async (_root, names, context) => {
      const signedIn = await signedInOf(context);
      const found = await applicantOf(signedIn, names, context);
      if (signedIn === null || found === null) return refusedFor('NOT_FOUND');
      return signedIn.contributor.transaction(async (client, keep): Promise<ApplicationPayloadRecord> => {
        const userErrors = errorsOf(await submit(client, found.applicant));
        return userErrors.length > 0 ? { userErrors } : keep({ application: found.names, userErrors });
      });
    },
  }),
  withdrawApplication: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Withdraws the submission of an office, while the call is open.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: { call: t.arg.id(callArgument), office: t.arg.id(officeArgument) },
    complexity: 50,
    resolve: async (_root, names, context) => {
      const signedIn = await signedInOf(context);
      const found = await applicantOf(signedIn, names, context);
      if (signedIn === null || found === null) return refusedFor('NOT_FOUND');
      return signedIn.contributor.transaction(async (client, keep) =>
        (await withdraw(client, found.applicant)) ? keep(done) : refusedFor('NOT_POSSIBLE'),
      );
    },
  }),
}));

/** Needs the transaction in which it was saved. */
export async function savedPayload(
  { status }: SaveOutcome,
  application: ApplicationNames,
  keep: Keep,
): Promise<ApplicationPayloadRecord> {
  if (status === 'SAVED') return keep({ application, userErrors: noErrors });
  return status === 'CONFLICT' ? refusedFor('CONFLICT', 'version') : refusedFor('NOT_OPEN');
}

function errorsOf(outcome: SubmitOutcome): readonly UserError[] {
  switch (outcome.status) {
    case 'SUBMITTED':
      return [];
    case 'INVALID':
      return [...outcome.wrong].map((key) => ({ code: 'INVALID_ANSWER', path: ['answers', key] }));
    default:
      return [{ code: outcome.status, path: [] }];
  }
}
