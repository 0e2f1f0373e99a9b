/** What filters of lists select. SQL as text: tables are parameters, for which Kysely has no types. */
import { type RawBuilder, sql } from 'kysely';
import type { ColumnOf, Tables } from '#platform/database/index.ts';
import { BadInputError } from '#platform/errors.ts';
import type { ListKind } from './links.ts';

/** A condition on the row `e`. */
export interface Condition {
  readonly sql: RawBuilder<unknown>;
  /** The keys of all that it selects, where an index of another table leads to them. */
  readonly keys?: RawBuilder<unknown>;
  /** What it selects as a list that an index has in order. */
  readonly linked?: { readonly kind: ListKind; readonly keys: readonly string[] };
  /** The rows have an index of the column together with their order. */
  readonly isIndexed?: true;
  /** It looks into long texts. */
  readonly isText?: true;
  /** No index leads to what it selects. */
  readonly requiresFullScan?: boolean;
}

export interface ListFilter {
  readonly conditions: readonly Condition[];
  /** The same for equal filters; empty without conditions. */
  readonly key: string;
}

export const everything: ListFilter = { conditions: [], key: '' };

export function where(condition: RawBuilder<unknown>): Condition {
  return { sql: condition };
}

/** Of a column that has an index together with the order of the list. */
export function isOneOf(column: RawBuilder<string | null>, values: readonly string[]): Condition {
  if (values.length === 1) return { sql: sql`${column} = ${values[0]}`, isIndexed: true };
  // The values are compared as text where the column is of an enum, whose arrays have no cast of their own.
  return { sql: sql`${column}::text = ANY(${[...values]}::text[])` };
}

/** Rows that a row of another table links to one of some things; `kind` is the list of them, where an index has its order. */
export function linkedToAny<Table extends keyof Tables>(
  table: Table,
  {
    entry,
    id,
    origin,
  }: { readonly entry: ColumnOf<Table>; readonly id: 'slug' | 'id'; readonly origin: ColumnOf<Table> },
  keys: readonly string[],
  kind?: ListKind,
): Condition {
  const [from, key] = [sql.table(table), sql.ref(`l.${entry}`)];
  const isOrigin = sql`l.${sql.ref(origin)} = ANY(${[...keys]}::text[])`;
  return {
    sql: sql`EXISTS (SELECT FROM ${from} AS l WHERE ${key} = e.${sql.ref(id)} AND ${isOrigin} OFFSET 0)`,
    keys: sql`SELECT ${key} AS key FROM ${from} AS l WHERE ${isOrigin} AND ${key} IS NOT NULL`,
    ...(kind === undefined ? {} : { linked: { kind, keys } }),
  };
}

/** What none of the conditions hold together for. */
function not(conditions: readonly Condition[]): Condition {
  return {
    sql: sql`(${allOf(conditions)}) IS NOT TRUE`,
    ...(conditions.some(({ isText }) => isText === true) ? { isText: true } : {}),
    requiresFullScan: true,
  };
}

export function allOf(conditions: readonly Condition[]): RawBuilder<unknown> {
  if (conditions.length === 0) return sql`true`;
  return sql.join(
    conditions.map((condition) => sql`(${condition.sql})`),
    sql` AND `,
  );
}

/** A condition for each field of a filter, those first that select the fewest rows. */
export type Conditions<Filter> = {
  readonly [Field in Exclude<keyof Filter, 'not'>]-?: (
    value: NonNullable<Filter[Field]>,
  ) => Condition | Promise<Condition>;
};

const maxDepth = 5;

/** A filter as its conditions; that in `not` is negated. `salt` is what else decides what it selects, such as a day. */
export async function filterOf<Filter extends { readonly not?: Filter | null | undefined }>(
  filter: Filter | null | undefined,
  conditions: Conditions<Filter>,
  salt = '',
): Promise<ListFilter> {
  if (filter == null) return everything;
  const found = await conditionsOf(filter, conditions, 0);
  return found.length === 0 ? everything : { conditions: found, key: `${salt} ${JSON.stringify(filter)}` };
}

async function conditionsOf<Filter extends { readonly not?: Filter | null | undefined }>(
  filter: Filter,
  conditions: Conditions<Filter>,
  depth: number,
): Promise<Condition[]> {
  if (depth > maxDepth) throw tooDeep();
  const given = Object.keys(conditions).flatMap((name) => {
    const value = filter[name as keyof Filter];
    const condition = conditions[name as keyof Conditions<Filter>] as (value: unknown) => Condition;
    return value == null ? [] : [condition(value)];
  });
  const negated = filter.not == null ? [] : await conditionsOf(filter.not, conditions, depth + 1);
  return Promise.all(negated.length === 0 ? given : [...given, not(negated)]);
}

function tooDeep(): BadInputError {
  return new BadInputError(`"not" stands in more than ${maxDepth} others.`, 'Leave out pairs of them.', {
    polish: `"not" jest zagnieżdżone więcej niż ${maxDepth} razy. Pomiń ich pary.`,
  });
}

/** For `LIKE`, as any part of a text. */
export function containing(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}
