/** A practice, and the calls to which it was submitted. */
import { builder } from '#graphql/builder.ts';
import { Money } from '#graphql/money.ts';
import { pageComplexity, pageOf } from '#graphql/pages.ts';
import { compareOrderKeys, orderKeyOf, type Submission as SubmissionData } from '../snapshot.ts';
import { topicBySlug } from '../topics.ts';
import { PracticeOffice } from './actors.ts';
import {
  Adoption,
  Call,
  CostBenefit,
  commonFields,
  Event,
  entriesField,
  entriesOf,
  LivingLab,
  nodeOf,
  Practice,
} from './entries.ts';
import { InnovationType, PracticeStage, SubmissionOutcome } from './enums.ts';
import { Evidence, Material, PartialDate } from './parts.ts';
import { detailOf, text, texts, title } from './texts.ts';
import { Topic } from './topic.ts';

const Submission = builder.objectRef<SubmissionData>('PracticeSubmission').implement({
  description: 'A practice that was submitted to a call.',
  fields: (t) => ({
    practice: t.expose('practice', { type: Practice, description: 'The practice.' }),
    call: t.expose('call', { type: Call, description: 'The call.' }),
    outcome: t.field({
      type: SubmissionOutcome,
      description: 'What became of it.',
      resolve: ({ outcome }) => outcome as typeof SubmissionOutcome.$inferType,
    }),
  }),
});

builder.node(Practice, {
  description: 'Something that an office does well, told so that another can take it over.',
  ...nodeOf('PRACTICE'),
  fields: (t) => ({
    ...commonFields<'PRACTICE'>(t),
    title: title(t, 'Its title.', ({ outline }) => outline.title),
    summary: text(t, 'What it is.', async (entry, context) => (await detailOf(entry, context)).summary),
    problem: text(
      t,
      'The problem that it answers.',
      async (entry, context) => (await detailOf(entry, context)).problem,
    ),
    solution: text(t, 'How it answers it.', async (entry, context) => (await detailOf(entry, context)).solution),
    weaknesses: texts(t, 'The weaknesses of administration that it answers, one by one.', async (entry, context) => {
      return (await detailOf(entry, context)).weaknesses;
    }),
    methods: texts(t, 'The models, standards and tools that it uses.', async (entry, context) => {
      return (await detailOf(entry, context)).methods;
    }),
    results: texts(t, 'What it brought or is to bring, one by one.', async (entry, context) => {
      return (await detailOf(entry, context)).results;
    }),
    innovation: t.field({
      type: InnovationType,
      nullable: true,
      description: 'What is new about it; null when nobody said.',
      resolve: ({ outline }) => outline.innovation,
    }),
    stage: t.field({
      type: PracticeStage,
      nullable: true,
      description: 'How far it is; null when not known.',
      resolve: ({ outline }) => outline.stage,
    }),
    startedOn: t.field({
      type: PartialDate,
      nullable: true,
      description: 'When work on it began.',
      resolve: ({ outline }) => outline.startedOn,
    }),
    implementedOn: t.field({
      type: PartialDate,
      nullable: true,
      description: 'When it came into use.',
      resolve: ({ outline }) => outline.implementedOn,
    }),
    endedOn: t.field({
      type: PartialDate,
      nullable: true,
      description: 'When it was ended or given up.',
      resolve: ({ outline }) => outline.endedOn,
    }),
    offices: t.field({
      type: [PracticeOffice],
      description: 'Whose it is, with their roles.',
      resolve: ({ outline }) => [...(outline.offices ?? [])],
    }),
    topics: t.field({
      type: [Topic],
      description: 'Its topics.',
      resolve: ({ outline }) => (outline.topics ?? []).flatMap((slug) => topicBySlug.get(slug) ?? []),
    }),
    beneficiaries: texts(t, 'Who has something from it.', async (entry, context) => {
      return (await detailOf(entry, context)).beneficiaries;
    }),
    resources: texts(t, 'What it takes besides money.', async (entry, context) => {
      return (await detailOf(entry, context)).resources;
    }),
    cost: t.field({
      type: Money,
      nullable: true,
      description: 'What it cost; null when not known.',
      resolve: async (entry, _args, context) => (await detailOf(entry, context)).cost,
    }),
    costNote: text(t, 'What the amount covers and who pays it.', async (entry, context) => {
      return (await detailOf(entry, context)).costNote;
    }),
    evidence: t.field({
      type: [Evidence],
      description: 'What shows that it works.',
      resolve: async (entry, _args, context) => [...((await detailOf(entry, context)).evidence ?? [])],
    }),
    participation: text(t, 'How those concerned took part in it.', async (entry, context) => {
      return (await detailOf(entry, context)).participation;
    }),
    obstacles: texts(t, 'What stood in its way.', async (entry, context) => (await detailOf(entry, context)).obstacles),
    lessons: texts(t, 'What was learned.', async (entry, context) => (await detailOf(entry, context)).lessons),
    transferConditions: texts(t, 'What another office needs to take it over.', async (entry, context) => {
      return (await detailOf(entry, context)).transferConditions;
    }),
    materials: t.field({
      type: [Material],
      description: 'Slides, recordings and documents of the practice itself.',
      resolve: async (entry, _args, context) => [...((await detailOf(entry, context)).materials ?? [])],
    }),
    submissions: t.field({
      type: [Submission],
      description: 'The calls to which it was submitted, and what became of it there.',
      resolve: (entry, _args, context) => entriesOf(context).submissionsOf(entry),
    }),
    livingLab: t.field({
      type: LivingLab,
      nullable: true,
      description: 'The living lab that it came out of; null for most.',
      resolve: ({ outline: { livingLab } }, _args, context) =>
        livingLab === undefined ? null : entriesOf(context).target('LIVING_LAB', livingLab),
    }),
    adoptions: entriesField(t, Adoption, 'ADOPTION', 'Who took it over, the latest first.', ({ slug }, all) =>
      all.leadingTo('ADOPTION', 'PRACTICE', slug),
    ),
    costBenefits: entriesField(
      t,
      CostBenefit,
      'COST_BENEFIT',
      'Assessments of its costs and benefits, the latest first.',
      ({ slug }, all) => all.leadingTo('COST_BENEFIT', 'PRACTICE', slug),
    ),
  }),
});

builder.objectField(Call, 'submissions', (t) =>
  t.connection({
    type: Submission,
    description: 'The practices that were submitted to it and what became of them, by title.',
    complexity: pageComplexity,
    resolve: (call, args, context) =>
      pageOf(entriesOf(context).submissionsTo(call), args, {
        name: 'submissions',
        keyOf: ({ practice }) => orderKeyOf(practice),
        compareKeys: (a, b) => compareOrderKeys('PRACTICE', a, b),
      }),
  }),
);
builder.objectFields(Topic, (t) => ({
  practices: entriesField(t, Practice, 'PRACTICE', 'Practices on it, by title.', ({ slug }, all) =>
    all.leadingTo('PRACTICE', 'TOPIC', slug),
  ),
  calls: entriesField(t, Call, 'CALL', 'Calls with a theme on it, the one that closes last first.', ({ slug }, all) =>
    all.leadingTo('CALL', 'TOPIC', slug),
  ),
  events: entriesField(t, Event, 'EVENT', 'Events with a session on it, the latest first.', ({ slug }, all) =>
    all.leadingTo('EVENT', 'TOPIC', slug),
  ),
}));
