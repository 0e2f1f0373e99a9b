/** What this domain reads for all objects of an answer at once. */
import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import type { Context } from '#graphql/context.ts';
import { OwnedRows, ownedBy, ownedLoader, ownedThrough } from '#graphql/lists/owned.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import { RowLoader, selectionOf } from '#graphql/rows.ts';
import { query } from '#platform/database/index.ts';
import type { Inference } from './model.ts';
import { pageLoaders } from './page-loaders.ts';

export function practiceLoaders(context: Context) {
  return {
    ...entryLoaders(context),
    ...partLoaders(context),
    ...citationLoaders(context),
    ...plainLoaders(context),
    ...pageLoaders(context),
  };
}

/** By slug; Prisma reads them with the columns that the document needs. */
function entryLoaders(context: Context) {
  const { db } = context;
  type Read = (args: { where: { slug: { in: string[] } }; select: never }) => Promise<object[]>;
  const bySlug = (typename: string, read: Read) =>
    new RowLoader<string, { slug: string }>(
      typename,
      context,
      ({ slug }) => slug,
      (slugs, { select }) => {
        const rows = read({ where: { slug: { in: [...slugs] } }, select: { ...select, slug: true } as never });
        return rows as Promise<{ slug: string }[]>;
      },
    );
  return {
    practice: bySlug('Practice', (args) => db.prisma.practice.findMany(args)),
    call: bySlug('Call', (args) => db.prisma.call.findMany(args)),
    event: bySlug('Event', (args) => db.prisma.event.findMany(args)),
    livingLab: bySlug('LivingLab', (args) => db.prisma.livingLab.findMany(args)),
    citation: bySlug('Citation', (args) => db.prisma.citation.findMany(args)),
    adoption: bySlug('Adoption', (args) => db.prisma.adoption.findMany(args)),
    costBenefit: bySlug('CostBenefit', (args) => db.prisma.costBenefitAssessment.findMany(args)),
    topic: bySlug('Topic', (args) => db.prisma.topic.findMany(args)),
    /** All of them, in the order of the taxonomy. */
    topics: async (info: GraphQLResolveInfo) => {
      const { select } = selectionOf('Topic', context, info);
      const columns = { ...select, slug: true } as never;
      const topics: object[] = await db.prisma.topic.findMany({ select: columns, orderBy: { ordinal: 'asc' } });
      return topics.map((topic) => markLoaded(topic as { slug: string }));
    },
    session: new RowLoader<string, { id: string }>(
      'Session',
      context,
      ({ id }) => id,
      (ids, { select }) =>
        db.prisma.eventSession.findMany({
          where: { id: { in: [...ids] } },
          select: { ...select, id: true } as never,
        }) as Promise<{ id: string }[]>,
    ),
  };
}

function partLoaders(context: Context) {
  const owned = (typename: string, ownership: ConstructorParameters<typeof OwnedRows>[2]) =>
    new OwnedRows(context, typename, ownership);
  return {
    officesOfPractice: owned('PracticeOffice', ownedBy('practice_office', 'practice_slug')),
    topicsOfPractice: owned('Topic', ownedThrough('topic', 'practice_topic', 'practice_slug', 'topic_slug')),
    submissionsOfPractice: owned('PracticeSubmission', ownedBy('practice_submission', 'practice_slug')),
    evidenceOfPractice: owned('Evidence', ownedBy('evidence', 'practice_slug')),
    materialsOfPractice: owned('Material', ownedBy('material', 'practice_slug')),
    materialsOfEvent: owned('Material', ownedBy('material', 'event_slug')),
    materialsOfPresentation: owned('Material', ownedBy('material', 'presentation_id')),
    organisersOfCall: owned('Organiser', ownedBy('organiser', 'call_slug')),
    organisersOfEvent: owned('Organiser', ownedBy('organiser', 'event_slug')),
    organisersOfLivingLab: owned('Organiser', ownedBy('organiser', 'living_lab_slug')),
    themesOfCall: owned('Theme', ownedBy('call_theme', 'call_slug')),
    admissionsOfCall: owned('Admission', ownedBy('call_admission', 'call_slug')),
    numbersOfCall: owned('PlannedAndActual', ownedBy('planned_number', 'call_slug')),
    numbersOfEvent: owned('PlannedAndActual', ownedBy('planned_number', 'event_slug')),
    sessionsOfEvent: owned('Session', ownedBy('event_session', 'event_slug')),
    presentationsOfSession: owned('Presentation', ownedBy('presentation', 'session_id')),
  };
}

