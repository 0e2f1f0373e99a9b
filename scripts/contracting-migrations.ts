/**
 * Migrations that take something away from the versions before, and do not say so. While nodes are replaced, two versions of
 * the hub serve one database: see "Models and migrations" in CONTRIBUTING.md.
 */
import { contractionsIn, type Known } from './contractions.ts';
import { commentsOf, statementsOf } from './sql-statements.ts';

export interface MigrationText {
  readonly name: string;
  readonly sql: string;
}

/** Until it no node was started on a newer database. */
const firstToBeMarked = '20261130163000_contracting_migrations';

/** What each of the migrations, in their order, takes away. */
export function contractionsOf(migrations: readonly MigrationText[]): (MigrationText & { readonly lines: string[] })[] {
  const known: Known = { objects: new Set(), uniqueIndexes: new Set(), functions: new Map() };
  return migrations.map((migration) => ({ ...migration, lines: contractionsIn(migration.sql, known) }));
}

/** Lines for people: what to add to which migration. */
export function unmarkedContractions(migrations: readonly MigrationText[]): string[] {
  return contractionsOf(migrations)
    .filter(({ name, sql, lines }) => name > firstToBeMarked && lines.length > 0 && !isMarked(name, sql))
    .map(
      ({ name, lines }) =>
        `${name} takes something away that versions before it may need:\n` +
        `${lines.map((line) => `  it ${line}\n`).join('')}` +
        'If they do, add to it:\n' +
        `  INSERT INTO contracting_migration (name, reason) VALUES ('${name}', '<what they no longer find>');\n` +
        'If they do not, add a line that says why:\n' +
        '  -- Earlier versions go on: <why>',
    );
}

function isMarked(name: string, sql: string): boolean {
  if (commentsOf(sql).some((comment) => /^Earlier versions go on: \S/.test(comment))) return true;
  return statementsOf(sql).some(
    ([insert, into, ...rest]) =>
      insert?.text === 'insert' &&
      into?.text === 'into' &&
      rest.slice(0, 3).some(({ text }) => text === 'contracting_migration') &&
      rest.some(({ kind, text }) => kind === 'string' && text === name),
  );
}
