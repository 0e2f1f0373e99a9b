/** What all entries have: a slug, citations, inferences, a source and a release. */
import type { FieldRef } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { SchemaTypes } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { rowRelease, rowSource } from '#graphql/releases.ts';
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
    citations: entry.many(t, 'slug', Citation, cited, 'The documents cited as its sources.'),
    inferences: entry.values(t, 'inferences', Inference, 'Facts that no source states, and how they were inferred.'),
    source: t.field({ ...rowSource, description: 'The file from which it was last changed.' } as never),
    release: t.field({ ...rowRelease, description: 'The release that last changed it.' } as never),
  };
}
