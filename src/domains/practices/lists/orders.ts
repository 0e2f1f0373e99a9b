/** The orders of lists of entries. */
import { type ListOrder, listKey, naturalOrder, type OrderColumn } from '#graphql/lists/order.ts';
import type { Direction, Order } from '#graphql/ordering.ts';

/** `natural` is the direction in which the list key goes, under which the order has the name of the list alone. */
interface KnownOrder {
  readonly columns: readonly OrderColumn[];
  readonly natural?: Direction;
}

const titleKey: OrderColumn = { ...listKey, name: 'title_key' };
const changedIn: OrderColumn = { name: 'changed_in', type: 'int', isValue: (text) => /^\d{1,9}$/.test(text) };
const byRelease: KnownOrder = { columns: [changedIn, listKey] };
const byTitle: KnownOrder = { columns: [listKey], natural: 'ASC' };
const ordinal: OrderColumn = { name: 'ordinal', type: 'int', isValue: (text) => /^\d{1,5}$/.test(text) };
const id: OrderColumn = { name: 'id', type: 'text', isValue: (text) => text.length <= 500 };

/** Days are kept inverted, so that the latest stand first. */
export const orders = {
  practices: { TITLE: byTitle, RELEASE: byRelease },
  calls: { CLOSING_DATE: { columns: [listKey], natural: 'DESC' }, TITLE: { columns: [titleKey] }, RELEASE: byRelease },
  events: { START_DATE: { columns: [listKey], natural: 'DESC' }, TITLE: { columns: [titleKey] }, RELEASE: byRelease },
  livingLabs: { TITLE: byTitle, RELEASE: byRelease },
  citations: { TITLE: byTitle, RELEASE: byRelease },
  /** The list key of a session is that of its event. */
  sessions: { ORDER: { columns: [ordinal, id] }, RELEASE: { columns: [changedIn, ordinal, id] } },
  adoptions: { ADOPTED_ON: { columns: [listKey], natural: 'DESC' }, RELEASE: byRelease },
  costBenefits: { PERIOD: { columns: [listKey], natural: 'DESC' }, RELEASE: byRelease },
  submissions: { TITLE: byTitle, RELEASE: byRelease },
  presentations: { EVENT: { columns: [listKey], natural: 'DESC' }, RELEASE: byRelease },
} as const satisfies Readonly<Record<string, Readonly<Record<string, KnownOrder>>>>;

export function orderOf<List extends keyof typeof orders>(
  list: List,
  requested: Order<keyof (typeof orders)[List] & string> | null | undefined,
): ListOrder {
  if (requested == null) return naturalOrder(list);
  const { field, direction } = requested;
  const order = orders[list][field] as KnownOrder;
  if (direction === order.natural) return naturalOrder(list);
  return {
    name: `${list} ${field} ${direction}`,
    columns: order.columns,
    isDescending: order.natural === undefined ? direction === 'DESC' : true,
  };
}
