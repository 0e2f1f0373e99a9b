import { query } from '#platform/database/index.ts';
import { conflicting } from '#platform/editorial/store.ts';
import { dataset, sourceColumn, sourceReference } from './declare.ts';

export const editorialStatements = dataset({
  name: 'editorial-statements',
  title: 'Statements of editors',
  titlePl: 'Ustalenia redakcji',
  description: 'Fields that editors state above all files, by accepted corrections and approved amendments.',
  table: 'editorial_statement',
  columns: {
    target_type: ['string', 'OFFICE, PROJECT, PRACTICE, METRIC, OBSERVATION …', 'Rodzaj wpisu'],
    target_key: ['string', 'Id, slug or code of the entry.', 'Identyfikator wpisu'],
    field: ['string', 'Field of the entry.', 'Pole'],
    value: ['string', 'Value that editors state, and that the entry has.', 'Wartość'],
    listed_value: ['string', 'Value that files state; empty where they state none.', 'Wartość źródła'],
    is_conflicting: ['boolean', 'Whether files state another value since.', 'Sprzeczność'],
    source_id: sourceColumn,
  },
  primaryKey: ['target_type', 'target_key', 'field'],
  references: [sourceReference],
  rows: query
    .selectFrom('editorial_statement')
    .select(['target_type', 'target as target_key', 'field', 'value', 'listed_value', 'source_id'])
    .select((row) => row.fn.coalesce(conflicting(row), row.lit(false)).as('is_conflicting')),
});

export const openCorrections = dataset({
  name: 'open-corrections',
  title: 'Open corrections',
  titlePl: 'Otwarte zgłoszenia błędów',
  description:
    'Reports of errors that were open when the release was published: rows of other datasets to read with caution.',
  table: 'open_correction',
  columns: {
    number: ['integer', 'Number of the ticket.', 'Numer'],
    target_type: ['string', 'TERRITORIAL_UNIT, OFFICE, PROJECT, PRACTICE, METRIC, OBSERVATION …', 'Rodzaj wpisu'],
    target_key: ['string', 'Code, id or slug of the entry.', 'Identyfikator wpisu'],
    field: ['string', 'Field that is said to be wrong.', 'Pole'],
    proposed_at: ['datetime', 'When it was reported, in UTC.', 'Zgłoszono'],
  },
  primaryKey: ['number'],
  rows: query
    .selectFrom('open_correction')
    .select(['number', 'target_type', 'target as target_key', 'field', 'proposed_at']),
});
