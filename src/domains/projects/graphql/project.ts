/** A project as its lists state it. */
import { builder } from '#graphql/builder.ts';
import { inLanguage, languageArgument } from '#graphql/language.ts';
import { Match } from '#graphql/matches.ts';
import { pageUrlField } from '#graphql/page-url.ts';
import { rowRelease, rowSource } from '#graphql/releases.ts';
import type { MatchCandidate } from '#platform/problems/model.ts';
import { ProgrammingPeriod, ProjectList } from './enums.ts';
import { Programme, Project, programmeOf } from './nodes.ts';
import { ProjectPlace } from './place.ts';

/** Projects have a place or two, and few have modules or products. */
const few = { field: 1, multiplier: 2 };

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
  url: t.string(pageUrlField('projects', ({ id }: { readonly id: string }) => id)),
  period: t.expose('period', { type: ProgrammingPeriod, description: 'The programming period.' }),
  list: t.expose('list', { type: ProjectList, description: 'The list that its values come from.' }),
  programme: t.field({
    type: Programme,
    nullable: true,
    description: 'The programme; null when no list states it.',
    select: { programmeId: true },
    resolve: ({ programmeId }, _args, context) => programmeOf(programmeId, context),
  }),
  programmePath: t.field({
    type: [Programme],
    complexity: { field: 1, multiplier: 4 },
    description: 'Programme, priority, measure and sub-measure, as far as lists state them.',
    select: { programmeId: true, priorityId: true, measureId: true, submeasureId: true },
    resolve: ({ programmeId, priorityId, measureId, submeasureId }, _args, context) =>
      [programmeId, priorityId, measureId, submeasureId].flatMap((id) => programmeOf(id, context) ?? []),
  }),
  fund: t.exposeString('fund', {
    nullable: true,
    description:
      'The fund by its Polish letters, such as `EFRR`, `EFS`, `EFS+`, `FS`; null when the list does not state it.',
  }),
  startsOn: t.expose('startsOn', { type: 'Date', nullable: true, description: 'The first day of the work.' }),
  endsOn: t.expose('endsOn', { type: 'Date', nullable: true, description: 'The last day of the work.' }),
  signedOn: t.expose('signedOn', {
    type: 'Date',
    nullable: true,
    description: 'The day on which the contract or annex was signed; only the list of 2007-2013 states it.',
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
  matches: t.field({
    type: [Match],
    complexity: few,
    description: 'How its locations were matched to units; `participations` state it for beneficiaries.',
    select: { places: { select: { ordinal: true, text: true, unitId: true, candidates: true } } },
    resolve: ({ places }) =>
      places.map(({ ordinal, text, unitId, candidates }) => ({
        field: `places[${ordinal - 1}]`,
        text,
        candidates: candidates as unknown as MatchCandidate[],
        taken: unitId !== null,
      })),
  }),
  occurrences: t.exposeInt('occurrences', {
    description: 'How often its row stands in the list; more than once only where the list repeats it.',
  }),
  source: t.field({ ...rowSource, description: 'The edition that its values come from.' }),
  release: t.field({ ...rowRelease, description: 'The release that last changed it.' }),
}));
