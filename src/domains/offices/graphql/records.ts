/** What lists state of an office, row by row: everything that was interpreted can be traced to its original. */
import { builder } from '#graphql/builder.ts';
import { Match } from '#graphql/matches.ts';
import { pagePath, shownAtField } from '#graphql/page-url.ts';
import { rowSource } from '#graphql/releases.ts';
import { nodesByIds } from '#graphql/rows.ts';
import type { Match as MatchRecord } from '#platform/problems/model.ts';
import { keyOfStatement, statementOfKey } from '../loaders.ts';
import { Office } from './office.ts';

/** A row names two units, and an office stands in one or two lists. */
const few = { field: 1, multiplier: 2 };

const OfficeRecord = builder.prismaNode('OfficeStatement', {
  variant: 'OfficeRecord',
  description: 'What one edition of a list states of an office.',
  select: { officeId: true, list: true, asOf: true },
  nullable: true,
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.offices.record) },
  id: { resolve: keyOfStatement, description: 'Global id.' },
  findUnique: (key) => ({ officeId_list_asOf: statementOfKey(key) }),
  fields: (t) => ({
    office: t.field({
      type: Office,
      description: 'The office.',
      select: { officeId: true },
      resolve: ({ officeId }, _args, { loaders }, info) => loaders.offices.office.get(officeId, info),
    }),
    url: t.string({
      select: { officeId: true },
      ...shownAtField<{ officeId: string }>(({ officeId }) => pagePath('offices', officeId)),
    }),
    source: t.field({ ...rowSource, description: 'The edition of the list.' }),
    asOf: t.expose('asOf', { type: 'Date', description: 'The day whose state it shows.' }),
    row: t.exposeInt('row', {
      description: 'Its line in the file, or its number among the records of an XML or JSON file, from 1.',
    }),
    originalRow: t.expose('original', {
      type: 'JSON',
      description:
        'The row as it stands in the list, its cells by their headings; cells with personal data say that they were left out.',
    }),
    matches: t.field({
      type: [Match],
      complexity: few,
      description: 'How the units that it names were matched.',
      select: { matches: true },
      resolve: ({ matches }) => matches as unknown as MatchRecord[],
    }),
  }),
});

builder.prismaObjectFields(Office, (t) => ({
  records: t.field({
    type: [OfficeRecord],
    complexity: few,
    description: 'What every list states of it, the oldest first.',
    select: { id: true },
    resolve: ({ id }, _args, { loaders }, info) => loaders.offices.records.load(id, info),
  }),
  originalRow: t.field({
    type: 'JSON',
    nullable: true,
    description: 'The row of `source` as it stands there, its cells by their headings, without personal data.',
    select: { id: true },
    resolve: async ({ id }, _args, { loaders }) => (await loaders.offices.shownStatement.load(id))?.original ?? null,
  }),
  matches: t.field({
    type: [Match],
    complexity: few,
    description: 'How the units that the row of `source` names were matched.',
    select: { id: true },
    resolve: async ({ id }, _args, { loaders }) => (await loaders.offices.shownStatement.load(id))?.matches ?? [],
  }),
}));
