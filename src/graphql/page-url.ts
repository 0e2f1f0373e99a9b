/** The field `url` of a type: the address of its page. */
import type { Context } from './context.ts';

/** The first part of the addresses of pages, which are fixed. */
type PageKind =
  | 'units'
  | 'offices'
  | 'projects'
  | 'programmes'
  | 'practices'
  | 'calls'
  | 'events'
  | 'living-labs'
  | 'metrics'
  | 'releases';

/** Below the address of the hub. */
export function pagePath(kind: PageKind, key: string | number): string {
  return `/${kind}/${encodeURIComponent(key)}`;
}

export function pageUrl({ publicUrl }: Pick<Context, 'publicUrl'>, kind: PageKind, key: string | number): string {
  return publicUrl + pagePath(kind, key);
}

/** The options of `t.string` for it. */
export function pageUrlField<Row>(kind: PageKind, keyOf: (row: Row) => string | number) {
  return {
    description: 'The address of its page.',
    resolve: (row: Row, _args: object, context: Context) => pageUrl(context, kind, keyOf(row)),
  };
}

/** The same for what has no page of its own: the page that shows it. */
export function shownAtField<Row>(pathOf: (row: Row, context: Context) => string | Promise<string | null>) {
  return {
    description: 'The address of the page that shows it.',
    resolve(row: Row, _args: object, context: Context): string | Promise<string> {
      const path = pathOf(row, context);
      return typeof path === 'string'
        ? context.publicUrl + path
        : path.then((found) => context.publicUrl + (found ?? '/'));
    },
  };
}
