/** Scores of many offices side by side. */
import { builder } from '#graphql/builder.ts';
import { officeId } from '#offices';
import { BadInputError } from '#platform/errors.ts';
import { type ScoreSpread, spreads, spreadsAsJsonStat } from '../compare.ts';
import type { AssessmentModel as Model } from '../model.ts';
import { latestEdition, latestOfEachOffice, type ScoredAssessment } from '../scores.ts';
import { Assessment } from './assessment.ts';
import { AssessmentCriterion, criterionOf } from './criterion.ts';
import { AssessmentModel } from './enums.ts';
import { officeIds } from './office-ids.ts';

interface Comparison {
  readonly model: Model;
  readonly edition: string;
  readonly assessments: readonly ScoredAssessment[];
  readonly criteria: readonly string[];
}

const Spread = builder
  .objectRef<ScoreSpread & Pick<Comparison, 'model' | 'edition'>>('AssessmentScoreSpread')
  .implement({
    description: 'How the scores of one criterion are spread over offices, of validated or of unvalidated assessments.',
    fields: (t) => ({
      criterion: t.field({
        type: AssessmentCriterion,
        description: 'The criterion.',
        resolve: ({ criterion, ...spread }) => criterionOf(spread, criterion),
      }),
      externallyValidated: t.exposeBoolean('externallyValidated', {
        description: 'Whether it is of externally validated assessments, or of all others.',
      }),
      count: t.exposeInt('count', { description: 'How many offices have a score.' }),
      minimum: t.exposeFloat('minimum', { nullable: true, description: 'The lowest score; null without scores.' }),
      lowerQuartile: t.exposeFloat('lowerQuartile', {
        nullable: true,
        description: 'The first quartile (percentile_cont); null without scores.',
      }),
      median: t.exposeFloat('median', {
        nullable: true,
        description: 'The median (percentile_cont); null without scores.',
      }),
      upperQuartile: t.exposeFloat('upperQuartile', {
        nullable: true,
        description: 'The third quartile (percentile_cont); null without scores.',
      }),
      maximum: t.exposeFloat('maximum', { nullable: true, description: 'The highest score; null without scores.' }),
    }),
  });

const AssessmentComparison = builder.objectRef<Comparison>('AssessmentComparison').implement({
  description: 'The newest assessments of several offices by one edition of a model, side by side.',
  fields: (t) => ({
    edition: t.exposeString('edition', { description: 'The edition; those of others are left out.' }),
    assessments: t.field({
      type: [Assessment],
      description: 'The newest assessment of each office.',
      resolve: async ({ assessments }, _args, { loaders }, info) => {
        const ids = assessments.map(({ id }) => id);
        const rows = await loaders.metrics.assessments.assessment.loadMany(ids, info);
        return rows.filter((row) => row !== null);
      },
    }),
    spreads: t.field({
      type: [Spread],
      description: 'For each criterion two: of validated and of unvalidated assessments.',
      resolve: ({ assessments, criteria, model, edition }) =>
        spreads(assessments, criteria).map((spread) => ({ ...spread, model, edition })),
    }),
    asJsonStat: t.field({
      type: 'JsonStat',
      description: 'The spreads as a JSON-stat 2.0 dataset: criterion × validation × statistic.',
      resolve: ({ assessments, criteria, model, edition }) =>
        spreadsAsJsonStat(`${model} ${edition}`, spreads(assessments, criteria)),
    }),
    warning: t.string({
      nullable: true,
      description: 'A caveat on the comparison; null when all assessments were validated.',
      resolve: ({ assessments }) => {
        const unvalidated = assessments.filter(({ externallyValidated }) => externallyValidated !== true).length;
        return unvalidated === 0
          ? null
          : `${unvalidated} of ${assessments.length} assessments were not validated by outsiders: their scores are the offices' own and hardly comparable.`;
      },
    }),
  }),
});

const maxCriteria = 100;

builder.queryField('compareAssessments', (t) =>
  t.field({
    type: AssessmentComparison,
    complexity: 20,
    description: 'The scores of several offices side by side, validated and unvalidated apart.',
    args: {
      model: t.arg({ type: AssessmentModel, required: true, description: 'The model.' }),
      edition: t.arg.string({ description: 'Its edition; without it the latest that any of the offices used.' }),
      offices: t.arg.idList({ description: officeId.description('The offices, 1 to 500; without it all') }),
      criteria: t.arg.stringList({
        description: 'Codes of criteria; without it every criterion that has a score, without subcriteria.',
      }),
    },
    resolve: async (_root, { model, edition, offices, criteria }, context) => {
      if ((criteria?.length ?? 0) > maxCriteria)
        throw new BadInputError('Too many criteria were named.', `Name at most ${maxCriteria}.`, {
          polish: `Wskazano zbyt wiele kryteriów. Wskaż najwyżej ${maxCriteria}.`,
        });
      const chosen = { model, officeIds: offices == null ? null : await officeIds(offices, context) };
      const compared = edition ?? (await latestEdition(context.db, chosen)) ?? '';
      const assessments = await latestOfEachOffice(context.db, { ...chosen, edition: compared });
      return { model, edition: compared, assessments, criteria: criteria ?? criteriaOf(assessments) };
    },
  }),
);

function criteriaOf(assessments: readonly ScoredAssessment[]): string[] {
  const scored = assessments.flatMap(({ scores }) => scores.map(({ criterion }) => criterion.split('.')[0] ?? ''));
  return [...new Set(scored)].toSorted((a, b) => Number(a) - Number(b)).slice(0, maxCriteria);
}
