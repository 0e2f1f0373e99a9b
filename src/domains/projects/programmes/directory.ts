/** The programme tree as one release knows it, held in memory: a few thousand nodes with their sums. */
import type { Held } from '#platform/releases/current.ts';
import type { ProgrammeLevel, ProgrammingPeriod } from '../model.ts';

export interface ProgrammeTotal {
  readonly currency: string;
  readonly projects: number;
  readonly value: string;
  readonly eligibleCost: string;
  readonly euContribution: string;
}

export interface ProgrammeRow {
  readonly id: string;
  readonly period: ProgrammingPeriod;
  readonly level: ProgrammeLevel;
  readonly parentId: string | null;
  readonly code: string | null;
  readonly codeKey: string | null;
  readonly name: string | null;
  readonly sourceId: string;
  readonly changedIn: number;
  readonly totals: readonly ProgrammeTotal[];
}

export class ProgrammeDirectory {
  readonly #byId: ReadonlyMap<string, ProgrammeRow>;
  readonly #children: ReadonlyMap<string | null, readonly ProgrammeRow[]>;
  /** Each node before those below it. */
  readonly ordered: readonly ProgrammeRow[];
  readonly #projects: number;

  /** With the number of all projects. */
  constructor(nodes: readonly ProgrammeRow[], projects: number) {
    this.#projects = projects;
    this.#byId = new Map(nodes.map((node) => [node.id, node]));
    this.ordered = nodes.toSorted((a, b) => comparePaths(a.id, b.id));
    this.#children = Map.groupBy(this.ordered, ({ parentId }) => parentId);
  }

  node(id: string): ProgrammeRow | undefined {
    return this.#byId.get(id);
  }

  /** How many projects there are at and below a node; of null, how many at all. */
  projectsAt(id: string | null): number {
    if (id === null) return this.#projects;
    return this.node(id)?.totals.reduce((sum, { projects }) => sum + projects, 0) ?? 0;
  }

  children(id: string): readonly ProgrammeRow[] {
    return this.#children.get(id) ?? [];
  }
}

/** Ids are paths of codes (`2007-2013/pokl/5/5.1`), in which 2 comes before 10. */
export function comparePaths(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = part.localeCompare(other, 'en', { numeric: true }) || (part < other ? -1 : part > other ? 1 : 0);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

export const heldProgrammes: Held<ProgrammeDirectory> = {
  name: 'The programme tree',
  async load(client) {
    const { rows } = await client.query<ProgrammeRow>(
      `SELECT id, period, level, parent_id AS "parentId", code, code_key AS "codeKey", name, source_id AS "sourceId",
              changed_in AS "changedIn",
              coalesce((SELECT jsonb_agg(jsonb_build_object('currency', currency, 'projects', projects,
                  'value', trim_scale(value)::text, 'eligibleCost', trim_scale(eligible_cost)::text,
                  'euContribution', trim_scale(eu_contribution)::text) ORDER BY currency DESC)
                FROM programme_total WHERE programme_id = programme.id), '[]') AS totals
       FROM programme`,
    );
    const counted = await client.query<{ projects: number }>('SELECT count(*)::int AS projects FROM project');
    return new ProgrammeDirectory(rows, counted.rows[0]?.projects ?? 0);
  },
};
