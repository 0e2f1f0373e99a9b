/** The rules of the API, derived from the API itself: what one operation may ask for, and how much the caller has left. */
import type { Limits } from '#config';
import { builder } from './builder.ts';
import type { Quota } from './context.ts';

/** The same words stand in docs/limits.md. */
const descriptions: Readonly<Record<keyof Limits, string>> = {
  bodyBytes: 'Bytes of a request body.',
  documentBytes: 'Bytes of a document in UTF-8.',
  documentTokens: 'Tokens of a document: names, numbers, texts, brackets and other signs.',
  depth: 'Levels of fields inside one another, through fragments.',
  fields: 'Fields, with every fragment spread out where it is used.',
  directives: 'Directives in a document.',
  operations: 'Operations in a document.',
  fieldPairs: 'Pairs of fields that are answered under the same name and therefore compared.',
  listItems: 'Entries in one list of an argument or variable.',
  textLength: 'Characters in one text of an argument or variable.',
  inputDepth: 'Levels of lists and objects inside one another in an argument or variable.',
  pageEntries: 'Entries of one page of a connection.',
  nodes: 'Ids in `nodes`.',
  references: 'References in `resolveTerritorialUnits`.',
  cost: 'Cost of an operation; docs/cost.md says how it is computed.',
  operationTimeoutMs: 'Milliseconds that an operation may run.',
  statementTimeoutMs: 'Milliseconds that one statement to the database may run.',
  headersTimeoutMs: 'Milliseconds in which the head of a request must have come.',
  requestTimeoutMs: 'Milliseconds in which the whole of a request must have come.',
  connections: 'Connections that are open at once, of all callers.',
  exportRows: 'Entries up to which an export is sent at once. A longer one becomes a job.',
  exportsPerCaller: 'Exports of one caller that are sent at once.',
  exportHours: 'Hours for which the file of an export is kept.',
  streams: 'Streams of events that one caller has open at once.',
};

const LimitsType = builder.objectRef<Limits>('Limits').implement({
  description: 'The limits of one request. A request beyond one is an error that names it.',
  fields: (t) => ({
    ...Object.fromEntries(
      Object.entries(descriptions).map(([name, description]) => [
        name,
        t.int({ description, resolve: (limits) => limits[name as keyof Limits] }),
      ]),
    ),
  }),
});

const RateLimit = builder.objectRef<Quota>('RateLimit').implement({
  description:
    'The rate limit of the caller. Each request takes 1 point, and an executed operation 1 more for each 1,000 of its cost.',
  fields: (t) => ({
    policy: t.exposeString('policy', {
      description: 'The policy: `anonymous` (by address; IPv6 by its /64 network) or `key` (by API key).',
    }),
    points: t.exposeInt('points', { description: 'Points in each window.' }),
    remaining: t.exposeInt('remaining', { description: 'Points that are left in this window.' }),
    windowSeconds: t.exposeInt('windowSeconds', { description: 'Length of a window, in seconds.' }),
    resetSeconds: t.exposeInt('resetSeconds', { description: 'Seconds until the window ends.' }),
  }),
});

builder.queryFields((t) => ({
  limits: t.field({
    type: LimitsType,
    description: 'The limits of one request; see docs/limits.md.',
    resolve: (_root, _args, { limits }) => limits,
  }),
  rateLimit: t.field({
    type: RateLimit,
    nullable: true,
    description: 'The rate limit of the caller; null where there is none.',
    resolve: (_root, _args, { quota }) => quota,
  }),
}));
