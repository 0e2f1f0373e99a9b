/** A project as its lists tell it. */
import { builder } from '#graphql/builder.ts';
import { inLanguage, languageArgument } from '#graphql/language.ts';
import { Match } from '#graphql/matches.ts';
import { Money } from '#graphql/money.ts';
import { Release, Source } from '#graphql/releases.ts';
import type { Decimal } from '#platform/database/index.ts';
import type { MatchCandidate } from '#platform/problems/model.ts';
import { ProgrammingPeriod, ProjectList } from './enums.ts';
import { divided, moneyOf } from './money.ts';
import { Programme, Project, programmeOf } from './nodes.ts';
import { byHeading, ProjectModule, ProjectPlace, ProjectProduct, ProjectRecord } from './parts.ts';

/** Projects have a place or two, and few have modules or products. */
const few = { field: 1, multiplier: 2 };

const amountFields = {
  value: 'The total value, in PLN; of Interreg and Kohesio in EUR. Null when the list does not state it.',
  eligibleCost: 'The eligible cost; the lists of 2021-2027 and the map of grants state none.',
  publicSupport: 'All public support; of lists only that of 2007-2013 states it.',
  euContribution: "The European Union's contribution; null when the list does not state it.",
} as const;

interface Converted {
  readonly value: Decimal | null;
  readonly euContribution: Decimal | null;
  readonly euroRate: Decimal;
}

