/** What this domain reads for all objects of an answer at once. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '#graphql/context.ts';
import { OwnedRows, ownedBy, ownedThrough } from '#graphql/lists/owned.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import { RowLoader, selectionOf } from '#graphql/rows.ts';
import type { ColumnOf } from '#platform/database/index.ts';
import { pageLoaders } from './page-loaders.ts';
import { plainLoaders } from './plain-loaders.ts';

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
    topicsOfPractice: owned(
      'Topic',
      ownedThrough({ table: 'topic', id: 'slug' }, 'practice_topic', 'practice_slug', 'topic_slug'),
    ),
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
  const cited = (owner: ColumnOf<'citation_use'>) =>
    new OwnedRows(
      context,
      'Citation',
      ownedThrough({ table: 'citation', id: 'slug' }, 'citation_use', owner, 'citation_slug'),
    );
  return {
    citationsOfPractice: cited('practice_slug'),
    citationsOfAdoption: cited('adoption_slug'),
    citationsOfCostBenefit: cited('cost_benefit_slug'),
    citationsOfCall: cited('call_slug'),
    citationsOfEvent: cited('event_slug'),
    citationsOfLivingLab: cited('living_lab_slug'),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly practices: ReturnType<typeof practiceLoaders>;
  }
}
