/** Whether an answer of the Local Data Bank's API is a whole list, or some pages of one. */

export interface Fragment {
  /** Such as `variable 72305`. */
  readonly list: string;
  readonly records: number;
  /** Null where the answer only says that there is a next page. */
  readonly total: number | null;
  readonly pages: readonly number[];
}

type Plain = Readonly<Record<string, unknown>>;

const deepest = 4;

/** The lists of a file of which pages are not in it. */
export function fragmentsIn(answer: unknown): Fragment[] {
  const lists = Map.groupBy(pagesIn(answer, 0), (page) => `${nameOf(page)} ${page['totalRecords']}`);
  return [...lists.values()].flatMap((pages) => {
    const byNumber = new Map(pages.map((page) => [Number(page['page'] ?? 0), page]));
    const records = [...byNumber.values()].reduce((sum, page) => sum + (page['results'] as unknown[]).length, 0);
    const total = totalOf(pages, records);
    if (total !== null && records >= total) return [];
    const numbers = [...byNumber.keys()].toSorted((a, b) => a - b);
    return [{ list: nameOf(pages[0] ?? {}), records, total, pages: numbers }];
  });
}

export function fragmentText({ list, records, total, pages }: Fragment): string {
  const of = total === null ? 'the source names a next page' : `${records} of ${total} records`;
  return `${list}: a part of the list, ${of} (page ${pages.join(', ')})`;
}

/** Without a total, the last page of a list is the one without a link to the next. */
function totalOf(pages: readonly Plain[], records: number): number | null {
  const total = pages[0]?.['totalRecords'];
  if (typeof total === 'number') return total;
  const hasNext = pages.every(({ links }) => isPlain(links) && links['next'] != null);
  return hasNext ? null : records;
}

function pagesIn(value: unknown, depth: number): Plain[] {
  if (depth > deepest || typeof value !== 'object' || value === null) return [];
  if (isPlain(value) && Array.isArray(value['results'])) return [value];
  return Object.values(value).flatMap((inner) => pagesIn(inner, depth + 1));
}

function nameOf({ variableId, unitId }: Plain): string {
  return variableId === undefined ? `unit ${unitId ?? 'not stated'}` : `variable ${variableId}`;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
