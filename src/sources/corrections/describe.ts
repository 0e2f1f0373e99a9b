/** The source of what editors state: with a kind and a publisher of its own, so that no file is taken for it. */
import { createHash } from 'node:crypto';
import type { SourceDescription } from '#platform/releases/model.ts';

export const editorialKinds = ['corrections', 'amendments', 'editorial-decisions'] as const;

export interface EditorialSource extends Pick<SourceDescription, 'name' | 'url' | 'fileName' | 'asOf'> {
  readonly kind: (typeof editorialKinds)[number];
  /** What makes it another than others of its name. */
  readonly content: unknown;
}

export function describeEditorial({ content, ...source }: EditorialSource): SourceDescription {
  return {
    ...source,
    publisher: 'Redakcja Węzła',
    sha256: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
    licence: 'CC BY 4.0',
  };
}
