/**
 * Counts what docs/decisions/relational-model.md states: `node scripts/model-counts.ts [<checkout>…]`, this checkout when none is
 * named. A second checkout comes from `git worktree add ../before 0a673a0`. `--write` brings the table of that document up to date,
 * and `--check`, a part of `npm run check`, fails where a number of it is more than a tenth off.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rawStatements } from './raw-sql.ts';

export interface Counts {
  readonly models: number;
  /** Each has a foreign key, unless the migrations take it away. */
  readonly relations: number;
  readonly foreignKeys: number;
  readonly prismaTypes: number;
  /** Texts of SQL, also those with Kysely's `sql` tag. */
  readonly rawStatements: number;
  /** Texts that are only a part of a statement. */
  readonly rawFragments: number;
  readonly kyselyStatements: number;
  /** Reads and counts by Prisma. */
  readonly prismaReads: number;
  /** Those of them that are `findMany`. */
  readonly findMany: number;
}

function texts(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name) && !name.includes('generated'))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

function count(all: readonly string[], pattern: RegExp): number {
  return all.reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
}

/** Keys that are there when all migrations have run: a key that is dropped, or goes with its table, is taken off. */
function foreignKeys(migrations: readonly string[]): number {
  const keys = new Map<string, string>();
  const statement =
    /ALTER TABLE "?(\w+)"? ADD CONSTRAINT "?(\w+)"? FOREIGN KEY|DROP CONSTRAINT (?:IF EXISTS )?"?(\w+)"?|DROP TABLE (?:IF EXISTS )?([^;]+);/g;
  for (const [, table, added, dropped, tables] of migrations.flatMap((text) => [...text.matchAll(statement)])) {
    if (added !== undefined) keys.set(added, table ?? '');
    else if (dropped !== undefined) keys.delete(dropped);
    else for (const [key, of] of keys) if (new RegExp(`\\b${of}\\b`).test(tables ?? '')) keys.delete(key);
  }
  return keys.size;
}

function countsOf(checkout: string): Counts {
  const models = texts(join(checkout, 'prisma'), /\.prisma$/);
  const code = texts(join(checkout, 'src'), /\.tsx?$/);
  const raw = rawStatements(checkout);
  return {
    models: count(models, /^model /gm),
    relations: count(models, /@relation\([^)]*\bfields:/g),
    foreignKeys: foreignKeys(texts(join(checkout, 'prisma/migrations'), /\.sql$/)),
    prismaTypes: count(code, /\bprisma(?:Node|Object)\(/g),
    rawStatements: raw.filter(({ isFragment }) => !isFragment).length,
    rawFragments: raw.filter(({ isFragment }) => isFragment).length,
    kyselyStatements: count(code, /\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(/g),
    prismaReads: count(code, /\bprisma\.\w+\.(?:find\w+|count|aggregate|groupBy)\(/g),
    findMany: count(code, /\.findMany\(/g),
  };
}

const document = 'docs/decisions/relational-model.md';
const tolerance = 0.1;

/** The rows of the table, by their first cells. */
function statedIn({ models, relations, foreignKeys: keys, prismaTypes, ...counts }: Counts): Map<string, number[]> {
  return new Map([
    ['models', [models]],
    ['relations', [relations]],
    ['foreign keys', [keys]],
    ['Prisma types (`prismaNode`, `prismaObject`)', [prismaTypes]],
    ['reads by Prisma, those by `findMany` among them', [counts.prismaReads, counts.findMany]],
    ['statements as text, those with the `sql` tag of Kysely included', [counts.rawStatements]],
    ['parts of statements as text', [counts.rawFragments]],
    ['statements built by Kysely', [counts.kyselyStatements]],
  ]);
}

const row = /^\| ([^|]+?) \| ([^|]+?) \| ([\d, ]+?) \|$/gm;

/** The document with the counts of now, and the rows that were off. */
export function corrected(text: string, counts: Counts): { readonly text: string; readonly wrong: readonly string[] } {
  const stated = statedIn(counts);
  const wrong: string[] = [];
  const written = text.replace(row, (line, name: string, before: string, now: string) => {
    const found = stated.get(name);
    if (found === undefined) return line;
    stated.delete(name);
    const isOff = now.split(', ').some((one, index) => {
      const count = found[index] ?? 0;
      return Math.abs(Number(one) - count) > tolerance * count;
    });
    if (isOff) wrong.push(`${name}: ${now} is stated, and there are ${found.join(', ')}`);
    return `| ${name} | ${before} | ${found.join(', ')} |`;
  });
  return { text: written, wrong: [...wrong, ...[...stated.keys()].map((name) => `${name}: no row states it`)] };
}

function main(given: readonly string[]): void {
  if (given[0] !== '--check' && given[0] !== '--write') {
    const checkouts = given.length > 0 ? given : ['.'];
    console.table(Object.fromEntries(checkouts.map((checkout) => [checkout, countsOf(checkout)])));
    return;
  }
  const { text, wrong } = corrected(readFileSync(document, 'utf8'), countsOf('.'));
  if (given[0] === '--write') writeFileSync(document, text);
  else if (wrong.length > 0) {
    console.error(`${document} states other numbers than there are:\n${wrong.join('\n')}`);
    process.exitCode = 1;
  }
}

if (import.meta.main) main(process.argv.slice(2));
