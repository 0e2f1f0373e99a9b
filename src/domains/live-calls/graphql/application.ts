/** What an office has filled in for a call, as those see it who act for the office. */
import { ViewerType } from '#accounts';
import { builder } from '#graphql/builder.ts';
import { labelEnums } from '#graphql/labels.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import { selectionOf } from '#graphql/rows.ts';
import { Office } from '#offices';
import type { SqlReader } from '#platform/database/index.ts';
import { Call } from '#practices';
import { findApplication, mayChange } from '../apply.ts';
import { type EligibilityRule, eligibilityOf } from '../eligibility.ts';
import { type LiveCall, receiptNumber, type Application as SavedApplication } from '../model.ts';
import { openReturn } from '../review/returns.ts';
import { findCall } from '../store.ts';
import { callArgument, namesOf, officeArgument } from './arguments.ts';

/** No row: there is an application before anything of it is saved. */
interface ApplicationRecord {
  readonly call: LiveCall;
  readonly officeId: string;
  /** What is saved of it, read once. */
  draft(): Promise<SavedApplication>;
}

/** As it is now: each mutation of a document returns it anew. */
export function applicationOf(db: SqlReader, call: LiveCall, officeId: string): ApplicationRecord {
  let draft: Promise<SavedApplication> | undefined;
  return { call, officeId, draft: () => (draft ??= findApplication(db, { slug: call.slug, officeId })) };
}

const Receipt = builder.prismaObject('CallSubmission', {
  variant: 'ApplicationReceipt',
  description: 'That an application was submitted.',
  select: { callSlug: true, sequence: true },
  fields: (t) => ({
    number: t.string({
      description: 'Its number.',
      resolve: ({ callSlug, sequence }) => receiptNumber(callSlug, { sequence }),
    }),
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

export const Application = builder.objectRef<ApplicationRecord>('Application').implement({
  description: 'What an office has filled in for a call; for those who act for it.',
  authScopes: { role: 'CONTRIBUTOR' },
  fields: (t) => ({
    call: t.field({
      type: Call,
      nullable: true,
      description: 'The call; null where the hub has it no longer.',
      resolve: ({ call }, _args, { loaders }, info) => loaders.practices.call.load(call.slug, info),
    }),
    callSlug: t.string({ description: 'The slug of the call.', resolve: ({ call }) => call.slug }),
    office: t.field({
      type: Office,
      nullable: true,
      description: 'The office; null where the hub has it no longer.',
      resolve: ({ officeId }, _args, { loaders }, info) => loaders.offices.office.load(officeId, info),
    }),
    officeCode: t.exposeString('officeId', { description: 'The code of the office.' }),
    answers: t.field({
      type: 'JSON',
      description: 'The draft: answers by the keys of questions.',
      resolve: async (application) => (await application.draft()).answers,
    }),
    version: t.int({
      description: 'How often the draft was saved.',
      resolve: async (application) => (await application.draft()).version,
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
      resolve: async ({ call, officeId }, _args, context, info) => {
        const { select } = selectionOf('ApplicationReceipt', context, info);
        const found = await context.db.prisma.callSubmission.findFirst({
          where: { callSlug: call.slug, officeId, withdrawnAt: null },
          select: { ...select, callSlug: true, sequence: true },
        });
        return found === null ? null : markLoaded(found);
      },
    }),
    decision: t.string({
      nullable: true,
      description: 'Why it was accepted or declined; null until the results are published.',
      resolve: async ({ call, officeId }, _args, { db }) => {
        if (call.resultsRelease === null) return null;
        const decided = await db.prisma.submissionDecision.findFirst({
          where: { callSlug: call.slug, submission: { officeId, withdrawnAt: null } },
          select: { reasons: true },
        });
        return decided?.reasons ?? null;
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
    args: { call: t.arg.id(callArgument), office: t.arg.id(officeArgument) },
    complexity: 20,
    resolve: async ({ officeIds }, names, context) => {
      const { db } = context;
      const { call: slug, office } = await namesOf(names, context);
      const call = officeIds.includes(office) ? await findCall(db, slug) : null;
      return call === null || call.publishedAt === null ? null : applicationOf(db, call, office);
    },
  }),
);