const ConvertedAmounts = builder.objectRef<Converted>('ConvertedAmounts').implement({
  description: 'Amounts of a project in euro, at the rate that its list states for it. Rounded to cents.',
  fields: (t) => ({
    rate: t.string({
      description: 'Złote for one euro, a decimal number.',
      resolve: ({ euroRate }) => euroRate.toFixed(),
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

function inEuro(amount: Decimal | null, rate: Decimal): { amount: string; currency: string } | null {
  return moneyOf(amount === null ? null : divided(amount.toFixed(), rate.toFixed()), 'EUR');
}

builder.prismaObjectFields(Project, (t) => ({
  title: t.string({
    description: 'The title.',
    args: { lang: t.arg(languageArgument) },
    select: { title: true, titleEn: true },
    resolve: ({ title, titleEn }, { lang }) => inLanguage(lang, title, titleEn),
  }),
  summary: t.string({
    nullable: true,
    description:
      'A short description, up to some 2,000 characters, in Polish; documents may have it in English too. Null without one.',
    args: { lang: t.arg(languageArgument) },
    select: { list: true, summary: true, summaryEn: true },
    resolve: ({ list, summary, summaryEn }, { lang }) =>
      (lang === 'EN' && list === 'DOCUMENT' ? summaryEn : null) ?? summary,
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
    select: { programmeId: true },
    resolve: ({ programmeId }, _args, context) => programmeOf(programmeId, context),
  }),
  programmePath: t.field({
    type: [Programme],
    complexity: { field: 1, multiplier: 4 },
    description: 'Programme, priority, measure and sub-measure, as far as they are told.',
    select: { programmeId: true, priorityId: true, measureId: true, submeasureId: true },
    resolve: ({ programmeId, priorityId, measureId, submeasureId }, _args, context) =>
      [programmeId, priorityId, measureId, submeasureId].flatMap((id) => programmeOf(id, context) ?? []),
  }),
  fund: t.exposeString('fund', {
    nullable: true,
    description:
      'The fund by its Polish letters, such as `EFRR`, `EFS`, `EFS+`, `FS`; null when the list does not tell.',
  }),
  currency: t.exposeString('currency', { description: 'The currency of its amounts, ISO 4217: `PLN` or `EUR`.' }),
  value: t.field({
    type: Money,
    nullable: true,
    description: amountFields.value,
    select: { value: true, currency: true },
    resolve: ({ value, currency }) => moneyOf(value, currency),
  }),
  eligibleCost: t.field({
    type: Money,
    nullable: true,
    description: amountFields.eligibleCost,
    select: { eligibleCost: true, currency: true },
    resolve: ({ eligibleCost, currency }) => moneyOf(eligibleCost, currency),
  }),
  publicSupport: t.field({
    type: Money,
    nullable: true,
    description: amountFields.publicSupport,
    select: { publicSupport: true, currency: true },
    resolve: ({ publicSupport, currency }) => moneyOf(publicSupport, currency),
  }),
  euContribution: t.field({
    type: Money,
    nullable: true,
    description: amountFields.euContribution,
    select: { euContribution: true, currency: true },
    resolve: ({ euContribution, currency }) => moneyOf(euContribution, currency),
  }),
  euRate: t.string({
    nullable: true,
    description: "The European Union's part of the eligible cost in per cent, as the list states it.",
    select: { euRate: true },
    resolve: ({ euRate }) => euRate?.toFixed(),
  }),
  inEuro: t.field({
    type: ConvertedAmounts,
    nullable: true,
    description:
      'Its amounts in euro, where its list states a rate for it (2021-2027 only); null otherwise: no other rate is applied.',
    select: { euroRate: true, currency: true, value: true, euContribution: true },
    resolve: ({ euroRate, currency, ...amounts }) =>
      euroRate === null || currency !== 'PLN' ? null : { ...amounts, euroRate },
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
  country: t.exposeString('country', {
    description:
      'The country, an ISO 3166-1 code; `ZZ` for an unknown one outside Poland. Only Kohesio lists others than `PL`.',
  }),
  theme: t.exposeString('theme', { nullable: true, description: 'The field of support, as the list words it.' }),
  places: t.field({
    type: [ProjectPlace],
    complexity: few,
    description: 'Where it is carried out, in the order of the list.',
    select: (_args, _context, nested) => ({ places: nested() }),
    resolve: ({ places }) => places,
  }),
  isWholeCountry: t.boolean({
    description: 'Whether the list says that it is carried out in the whole country.',
    select: { places: { select: { kind: true } } },
    resolve: ({ places }) => places.some(({ kind }) => kind === 'WHOLE_COUNTRY'),
  }),
  modules: t.field({
    type: [ProjectModule],
    complexity: few,
    description: 'Its tasks, where documents tell them; lists do not.',
    select: { id: true },
    resolve: ({ id }, _args, context) => context.loaders.projects.modules.load(id),
  }),
  products: t.field({
    type: [ProjectProduct],
    complexity: few,
    description: 'What came out of it, where documents tell; lists do not.',
    select: { id: true },
    resolve: ({ id }, _args, context) => context.loaders.projects.products.load(id),
  }),
  records: t.field({
    type: [ProjectRecord],
    complexity: few,
    description: 'The rows of all lists that tell of it, as they stand there.',
    select: { id: true },
    resolve: ({ id }, _args, context) => context.loaders.projects.records.load(id),
  }),
  originalRow: t.field({
    type: 'JSON',
    nullable: true,
    description: 'The row that its values come from, its cells by their headings; null when a document tells of it.',
    select: { id: true, list: true },
    resolve: async ({ id, list }, _args, context) => {
      const record = (await context.loaders.projects.records.load(id)).find((row) => row.list === list);
      return record === undefined ? null : byHeading(record.columns, record.original);
    },
  }),
  matches: t.field({
    type: [Match],
    complexity: few,
    description: 'How its locations were joined to units; see `participations` for how beneficiaries were.',
    select: { places: { select: { ordinal: true, text: true, unitId: true, candidates: true } } },
    resolve: ({ places }) =>
      places.map(({ ordinal, text, unitId, candidates }) => ({
        field: `places[${ordinal - 1}]`,
        text,
        candidates: candidates as unknown as MatchCandidate[],
        taken: unitId !== null,
      })),
  }),
  occurrences: t.exposeInt('occurrences', { description: 'How often its row stands in the list, usually once.' }),
  source: t.field({
    type: Source,
    description: 'The edition that its values come from.',
    select: { sourceId: true },
    resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
  }),
  release: t.field({
    type: Release,
    description: 'The release that last changed it.',
    select: { changedIn: true },
    resolve: ({ changedIn }, _args, { loaders }, info) => loaders.releases.releases.get(changedIn, info),
  }),
}));
