/** A practice, and that it was submitted to a call. */
import { builder } from '#graphql/builder.ts';
import { Money } from '#graphql/money.ts';
import { pageUrlField } from '#graphql/page-url.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { PracticeOffice } from './actors.ts';
import { Call } from './call.ts';
import { commonFields } from './common.ts';
import { InnovationType, PracticeStage, SubmissionOutcome } from './enums.ts';
import { FieldsOf } from './fields.ts';
import { LivingLab } from './living-lab.ts';
import { Evidence, Material } from './rows.ts';
import { shownOnPractice } from './shown-at.ts';
import { Topic } from './topic.ts';

const practice = new FieldsOf<'Practice'>();
const submission = new FieldsOf<'PracticeSubmission'>();

export const Practice = builder.prismaNode('Practice', {
  description: 'A good practice of an office, described so that others can adopt it.',
  select: { slug: true },
  nullable: true,
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.practices.practice) },
  id: { field: 'slug', description: 'Global id; made from the slug.' },
  fields: (t) => ({
    ...commonFields(t, ({ loaders }, slug, info) => loaders.practices.citationsOfPractice.load(slug, info)),
    url: t.string({ select: { slug: true }, ...pageUrlField('practices', ({ slug }: { slug: string }) => slug) }),
    title: practice.title(t, 'titlePl', 'titleEn', 'Its title.'),
    summary: practice.text(t, 'summaryPl', 'summaryEn', 'What it is.'),
    problem: practice.text(t, 'problemPl', 'problemEn', 'The problem that it answers.'),
    solution: practice.text(t, 'solutionPl', 'solutionEn', 'How it answers it.'),
    weaknesses: practice.texts(t, 'weaknesses', 'The weaknesses of administration that it answers, one by one.'),
    methods: practice.texts(t, 'methods', 'The models, standards and tools that it uses.'),
    results: practice.texts(t, 'results', 'What it brought or is to bring, one by one.'),
    innovation: t.expose('innovation', {
      type: InnovationType,
      nullable: true,
      description: 'The kind of innovation; null when none is stated.',
    }),
    stage: t.expose('stage', {
      type: PracticeStage,
      nullable: true,
      description: 'Its stage; null when not known.',
    }),
    startedOn: practice.partialDate(t, 'startedOn', 'When work on it began.'),
    implementedOn: practice.partialDate(t, 'implementedOn', 'When it came into use.'),
    endedOn: practice.partialDate(t, 'endedOn', 'When it was ended or given up.'),
    offices: practice.many(
      t,
      'slug',
      PracticeOffice,
      ({ loaders }, slug, info) => loaders.practices.officesOfPractice.load(slug, info),
      'The offices and organisations involved, with their roles.',
    ),
    topics: practice.many(
      t,
      'slug',
      Topic,
      ({ loaders }, slug, info) => loaders.practices.topicsOfPractice.load(slug, info),
      'Its topics.',
    ),
    beneficiaries: practice.texts(t, 'beneficiaries', 'Who benefits from it.'),
    resources: practice.texts(t, 'resources', 'The resources it needs besides money.'),
    cost: t.field({
      type: Money,
      nullable: true,
      description: 'What it cost; null when not known.',
      select: { costAmount: true, costCurrency: true },
      resolve: ({ costAmount: amount, costCurrency: currency }) =>
        amount === null || currency === null ? null : { amount, currency },
    }),
    costNote: practice.text(t, 'costNotePl', 'costNoteEn', 'What the amount covers and who pays it.'),
    evidence: practice.many(
      t,
      'slug',
      Evidence,
      ({ loaders }, slug, info) => loaders.practices.evidenceOfPractice.load(slug, info),
      'What shows that it works.',
    ),
    participation: practice.text(t, 'participationPl', 'participationEn', 'How those concerned were involved.'),
    obstacles: practice.texts(t, 'obstacles', 'The obstacles it met.'),
    lessons: practice.texts(t, 'lessons', 'The lessons learned.'),
    transferConditions: practice.texts(t, 'transferConditions', 'What another office needs to adopt it.'),
    materials: practice.many(
      t,
      'slug',
      Material,
      ({ loaders }, slug, info) => loaders.practices.materialsOfPractice.load(slug, info),
      'Slides, recordings and documents of the practice itself.',
    ),
    livingLab: practice.one(
      t,
      'livingLabSlug',
      LivingLab,
      ({ loaders }, slug, info) => loaders.practices.livingLab.load(slug, info),
      'The living lab that it came out of; null for most.',
      true,
    ),
  }),
});

export const Submission = builder.prismaNode('PracticeSubmission', {
  description: 'A practice that was submitted to a call.',
  select: { id: true },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    practice: submission.one(
      t,
      'practiceSlug',
      Practice,
      ({ loaders }, slug, info) => loaders.practices.practice.load(slug, info),
      'The practice.',
    ),
    call: submission.one(
      t,
      'callSlug',
      Call,
      ({ loaders }, slug, info) => loaders.practices.call.load(slug, info),
      'The call.',
    ),
    url: t.string(shownOnPractice),
    outcome: t.expose('outcome', { type: SubmissionOutcome, description: 'What became of it.' }),
  }),
});

builder.prismaObjectField(Practice, 'submissions', (t) =>
  practice.many(
    t,
    'slug',
    Submission,
    ({ loaders }, slug, info) => loaders.practices.submissionsOfPractice.load(slug, info),
    'The calls to which it was submitted, and what became of it there.',
  ),
);
