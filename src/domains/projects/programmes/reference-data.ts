/** The programme tree of a release, cached reference data: a few thousand nodes with their sums. */
import { markLoaded } from '#graphql/loaded-rows.ts';
import { type Decimal, execute, query } from '#platform/database/index.ts';
import type { ReferenceData } from '#platform/releases/current.ts';
import type { ProgrammeLevel, ProgrammingPeriod } from '../model.ts';

export interface ProgrammeTotal {
  readonly currency: string;
  readonly projects: number;
  readonly value: Decimal;
  readonly eligibleCost: Decimal;
  readonly euContribution: Decimal;
}

/** All columns of the model that fields show. */
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

export class ProgrammeReferenceData {
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

export const cachedProgrammes: ReferenceData<ProgrammeReferenceData> = {
  name: 'The programme tree',
  async load(client) {
    const nodes = await execute(
      client,
      query
        .selectFrom('programme')
        .select(['id', 'period', 'level', 'parent_id as parentId', 'code', 'code_key as codeKey', 'name'])
        .select(['source_id as sourceId', 'changed_in as changedIn']),
    );
    const sums = await execute(
      client,
      query
        .selectFrom('programme_total')
        .select(['programme_id', 'currency', 'projects', 'value'])
        .select(['eligible_cost as eligibleCost', 'eu_contribution as euContribution'])
        .orderBy('currency', 'desc'),
    );
    const [counted] = await execute(
      client,
      query.selectFrom('project').select(({ fn }) => fn.countAll<string>().as('projects')),
    );
    const totals = Map.groupBy(sums, ({ programme_id: id }) => id);
    const rows = nodes.map((node) => markLoaded({ ...node, totals: (totals.get(node.id) ?? []).map(markLoaded) }));
    return new ProgrammeReferenceData(rows, Number(counted?.projects ?? 0));
  },
};
