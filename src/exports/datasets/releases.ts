import { query } from '#platform/database/index.ts';
import { dataset, sourceColumn, sourceReference } from './declare.ts';

export const releases = dataset({
  name: 'releases',
  title: 'Releases of the hub',
  titlePl: 'Wydania węzła',
  description: 'Published states of the hub.',
  table: 'release',
  columns: {
    number: ['integer', '1, 2, 3 …', 'Numer'],
    released_at: ['datetime', 'When it was published, UTC.', 'Opublikowano'],
    note: ['string', "The operator's note.", 'Uwaga'],
    source_id: sourceColumn,
    records: ['integer', 'Records of the source.', 'Rekordy'],
    created: ['integer', 'The number of records that created something.', 'Nowe'],
    changed: ['integer', 'The number of records that changed existing data.', 'Zmienione'],
    unchanged: ['integer', 'Records that stated what was known.', 'Bez zmian'],
    closed: ['integer', 'Things that ended.', 'Zamknięte'],
    duplicates: ['integer', 'Records that repeat another one.', 'Powtórzone'],
    rejected: ['integer', 'Records that could not be taken.', 'Odrzucone'],
    status: ['string', 'PUBLISHED, or WITHDRAWN when a later release took its changes back.', 'Status'],
    retracts: ['integer', 'Release whose changes it takes back.', 'Wycofuje wydanie'],
    retracted_in: ['integer', 'Release that took its changes back.', 'Wycofane w wydaniu'],
  },
  primaryKey: ['number'],
  references: [
    sourceReference,
    { fields: ['retracts'], dataset: 'releases', to: ['number'] },
    { fields: ['retracted_in'], dataset: 'releases', to: ['number'] },
  ],
  rows: query
    .selectFrom('release')
    .select(['number', 'released_at', 'note', 'source_id', 'records', 'created', 'changed', 'unchanged', 'closed'])
    .select(['duplicates', 'rejected', 'status', 'retracts', 'retracted_in']),
});

export const sources = dataset({
  name: 'sources',
  title: 'Sources',
  titlePl: 'Źródła',
  description: 'Official files and other inputs that the data came from, with their terms.',
  table: 'source',
  columns: {
    id: ['string', 'Id of the source.', 'Identyfikator'],
    kind: ['string', 'Importer that read it.', 'Rodzaj'],
    name: ['string', 'What it is.', 'Nazwa'],
    publisher: ['string', 'Who publishes it.', 'Wydawca'],
    url: ['string', 'Where its publisher offers it.', 'Adres'],
    file_name: ['string', 'Name of the file.', 'Nazwa pliku'],
    sha256: ['string', 'SHA-256 of the file.', 'SHA-256'],
    as_of: ['date', 'The day whose state it shows.', 'Stan na dzień'],
    licence: ['string', 'Terms of use.', 'Licencja'],
  },
  primaryKey: ['id'],
  rows: query
    .selectFrom('source')
    .select(['id', 'kind', 'name', 'publisher', 'url', 'file_name', 'sha256', 'as_of', 'licence']),
});

export const problems = dataset({
  name: 'problems',
  title: 'Problems of imports',
  titlePl: 'Problemy importów',
  description: 'What imports could not take or not join for certain.',
  table: 'problem',
  columns: {
    release: ['integer', 'Release whose import met it.', 'Wydanie'],
    ordinal: ['integer', 'Order in the release.', 'Kolejność'],
    kind: ['string', 'Kind of problem.', 'Rodzaj'],
    row: ['integer', 'Row of the file.', 'Wiersz'],
    column: ['string', 'Column; empty when it is the whole row.', 'Kolumna'],
    reason: ['string', 'What is wrong.', 'Przyczyna'],
    original: ['string', 'The cell or row as it stands.', 'Zapis w źródle'],
  },
  primaryKey: ['release', 'ordinal'],
  references: [{ fields: ['release'], dataset: 'releases', to: ['number'] }],
  rows: query.selectFrom('problem').select(['release', 'ordinal', 'kind', 'row', 'column', 'reason', 'original']),
});
