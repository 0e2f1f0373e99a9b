/** What belongs to projects, read for all projects of an answer by one statement each. */
import DataLoader from 'dataloader';
import type { Context } from '#graphql/context.ts';
import type { OriginalCell, ProjectList } from '../model.ts';

export interface RecordRow {
  readonly projectId: string;
  readonly list: ProjectList;
  readonly sourceId: string;
  readonly sheet: string;
  readonly row: number;
  readonly occurrences: number;
  readonly original: readonly OriginalCell[];
  readonly columns: readonly OriginalCell[];
  readonly seenAsOf: string;
  readonly changedIn: number;
}

export interface ModuleRow {
  readonly id: string;
  readonly projectId: string;
  readonly ordinal: number;
  readonly name: string;
  readonly nameEn: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly plannedParticipants: number | null;
  readonly actualParticipants: number | null;
  readonly sourceId: string;
}

export interface RatingRow {
  readonly survey: string;
  readonly surveyEn: string | null;
  readonly respondents: string;
  readonly respondentsEn: string | null;
  readonly officeId: string | null;
  readonly askedOn: string | null;
  readonly rank: number | null;
  readonly score: string | null;
  readonly scoreMost: string | null;
  readonly verdict: string | null;
  readonly verdictEn: string | null;
  readonly sourceId: string;
}

export interface ProductRow {
  readonly id: string;
  readonly projectId: string;
  readonly moduleId: string | null;
  readonly ordinal: number;
  readonly name: string;
  readonly nameEn: string | null;
  readonly sourceId: string;
  readonly ratings: readonly RatingRow[];
}

const statements = {
  records: `
    SELECT r.project_id AS "projectId", r.list, r.source_id AS "sourceId", r.sheet, r."row", r.occurrences, r.original,
           s.columns, r.seen_as_of::text AS "seenAsOf", r.changed_in AS "changedIn"
    FROM project_record r JOIN project_sheet s ON s.source_id = r.source_id AND s.sheet = r.sheet
    WHERE r.project_id = ANY($1) AND r.list <> 'DOCUMENT' ORDER BY r.project_id, r.list`,
  modules: `
    SELECT id, project_id AS "projectId", ordinal, name, name_en AS "nameEn", starts_on::text AS "startsOn",
           ends_on::text AS "endsOn", planned_participants AS "plannedParticipants",
           actual_participants AS "actualParticipants", source_id AS "sourceId"
    FROM project_module WHERE project_id = ANY($1) ORDER BY project_id, ordinal`,
  products: `
    SELECT p.id, p.project_id AS "projectId", p.module_id AS "moduleId", p.ordinal, p.name, p.name_en AS "nameEn",
           p.source_id AS "sourceId",
           coalesce((SELECT jsonb_agg(jsonb_build_object('survey', survey, 'surveyEn', survey_en, 'respondents',
               respondents, 'respondentsEn', respondents_en, 'officeId', office_id, 'askedOn', asked_on, 'rank', rank,
               'score', trim_scale(score)::text, 'scoreMost', trim_scale(score_most)::text, 'verdict', verdict,
               'verdictEn', verdict_en, 'sourceId', source_id) ORDER BY ordinal)
             FROM product_rating WHERE product_id = p.id), '[]') AS ratings
    FROM project_product p WHERE p.project_id = ANY($1) ORDER BY p.project_id, p.ordinal`,
} as const;

interface Details {
  readonly records: RecordRow;
  readonly modules: ModuleRow;
  readonly products: ProductRow;
}

/** Lists that belong to projects, each for all projects of an answer at once. */
export function detailLoaders(context: Context) {
  const lists = <K extends keyof Details>(name: K) => listsOf<Details[K]>(context, statements[name]);
  return {
    records: lists('records'),
    modules: lists('modules'),
    products: lists('products'),
  };
}

function listsOf<T extends { readonly projectId: string }>(
  { db }: Context,
  statement: string,
): DataLoader<string, T[]> {
  return new DataLoader(async (ids) => {
    const found = await db.query<T>(statement, [ids]);
    const lists = Map.groupBy(found.rows, ({ projectId }) => projectId);
    return ids.map((id) => lists.get(id) ?? []);
  });
}
