/**
 * Refuses statements as text without a reason: what Kysely builds fails to compile when a column is renamed, a text does not. The
 * reason is a comment `SQL as text: …` before the statement, or one at the head of a file that has nothing else. Fragments of
 * statements are looked at, too: inner statements, joins and columns by the letter of their table, for which there is `columnsAs`.
 * `node scripts/raw-sql.ts` lists those that have none; model-counts.ts counts all.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { literalsOf } from './literals.ts';

const keyword =
  /^\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE (?:TEMP|TEMPORARY) TABLE|TRUNCATE|COPY)\s[^`']/;
const fragment = /\(SELECT\b|\bEXISTS \((?!…)|\bJOIN\s+["…\w]|(?<![\w.'"])[a-z]{1,2}\.[a-z][a-z_]+(?![\w(])/;
/** How many lines the reason may stand above. */
const near = 4;
const reason = 'SQL as text: ';

export interface RawStatement {
  readonly place: string;
  readonly hasReason: boolean;
  /** Only a part of a statement. */
  readonly isFragment: boolean;
}

export function rawStatements(checkout: string): RawStatement[] {
  return readdirSync(join(checkout, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('generated'))
    .toSorted()
    .flatMap((name) => statementsOf(join('src', name), readFileSync(join(checkout, 'src', name), 'utf8')));
}

export function statementsOf(file: string, code: string): RawStatement[] {
  const [head = ''] = code.split('*/', 1);
  const isOfFile = head.startsWith('/**') && head.includes(reason);
  const lines = code.split('\n');
  return literalsOf(code).flatMap(({ text, start, isTemplate }) => {
    const isStatement = keyword.test(text);
    // Columns in plain quotes are Kysely's, which checks them.
    if (!isStatement && !(isTemplate && fragment.test(text))) return [];
    const line = code.slice(0, start).split('\n').length;
    const before = lines.slice(Math.max(0, line - 1 - near), line).join('\n');
    return [{ place: `${file}:${line}`, hasReason: isOfFile || before.includes(reason), isFragment: !isStatement }];
  });
}

if (import.meta.main) {
  const found = rawStatements('.').filter(({ hasReason }) => !hasReason);
  for (const { place } of found) console.error(`${place}: SQL as text without the comment "${reason}…"`);
  if (found.length > 0) process.exitCode = 1;
}
