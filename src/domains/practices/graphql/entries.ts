/** The types of entries, and what all of them have: citations, inferences, source, release; lists of them. */
import { builder, type SchemaTypes } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { type Ordering, type Page, type PageArguments, pageComplexity, pageOf } from '#graphql/pages.ts';
import { Release, Source } from '#graphql/releases.ts';
import { heldPractices } from '../held.ts';
import type { Entry, Inference as InferenceData, RecordKind } from '../model.ts';
import { compareOrderKeys, orderKeyOf, type PracticesSnapshot } from '../snapshot.ts';
import { Inference } from './parts.ts';
import type { Fields } from './texts.ts';

export const Citation = builder.objectRef<Entry<'CITATION'>>('Citation');
export const Practice = builder.objectRef<Entry<'PRACTICE'>>('Practice');
export const Adoption = builder.objectRef<Entry<'ADOPTION'>>('Adoption');
export const CostBenefit = builder.objectRef<Entry<'COST_BENEFIT'>>('CostBenefit');
export const Call = builder.objectRef<Entry<'CALL'>>('Call');
export const Event = builder.objectRef<Entry<'EVENT'>>('Event');
export const LivingLab = builder.objectRef<Entry<'LIVING_LAB'>>('LivingLab');

export function entriesOf({ release }: Context): PracticesSnapshot {
  return release.get(heldPractices);
}

/** How the nodes of a kind are known and read again by their ids. */
export function nodeOf<K extends RecordKind>(kind: K) {
  return {
    id: { resolve: ({ slug }: Entry<K>) => slug, description: 'Global id; made from the slug.' },
    loadMany: (slugs: string[], context: Context): (Entry<K> | null)[] =>
      slugs.map((slug) => entriesOf(context).entry(kind, slug) ?? null),
    isTypeOf: (value: unknown): boolean =>
      typeof value === 'object' && value !== null && 'outline' in value && 'kind' in value && value.kind === kind,
  };
}

export function commonFields<K extends Exclude<RecordKind, 'CITATION'>>(t: Fields<Entry<K>>) {
  return {
    slug: t.string({ description: 'Its lasting name.', resolve: (entry) => (entry as Entry).slug }),
    citations: t.field({
      type: [Citation],
      description: 'The documents that say so.',
      resolve: (entry, _args, context) => {
        const { citations = [] } = (entry as Entry<'PRACTICE'>).outline;
        return citations.map((slug) => entriesOf(context).target('CITATION', slug));
      },
    }),
    inferences: t.field({
      type: [Inference],
      description: 'What no source says outright, and how it was inferred.',
      resolve: (entry): InferenceData[] => [...((entry as Entry<'PRACTICE'>).outline.inferences ?? [])],
    }),
    source: t.field({
      type: Source,
      description: 'The file from which it was last changed.',
      resolve: (entry, _args, { loaders }, info) => loaders.releases.sources.get((entry as Entry).sourceId, info),
    }),
    release: t.field({
      type: Release,
      description: 'The release that last changed it.',
      resolve: (entry, _args, { loaders }, info) => loaders.releases.releases.get((entry as Entry).changedIn, info),
    }),
  };
}

function orderingOf<K extends RecordKind>(kind: K): Ordering<Entry<K>> {
  return {
    name: kind,
    keyOf: orderKeyOf,
    compareKeys: (a, b) => compareOrderKeys(kind, a, b),
  };
}

export function pageOfEntries<K extends RecordKind>(
  kind: K,
  entries: readonly Entry<K>[],
  args: PageArguments,
): Page<Entry<K>> {
  return pageOf(entries, args, orderingOf(kind));
}

/** A list of entries to which an object leads. */
export function entriesField<T extends object, K extends RecordKind>(
  t: Fields<T>,
  type: PothosSchemaTypes.ObjectRef<SchemaTypes, Entry<K>>,
  kind: K,
  description: string,
  of: (value: T, snapshot: PracticesSnapshot, context: Context) => readonly Entry<K>[],
) {
  return t.connection({
    type,
    description,
    complexity: pageComplexity,
    resolve: (value, args, context) => pageOfEntries(kind, of(value as T, entriesOf(context), context), args) as never,
  });
}
