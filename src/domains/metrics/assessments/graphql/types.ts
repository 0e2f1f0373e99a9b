/** Assessments, actions and certificates, and the offices they are of. */

import { builder } from '#graphql/builder.ts';
import { Release, Source } from '#graphql/releases.ts';
import { Language } from '#graphql/scalars.ts';
import { Office } from '#offices';
import { type Criterion, caf2020, cafBands } from '../caf.ts';
import { scoreOf } from '../compare.ts';
import { heldAssessments } from '../held.ts';
import type {
  ImprovementAction as Action,
  Assessment as AssessmentRecord,
  Certification as Certificate,
  Score,
} from '../model.ts';

export const AssessmentModel = builder.enumType('AssessmentModel', {
  description: 'The model by which an office assessed itself.',
  values: {
    CAF: { description: 'Common Assessment Framework; editions 2002, 2006, 2013, 2020.' },
    EFQM: { description: 'EFQM excellence model.' },
    OTHER: { description: 'Another model; its name stands in the edition.' },
  } as const,
});

const ImprovementActionState = builder.enumType('ImprovementActionState', {
  description: 'How far an action has come.',
  values: {
    PLANNED: { description: 'Not begun.' },
    IN_PROGRESS: { description: 'Begun.' },
    DONE: { description: 'Ended as meant.' },
    ABANDONED: { description: 'Given up.' },
  } as const,
});

export const AssessmentCriterion = builder.objectRef<Criterion>('AssessmentCriterion').implement({
  description: 'A criterion or subcriterion of an assessment model.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its number: `1`, `1.1`.' }),
    name: t.string({
      description: 'Its name.',
      args: { lang: t.arg({ type: Language, defaultValue: 'PL', required: true, description: 'The language.' }) },
      resolve: ({ namePl, nameEn }, { lang }) => (lang === 'EN' ? nameEn : namePl),
    }),
    isSubcriterion: t.boolean({
      description: 'Whether it is part of a criterion.',
      resolve: ({ code }) => code.includes('.'),
    }),
  }),
});

const criteria = new Map(caf2020.map((criterion) => [criterion.code, criterion]));

/** Names are built in for CAF 2020; of other editions and models only the code is known. */
export function criterionOf({ model, edition }: Pick<AssessmentRecord, 'model' | 'edition'>, code: string): Criterion {
  const named = model === 'CAF' && edition === '2020' ? criteria.get(code) : undefined;
  return named ?? { code, namePl: code, nameEn: code };
}

interface ScoreIn extends Score {
  readonly assessment: AssessmentRecord;
}

const AssessmentScore = builder.objectRef<ScoreIn>('AssessmentScore').implement({
  description: 'The score of a criterion or subcriterion.',
  fields: (t) => ({
    criterion: t.field({
      type: AssessmentCriterion,
      description: 'The criterion; of models other than CAF 2020 its name is its code.',
      resolve: ({ assessment, criterion }) => criterionOf(assessment, criterion),
    }),
    score: t.exposeFloat('score', { description: 'Points, in CAF 0–100.' }),
    band: t.int({
      nullable: true,
      description: 'In CAF the band of the score, 1 (0–10) to 6 (91–100); null in other models.',
      resolve: ({ assessment, score }) =>
        assessment.model === 'CAF' ? cafBands.filter((limit) => score > limit).length + 1 : null,
    }),
    evidence: t.exposeString('evidence', {
      nullable: true,
      description: 'What the score rests on; null where it was not said.',
    }),
  }),
});

