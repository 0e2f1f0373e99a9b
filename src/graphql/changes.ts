/** What releases changed: counts, and each row with its state before and after. */
import { BadInputError } from '#platform/errors.ts';
import {
  type Change,
  type changeKinds,
  firstJournaled,
  readChangeCounts,
  readChanges,
} from '#platform/releases/changes.ts';
import { type JournalTable, readJournalTables } from '#platform/releases/journal.ts';
import { sharedByRelease } from '#platform/shared-results.ts';
import { builder } from './builder.ts';
import { weighed } from './complexity.ts';
import { connectionOf } from './connections.ts';
import type { Context } from './context.ts';
import { type KeysetList, type KeysetRange, keysetPage } from './keyset.ts';
import { type PageArguments, pageComplexity, pageCost } from './pages.ts';
import { Release } from './releases.ts';

/** Every page puts all changes of a release and type in order. */
const changesCost = 2_000;

const ChangeKind = builder.enumType('ChangeKind', {
  description: 'How a release changed a row.',
  values: {
    CREATED: { description: 'The row is new.' },
    CHANGED: { description: 'The row has other values.' },
    DELETED: { description: 'The row is gone.' },
    MERGED: { description: 'The territorial unit turned out to be another one, which `into` names.' },
    REDACTED: { description: 'Personal data was removed. The former values are given nowhere.' },
  } satisfies Record<(typeof changeKinds)[number], { description: string }>,
});

const ChangeCount = builder
  .objectRef<{ readonly type: string; readonly kind: (typeof changeKinds)[number]; readonly rows: number }>(
    'ChangeCount',
  )
  .implement({
    description: 'How many rows of one type a release changed in one way.',
    fields: (t) => ({
      type: t.exposeString('type', { description: 'The type of the rows, such as `Project` or `ProjectPlace`.' }),
      kind: t.expose('kind', { type: ChangeKind, description: 'How they were changed.' }),
      rows: t.exposeInt('rows', { description: 'The number of rows.' }),
    }),
  });

builder.prismaObjectField(Release, 'changes', (t) =>
  t.field({
    type: [ChangeCount],
    description:
      'What the release changed, by type and kind of change. Empty for releases before the hub kept a journal.',
    select: { number: true },
    resolve: ({ number }, _args, { loaders }) => loaders.releases.changes.load(number),
  }),
);

const ChangeType = builder.objectRef<Change>('Change').implement({
  description: 'A row that a release created, changed, deleted, merged or redacted.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ChangeKind, description: 'How it was changed.' }),
    type: t.exposeString('type', { description: 'The type of the row, such as `Project` or `ProjectPlace`.' }),
    key: t.exposeString('id', {
      description: 'Its key as downloads have it; the parts of a key of several columns are separated by a slash.',
    }),
    into: t.exposeString('into', { nullable: true, description: 'The key of the unit that a merged unit leads to.' }),
    before: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Its columns before the release; null for a new row and a redaction.',
      resolve: ({ before }) => before,
    }),
    after: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Its columns after the release; null for a deleted row.',
      resolve: ({ after }) => after,
    }),
    release: t.field({
      type: Release,
      description: 'The release that changed it.',
      resolve: ({ release }, _args, { loaders }, info) => loaders.releases.releases.get(release, info),
    }),
  }),
});

builder.queryField('changes', (t) =>
  t.connection(
    {
      type: ChangeType,
      description:
        'What changed after one release up to another, in the order of releases, types and keys. `GET /changes` gives all of it at once.',
      args: {
        from: t.arg.int({ required: true, description: 'The release that the caller has; 0 for none.' }),
        to: t.arg.int({ description: 'The last release to include. By default the latest.' }),
        types: t.arg.stringList({ description: 'Filters by type, such as `Project`.' }),
      },
      complexity: weighed({ ...pageCost, weight: changesCost }, (args: PageArguments) => ({
        ...pageComplexity(args),
        field: changesCost,
      })),
      resolve: async (_root, { from, to, types, ...page }, context) => {
        const list = await changeList(context, { from, to: to ?? context.release.number, types: types ?? null });
        return keysetPage(list, page);
      },
    },
    connectionOf(ChangeType),
  ),
);

interface Range {
  readonly from: number;
  readonly to: number;
  readonly types: readonly string[] | null;
}

async function changeList(context: Context, range: Range): Promise<KeysetList<Change>> {
  const { db, release } = context;
  await checkRange(context, range);
  const tables = await journalTables(context);
  checkTypes(tables, range.types);
  const counts = await readChangeCounts(db, range);
  const parts = [...new Map(counts.map((count) => [`${count.release} ${count.type}`, count])).values()];
  return {
    name: `changes-${range.from}`,
    keyOf: (change) => [String(change.release), change.type, change.key],
    isKey: (key) => key.length === 3 && /^\d{1,9}$/.test(key[0] ?? '') && Number(key[0]) <= release.number,
    count: async () => counts.reduce((sum, { rows }) => sum + rows, 0),
    fetch: (wanted) => fetchChanges(context, parts, tables, wanted),
  };
}

type TablesByType = ReadonlyMap<string, JournalTable>;

/** They change only with the schema of the database, and PostgreSQL takes long to list them. */
const tablesOf = sharedByRelease<TablesByType>(1_000);

function journalTables({ db, release }: Context): Promise<TablesByType> {
  return tablesOf(release).get('', async () => {
    const tables = await readJournalTables(db);
    return new Map(tables.map((table) => [table.type, table]));
  });
}

/** Goes on from the place of the cursor, one release and type after the other, until the page is full. */
async function fetchChanges(
  { db }: Context,
  parts: readonly { readonly release: number; readonly type: string }[],
  tables: TablesByType,
  { after, before, backwards, limit }: KeysetRange,
): Promise<Change[]> {
  if (backwards || before !== null) throw onlyForward();
  const [lastRelease = '0', lastType = '', lastKey = ''] = after ?? [];
  const found: Change[] = [];
  for (const { release, type } of parts) {
    const table = tables.get(type);
    const order = release - Number(lastRelease) || (type < lastType ? -1 : Number(type > lastType));
    if (table === undefined || order < 0) continue;
    const rest = { after: order === 0 ? lastKey : '', limit: limit - found.length };
    found.push(...(await db.bounded(() => readChanges(db, table, release, rest))));
    if (found.length >= limit) break;
  }
  return found;
}

async function checkRange({ db, release }: Context, { from, to }: Range): Promise<void> {
  const first = await firstJournaled(db);
  if (from >= first && from <= to && to <= release.number) return;
  throw new BadInputError(
    `"from" is ${from} and "to" is ${to}.`,
    `Give releases from ${first} to ${release.number}, "to" not before "from".`,
    {
      polish: `"from" wynosi ${from}, a "to" ${to}. Podaj wydania od ${first} do ${release.number}, "to" nie wcześniejsze niż "from".`,
    },
  );
}

function checkTypes(tables: TablesByType, types: readonly string[] | null): void {
  const unknown = types?.find((type) => !tables.has(type));
  if (unknown === undefined) return;
  const known = [...tables.keys()].join(', ');
  throw new BadInputError(`There is no type "${unknown.slice(0, 50)}".`, `Types are ${known}.`, {
    polish: `Nie ma typu "${unknown.slice(0, 50)}". Typy: ${known}.`,
  });
}

function onlyForward(): BadInputError {
  return new BadInputError('Changes are read in their order.', 'Use "first" and "after".', {
    polish: 'Zmiany czyta się w ich kolejności. Użyj "first" i "after".',
  });
}