function citationLoaders(context: Context) {
  const cited = (owner: Parameters<typeof ownedBy<'citation_use'>>[1]) =>
    new OwnedRows(context, 'Citation', ownedThrough('citation', 'citation_use', owner, 'citation_slug'));
  return {
    citationsOfPractice: cited('practice_slug'),
    citationsOfAdoption: cited('adoption_slug'),
    citationsOfCostBenefit: cited('cost_benefit_slug'),
    citationsOfCall: cited('call_slug'),
    citationsOfEvent: cited('event_slug'),
    citationsOfLivingLab: cited('living_lab_slug'),
  };
}

export interface ActorRow {
  readonly officeId: string | null;
  readonly organisationPl: string | null;
  readonly organisationEn: string | null;
}

export interface EvidenceRow {
  readonly titlePl: string;
  readonly titleEn: string | null;
  readonly metricCode: string | null;
  readonly unitId: string | null;
  readonly officeId: string | null;
  readonly dimensions: Readonly<Record<string, string>> | null;
  readonly baselinePeriod: string | null;
  readonly baselineValue: number | null;
  readonly targetPeriod: string | null;
  readonly targetValue: number | null;
}

const evidenceColumns = sql`r.title_pl AS "titlePl", r.title_en AS "titleEn", r.metric_code AS "metricCode",
  r.unit_id AS "unitId", r.office_id AS "officeId", r.dimensions, r.baseline_period AS "baselinePeriod",
  r.baseline_value AS "baselineValue", r.target_period AS "targetPeriod", r.target_value AS "targetValue"`;
const actorColumns = sql`r.office_id AS "officeId", r.organisation_pl AS "organisationPl", r.organisation_en AS "organisationEn"`;

/** Small rows, which are read whole. */
function plainLoaders(context: Context) {
  const evidenceOfProjects = {
    from: sql`documented_project AS d JOIN evidence AS r ON r.documented_project_slug = d.slug`,
    owner: sql`d.project_id`,
    order: sql`d.slug, r.ordinal`,
  };
  const documents = {
    from: sql`documented_project AS r`,
    owner: sql`r.project_id`,
    order: sql`r.list_key`,
  };
  const owners = {
    from: sql`(SELECT * FROM practice_office WHERE role = 'OWNER') AS r`,
    owner: sql`r.practice_slug`,
    order: sql`r.ordinal`,
  };
  return {
    placesOfPractice: ownedLoader<{ unitId: string }>(
      context,
      ownedBy('practice_place', 'practice_slug'),
      sql`r.unit_id AS "unitId"`,
    ),
    ownersOfPractice: ownedLoader<ActorRow>(context, owners, actorColumns),
    presenters: ownedLoader<ActorRow>(context, ownedBy('presenter', 'presentation_id'), actorColumns),
    outcomesOfPractice: ownedLoader<EvidenceRow>(context, ownedBy('evidence', 'practice_slug'), evidenceColumns),
    outcomesOfProject: ownedLoader<EvidenceRow>(context, evidenceOfProjects, evidenceColumns),
    inferencesOfProject: ownedLoader<{ inferences: Inference[] | null }>(context, documents, sql`r.inferences`),
    titles: new DataLoader<string, string | null>(async (slugs) => {
      const statement = query.selectFrom('practice').select(['slug', 'title_pl']).where('slug', 'in', slugs);
      const titles = new Map((await context.db.rows(statement)).map(({ slug, title_pl: title }) => [slug, title]));
      return slugs.map((slug) => titles.get(slug) ?? null);
    }),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly practices: ReturnType<typeof practiceLoaders>;
  }
}
