/** Prints the GraphQL schema to schema/schema.graphql; with --check fails when the file there differs. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { printWithCosts } from '#graphql/print.ts';
import { buildSchema } from '#graphql/schema.ts';
import '#domains';

const file = fileURLToPath(new URL('../schema/schema.graphql', import.meta.url));
const printed = printWithCosts(buildSchema());

if (process.argv.includes('--check')) {
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (committed !== printed) {
    console.error('schema/schema.graphql is not what the code makes. To fix it: npm run schema');
    process.exitCode = 1;
  }
} else {
  await writeFile(file, printed);
}
