/** `/openapi.json` as tools of others take it: a generated client, and the rules of Redocly. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import openapiTypescript, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveHub } from '../harness/served-hub.ts';

const { url } = await serveHub();
const origin = new URL(url).origin;
const description = await (await fetch(`${origin}/openapi.json`)).text();
const generated = fileURLToPath(new URL('generated/', import.meta.url));
const reader = fileURLToPath(new URL('reader.ts', import.meta.url));

beforeAll(async () => {
  await mkdir(generated, { recursive: true });
  await writeFile(`${generated}paths.ts`, astToString(await openapiTypescript(description)));
});
afterAll(() => rm(generated, { recursive: true, force: true }));

test('a generated client compiles, and misuse of it does not', () => {
  const program = ts.createProgram([reader], {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  const messages = ts.getPreEmitDiagnostics(program).map(({ messageText, file, start = 0 }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
    return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  expect(messages).toEqual([]);
});

interface Reader {
  readHub(url: string): Promise<{ readonly table: string | undefined }>;
}

test('a generated client queries a hub that runs', async () => {
  // By its path: what it is compiled against is there only while this test runs.
  const { readHub } = (await import(reader)) as Reader;
  const { table, ...found } = await readHub(origin);
  expect(found).toEqual({
    name: 'Warszawa',
    release: 1,
    total: expect.toSatisfy((total: number) => total > 0),
    code: 'BAD_USER_INPUT',
    status: 400,
  });
  expect(table).toMatch(/^id,terc,/);
  expect(table?.trim().split('\n')).toHaveLength(17);
});

test('the description passes the rules that Redocly recommends', async () => {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const problems = await lintFromString({ source: description, absoluteRef: 'openapi.json', config });
  const said = problems.map(({ ruleId, message, location: [place] }) => `${ruleId}: ${message} ${place?.pointer}`);
  expect([...new Set(said)]).toEqual([]);
});
