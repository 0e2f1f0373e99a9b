/** The one Pothos builder: every domain adds its types to it. */
import SchemaBuilder from '@pothos/core';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin, { encodeGlobalID } from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { type GraphQLSchema, isInterfaceType } from 'graphql';
import { type Decimal, getDatamodel, type PrismaTypes } from '#platform/database/index.ts';
import { BadInputError, RefusalError } from '#platform/errors.ts';
import { type AccountRole, hasRole } from '#platform/viewer.ts';
import { complexityPlugin } from './complexity.ts';
import type { Context } from './context.ts';
import { idempotencyPlugin } from './idempotency.ts';
import { languagePlugin } from './language-plugin.ts';
import { loadedRowsInner, loadedRowsOuter } from './loaded-rows.ts';
import { nullableLists } from './nullable-lists.ts';

/** A list in the database is counted only when its count is requested. */
export type TotalCount = number | (() => Promise<number>);

interface Types {
  Context: Context;
  PrismaTypes: PrismaTypes;
  /** `role`: those who are signed in with it, or with one that may more. */
  AuthScopes: { everyone: boolean; role: AccountRole };
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  Connection: { totalCount: TotalCount };
  Scalars: {
    ID: { Input: string; Output: string };
    /** Days of rows are midnights in UTC. */
    Date: { Input: string; Output: string | Date };
    DateTime: { Input: Date; Output: Date };
    Decimal: { Input: string; Output: string | Decimal };
    GeoJSON: { Input: never; Output: unknown };
    JSON: { Input: unknown; Output: unknown };
    JsonStat: { Input: never; Output: unknown };
  };
}

export type SchemaTypes = PothosSchemaTypes.ExtendDefaultTypes<Types>;

/** The connection itself is counted by its page size already. */
const asManyAsRequested = { field: 1, multiplier: 1 };

export const builder = new SchemaBuilder<Types>({
  // Each wraps the resolvers of those behind it.
  plugins: [
    ScopeAuthPlugin,
    idempotencyPlugin,
    nullableLists,
    languagePlugin,
    loadedRowsOuter,
    PrismaPlugin,
    loadedRowsInner,
    complexityPlugin,
    RelayPlugin,
    DataloaderPlugin,
  ],
  defaultFieldNullability: false,
  scopeAuth: {
    authScopes: async ({ contributor }) => {
      const viewer = (await contributor?.viewer()) ?? null;
      return { everyone: true, role: (role) => hasRole(viewer, role) };
    },
    unauthorizedError: (_parent, _context, { parentType, fieldName }) =>
      new NotAllowedError(`${parentType.name}.${fieldName}`),
  },
  prisma: {
    client: (context) => context.db.prisma,
    dmmf: getDatamodel(),
    onUnusedQuery: null,
  },
  relay: {
    cursorType: 'String',
    edgesFieldOptions: {
      nullable: { list: false, items: false },
      description: 'The entries of this page, with cursors.',
      complexity: asManyAsRequested,
    },
    nodeFieldOptions: { nullable: false, description: 'The entry itself.' },
    cursorFieldOptions: {
      description: 'Marks this entry for `after` and `before`; stays valid across releases.',
    },
    pageInfoFieldOptions: { description: 'Where this page stands in the whole list.' },
    pageInfoTypeOptions: { description: 'Where a page stands in the whole list (Relay).' },
    hasNextPageFieldOptions: { description: 'Whether entries follow this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether entries precede this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first entry; null on an empty page.' },
    endCursorFieldOptions: { description: 'Cursor of the last entry; null on an empty page.' },
    firstArgOptions: {
      description:
        'Returns the first n entries, 1–100 (see `limits.pageEntries`); 20 when neither `first` nor `last` is given.',
    },
    lastArgOptions: { description: 'Returns the last n entries, 1–100 (see `limits.pageEntries`).' },
    afterArgOptions: { description: 'Returns entries after this cursor.' },
    beforeArgOptions: { description: 'Returns entries before this cursor.' },
    nodesOnConnection: { description: 'The entries of this page.', complexity: asManyAsRequested },
    nodeTypeOptions: { description: 'Anything that has a global id and can be read again by it.' },
    // See nodes.ts.
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    decodeGlobalID: (id) => idOf(id),
  },
});

/** A field that is for another role, or for those who are signed in. */
class NotAllowedError extends RefusalError {
  readonly code = 'FORBIDDEN';

  constructor(field: string) {
    super(`${field} is not for this caller.`, 'Sign in at /account with an account whose role may do this.', {
      polish: `Pole ${field} nie jest dla tego użytkownika. Zaloguj się pod /account kontem o odpowiedniej roli.`,
    });
  }
}

/** Throws an error that describes the expected form when the text is no global id. */
export function idOf(globalId: string): { typename: string; id: string } {
  const decoded = decodedId(globalId);
  // PostgreSQL has no text with a NUL in it, and no id of the hub has one.
  if (decoded !== null && !decoded.id.includes('\0')) return decoded;
  throw noId(globalId);
}

/** Null for a text that is no global id of anything. */
export function decodedId(id: string): { typename: string; id: string } | null {
  if (id.length % 4 !== 0 || !base64.test(id)) return null;
  const bytes = atob(id);
  const text = ascii.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString();
  const colon = text.indexOf(':');
  const [typename, key] = [text.slice(0, colon), text.slice(colon + 1)];
  return colon > 0 && key !== '' && /^[A-Za-z_]\w*$/.test(typename) ? { typename, id: key } : null;
}

const base64 = /^[\d+/A-Za-z]+={0,2}$/;
const ascii = /^[\0-\x7f]*$/;

/** An id may name any type; only nodes are given out by id. */
export function checkIsNode({ typename, id }: { typename: string; id: string }, schema: GraphQLSchema): void {
  if (!nodeTypesOf(schema).has(typename)) throw noId(encodeGlobalID(typename, id));
}

const nodeTypes = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

function nodeTypesOf(schema: GraphQLSchema): ReadonlySet<string> {
  const known = nodeTypes.get(schema);
  if (known !== undefined) return known;
  const node = schema.getType('Node');
  const found = new Set(isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : []);
  nodeTypes.set(schema, found);
  return found;
}

function noId(id: string): BadInputError {
  return new BadInputError(`"${id.slice(0, 80)}" is not an id of this hub.`, 'Take ids from the field "id".', {
    polish: `"${id.slice(0, 80)}" nie jest identyfikatorem tego węzła. Weź identyfikator z pola "id".`,
  });
}

builder.queryType({ description: 'The root of queries.' });
builder.subscriptionType({ description: 'The root of subscriptions, sent as server-sent events.' });
builder.globalConnectionField('totalCount', (t) =>
  t.int({
    description: 'How many entries the whole list has.',
    resolve: ({ totalCount }) => (typeof totalCount === 'function' ? totalCount() : totalCount),
  }),
);
