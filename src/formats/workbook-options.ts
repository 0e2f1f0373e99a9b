import type { Properties } from './table.ts';

export interface SheetOptions {
  /** Whether a formula's error (`#N/A`) is a text; without it, it says nothing, like an empty cell. */
  readonly errorsAsText?: boolean;
  /** Cells further to the right are stray ones and left out. */
  readonly maxColumns?: number;
}

const names: Readonly<Record<string, string>> = {
  title: 'title',
  subject: 'subject',
  description: 'description',
  comments: 'description',
  keywords: 'keywords',
  creator: 'author',
  author: 'author',
  company: 'company',
  created: 'created',
  createddate: 'created',
  modified: 'modified',
  modifieddate: 'modified',
};

/** Properties of a workbook by one name each, whichever program wrote them. */
export function workbookProperties(found: Iterable<readonly [name: string, value: string]>): Properties {
  const properties: Record<string, string> = {};
  for (const [name, value] of found) {
    const known = names[name.toLowerCase()];
    if (known !== undefined && value.trim() !== '') properties[known] ??= value.trim().slice(0, 1_000);
  }
  return properties;
}
