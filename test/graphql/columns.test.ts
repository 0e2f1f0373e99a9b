import { expect, test } from 'vitest';
import { columnOf } from '#graphql/columns.ts';
import { openDatabase } from '#platform/database/index.ts';

interface Field {
  readonly name: string;
  readonly kind: string;
  readonly dbName?: string;
}

test('every model names its columns as its fields, in snake case', async () => {
  const { prisma, close } = openDatabase('postgresql://nobody@localhost/nothing');
  const { models } = (prisma as unknown as { _runtimeDataModel: { models: Record<string, { fields: Field[] }> } })
    ._runtimeDataModel;
  const columns = Object.entries(models).flatMap(([model, { fields }]) =>
    fields.filter(({ kind }) => kind !== 'object').map((field) => ({ model, ...field })),
  );
  expect(columns.length).toBeGreaterThan(200);
  expect(columns.filter(({ name, dbName = name }) => columnOf(name) !== dbName)).toEqual([]);
  await close();
});
