import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { startHub } from '../harness/hub.ts';

/** A page of units with more on demand, each a component of its own: what a Relay app is made of. */
const app = `
import { graphql } from 'react-relay';

graphql\`
  query UnitsPageQuery($levels: [TerritorialLevel!]) {
    ...UnitsPage_list @arguments(levels: $levels)
    node(id: "VGVycml0b3JpYWxVbml0OjI2") {
      ...UnitsPage_unit @alias
    }
  }
\`;

graphql\`
  fragment UnitsPage_list on Query
  @argumentDefinitions(levels: { type: "[TerritorialLevel!]" }, count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
  @refetchable(queryName: "UnitsPageMoreQuery") {
    territorialUnits(filter: { levels: $levels }, first: $count, after: $cursor) @connection(key: "UnitsPage_territorialUnits") {
      totalCount
      edges {
        node {
          ...UnitsPage_unit
        }
      }
    }
  }
\`;

graphql\`
  fragment UnitsPage_unit on TerritorialUnit @refetchable(queryName: "UnitsPageUnitQuery") {
    id
    name
    kind
    voivodeship {
      name
    }
  }
\`;
`;

const compiler = createRequire(import.meta.url).resolve('relay-compiler/cli.js');

test('a Relay app compiles against the schema, and its queries are answered', { timeout: 240_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wezel-relay-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'src'));
  await copyFile(new URL('../../schema/schema.graphql', import.meta.url), join(folder, 'schema.graphql'));
  await writeFile(join(folder, 'src/UnitsPage.js'), app);
  await writeFile(
    join(folder, 'relay.config.json'),
    JSON.stringify({ src: './src', schema: './schema.graphql', language: 'javascript', eagerEsModules: true }),
  );
  await promisify(execFile)(process.execPath, [compiler], { cwd: folder });

  const artifacts = join(folder, 'src/__generated__');
  const names = (await readdir(artifacts)).sort();
  expect(names).toEqual([
    'UnitsPageMoreQuery.graphql.js',
    'UnitsPageQuery.graphql.js',
    'UnitsPageUnitQuery.graphql.js',
    'UnitsPage_list.graphql.js',
    'UnitsPage_unit.graphql.js',
  ]);

  const hub = await startHub();
  const page = await hub.ask(await compiledText(join(artifacts, 'UnitsPageQuery.graphql.js')), {
    levels: ['VOIVODESHIP'],
  });
  expect(page).toMatchObject({
    territorialUnits: { totalCount: 16, edges: { length: 10 } },
    node: { name: 'świętokrzyskie' },
  });
  const again = await hub.ask(await compiledText(join(artifacts, 'UnitsPageUnitQuery.graphql.js')), {
    id: (page as { node: { id: string } }).node.id,
  });
  expect(again).toMatchObject({ node: { name: 'świętokrzyskie' } });
});

async function compiledText(file: string): Promise<string> {
  const [, text = '""'] = /"text": ("(?:[^"\\]|\\.)*")/.exec(await readFile(file, 'utf8')) ?? [];
  return JSON.parse(text) as string;
}
