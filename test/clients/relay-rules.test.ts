import { fileURLToPath } from 'node:url';
import { parser, rules } from '@graphql-eslint/eslint-plugin';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const schema = fileURLToPath(new URL('../../schema/schema.graphql', import.meta.url));

test('the schema follows the Relay rules of graphql-eslint', async () => {
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.graphql'],
        languageOptions: {
          parser,
          parserOptions: { graphQLConfig: { schema } },
        },
        plugins: { '@graphql-eslint': { rules } as never },
        rules: {
          '@graphql-eslint/relay-page-info': 'error',
          '@graphql-eslint/relay-connection-types': 'error',
          '@graphql-eslint/relay-arguments': 'error',
          // Two options go beyond Relay's own specification: that every list is of edges (a connection has its nodes, too,
          // and what is few is a plain list), and that entries have ids (rejected rows and observations have none).
          '@graphql-eslint/relay-edge-types': [
            'error',
            { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false },
          ],
        },
      },
    ],
  });
  const results = await eslint.lintFiles([schema]);
  expect(results).toHaveLength(1);
  expect(
    results.flatMap(({ messages }) => messages.map(({ ruleId, line, message }) => `${line} ${ruleId} ${message}`)),
  ).toEqual([]);
});
