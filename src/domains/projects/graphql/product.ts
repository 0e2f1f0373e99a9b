/** What came out of projects, and how it was rated. */
import { builder } from '#graphql/builder.ts';
import { inLanguage, languageArgument } from '#graphql/language.ts';
import { pagePath, shownAtField } from '#graphql/page-url.ts';
import { rowSource } from '#graphql/releases.ts';
import { Office } from '#offices';
import { Project, ProjectModule, ProjectProduct } from './nodes.ts';

const few = { field: 1, multiplier: 2 };

const ProductRating = builder.prismaObject('ProductRating', {
  description: 'How the respondents of a survey rated a product.',
  select: {},
  fields: (t) => ({
    survey: t.string({
      description: 'What kind of survey it was.',
      args: { lang: t.arg(languageArgument) },
      select: { survey: true, surveyEn: true },
      resolve: ({ survey, surveyEn }, { lang }) => inLanguage(lang, survey, surveyEn),
    }),
    respondents: t.string({
      description: 'Who responded.',
      args: { lang: t.arg(languageArgument) },
      select: { respondents: true, respondentsEn: true },
      resolve: ({ respondents, respondentsEn }, { lang }) => inLanguage(lang, respondents, respondentsEn),
    }),
    office: t.field({
      type: Office,
      nullable: true,
      description: 'The responding office, where it was one.',
      select: { officeId: true },
      resolve: ({ officeId }, _args, { loaders }, info) =>
        officeId === null ? null : loaders.offices.office.load(officeId, info),
    }),
    askedOn: t.expose('askedOn', {
      type: 'Date',
      nullable: true,
      description: 'When the survey was held: the day, or the first day of the time that a source names.',
    }),
    rank: t.exposeInt('rank', {
      nullable: true,
      description: 'Its place among the products, 1 the best; null when not ranked.',
    }),
    score: t.expose('score', { type: 'Decimal', nullable: true, description: 'The score; null without one.' }),
    scoreMax: t.expose('scoreMost', {
      type: 'Decimal',
      nullable: true,
      description: 'The highest score that could be given.',
    }),
    verdict: t.string({
      nullable: true,
      description: 'What the survey said in words.',
      args: { lang: t.arg(languageArgument) },
      select: { verdict: true, verdictEn: true },
      resolve: ({ verdict, verdictEn }, { lang }) => inLanguage(lang, verdict, verdictEn),
    }),
    source: t.field({ ...rowSource, description: 'The source.' }),
  }),
});

builder.prismaObjectFields(ProjectProduct, (t) => ({
  url: t.string({
    select: { projectId: true },
    ...shownAtField<{ projectId: string }>(({ projectId }) => pagePath('projects', projectId)),
  }),
  project: t.field({
    type: Project,
    description: 'The project that it came out of.',
    select: { projectId: true },
    resolve: ({ projectId }, _args, { loaders }, info) => loaders.projects.byId.get(projectId, info),
  }),
  module: t.field({
    type: ProjectModule,
    nullable: true,
    description: 'The task that it came out of; null when no source states it.',
    select: { moduleId: true },
    resolve: ({ moduleId }, _args, { loaders }, info) =>
      moduleId === null ? null : loaders.projects.moduleById.load(moduleId, info),
  }),
  ordinal: t.exposeInt('ordinal', { description: 'Its number among the products of the project, from 1.' }),
  name: t.string({
    description: 'Its name.',
    args: { lang: t.arg(languageArgument) },
    select: { name: true, nameEn: true },
    resolve: ({ name, nameEn }, { lang }) => inLanguage(lang, name, nameEn),
  }),
  ratings: t.field({
    type: [ProductRating],
    complexity: few,
    description: 'How it was rated, one entry for each survey.',
    resolve: ({ id }, _args, { loaders }, info) => loaders.projects.ratings.load(id, info),
  }),
  source: t.field({ ...rowSource, description: 'The source.' }),
}));

builder.prismaObjectField(Project, 'products', (t) =>
  t.field({
    type: [ProjectProduct],
    complexity: few,
    description: 'Its products, where documents state them; lists do not.',
    resolve: ({ id }, _args, { loaders }, info) => loaders.projects.products.load(id, info),
  }),
);

builder.prismaObjectField(ProjectModule, 'products', (t) =>
  t.field({
    type: [ProjectProduct],
    complexity: few,
    description: 'Its products, where documents state them.',
    resolve: ({ id }, _args, { loaders }, info) => loaders.projects.productsOfModule.load(id, info),
  }),
);
