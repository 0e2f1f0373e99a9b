/** The lists of offices: from what an index leads to which of them, and in what order. */
import { type Link, type ListKind, link } from '#graphql/lists/links.ts';
import { type ListOrder, listKey, type OrderColumn } from '#graphql/lists/order.ts';
import type { Order } from '#graphql/ordering.ts';
import { officeKinds } from './model.ts';

const seat = link('office', 'seat_unit_id', 'id');
const served = link('office', 'served_unit_id', 'id');

function list(...links: Link[]): ListKind {
  return { name: 'offices NAME ASC', table: 'office', id: 'id', links };
}

export const officesOf = {
  /** Of a unit, by whom they serve, where they sit, or either. */
  unit: { SERVES: list(served), SITS_IN: list(seat), any: list(seat, served) },
  parent: list(link('office', 'parent_id', 'id')),
} as const;

export type OfficeOrder = 'NAME' | 'KIND' | 'CODE' | 'RELEASE';

const columns: Readonly<Record<OfficeOrder, readonly OrderColumn[]>> = {
  NAME: [listKey],
  KIND: [{ name: 'kind', type: 'office_kind', isValue: (text) => officeKinds.some((kind) => kind === text) }, listKey],
  CODE: [{ name: 'id', type: 'text', isValue: (text) => text.length <= 200 }],
  RELEASE: [{ name: 'changed_in', type: 'int', isValue: (text) => /^\d{1,9}$/.test(text) }, listKey],
};

export function officeOrder({ field, direction }: Order<OfficeOrder>): ListOrder {
  return { name: `offices ${field} ${direction}`, columns: columns[field], isDescending: direction === 'DESC' };
}
