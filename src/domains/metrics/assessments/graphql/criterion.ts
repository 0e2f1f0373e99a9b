/** The criteria of assessment models. */
import { builder } from '#graphql/builder.ts';
import { languageArgument } from '#graphql/language.ts';
import { type Criterion, caf2020 } from '../caf.ts';
import type { AssessmentModel as Model } from '../model.ts';
import { AssessmentModel } from './enums.ts';

export const AssessmentCriterion = builder.objectRef<Criterion>('AssessmentCriterion').implement({
  description: 'A criterion or subcriterion of an assessment model.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its number: `1`, `1.1`.' }),
    name: t.string({
      description: 'Its name.',
      args: { lang: t.arg(languageArgument) },
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
export function criterionOf(
  { model, edition }: { readonly model: Model; readonly edition: string },
  code: string,
): Criterion {
  const named = model === 'CAF' && edition === '2020' ? criteria.get(code) : undefined;
  return named ?? { code, namePl: code, nameEn: code };
}

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
