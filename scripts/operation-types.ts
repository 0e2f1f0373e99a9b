/**
 * Writes the types of what the published operations return, from schema/ into src/graphql/generated/operations.ts, so
 * that a page which reads a field its operation does not ask for fails to compile. With --check it only compares.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as operationsPlugin from '@graphql-codegen/typescript-operations';
import { buildSchema, parse } from 'graphql';
import { documentedScalars } from './operation-scalars.ts';

const target = 'src/graphql/generated/operations.ts';

async function generate(): Promise<string> {
  const schema = buildSchema(await readFile('schema/schema.graphql', 'utf8'));
  const files = (await readdir('schema/operations')).filter((file) => file.endsWith('.graphql')).sort();
  const documents = await Promise.all(
    files.map(async (location) => ({
      location,
      document: parse(await readFile(`schema/operations/${location}`, 'utf8')),
    })),
  );
  const types = await codegen({
    filename: target,
    schema: parse(await readFile('schema/schema.graphql', 'utf8')),
    schemaAst: schema,
    documents,
    plugins: [{ operations: {} }],
    pluginMap: { operations: operationsPlugin },
    config: {
      scalars: documentedScalars,
      strictScalars: true,
      enumType: 'string-literal',
      immutableTypes: true,
      skipTypename: true,
      useTypeImports: true,
      avoidOptionals: { field: true },
    },
  });
  return `// Written by scripts/operation-types.ts; do not edit.\n${types}`;
}

const wanted = await generate();
if (process.argv.includes('--check')) {
  const found = await readFile(target, 'utf8').catch(() => '');
  if (found !== wanted) {
    console.error(`${target} is not what the published operations return.`);
    process.exitCode = 1;
  }
} else {
  await writeFile(target, wanted);
}
