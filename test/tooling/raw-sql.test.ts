import { expect, test } from 'vitest';
import { statementsOf } from '../../scripts/raw-sql.ts';

const unexplained = (code: string): boolean[] => statementsOf('a.ts', code).map(({ hasReason }) => !hasReason);

test.each([
  ['a statement', 'const a = `SELECT 1 AS one`;'],
  ['one in quotes', "run('DELETE FROM office');"],
  ['an inner statement', 'const a = sql`e.id IN (SELECT id FROM office)`;'],
  ['a join', 'const from = sql`office_predecessor AS l JOIN office AS r USING (id)`;'],
  ['a condition', 'const a = sql`EXISTS (SELECT FROM office)`;'],
  ['a column by the letter of its table', 'return where(sql`e.closes_to IS NULL`);'],
  ['a fragment inside of another', `sql\`\${first} AND \${sql\`l.ordinal\`}\`;`],
  ['what follows a regular expression with quotes', "const a = /[`']/; const b = sql`r.list_key`;"],
  ['what follows a comment with an apostrophe', "// the hub's\nconst b = sql`r.list_key`;"],
])('%s needs a reason', (_, code) => {
  expect(unexplained(code)).toEqual([true]);
  expect(unexplained(`// SQL as text: the table is a parameter.\n${code}`)).toEqual([false]);
  expect(unexplained(`/** SQL as text: all of it. */\n${code}`)).toEqual([false]);
});

test.each([
  ['columns that Kysely checks', "query.selectFrom('office as o').select('o.list_key')"],
  ['a typed column', `sql\`\${e('closes_to')} IS NULL\``],
  ['a statement of Kysely inside of a condition', `sql\`EXISTS (\${offices})\``],
  ['an address', `const a = \`\${name}.ts, gov.pl and www.gov.pl/web\``],
  ['prose', 'throw new Error(`Select a file. Update it, e.g. by hand.`)'],
])('%s needs none', (_, code) => {
  expect(unexplained(code)).toEqual([]);
});
