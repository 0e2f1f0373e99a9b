/** Releases, the sources they came from and the rows they could not take. */

import type { GraphQLResolveInfo } from 'graphql';
import { citationAs } from '#platform/releases/citation.ts';
import { builder } from './builder.ts';
import { citationArgument } from './citations.ts';
import type { Context } from './context.ts';
import { languageArgument, messageLanguage } from './language.ts';
import { licenceOf } from './licences.ts';
import { pagePath, pageUrl, pageUrlField, shownAtField } from './page-url.ts';
import { nodesByIds } from './rows.ts';

export const Source = builder.prismaNode('Source', {
  description: 'An official file, or another input, that public data came from.',
  id: { field: 'id', description: 'Global id; the same file read for the same day has the same.' },
  select: { id: true },
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.releases.sources) },
  fields: (t) => ({
    kind: t.exposeString('kind', {
      description:
        'What read it, as commands name it, such as `teryt` or `eu-projects`; kinds of the starter set begin with `starter`.',
    }),
    name: t.exposeString('name', { description: 'What it is.' }),
    publisher: t.exposeString('publisher', { description: 'Who publishes it.' }),
    url: t.string({
      select: { id: true, createdIn: true },
      ...shownAtField<{ id: string; createdIn: number }>(async ({ id, createdIn }, { loaders }) =>
        pagePath('releases', (await loaders.releases.firstOfSource.load(id)) ?? createdIn),
      ),
      description: 'The address of the page of the first release that was made from it.',
    }),
    publicationUrl: t.exposeString('url', { description: 'Where its publisher offers it.' }),
    fileName: t.exposeString('fileName', { description: 'The name of the file that was loaded, without folders.' }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of the bytes that were loaded, 64 hexadecimal digits.' }),
    asOf: t.expose('asOf', { type: 'Date', description: 'The day whose state it shows.' }),
    licence: t.exposeString('licence', { description: 'The terms of reuse.' }),
    licenceUrl: t.string({
      nullable: true,
      description: 'The address of the terms of reuse; null when none is known.',
      select: { licence: true },
      resolve: ({ licence }) => licenceOf(licence)?.url ?? null,
    }),
    licenceSpdxId: t.string({
      nullable: true,
      description: 'The SPDX id of the licence, such as `CC-BY-4.0`; null when it has none or none is known.',
      select: { licence: true },
      resolve: ({ licence }) => licenceOf(licence)?.spdxId ?? null,
    }),
  }),
});

export const ReleaseStatus = builder.enumType('ReleaseStatus', {
  description: 'The status of a release.',
  values: {
    PUBLISHED: { description: 'Its changes are part of the public data.' },
    WITHDRAWN: { description: 'Its changes were taken back by a later release.' },
  } as const,
});

export const Release = builder.prismaNode('Release', {
  description:
    'One published state of the hub. Public data changes only from one release to the next, so a release number is what an answer can be cached and cited by.',
  id: { field: 'number', description: 'Global id.' },
  select: { number: true },
  extensions: {
    nodesByIds: nodesByIds(
      ({ loaders }) => loaders.releases.releases,
      (id) => (/^[1-9]\d{0,8}$/.test(id) ? Number(id) : 0),
    ),
  },
  fields: (t) => ({
    number: t.exposeInt('number', { description: '1, 2, 3 …' }),
    url: t.string(pageUrlField('releases', ({ number }: { number: number }) => number)),
    releasedAt: t.expose('releasedAt', { type: 'DateTime', description: 'When it was published.' }),
    status: t.expose('status', { type: ReleaseStatus, description: 'The status.' }),
    note: t.exposeString('note', { nullable: true, description: 'A note of the operator.' }),
    source: t.field({
      type: Source,
      description: 'Its source.',
      select: { sourceId: true },
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
    records: t.exposeInt('records', {
      description: 'Records of the source: created + changed + unchanged + duplicates + rejected.',
    }),
    created: t.exposeInt('created', { description: 'The number of records that created something.' }),
    changed: t.exposeInt('changed', { description: 'The number of records that changed existing data.' }),
    unchanged: t.exposeInt('unchanged', { description: 'The number of records that changed nothing.' }),
    closed: t.exposeInt('closed', {
      description: 'The number of things that existed before this release and no longer do.',
    }),
    duplicates: t.exposeInt('duplicates', {
      description: 'The number of records that repeat another of the same source.',
    }),
    rejected: t.exposeInt('rejected', { description: 'The number of rejected records; see `rejectedRows`.' }),
    citation: t.string({
      description: 'How to cite it. Its downloads name the sources, which are to be cited, too.',
      args: { format: t.arg(citationArgument), lang: t.arg(languageArgument) },
      select: { number: true, releasedAt: true },
      resolve: ({ number, releasedAt }, { format, lang }, context) =>
        citationAs(format ?? 'TEXT', {
          title: null,
          release: number,
          releasedAt,
          url: pageUrl(context, 'releases', number),
          language: messageLanguage(lang),
        }),
    }),
  }),
});

/** The options of the field `source` of a row; what the source is to it, its description says. */
export const rowSource = {
  type: Source,
  select: { sourceId: true },
  resolve: (
    { sourceId }: { readonly sourceId: string },
    _args: object,
    { loaders }: Context,
    info: GraphQLResolveInfo,
  ) => loaders.releases.sources.get(sourceId, info),
} as const;

/** The options of the field `release` of a row: the one that last changed it. */
export const rowRelease = {
  type: Release,
  select: { changedIn: true },
  resolve: (
    { changedIn }: { readonly changedIn: number },
    _args: object,
    { loaders }: Context,
    info: GraphQLResolveInfo,
  ) => loaders.releases.releases.get(changedIn, info),
} as const;

builder.prismaObjectField(Release, 'retracts', (t) =>
  t.field({
    type: Release,
    nullable: true,
    description: 'The release whose changes it takes back; null for all others.',
    select: { retracts: true },
    resolve: ({ retracts }, _args, { loaders }, info) =>
      retracts === null ? null : loaders.releases.releases.get(retracts, info),
  }),
);

builder.prismaObjectField(Release, 'retractedIn', (t) =>
  t.field({
    type: Release,
    nullable: true,
    description: 'The release that took its changes back; null unless the status is WITHDRAWN.',
    select: { retractedIn: true },
    resolve: ({ retractedIn }, _args, { loaders }, info) =>
      retractedIn === null ? null : loaders.releases.releases.get(retractedIn, info),
  }),
);

builder.queryField('release', (t) =>
  t.field({
    type: Release,
    nullable: true,
    description: 'One release by its number, or the latest. Null when there is none with that number.',
    args: { number: t.arg.int({ description: 'Without it the latest.' }) },
    resolve: (_root, args, { release, loaders }, info) =>
      loaders.releases.releases.load(args.number ?? release.number, info),
  }),
);

/** Each event executes the subscription's selection in the release that was published; src/http/graphql/subscriptions.ts. */
builder.subscriptionField('releasePublished', (t) =>
  t.field({
    type: Release,
    description: 'Each release, as soon as it is served.',
    subscribe: () => neverHere(),
    resolve: (_root, _args, { announced, release, loaders }, info) =>
      loaders.releases.releases.get(announced ?? release.number, info),
  }),
);

function neverHere(): never {
  throw new Error('Events come from the announcements of releases');
}
