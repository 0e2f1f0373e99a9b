/** Offices apply: drafts, submissions and withdrawals. */
import { keepResult, ViewerType } from '#accounts';
import { builder } from '#graphql/builder.ts';
import { labelEnums } from '#graphql/labels.ts';
import { DonePayload, done, noErrors, refusedFor, type UserError, UserErrorType } from '#graphql/user-errors.ts';
import { type SignedIn, signedInOf, transaction } from '#reviews';
import {
  type Applicant,
  findApplication,
  mayChange,
  type SubmitOutcome,
  saveDraft,
  submit,
  withdraw,
} from '../apply.ts';
import { type EligibilityRule, eligibilityOf } from '../eligibility.ts';
import { type LiveCall, receiptNumber, type Submission } from '../model.ts';
import { answersOf, maxAnswerLength } from '../questions.ts';
import { decisionsOf } from '../review/decide.ts';
import { openReturn } from '../review/returns.ts';
import { findCall, submissionsOf } from '../store.ts';
import { callArgument, officeArgument } from './arguments.ts';

interface ApplicationRecord {
  readonly call: LiveCall;
  readonly officeId: string;
}

const Receipt = builder.objectRef<Submission & { readonly slug: string }>('ApplicationReceipt').implement({
  description: 'That an application was submitted.',
  fields: (t) => ({
    number: t.string({ description: 'Its number.', resolve: (one) => receiptNumber(one.slug, one) }),
    submission: t.exposeInt('sequence', { description: 'Its place in the order of all submissions to the call.' }),
    submittedAt: t.expose('submittedAt', { type: 'DateTime', description: 'When it was submitted.' }),
    digest: t.exposeString('digest', { description: 'SHA-256 of what was submitted, hexadecimal.' }),
  }),
});

const EligibilityRuleEnum = builder.enumType('EligibilityRule', {
  description: 'What decides whether an office may apply.',
  values: {
    ACTIVE: { description: 'The office is active.' },
    TIER: { description: 'The tier of administration.' },
    UNIT_KIND: { description: 'The kind of the unit that the office serves.' },
    POPULATION: { description: 'The population of the unit that the office serves.' },
  },
});
labelEnums({
  EligibilityRule: {
    ACTIVE: ['urząd czynny', 'Active office'],
    TIER: ['rodzaj administracji', 'Tier of administration'],
    UNIT_KIND: ['rodzaj jednostki', 'Kind of unit'],
    POPULATION: ['liczba mieszkańców', 'Population'],
  },
});

const EligibilityCheck = builder.objectRef<EligibilityRule>('EligibilityCheck').implement({
  description: 'A rule of a call, checked for an office.',
  fields: (t) => ({
    rule: t.expose('rule', { type: EligibilityRuleEnum, description: 'What is checked.' }),
    isCondition: t.exposeBoolean('isCondition', {
      description: '`true`: an office that does not meet it cannot apply; `false`: it is a preference.',
    }),
    isMet: t.exposeBoolean('isMet', {
      nullable: true,
      description: 'Whether it is met; null when the hub does not know.',
    }),
    wanted: t.exposeStringList('wanted', {
      description: 'The values that meet it; of a population, the least and the most.',
    }),
    known: t.exposeString('known', { nullable: true, description: 'What the hub knows of the office.' }),
  }),
});

const Application = builder.objectRef<ApplicationRecord>('Application').implement({
  description: 'What an office has filled in for a call; for those who act for it.',
  authScopes: { role: 'CONTRIBUTOR' },
  fields: (t) => ({
    call: t.string({ description: 'The slug of the call.', resolve: ({ call }) => call.slug }),
    office: t.exposeString('officeId', { description: 'The code of the office.' }),
    answers: t.field({
      type: 'JSON',
      description: 'The draft: answers by the keys of questions.',
      resolve: async ({ call, officeId }, _args, { db }) =>
        (await findApplication(db, { slug: call.slug, officeId })).answers,
    }),
    version: t.int({
      description: 'How often the draft was saved.',
      resolve: async ({ call, officeId }, _args, { db }) =>
        (await findApplication(db, { slug: call.slug, officeId })).version,
    }),
    eligibility: t.field({
      type: [EligibilityCheck],
      description: 'Whether the office may apply, rule by rule, as the hub knows it.',
      resolve: ({ call, officeId }, _args, { db }) => eligibilityOf(db, call, officeId),
    }),
    answersSchema: t.field({
      type: 'JSON',
      description: 'The JSON Schema of the answers.',
      resolve: ({ call }) => call.answersSchema,
    }),
    isOpen: t.boolean({
      description: 'Whether it can be changed and submitted now.',
      resolve: ({ call, officeId }, _args, { db, contributor }) =>
        contributor === null ? false : mayChange(db, call, { officeId, now: contributor.now }),
    }),
    returnedUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when it can be completed, if it was returned.',
      resolve: async ({ call, officeId }, _args, { db, contributor }) =>
        contributor === null ? null : ((await openReturn(db, call.slug, officeId, contributor.now))?.dueAt ?? null),
    }),
    receipt: t.field({
      type: Receipt,
      nullable: true,
      description: 'The submission that is in force; null before it is submitted and after it is withdrawn.',
      resolve: async ({ call, officeId }, _args, { db }) => {
        const submissions = await submissionsOf(db, call.slug);
        const found = submissions.find((one) => one.officeId === officeId && one.withdrawnAt === null);
        return found === undefined ? null : { ...found, slug: call.slug };
      },
    }),
    decision: t.string({
      nullable: true,
      description: 'Why it was accepted or declined; null until the results are published.',
      resolve: async ({ call, officeId }, _args, { db }) => {
        if (call.resultsRelease === null) return null;
        const submissions = await submissionsOf(db, call.slug);
        const own = submissions.filter((one) => one.officeId === officeId && one.withdrawnAt === null);
        const decisions = await decisionsOf(db, call.slug);
        return decisions.find(({ sequence }) => own.some((one) => one.sequence === sequence))?.reasons ?? null;
      },
    }),
  }),
});

