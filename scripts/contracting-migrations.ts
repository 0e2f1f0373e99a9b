/**
 * Migrations that take something away from the versions before, and do not say so. While nodes are replaced, two versions of
 * the hub serve one database: see "Models and migrations" in CONTRIBUTING.md.
 */

export interface MigrationText {
  readonly name: string;
  readonly sql: string;
}

/** Until it no node was started on a newer database. */
const firstToBeMarked = '20261130163000_contracting_migrations';

const takesAway: readonly RegExp[] = [
  /\bdrop\s+(?:table|column|type|view|function|schema|extension)\b/i,
  /\brename\b/i,
  /\balter\s+column\b[^,;]*\b(?:set\s+not\s+null|type)\b/i,
  /\badd\s+column\b(?=[^,;]*\bnot\s+null\b)(?![^,;]*\bdefault\b)/i,
];

/** Lines for people: what to add to which migration. */
export function unmarkedContractions(migrations: readonly MigrationText[]): string[] {
  return migrations
    .filter(({ name, sql }) => name > firstToBeMarked && contracts(sql) && !isMarked(name, sql))
    .map(
      ({ name }) =>
        `${name} takes something away that versions before it may need. If they do, add to it:\n` +
        `  INSERT INTO contracting_migration (name, reason) VALUES ('${name}', '<what they no longer find>');\n` +
        'If they do not, add a line that says why:\n' +
        '  -- Earlier versions go on: <why>',
    );
}

function contracts(sql: string): boolean {
  const statements = sql.replaceAll(/--.*$/gm, '');
  return takesAway.some((pattern) => pattern.test(statements));
}

function isMarked(name: string, sql: string): boolean {
  if (/^-- Earlier versions go on: \S/m.test(sql)) return true;
  return /insert\s+into\s+"?contracting_migration"?/i.test(sql) && sql.includes(`'${name}'`);
}
