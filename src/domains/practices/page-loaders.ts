/** On whose page that is shown which has none of its own. */
import DataLoader from 'dataloader';
import type { Context } from '#graphql/context.ts';
import { pagePath } from '#graphql/page-url.ts';
import { query } from '#platform/database/index.ts';

export function pageLoaders(context: Context) {
  const { db } = context;
  return {
    /** The project that a document describes. */
    projectOfDocument: byKey(async (slugs) => {
      const documents = query.selectFrom('documented_project').where('slug', 'in', slugs);
      const rows = await db.rows(documents.select(['slug', 'project_id']));
      return rows.map(({ slug, project_id: project }) => [slug, pagePath('projects', project)]);
    }),
    eventOfPresentation: byKey(async (ids) => {
      const presentations = query.selectFrom('presentation').where('id', 'in', ids);
      const rows = await db.rows(presentations.select(['id', 'event_slug']));
      return rows.map(({ id, event_slug: event }) => [id, pagePath('events', event)]);
    }),
    /** The first entry that cites a document. */
    entryThatCites: byKey(async (slugs) => {
      const rows = await db.rows(firstUses(slugs));
      return rows.map((use) => [use.citation_slug, pageOfUse(use)]);
    }),
  };
}

type Found = readonly (readonly [key: string, page: string | null])[];

function byKey(read: (keys: readonly string[]) => Promise<Found>) {
  return new DataLoader<string, string | null>(async (keys) => {
    const found = new Map(await read(keys));
    return keys.map((key) => found.get(key) ?? null);
  });
}

/** One entry for each document, by the index that its lists of entries use. */
function firstUses(slugs: readonly string[]) {
  return query
    .selectFrom('citation as c')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('citation_use')
          .selectAll()
          .whereRef('citation_slug', '=', 'c.slug')
          .orderBy('list_key')
          .limit(1)
          .as('u'),
      (join) => join.onTrue(),
    )
    .leftJoin('adoption as a', 'a.slug', 'u.adoption_slug')
    .leftJoin('cost_benefit_assessment as b', 'b.slug', 'u.cost_benefit_slug')
    .leftJoin('documented_project as d', 'd.slug', 'u.documented_project_slug')
    .where('c.slug', 'in', slugs)
    .select((row) => [
      'u.citation_slug',
      row.fn.coalesce('u.practice_slug', 'a.practice_slug', 'b.practice_slug').as('practice'),
      'u.call_slug as call',
      'u.event_slug as event',
      'u.living_lab_slug as livingLab',
      'd.project_id as project',
    ]);
}

interface Use {
  readonly practice: string | null;
  readonly call: string | null;
  readonly event: string | null;
  readonly livingLab: string | null;
  readonly project: string | null;
}

function pageOfUse({ practice, call, event, livingLab, project }: Use): string | null {
  if (practice !== null) return pagePath('practices', practice);
  if (call !== null) return pagePath('calls', call);
  if (event !== null) return pagePath('events', event);
  if (livingLab !== null) return pagePath('living-labs', livingLab);
  return project === null ? null : pagePath('projects', project);
}
