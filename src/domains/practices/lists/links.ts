/** The lists of this domain: from what an index leads to which rows. */
import { sql } from 'kysely';
import { type Link, type ListKind, link } from '#graphql/lists/links.ts';
import { query, type Tables } from '#platform/database/index.ts';

function list(name: string, table: keyof Tables, ...links: Link[]): ListKind {
  return { name, table, id: table === 'practice_submission' || table === 'presentation' ? 'id' : 'slug', links };
}

/** Units lead to practices by the offices that sit in them or serve them. */
const throughOffices: Link = {
  ...link('practice_office', 'office_id', 'practice_slug'),
  keysFrom: (units) => {
    const isAny = sql<string>`ANY(${units})`;
    const offices = query.selectFrom('office as o').select('o.id');
    return sql`${offices.where('o.seat_unit_id', '=', isAny).union(offices.where('o.served_unit_id', '=', isAny))}`;
  },
};

export const practicesOf = {
  office: list('practices', 'practice', link('practice_office', 'office_id', 'practice_slug')),
  topic: list('practices', 'practice', link('practice_topic', 'topic_slug', 'practice_slug')),
  livingLab: list('practices', 'practice', link('practice', 'living_lab_slug', 'slug')),
  project: list('practices', 'practice', link('practice', 'project_id', 'slug')),
  citation: list('practices', 'practice', link('citation_use', 'citation_slug', 'practice_slug')),
  call: list('practices', 'practice', link('practice_submission', 'call_slug', 'practice_slug')),
  /** Of offices that sit in a unit or serve it, and those carried out there. */
  units: list('practices', 'practice', throughOffices, link('practice_place', 'unit_id', 'practice_slug')),
} as const;

export const adoptionsOf = {
  practice: list('adoptions', 'adoption', link('adoption', 'practice_slug', 'slug')),
  office: list(
    'adoptions',
    'adoption',
    link('adoption', 'adopter_office_id', 'slug'),
    link('adoption', 'from_office_id', 'slug'),
  ),
  citation: list('adoptions', 'adoption', link('citation_use', 'citation_slug', 'adoption_slug')),
} as const;

export const costBenefitsOf = {
  practice: list('costBenefits', 'cost_benefit_assessment', link('cost_benefit_assessment', 'practice_slug', 'slug')),
  office: list(
    'costBenefits',
    'cost_benefit_assessment',
    link('cost_benefit_assessment', 'assessor_office_id', 'slug'),
  ),
  citation: list('costBenefits', 'cost_benefit_assessment', link('citation_use', 'citation_slug', 'cost_benefit_slug')),
} as const;

export const callsOf = {
  office: list(
    'calls',
    'call',
    link('organiser', 'office_id', 'call_slug'),
    link('call_admission', 'office_id', 'call_slug'),
  ),
  organiser: list('calls', 'call', link('organiser', 'office_id', 'call_slug')),
  topic: list('calls', 'call', link('call_theme', 'topic_slug', 'call_slug')),
  event: list('calls', 'call', link('call', 'event_slug', 'slug')),
  livingLab: list('calls', 'call', link('call', 'living_lab_slug', 'slug')),
  project: list('calls', 'call', link('call', 'project_id', 'slug')),
  citation: list('calls', 'call', link('citation_use', 'citation_slug', 'call_slug')),
} as const;

export const eventsOf = {
  office: list(
    'events',
    'event',
    link('organiser', 'office_id', 'event_slug'),
    link('presenter', 'office_id', 'event_slug'),
  ),
  organiser: list('events', 'event', link('organiser', 'office_id', 'event_slug')),
  topic: list('events', 'event', link('event_session', 'topic_slug', 'event_slug')),
  project: list('events', 'event', link('event', 'project_id', 'slug')),
  citation: list('events', 'event', link('citation_use', 'citation_slug', 'event_slug')),
  units: list('events', 'event', link('event', 'place_unit_id', 'slug')),
} as const;

export const livingLabsOf = {
  office: list('livingLabs', 'living_lab', link('organiser', 'office_id', 'living_lab_slug')),
  project: list('livingLabs', 'living_lab', link('living_lab', 'project_id', 'slug')),
  citation: list('livingLabs', 'living_lab', link('citation_use', 'citation_slug', 'living_lab_slug')),
  units: list('livingLabs', 'living_lab', link('living_lab', 'host_unit_id', 'slug')),
} as const;

/** A citation has its own place, not that of what cites it. */
const citationsOfProjects = sql`(${query
  .selectFrom('documented_project as d')
  .innerJoin('citation_use as u', 'u.documented_project_slug', 'd.slug')
  .innerJoin('citation as c', 'c.slug', 'u.citation_slug')
  .select(['c.list_key', 'c.slug', 'd.project_id'])})`;

export const citationsOf = {
  /** Of what documents state of a project. */
  project: list('citations', 'citation', { source: citationsOfProjects, origin: 'project_id', target: 'slug' }),
} as const;

export const submissionsTo = list('submissions', 'practice_submission', link('practice_submission', 'call_slug', 'id'));
export const presentationsOf = list('presentations', 'presentation', link('presentation', 'practice_slug', 'id'));
