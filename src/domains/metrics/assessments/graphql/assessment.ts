/** A self-assessment of an office, and its scores. */
import { builder } from '#graphql/builder.ts';
import { pagePath, shownAtField } from '#graphql/page-url.ts';
import { rowRelease, rowSource } from '#graphql/releases.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { Office } from '#offices';
import { cafBands } from '../caf.ts';
import { scoreOf } from '../compare.ts';
import { ImprovementAction } from './action.ts';
import { AssessmentCriterion, criterionOf } from './criterion.ts';
import { AssessmentModel } from './enums.ts';

const AssessmentScore = builder.prismaObject('AssessmentScore', {
  description: 'The score of a criterion or subcriterion.',
  select: {},
  fields: (t) => ({
    criterion: t.field({
      type: AssessmentCriterion,
      description: 'The criterion; of models other than CAF 2020 its name is its code.',
      select: { criterion: true, assessment: { select: { model: true, edition: true } } },
      resolve: ({ assessment, criterion }) => criterionOf(assessment, criterion),
    }),
    score: t.exposeFloat('score', { description: 'Points, in CAF 0–100.' }),
    band: t.int({
      nullable: true,
      description: 'In CAF the band of the score, 1 (0–10) to 6 (91–100); null in other models.',
      select: { score: true, assessment: { select: { model: true } } },
      resolve: ({ assessment, score }) =>
        assessment.model === 'CAF' ? cafBands.filter((limit) => score > limit).length + 1 : null,
    }),
    evidence: t.exposeString('evidence', {
      nullable: true,
      description: 'What the score rests on; null where the office does not state it.',
    }),
  }),
});

export const Assessment = builder.prismaNode('Assessment', {
  description: 'A self-assessment of an office by a model, on a day.',
  id: { field: 'id', description: 'Global id; made from model, edition, office and day.' },
  select: { id: true },
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.metrics.assessments.assessment) },
  fields: (t) => ({
    url: t.string({
      select: { officeId: true },
      ...shownAtField<{ officeId: string }>(({ officeId }) => pagePath('offices', officeId)),
    }),
    model: t.expose('model', { type: AssessmentModel, description: 'The model.' }),
    edition: t.exposeString('edition', { description: 'The edition of the model, such as `2020`.' }),
    assessedOn: t.expose('assessedOn', { type: 'Date', description: 'The day of the assessment.' }),
    externallyValidated: t.exposeBoolean('externallyValidated', {
      nullable: true,
      description:
        'Whether external assessors confirmed the scores; null where it is not stated. Unvalidated scores are hardly comparable.',
    }),
    office: t.field({
      type: Office,
      description: 'The office.',
      select: { officeId: true },
      resolve: ({ officeId }, _args, { loaders }, info) => loaders.offices.office.get(officeId, info),
    }),
    scores: t.field({
      type: [AssessmentScore],
      description: 'The scores, by criterion.',
      select: { id: true },
      resolve: ({ id }, _args, { loaders }, info) =>
        loaders.metrics.assessments.scoresOfAssessment.load(id, info, undefined) as never,
    }),
    score: t.float({
      nullable: true,
      description:
        'The score of one criterion, or the mean of its subcriteria where it has none of its own; null without both.',
      args: { criterion: t.arg.string({ required: true, description: 'The code: `1`, `1.1`.' }) },
      select: { id: true },
      resolve: async ({ id }, { criterion }, { loaders }) =>
        scoreOf(await loaders.metrics.assessments.points.load(id), criterion),
    }),
    actions: t.field({
      type: [ImprovementAction],
      description: 'The improvement actions planned after it.',
      select: { id: true },
      resolve: ({ id }, _args, { loaders }, info) =>
        loaders.metrics.assessments.actionsOfAssessment.load(id, info, undefined),
    }),
    source: t.field({ ...rowSource, description: 'The file that last changed it.' }),
    release: t.field({ ...rowRelease, description: 'The release that last changed it.' }),
  }),
});
