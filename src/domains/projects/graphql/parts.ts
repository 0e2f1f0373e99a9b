/** What a project consists of: places, modules, products, the rows of lists that tell of it. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { inLanguage, languageArgument } from '#graphql/language.ts';
import { MatchCandidate, MatchMethod } from '#graphql/matches.ts';
import { Release, Source } from '#graphql/releases.ts';
import { Office } from '#offices';
import type { MatchCandidate as CandidateRecord } from '#platform/problems/model.ts';
import { asOfArgument, TerritorialUnit, unitOfRow } from '#registry';
import type { OriginalCell } from '../model.ts';
import type { ModuleRow, ProductRow, RatingRow, RecordRow } from '../query/details.ts';
import { ProjectList, ProjectPlaceKind } from './enums.ts';
import { Project } from './nodes.ts';

type Method = typeof MatchMethod.$inferType;

export const ProjectPlace = builder.prismaObject('ProjectPlace', {
  description: 'A location of a project as its list writes it, and the unit that it was joined to.',
  select: { ordinal: true },
  fields: (t) => ({
    kind: t.expose('kind', { type: ProjectPlaceKind, description: 'What it is.' }),
    text: t.exposeString('text', { description: 'As it stands in the list.' }),
    unit: t.field({
      type: TerritorialUnit,
      nullable: true,
      description:
        'The voivodeship, powiat or gmina, as it is today or on `asOf`; null for the whole country and for a text.',
      args: asOfArgument(t.arg),
      select: { unitId: true },
      resolve: ({ unitId }, args, context) => unitOfRow(unitId, args, context),
    }),
    method: t.field({
      type: MatchMethod,
      nullable: true,
      description: 'How the unit was recognised; null without one.',
      select: { method: true },
      resolve: ({ method }) => method as Method | null,
    }),
    confidence: t.exposeFloat('confidence', {
      nullable: true,
      description: 'How sure the join is, from 0.75 to 1; null without a unit.',
    }),
    candidates: t.field({
      type: [MatchCandidate],
      description: 'What the text may mean, the surest first: the first is the unit, if one was taken. At most 5.',
      select: { candidates: true },
      resolve: ({ candidates }) => candidates as unknown as CandidateRecord[],
    }),
  }),
});

export const ProjectModule = builder.objectRef<ModuleRow>('ProjectModule').implement({
  description: 'A task (module) of a project. What was planned and what was done are separate facts.',
  fields: (t) => ({
    project: t.field({
      type: Project,
      description: 'The project that it is a task of.',
      resolve: ({ projectId }, _args, { loaders }, info) => loaders.projects.byId.get(projectId, info),
    }),
    ordinal: t.exposeInt('ordinal', { description: 'Its number in the project, from 1.' }),
    name: t.string({
      description: 'Its name.',
      args: { lang: t.arg(languageArgument) },
      resolve: ({ name, nameEn }, { lang }) => inLanguage(lang, name, nameEn),
    }),
    startsOn: t.expose('startsOn', {
      type: 'Date',
      nullable: true,
      description: 'The first day; of a month that a source names its first day.',
    }),
    endsOn: t.expose('endsOn', {
      type: 'Date',
      nullable: true,
      description: 'The last day; of a month that a source names its last day.',
    }),
    plannedParticipants: t.exposeInt('plannedParticipants', {
      nullable: true,
      description: 'How many were to take part; null when no source tells.',
    }),
    actualParticipants: t.exposeInt('actualParticipants', {
      nullable: true,
      description: 'How many took part; null when no source tells.',
    }),
    source: t.field({
      type: Source,
      description: 'What tells it.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
  }),
});

const ProductRating = builder.objectRef<RatingRow>('ProductRating').implement({
  description: 'How those who were asked in a survey rated a product.',
  fields: (t) => ({
    survey: t.string({
      description: 'What kind of survey it was.',
      args: { lang: t.arg(languageArgument) },
      resolve: ({ survey, surveyEn }, { lang }) => inLanguage(lang, survey, surveyEn),
    }),
    respondents: t.string({
      description: 'Who was asked.',
      args: { lang: t.arg(languageArgument) },
      resolve: ({ respondents, respondentsEn }, { lang }) => inLanguage(lang, respondents, respondentsEn),
    }),
    office: t.field({
      type: Office,
      nullable: true,
      description: 'The office that was asked, where it was one.',
      resolve: ({ officeId }) => officeId,
    }),
    askedOn: t.expose('askedOn', {
      type: 'Date',
      nullable: true,
      description: 'When they were asked: the day, or the first day of the time that a source names.',
    }),
    rank: t.exposeInt('rank', {
      nullable: true,
      description: 'Its place among the products, 1 the best; null when not ranked.',
    }),
    score: t.exposeString('score', { nullable: true, description: 'The score, a decimal number; null without one.' }),
    scoreMost: t.exposeString('scoreMost', { nullable: true, description: 'The highest score that could be given.' }),
    verdict: t.string({
      nullable: true,
      description: 'What the survey said in words.',
      args: { lang: t.arg(languageArgument) },
      resolve: ({ verdict, verdictEn }, { lang }) => inLanguage(lang, verdict, verdictEn),
    }),
    source: t.field({
      type: Source,
      description: 'What tells it.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
  }),
});

export const ProjectProduct = builder.objectRef<ProductRow>('ProjectProduct').implement({
  description: 'Something that came out of a project, and how it was rated.',
  fields: (t) => ({
    project: t.field({
      type: Project,
      description: 'The project that it came out of.',
      resolve: ({ projectId }, _args, { loaders }, info) => loaders.projects.byId.get(projectId, info),
    }),
    module: t.field({
      type: ProjectModule,
      nullable: true,
      description: 'The task that it came out of; null when no source tells.',
      resolve: ({ projectId, moduleId }, _args, context) => moduleOf(projectId, moduleId, context),
    }),
    ordinal: t.exposeInt('ordinal', { description: 'Its number among the products of the project, from 1.' }),
    name: t.string({
      description: 'Its name.',
      args: { lang: t.arg(languageArgument) },
      resolve: ({ name, nameEn }, { lang }) => inLanguage(lang, name, nameEn),
    }),
    ratings: t.field({
      type: [ProductRating],
      complexity: { field: 1, multiplier: 2 },
      description: 'How it was rated, one entry for each survey.',
      resolve: ({ ratings }) => [...ratings],
    }),
    source: t.field({
      type: Source,
      description: 'What tells it.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
  }),
});

builder.objectField(ProjectModule, 'products', (t) =>
  t.field({
    type: [ProjectProduct],
    complexity: { field: 1, multiplier: 2 },
    description: 'What came out of it, where documents tell.',
    resolve: async ({ id, projectId }, _args, context) =>
      (await context.loaders.projects.products.load(projectId)).filter(({ moduleId }) => moduleId === id),
  }),
);

/** The task of a project with an id, if one is named. */
export async function moduleOf(projectId: string, id: string | null, context: Context): Promise<ModuleRow | undefined> {
  if (id === null) return undefined;
  return (await context.loaders.projects.modules.load(projectId)).find((module) => module.id === id);
}

