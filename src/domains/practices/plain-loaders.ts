/** Small rows, which are read whole. */
import DataLoader from 'dataloader';
import { type Compilable, sql } from 'kysely';
import type { Context } from '#graphql/context.ts';
import { query } from '#platform/database/index.ts';
import type { Inference } from './model.ts';

export interface ActorRow {
  readonly officeId: string | null;
  readonly organisationPl: string | null;
  readonly organisationEn: string | null;
}

const actor = [
  'r.office_id as officeId',
  'r.organisation_pl as organisationPl',
  'r.organisation_en as organisationEn',
] as const;
const owners = query
  .selectFrom('practice_office as r')
  .select(actor)
  .select('r.practice_slug as owner')
  .where('r.role', '=', 'OWNER');
const presenters = query.selectFrom('presenter as r').select(actor).select('r.presentation_id as owner');
const places = query.selectFrom('practice_place as r').select(['r.unit_id as unitId', 'r.practice_slug as owner']);

const evidence = query
  .selectFrom('evidence as r')
  .select(['r.title_pl as titlePl', 'r.title_en as titleEn', 'r.metric_code as metricCode', 'r.unit_id as unitId'])
  .select(['r.office_id as officeId', 'r.dimensions', 'r.baseline_period as baselinePeriod'])
  .select(['r.baseline_value as baselineValue', 'r.target_period as targetPeriod', 'r.target_value as targetValue'])
  // What lies in a JSON column has no types.
  .$narrowType<{ dimensions: Readonly<Record<string, string>> | null }>();

export type EvidenceRow = Awaited<ReturnType<typeof evidence.executeTakeFirstOrThrow>>;

/** Rows of what some documents state of a project. */
const documents = query
  .selectFrom('documented_project as d')
  .select(['d.project_id as owner', 'd.inferences'])
  .$narrowType<{ inferences: Inference[] | null }>();

export function plainLoaders(context: Context) {
  const lists = <Row>(statement: (isOwner: AnyOwner) => Compilable<Row & Owned>) => listsOf(context, statement);
  return {
    placesOfPractice: lists((isOwner) => places.where('r.practice_slug', '=', isOwner).orderBy('r.ordinal')),
    ownersOfPractice: lists<ActorRow>((isOwner) => owners.where('r.practice_slug', '=', isOwner).orderBy('r.ordinal')),
    presenters: lists<ActorRow>((isOwner) => presenters.where('r.presentation_id', '=', isOwner).orderBy('r.ordinal')),
    outcomesOfPractice: lists<EvidenceRow>((isOwner) =>
      evidence.select('r.practice_slug as owner').where('r.practice_slug', '=', isOwner).orderBy('r.ordinal'),
    ),
    outcomesOfProject: lists<EvidenceRow>((isOwner) =>
      evidence
        .innerJoin('documented_project as d', 'd.slug', 'r.documented_project_slug')
        .select('d.project_id as owner')
        .where('d.project_id', '=', isOwner)
        .orderBy('d.slug')
        .orderBy('r.ordinal'),
    ),
    inferencesOfProject: lists((isOwner) => documents.where('d.project_id', '=', isOwner).orderBy('d.list_key')),
    titles: new DataLoader<string, string | null>(async (slugs) => {
      const statement = query.selectFrom('practice').select(['slug', 'title_pl']).where('slug', 'in', slugs);
      const titles = new Map((await context.db.rows(statement)).map(({ slug, title_pl: title }) => [slug, title]));
      return slugs.map((slug) => titles.get(slug) ?? null);
    }),
  };
}

type AnyOwner = ReturnType<typeof sql<string>>;

interface Owned {
  readonly owner: string | null;
}

/** The rows of each owner, in the order of the statement. */
function listsOf<Row>({ db }: Context, statement: (isOwner: AnyOwner) => Compilable<Row & Owned>) {
  return new DataLoader<string, Row[]>(async (keys) => {
    const rows = await db.rows(statement(sql<string>`ANY(${[...keys]}::text[])`));
    const lists = Map.groupBy(rows, ({ owner }) => owner);
    return keys.map((key) => lists.get(key) ?? []);
  });
}
