/** Where entries lead to each other and to topics, by the names of the properties. */
import { type Content, leavesOf, type Path, propertyOf } from './content.ts';
import type { RecordKind } from './model.ts';

export interface Problem {
  readonly path: Path;
  readonly reason: string;
}

export interface EntryReference {
  readonly kind: RecordKind;
  readonly slug: string;
  readonly path: Path;
}

const kindOfProperty: Readonly<Record<string, RecordKind>> = {
  practice: 'PRACTICE',
  call: 'CALL',
  event: 'EVENT',
  livingLab: 'LIVING_LAB',
  citations: 'CITATION',
  plannedCitation: 'CITATION',
  actualCitation: 'CITATION',
};

const collectionOf: Readonly<Partial<Record<RecordKind, string>>> = {
  PRACTICE: 'practices',
  CALL: 'calls',
  EVENT: 'events',
  LIVING_LAB: 'livingLabs',
  CITATION: 'citations',
  PROJECT: 'projects',
};

export function keyOf(kind: RecordKind, slug: string): string {
  return `${kind} ${slug}`;
}

/** The entries that an entry leads to. */
export function referencesIn(content: Content): EntryReference[] {
  return [...leavesOf(content)].flatMap(({ path, value }) => {
    const property = propertyOf(path);
    const kind = property === 'slug' && path.at(-2) === 'project' ? 'PROJECT' : kindOfProperty[property];
    return kind === undefined ? [] : [{ kind, slug: String(value), path }];
  });
}

/** What entries may lead to: those of the hub and those of the file; of the latter some may have been rejected. */
export interface KnownTargets {
  has(key: string): boolean;
  isRejected(key: string): boolean;
}

/** References that lead nowhere. */
export function brokenReferences(content: Content, known: KnownTargets): Problem[] {
  return referencesIn(content).flatMap(({ kind, slug, path }) => {
    const key = keyOf(kind, slug);
    if (known.has(key)) return [];
    const reason = known.isRejected(key)
      ? `"${slug}" is in this file, but was rejected, and the hub does not have it. Fix "${slug}" first.`
      : `"${slug}" is neither in the hub nor in this file. Add it to "${collectionOf[kind]}", or fix the slug.`;
    return [{ path, reason }];
  });
}

export function unknownTopics(content: Content, topics: readonly string[]): Problem[] {
  return [...leavesOf(content)].flatMap(({ path, value }) => {
    const property = propertyOf(path);
    if ((property !== 'topic' && property !== 'topics') || topics.includes(String(value))) return [];
    return [{ path, reason: `"${value}" is no topic. Take one of: ${topics.join(', ')}.` }];
  });
}
