/** What all entries have: a slug, citations, inferences, a source and a release. */
import type { FieldRef } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { SchemaTypes } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { Release, Source } from '#graphql/releases.ts';
import { Citation } from './citation.ts';
import { FieldsOf } from './fields.ts';
import { Inference } from './parts.ts';

type EntryModel = 'Practice' | 'Call' | 'Event' | 'LivingLab' | 'Adoption' | 'CostBenefitAssessment';
interface Fields {
  exposeString(...options: never): FieldRef<SchemaTypes>;
  field(options: never): FieldRef<SchemaTypes>;
}

export function commonFields<M extends EntryModel>(
  t: Fields & Parameters<FieldsOf<M>['many']>[0],
  cited: (context: Context, slug: string, info: GraphQLResolveInfo) => Promise<object[]>,
) {
  // All of these models have the same columns for what is common.
  const entry = new FieldsOf<'Practice'>();
  return {
    slug: t.exposeString(...(['slug', { description: 'Its lasting name.' }] as never)),
    citations: entry.many(t, 'slug', Citation, cited, 'The documents that say so.'),
    inferences: entry.values(t, 'inferences', Inference, 'What no source says outright, and how it was inferred.'),
    source: t.field({
      type: Source,
      description: 'The file from which it was last changed.',
      select: { sourceId: true },
      resolve: ({ sourceId }: { sourceId: string }, _args: object, { loaders }: Context, info: GraphQLResolveInfo) =>
        loaders.releases.sources.get(sourceId, info),
    } as never),
    release: t.field({
      type: Release,
      description: 'The release that last changed it.',
      select: { changedIn: true },
      resolve: ({ changedIn }: { changedIn: number }, _args: object, { loaders }: Context, info: GraphQLResolveInfo) =>
        loaders.releases.releases.get(changedIn, info),
    } as never),
  };
}