export const ProjectRecord = builder.objectRef<RecordRow>('ProjectRecord').implement({
  description: 'A row of a list that tells of a project, as it stands there.',
  fields: (t) => ({
    list: t.expose('list', { type: ProjectList, description: 'Which list it stands in.' }),
    source: t.field({
      type: Source,
      description: 'The edition that first had the row so.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
    sheet: t.exposeString('sheet', { description: 'The sheet of the workbook; empty for a csv file.' }),
    row: t.exposeInt('row', { description: 'The row of the sheet or line of the file, from 1.' }),
    occurrences: t.exposeInt('occurrences', {
      description: 'How often the same row stands in the list, usually once.',
    }),
    originalRow: t.field({
      type: 'JSON',
      description:
        'The cells by their headings, as they stand there; a heading that comes twice has ` (2)` behind it. Days in workbooks are serial numbers.',
      resolve: ({ columns, original }) => byHeading(columns, original),
    }),
    lastSeen: t.expose('seenAsOf', { type: 'Date', description: 'The day of the newest edition that shows the row.' }),
    release: t.field({
      type: Release,
      description: 'The release that last changed it.',
      resolve: ({ changedIn }, _args, { loaders }, info) => loaders.releases.releases.get(changedIn, info),
    }),
  }),
});

export function byHeading(
  columns: readonly OriginalCell[],
  cells: readonly OriginalCell[],
): Record<string, OriginalCell> {
  const row: Record<string, OriginalCell> = {};
  for (let index = 0; index < Math.max(columns.length, cells.length); index += 1) {
    const heading = String(columns[index] ?? `#${index + 1}`);
    let name = heading;
    for (let number = 2; Object.hasOwn(row, name); number += 1) name = `${heading} (${number})`;
    row[name] = cells[index] ?? null;
  }
  return row;
}