const ImprovementAction = builder.objectRef<Action>('ImprovementAction').implement({
  description: 'Something that an office set out to improve.',
  fields: (t) => ({
    title: t.exposeString('title', { description: 'What is to be done.' }),
    state: t.expose('state', { type: ImprovementActionState, description: 'How far it has come.' }),
    dueOn: t.expose('dueOn', { type: 'Date', nullable: true, description: 'By when; null where it was not said.' }),
    criterion: t.exposeString('criterion', {
      nullable: true,
      description: 'The code of the criterion that it is about.',
    }),
    office: t.field({
      type: Office,
      description: 'Whose action it is.',
      resolve: ({ officeId }, _args, { loaders }, info) => loaders.offices.office.get(officeId, info),
    }),
    source: t.field({
      type: Source,
      description: 'The file that last changed it.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
    release: t.field({
      type: Release,
      description: 'The release that last changed it.',
      resolve: ({ changedIn }, _args, { loaders }, info) => loaders.releases.releases.get(changedIn, info),
    }),
  }),
});

const Certification = builder.objectRef<Certificate>('Certification').implement({
  description: 'A certificate of an office, such as ISO 9001.',
  fields: (t) => ({
    standard: t.exposeString('standard', { description: 'The standard.' }),
    body: t.exposeString('body', { nullable: true, description: 'Who certified; null where it was not said.' }),
    validFrom: t.expose('validFrom', { type: 'Date', description: 'The first day of its validity.' }),
    validTo: t.expose('validTo', {
      type: 'Date',
      nullable: true,
      description: 'The last day of its validity; null where it was not said.',
    }),
    isValid: t.boolean({
      description: 'Whether it is valid on a day, as far as known.',
      args: { on: t.arg({ type: 'Date', description: 'The day; without it today.' }) },
      resolve: ({ validFrom, validTo }, { on }, { today }) => {
        const day = on ?? today;
        return validFrom <= day && (validTo === null || day <= validTo);
      },
    }),
    office: t.field({
      type: Office,
      description: 'Whose certificate it is.',
      resolve: ({ officeId }, _args, { loaders }, info) => loaders.offices.office.get(officeId, info),
    }),
    source: t.field({
      type: Source,
      description: 'The file that last changed it.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
  }),
});

export const Assessment = builder.objectRef<AssessmentRecord>('Assessment');

builder.node(Assessment, {
  description: 'A self-assessment of an office by a model, on a day.',
  id: { resolve: ({ id }) => id, description: 'Global id.' },
  loadMany: (ids, { release }) => ids.map((id) => release.get(heldAssessments).assessment(id) ?? null),
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'assessedOn' in value && 'scores' in value,
  fields: (t) => ({
    model: t.expose('model', { type: AssessmentModel, description: 'The model.' }),
    edition: t.exposeString('edition', { description: 'The edition of the model, such as `2020`.' }),
    assessedOn: t.expose('assessedOn', { type: 'Date', description: 'The day of the assessment.' }),
    externallyValidated: t.exposeBoolean('externallyValidated', {
      nullable: true,
      description:
        'Whether outsiders confirmed the scores; null where nobody said. Unvalidated scores are hardly comparable.',
    }),
    office: t.field({
      type: Office,
      description: 'The office.',
      resolve: ({ officeId }, _args, { loaders }, info) => loaders.offices.office.get(officeId, info),
    }),
    scores: t.field({
      type: [AssessmentScore],
      description: 'The scores as they were given, by criterion.',
      resolve: (assessment) => assessment.scores.map((score) => ({ ...score, assessment })),
    }),
    score: t.float({
      nullable: true,
      description:
        'The score of one criterion, or the mean of its subcriteria where it has none of its own; null without both.',
      args: { criterion: t.arg.string({ required: true, description: 'The code: `1`, `1.1`.' }) },
      resolve: (assessment, { criterion }) => scoreOf(assessment, criterion),
    }),
    actions: t.field({
      type: [ImprovementAction],
      description: 'What the office set out to improve after it.',
      resolve: ({ id, officeId }, _args, { release }) =>
        release
          .get(heldAssessments)
          .actionsOf(officeId)
          .filter(({ assessmentId }) => assessmentId === id),
    }),
    source: t.field({
      type: Source,
      description: 'The file that last changed it.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
    release: t.field({
      type: Release,
      description: 'The release that last changed it.',
      resolve: ({ changedIn }, _args, { loaders }, info) => loaders.releases.releases.get(changedIn, info),
    }),
  }),
});

builder.objectFields(Office, (t) => ({
  assessments: t.field({
    type: [Assessment],
    description: 'Its self-assessments, the newest first.',
    resolve: ({ id }, _args, { release }) => release.get(heldAssessments).assessmentsOf(id),
  }),
  improvementActions: t.field({
    type: [ImprovementAction],
    description: 'What it set out to improve.',
    resolve: ({ id }, _args, { release }) => release.get(heldAssessments).actionsOf(id),
  }),
  certifications: t.field({
    type: [Certification],
    description: 'Its certificates, the newest first.',
    resolve: ({ id }, _args, { release }) => release.get(heldAssessments).certificationsOf(id),
  }),
}));
