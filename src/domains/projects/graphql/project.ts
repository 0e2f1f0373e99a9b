/** A project as its lists tell it. */
import { builder } from '#graphql/builder.ts';
import { inLanguage, languageArgument } from '#graphql/language.ts';
import { Match } from '#graphql/matches.ts';
import { Money } from '#graphql/money.ts';
import { Release, Source } from '#graphql/releases.ts';
import type { ProjectRow } from '../query/rows.ts';
import { ProgrammingPeriod, ProjectList } from './enums.ts';
import { divided, moneyOf, trimmed } from './money.ts';
import { Programme, Project, programmeOf, projectsByIds } from './nodes.ts';
import { byHeading, ProjectModule, ProjectPlace, ProjectProduct, ProjectRecord } from './parts.ts';

/** Projects have a place or two, and few have modules or products. */
const few = { field: 1, multiplier: 2 };

const amountFields = {
  value: 'The total value, in PLN; of Interreg and Kohesio in EUR. Null when the list does not state it.',
  eligibleCost: 'The eligible cost; the lists of 2021-2027 and the map of grants state none.',
  publicSupport: 'All public support; of lists only that of 2007-2013 states it.',
  euContribution: "The European Union's contribution; null when the list does not state it.",
} as const;

const ConvertedAmounts = builder.objectRef<ProjectRow>('ConvertedAmounts').implement({
  description: 'Amounts of a project in euro, at the rate that its list states for it. Rounded to cents.',
  fields: (t) => ({
    rate: t.string({
      description: 'Złote for one euro, a decimal number.',
      resolve: ({ euroRate }) => trimmed(euroRate ?? ''),
    }),
    rateSource: t.string({
      description: 'Where the rate comes from.',
      resolve: () => 'Column "Kurs EURO" of the list of projects 2021-2027 (CST2021)',
    }),
    value: t.field({
      type: Money,
      nullable: true,
      description: 'The total value in EUR.',
      resolve: ({ value, euroRate }) => inEuro(value, euroRate),
    }),
    euContribution: t.field({
      type: Money,
      nullable: true,
      description: "The European Union's contribution in EUR.",
      resolve: ({ euContribution, euroRate }) => inEuro(euContribution, euroRate),
    }),
  }),
});

function inEuro(amount: string | null, rate: string | null): { amount: string; currency: string } | null {
  return moneyOf(amount === null || rate === null ? null : divided(amount, rate), 'EUR');
}

