/** What lists say of an office, row by row: everything that was interpreted can be traced to its original. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { Match } from '#graphql/matches.ts';
import { Source } from '#graphql/releases.ts';
import type { Match as MatchRecord } from '#platform/problems/model.ts';
import type { OfficeRow, OfficeStatement as Statement } from '../model.ts';
import { Office } from './office.ts';

/** A row names two units, and an office stands in one or two lists. */
const few = { field: 1, multiplier: 2 };

const OfficeStatement = builder.objectRef<Statement>('OfficeStatement').implement({
  description: 'What one edition of a list says of an office.',
  fields: (t) => ({
    source: t.field({
      type: Source,
      description: 'The edition of the list.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
    asOf: t.expose('asOf', { type: 'Date', description: 'The day whose state it tells.' }),
    row: t.exposeInt('row', {
      description: 'Its line in the file, or its number among the records of an XML or JSON file, from 1.',
    }),
    originalRow: t.field({
      type: 'JSON',
      description:
        'The row as it stands in the list, its cells by their headings; cells with personal data say that they were left out.',
      resolve: ({ original }) => original,
    }),
    matches: t.field({
      type: [Match],
      complexity: few,
      description: 'How the units that it names were found.',
      resolve: ({ matches }) => matches as MatchRecord[],
    }),
  }),
});

builder.objectFields(Office, (t) => ({
  statements: t.field({
    type: [OfficeStatement],
    complexity: few,
    description: 'What every list says of it, the oldest first.',
    resolve: ({ id }, _args, context) => context.loaders.offices.statements.load(id),
  }),
  originalRow: t.field({
    type: 'JSON',
    nullable: true,
    description: 'The row of `source` as it stands there, its cells by their headings, without personal data.',
    resolve: async (office, _args, context) => (await mainStatement(office, context))?.original ?? null,
  }),
  matches: t.field({
    type: [Match],
    complexity: few,
    description: 'How the units that the row of `source` names were found.',
    resolve: async (office, _args, context) =>
      [...((await mainStatement(office, context))?.matches ?? [])] as MatchRecord[],
  }),
}));

async function mainStatement(office: OfficeRow, context: Context): Promise<Statement | undefined> {
  const statements = await context.loaders.offices.statements.load(office.id);
  return statements.find(({ list, asOf }) => list === office.statementList && asOf === office.statementAsOf);
}
