/** Finding assessments and comparing them. */

import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { type Ordering, pageComplexity, pageOf } from '#graphql/pages.ts';
import { BadInputError } from '#platform/errors.ts';
import { caf2020 } from '../caf.ts';
import { latestOfEach, type ScoreSpread, spreads, spreadsAsJsonStat } from '../compare.ts';
import { heldAssessments } from '../held.ts';
import type { Assessment as AssessmentRecord } from '../model.ts';
import { Assessment, AssessmentCriterion, AssessmentModel, criterionOf } from './types.ts';

builder.queryField('assessmentCriteria', (t) =>
  t.field({
    type: [AssessmentCriterion],
    description:
      'The 9 criteria and 28 subcriteria of CAF 2020, in their order; none for models that are not built in.',
    args: {
      model: t.arg({ type: AssessmentModel, defaultValue: 'CAF', description: 'The model.' }),
      edition: t.arg.string({ defaultValue: '2020', description: 'Its edition.' }),
    },
    resolve: (_root, { model, edition }) => (model === 'CAF' && edition === '2020' ? [...caf2020] : []),
  }),
);

const AssessmentFilter = builder.inputType('AssessmentFilter', {
  description: 'Which assessments; all conditions must hold.',
  fields: (t) => ({
    model: t.field({ type: AssessmentModel, description: 'Only by this model.' }),
    edition: t.string({ description: 'Only by this edition of the model.' }),
    officeIds: t.idList({ description: 'Only of these offices, by their global ids; at most 500.' }),
    externallyValidated: t.boolean({ description: 'Only those that outsiders confirmed, or only the others.' }),
  }),
});

type Filter = typeof AssessmentFilter.$inferInput;

/** The day is turned round, so that the newest comes first while keys ascend. */
const newestFirst: Ordering<AssessmentRecord> = {
  name: 'assessments',
  keyOf: ({ assessedOn, id }) => [assessedOn, id],
  compareKeys: ([a = '', x = ''], [b = '', y = '']) => compareText(b, a) || compareText(x, y),
};

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

builder.queryField('assessments', (t) =>
  t.connection(
    {
      type: Assessment,
      description: 'Self-assessments, the newest first.',
      args: { filter: t.arg({ type: AssessmentFilter, description: 'Which assessments; without it all.' }) },
      complexity: pageComplexity,
      resolve: (_root, { filter, ...page }, context) => pageOf(selected(filter ?? {}, context), page, newestFirst),
    },
    connectionOf(Assessment),
  ),
);

const mostOffices = 500;

function selected(
  { model, edition, officeIds, externallyValidated }: Filter,
  { release }: Context,
): AssessmentRecord[] {
  if ((officeIds?.length ?? 0) > mostOffices) {
    throw new BadInputError(`${officeIds?.length} offices were named.`, `Name at most ${mostOffices}.`, {
      polish: `Liczba wskazanych urzędów to ${officeIds?.length}. Wskaż najwyżej ${mostOffices}.`,
    });
  }
  const offices = officeIds == null ? null : new Set(officeIds.map(officeKey));
  return release
    .get(heldAssessments)
    .rows.assessments.filter(
      (assessment) =>
        (model == null || assessment.model === model) &&
        (edition == null || assessment.edition === edition) &&
        (offices === null || offices.has(assessment.officeId)) &&
        (externallyValidated == null || (assessment.externallyValidated === true) === externallyValidated),
    );
}

function officeKey(id: string): string {
  const [name, ...rest] = Buffer.from(id, 'base64').toString().split(':');
  if (name === 'Office' && rest.length > 0) return rest.join(':');
  throw new BadInputError(`"${id.slice(0, 80)}" is not the id of an Office.`, 'Take ids from the field "id".', {
    polish: `"${id.slice(0, 80)}" nie jest identyfikatorem urzędu (Office). Weź identyfikator z pola "id".`,
  });
}

interface Comparison {
  readonly model: AssessmentRecord['model'];
  readonly edition: string;
  readonly assessments: readonly AssessmentRecord[];
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
        resolve: ({ criterion, ...of }) => criterionOf(of, criterion),
      }),
      externallyValidated: t.exposeBoolean('externallyValidated', {
        description: 'Whether it is of assessments that outsiders confirmed, or of all others.',
      }),
      count: t.exposeInt('count', { description: 'How many offices have a score.' }),
      minimum: t.exposeFloat('minimum', { nullable: true, description: 'The lowest score; null of none.' }),
      lowerQuartile: t.exposeFloat('lowerQuartile', {
        nullable: true,
        description: 'percentile_cont(0.25); null of none.',
      }),
      median: t.exposeFloat('median', { nullable: true, description: 'percentile_cont(0.5); null of none.' }),
      upperQuartile: t.exposeFloat('upperQuartile', {
        nullable: true,
        description: 'percentile_cont(0.75); null of none.',
      }),
      maximum: t.exposeFloat('maximum', { nullable: true, description: 'The highest score; null of none.' }),
    }),
  });

const AssessmentComparison = builder.objectRef<Comparison>('AssessmentComparison').implement({
  description: 'The newest assessments of several offices by one edition of a model, side by side.',
  fields: (t) => ({
    edition: t.exposeString('edition', { description: 'The edition; those of others are left out.' }),
    assessments: t.field({
      type: [Assessment],
      description: 'Of each office the newest.',
      resolve: ({ assessments }) => [...assessments],
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
      description: 'What to beware of; null when all assessments were validated.',
      resolve: ({ assessments }) => {
        const unvalidated = assessments.filter(({ externallyValidated }) => externallyValidated !== true).length;
        return unvalidated === 0
          ? null
          : `${unvalidated} of ${assessments.length} assessments were not validated by outsiders: their scores are the offices' own and hardly comparable.`;
      },
    }),
  }),
});

builder.queryField('compareAssessments', (t) =>
  t.field({
    type: AssessmentComparison,
    complexity: 20,
    description: 'The scores of several offices side by side, validated and unvalidated apart.',
    args: {
      model: t.arg({ type: AssessmentModel, required: true, description: 'The model.' }),
      edition: t.arg.string({ description: 'Its edition; without it the latest that any of the offices used.' }),
      offices: t.arg.idList({ description: 'Global ids of 1 to 500 offices; without it all.' }),
      criteria: t.arg.stringList({
        description: 'Codes of criteria; without it every criterion that has a score, subcriteria not.',
      }),
    },
    resolve: (_root, { model, edition, offices, criteria }, context) => {
      const all = selected({ model, edition, officeIds: offices }, context);
      const used =
        edition ??
        all
          .map((assessment) => assessment.edition)
          .toSorted()
          .at(-1) ??
        '';
      const assessments = latestOfEach(all.filter((assessment) => assessment.edition === used));
      const scored = assessments.flatMap(({ scores }) => scores.map(({ criterion }) => criterion.split('.')[0] ?? ''));
      const wanted = criteria ?? [...new Set(scored)].toSorted();
      if (wanted.length > 100)
        throw new BadInputError('Too many criteria were named.', 'Name at most 100.', {
          polish: 'Wskazano zbyt wiele kryteriów. Wskaż najwyżej 100.',
        });
      return { model, edition: used, assessments, criteria: wanted };
    },
  }),
);