Project.implement({
  extensions: { nodesByIds: projectsByIds },
  description:
    'A project with money of the European Union. Sources: the national lists of 2007-2013, 2014-2020 and 2021-2027, the map of grants, Kohesio, and documents; see `source` and `records`.',
  fields: (t) => ({
    title: t.string({
      description: 'The title.',
      args: { lang: t.arg(languageArgument) },
      resolve: ({ title, titleEn }, { lang }) => inLanguage(lang, title, titleEn),
    }),
    summary: t.string({
      nullable: true,
      description:
        'A short description, up to some 2,000 characters, in Polish; documents may have it in English too. Null without one.',
      args: { lang: t.arg(languageArgument) },
      resolve: async ({ id }, { lang }, context) => {
        const found = await context.loaders.projects.summaries.load(id);
        return (lang === 'EN' ? found?.summaryEn : null) ?? found?.summary;
      },
    }),
    contractNumber: t.exposeString('contractNumber', {
      nullable: true,
      description: 'The number of the contract or decision, as the list writes it; null in the map of grants.',
    }),
    period: t.expose('period', { type: ProgrammingPeriod, description: 'The programming period.' }),
    list: t.expose('list', { type: ProjectList, description: 'The list that its values come from.' }),
    programme: t.field({
      type: Programme,
      nullable: true,
      description: 'The programme; null when no list tells it.',
      resolve: ({ programmeId }, _args, context) => programmeOf(programmeId, context),
    }),
    programmePath: t.field({
      type: [Programme],
      complexity: { field: 1, multiplier: 4 },
      description: 'Programme, priority, measure and sub-measure, as far as they are told.',
      resolve: ({ programmeId, priorityId, measureId, submeasureId }, _args, context) =>
        [programmeId, priorityId, measureId, submeasureId].flatMap((id) => programmeOf(id, context) ?? []),
    }),
    fund: t.exposeString('fund', {
      nullable: true,
      description:
        'The fund by its Polish letters, such as `EFRR`, `EFS`, `EFS+`, `FS`; null when the list does not tell.',
    }),
    currency: t.exposeString('currency', { description: 'The currency of its amounts, ISO 4217: `PLN` or `EUR`.' }),
    ...Object.fromEntries(
      Object.entries(amountFields).map(([name, description]) => [
        name,
        t.field({
          type: Money,
          nullable: true,
          description,
          resolve: (row) => moneyOf(row[name as keyof typeof amountFields], row.currency),
        }),
      ]),
    ),
    euRate: t.string({
      nullable: true,
      description: "The European Union's part of the eligible cost in per cent, as the list states it.",
      resolve: ({ euRate }) => (euRate === null ? null : trimmed(euRate)),
    }),
    inEuro: t.field({
      type: ConvertedAmounts,
      nullable: true,
      description:
        'Its amounts in euro, where its list states a rate for it (2021-2027 only); null otherwise: no other rate is applied.',
      resolve: (row) => (row.euroRate === null || row.currency !== 'PLN' ? null : row),
    }),
    startsOn: t.expose('startsOn', { type: 'Date', nullable: true, description: 'The first day of the work.' }),
    endsOn: t.expose('endsOn', { type: 'Date', nullable: true, description: 'The last day of the work.' }),
    signedOn: t.expose('signedOn', {
      type: 'Date',
      nullable: true,
      description: 'The day on which the contract or annex was signed; only the list of 2007-2013 tells it.',
    }),
    isCompleted: t.exposeBoolean('isCompleted', {
      nullable: true,
      description: 'Whether the financing is completed, as the list says; null when it does not.',
    }),
    theme: t.exposeString('theme', { nullable: true, description: 'The field of support, as the list words it.' }),
    places: t.field({
      type: [ProjectPlace],
      complexity: few,
      description: 'Where it is carried out, in the order of the list.',
      resolve: ({ places }) => [...places],
    }),
    isWholeCountry: t.boolean({
      description: 'Whether the list says that it is carried out in the whole country.',
      resolve: ({ places }) => places.some(({ kind }) => kind === 'WHOLE_COUNTRY'),
    }),
    modules: t.field({
      type: [ProjectModule],
      complexity: few,
      description: 'Its tasks, where documents tell them; lists do not.',
      resolve: ({ id }, _args, context) => context.loaders.projects.modules.load(id),
    }),
    products: t.field({
      type: [ProjectProduct],
      complexity: few,
      description: 'What came out of it, where documents tell; lists do not.',
      resolve: ({ id }, _args, context) => context.loaders.projects.products.load(id),
    }),
    records: t.field({
      type: [ProjectRecord],
      complexity: few,
      description: 'The rows of all lists that tell of it, as they stand there.',
      resolve: ({ id }, _args, context) => context.loaders.projects.records.load(id),
    }),
    originalRow: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The row that its values come from, its cells by their headings; null when a document tells of it.',
      resolve: async ({ id, list }, _args, context) => {
        const record = (await context.loaders.projects.records.load(id)).find((row) => row.list === list);
        return record === undefined ? null : byHeading(record.columns, record.original);
      },
    }),
    matches: t.field({
      type: [Match],
      complexity: few,
      description: 'How its locations were joined to units; see `participations` for how beneficiaries were.',
      resolve: ({ places }) =>
        places.map(({ ordinal, text, unitId, candidates }) => ({
          field: `places[${ordinal - 1}]`,
          text,
          candidates,
          taken: unitId !== null,
        })),
    }),
    occurrences: t.exposeInt('occurrences', { description: 'How often its row stands in the list, usually once.' }),
    source: t.field({
      type: Source,
      description: 'The edition that its values come from.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
    release: t.field({
      type: Release,
      description: 'The release that last changed it.',
      resolve: ({ changedIn }, _args, { loaders }, info) => loaders.releases.releases.get(changedIn, info),
    }),
  }),
});