builder.objectField(ViewerType, 'application', (t) =>
  t.field({
    type: Application,
    nullable: true,
    description: 'The application of an office for a call; null unless the account acts for the office.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: { call: t.arg.string(callArgument), office: t.arg.string(officeArgument) },
    complexity: 20,
    resolve: async ({ officeIds }, { call: slug, office }, { db }) => {
      const call = officeIds.includes(office) ? await findCall(db, slug) : null;
      return call === null || call.publishedAt === null ? null : { call, officeId: office };
    },
  }),
);

interface ApplicationNames {
  readonly call: string;
  readonly office: string;
}

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
      resolve: async ({ application }, _args, { contributor }) => {
        if (application === undefined || contributor === null) return null;
        // The result of an idempotency key may be older than the end of acting for the office.
        const viewer = await contributor.viewer();
        if (viewer === null || !viewer.officeIds.includes(application.office)) return null;
        const call = await findCall(contributor.database.pool, application.call);
        return call === null ? null : { call, officeId: application.office };
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
  { call: slug, office }: ApplicationNames,
): Promise<{ readonly call: LiveCall; readonly applicant: Applicant } | null> {
  if (signedIn === null || !signedIn.viewer.officeIds.includes(office)) return null;
  const { contributor, viewer } = signedIn;
  const call = await findCall(contributor.database.pool, slug);
  if (call === null || call.publishedAt === null) return null;
  return { call, applicant: { slug, officeId: office, accountId: viewer.accountId, now: contributor.now } };
}

builder.mutationFields((t) => ({
  saveApplication: t.field({
    type: ApplicationPayload,
    nullable: true,
    description:
      'Saves the draft of an application. Answers need not be complete; those to other questions are left out.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: {
      call: t.arg.string(callArgument),
      office: t.arg.string(officeArgument),
      answers: t.arg({ type: 'JSON', required: true, description: 'Answers by the keys of questions.' }),
      version: t.arg.int({ required: true, description: 'The version that was read; 0 for the first.' }),
    },
    complexity: 50,
    resolve: async (_root, { answers, version, ...names }, context) => {
      const signedIn = await signedInOf(context);
      const found = await applicantOf(signedIn, names);
      if (signedIn === null || found === null) return refusedFor('NOT_FOUND');
      const { call, applicant } = found;
      const given = Object(answers) as Record<string, unknown>;
      const typed = (key: string): string => String(given[key] ?? '').replaceAll('\0', '');
      const tooLong = call.questions.find(({ key }) => typed(key).length > maxAnswerLength);
      if (tooLong !== undefined) return refusedFor('TOO_LONG', 'answers', tooLong.key);
      const draft = { answers: answersOf(call.questions, typed), version };
      const outcome = await saveDraft(signedIn.contributor.database.pool, applicant, draft);
      if (outcome.status === 'SAVED') return { application: names, userErrors: noErrors };
      return outcome.status === 'CONFLICT' ? refusedFor('CONFLICT', 'version') : refusedFor('NOT_OPEN');
    },
  }),
  submitApplication: t.field({
    type: ApplicationPayload,
    nullable: true,
    description: 'Submits the draft as it was last saved. To submit the same again returns the same receipt.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: { call: t.arg.string(callArgument), office: t.arg.string(officeArgument) },
    complexity: 100,
    resolve: async (_root, names, context) => {
      const signedIn = await signedInOf(context);
      const found = await applicantOf(signedIn, names);
      if (signedIn === null || found === null) return refusedFor('NOT_FOUND');
      return transaction(signedIn, async (client): Promise<ApplicationPayloadRecord> => {
        const userErrors = errorsOf(await submit(client, found.applicant));
        return userErrors.length > 0 ? { userErrors } : keepResult(client, { application: names, userErrors });
      });
    },
  }),
  withdrawApplication: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Withdraws the submission of an office, while the call is open.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: { call: t.arg.string(callArgument), office: t.arg.string(officeArgument) },
    complexity: 50,
    resolve: async (_root, names, context) => {
      const signedIn = await signedInOf(context);
      const found = await applicantOf(signedIn, names);
      if (signedIn === null || found === null) return refusedFor('NOT_FOUND');
      const isDone = await transaction(signedIn, (client) => withdraw(client, found.applicant));
      return isDone ? done : refusedFor('NOT_POSSIBLE');
    },
  }),
}));

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
