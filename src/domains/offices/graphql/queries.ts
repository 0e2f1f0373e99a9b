/** Looking offices up and listing them. */

import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { OrderDirection } from '#graphql/ordering.ts';
import { pageComplexity, pageOf } from '#graphql/pages.ts';
import { BadInputError } from '#platform/errors.ts';
import { heldRegistry } from '#registry';
import { heldOffices } from '../held.ts';
import { selectOffices } from '../select.ts';
import { OfficeKind, OfficeStatus, OfficeTier } from './enums.ts';
import { officeId, officeWithNip, officeWithRegon } from './ids.ts';
import { Office } from './office.ts';
import { OfficeOrderField, officeOrdering } from './ordering.ts';

const OfficeFilter = builder.inputType('OfficeFilter', {
  description: 'Which offices; all conditions must hold.',
  fields: (t) => ({
    kind: t.field({ type: [OfficeKind], description: 'Only offices of one of these kinds.' }),
    tier: t.field({ type: OfficeTier, description: 'Only offices of this administration.' }),
    status: t.field({ type: OfficeStatus, description: 'Only offices that stand, or only withdrawn ones.' }),
    within: t.string({
      description: 'TERC (2, 4, 6 or 7 digits) of a unit: only offices that sit in it or serve it or a unit below it.',
    }),
    servedUnit: t.string({ description: 'TERC of a unit: only offices that serve just this unit.' }),
    name: t.string({
      description:
        'Only offices one of whose names contains this text, without regard to case and to Polish letters; at most 12 words.',
    }),
    text: t.string({
      description:
        'Only offices of which each of these words stands in a name, the locality or the name of the served unit, without regard to case and to Polish letters; at most 12 words.',
    }),
    hasInvalidNumbers: t.boolean({
      description: 'True: only offices with a NIP or REGON whose check digit is wrong. False: only the others.',
    }),
  }),
});

const OfficeOrder = builder.inputType('OfficeOrder', {
  description: 'The order of offices.',
  fields: (t) => ({
    field: t.field({ type: OfficeOrderField, required: true, description: 'What they are ordered by.' }),
    direction: t.field({ type: OrderDirection, defaultValue: 'ASC', required: true, description: 'The direction.' }),
  }),
});

builder.queryField('office', (t) =>
  t.field({
    type: Office,
    nullable: true,
    description: 'The office with an id or a number; null when there is none. Give exactly one.',
    args: {
      id: t.arg.id({ description: officeId.description('The office') }),
      nip: t.arg.string({ description: 'Its NIP, with or without dashes.' }),
      regon: t.arg.string({ description: 'Its REGON of 9 or 14 digits.' }),
    },
    resolve: (_root, { id, nip, regon }, context) => {
      const given = [id, nip, regon].filter((value) => value != null);
      if (given.length !== 1) {
        const count = given.length === 0 ? 'None' : 'More than one';
        throw new BadInputError(`${count} of "id", "nip" and "regon" was given.`, 'Give exactly one of them.', {
          polish: `${given.length === 0 ? 'Nie podano żadnego' : 'Podano więcej niż jedno'} z "id", "nip" i "regon". Podaj dokładnie jedno z nich.`,
        });
      }
      if (id != null) return officeId.find(id, 'id', context);
      return nip == null ? officeWithRegon(regon ?? '', context) : officeWithNip(nip, context);
    },
  }),
);

builder.queryField('offices', (t) =>
  t.connection(
    {
      type: Office,
      description: 'Offices, by default all of them in the order of their names.',
      args: {
        filter: t.arg({ type: OfficeFilter, description: 'Which offices; without it all.' }),
        orderBy: t.arg({ type: OfficeOrder, description: 'The order; without it NAME ascending.' }),
      },
      complexity: pageComplexity,
      resolve: (_root, { filter, orderBy, ...page }, context) => {
        const { field, direction } = orderBy ?? { field: 'NAME', direction: 'ASC' };
        const ordering = officeOrdering(field, direction);
        const registry = context.release.get(heldRegistry);
        const selected = selectOffices(context.release.get(heldOffices), filter ?? {}, registry, context.today);
        const ordered =
          field === 'NAME' && direction === 'ASC'
            ? selected
            : selected.toSorted((a, b) => ordering.compareKeys(ordering.keyOf(a), ordering.keyOf(b)));
        return pageOf(ordered, page, ordering);
      },
    },
    connectionOf(Office),
  ),
);
