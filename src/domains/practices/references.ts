/** Where the entries lead to each other and to topics, told by the names of the properties. */
import { type Content, leavesOf, type Path, propertyOf } from './content.ts';
import type { RecordKind } from './model.ts';
import { topicBySlug } from './topics.ts';

export interface Problem {
  readonly path: Path;
  readonly reason: string;
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

/** References that lead nowhere. */
export function brokenReferences(content: Content, known: (key: string) => boolean): Problem[] {
  return [...leavesOf(content)].flatMap(({ path, value }) => {
    const property = propertyOf(path);
    if (property === 'topic' || property === 'topics')
      return topicBySlug.has(String(value)) ? [] : [noTopic(path, value)];
    const kind = property === 'slug' && path.at(-2) === 'project' ? 'PROJECT' : kindOfProperty[property];
    if (kind === undefined || known(keyOf(kind, String(value)))) return [];
    const reason = `"${value}" is neither in the hub nor in this file. Add it to "${collectionOf[kind]}", or mend the slug.`;
    return [{ path, reason }];
  });
}

function noTopic(path: Path, value: unknown): Problem {
  return { path, reason: `"${value}" is no topic. Take one of: ${[...topicBySlug.keys()].join(', ')}.` };
}
