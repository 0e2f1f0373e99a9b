/**
 * Refuses statements as text without a reason: what Kysely builds fails to compile when a column is renamed, a text does not. The
 * reason is a comment `SQL as text: …` before the statement, or one at the head of a file that has nothing else.
 * `node scripts/raw-sql.ts` lists the statements that have none; model-counts.ts counts all.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const keyword = /(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE (?:TEMP|TEMPORARY) TABLE|TRUNCATE|COPY)\s[^`']/;
/** With or without Kysely's `sql` tag, which types the rows and not the columns. */
const statement = new RegExp(`[\`']\\s*${keyword.source}`, 'g');
/** How many lines the reason may stand above. */
const near = 4;
const reason = 'SQL as text: ';

export interface RawStatement {
  readonly place: string;
  readonly hasReason: boolean;
}

export function rawStatements(checkout: string): RawStatement[] {
  return readdirSync(join(checkout, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('generated'))
    .toSorted()
    .flatMap((name) => statementsOf(join('src', name), readFileSync(join(checkout, 'src', name), 'utf8')));
}

function statementsOf(file: string, code: string): RawStatement[] {
  const [head = ''] = code.split('*/', 1);
  const isOfFile = head.startsWith('/**') && head.includes(reason);
  const lines = code.split('\n');
  return [...code.matchAll(statement)].map(({ index }) => {
    const line = code.slice(0, index).split('\n').length;
    const before = lines.slice(Math.max(0, line - 1 - near), line).join('\n');
    return { place: `${file}:${line}`, hasReason: isOfFile || before.includes(reason) };
  });
}

if (import.meta.main) {
  const found = rawStatements('.').filter(({ hasReason }) => !hasReason);
  for (const { place } of found) console.error(`${place}: a statement as text without the comment "${reason}…"`);
  if (found.length > 0) process.exitCode = 1;
}
