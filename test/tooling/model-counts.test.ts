import { expect, test } from 'vitest';
import { type Counts, corrected } from '../../scripts/model-counts.ts';

const counts: Counts = {
  models: 100,
  relations: 250,
  foreignKeys: 250,
  prismaTypes: 50,
  rawStatements: 100,
  rawFragments: 30,
  kyselyStatements: 500,
  prismaReads: 60,
  findMany: 40,
};
const table = (models: number, reads: string): string => `text
| counted | before | now |
|---|---|---|
| models | 41 | ${models} |
| relations | 2 | 251 |
| foreign keys | 2 | 250 |
| Prisma types (\`prismaNode\`, \`prismaObject\`) | 0 | 50 |
| reads by Prisma, those by \`findMany\` among them | 3, 3 | ${reads} |
| statements as text, those with the \`sql\` tag of Kysely included | 202 | 100 |
| parts of statements as text | – | 30 |
| statements built by Kysely | 1 | 500 |
`;

test('numbers that are a tenth off are found, others are brought up to date', () => {
  expect(corrected(table(95, '60, 40'), counts)).toEqual({
    text: table(100, '60, 40').replace('251', '250'),
    wrong: [],
  });
  expect(corrected(table(89, '60, 30'), counts).wrong).toEqual([
    'models: 89 is stated, and there are 100',
    'reads by Prisma, those by `findMany` among them: 60, 30 is stated, and there are 60, 40',
  ]);
});

test('a row that is not there is found', () => {
  expect(corrected(table(100, '60, 40').replace(/.*by Kysely.*\n/, ''), counts).wrong).toEqual([
    'statements built by Kysely: no row states it',
  ]);
});
