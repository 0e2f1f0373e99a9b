/** Looking offices up and listing them. */

import { decodeGlobalID } from '@pothos/plugin-relay';
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { OrderDirection } from '#graphql/ordering.ts';
import { pageComplexity, pageOf } from '#graphql/pages.ts';
import { BadInputError } from '#platform/errors.ts';
import { heldRegistry } from '#registry';
import type { OfficeDirectory } from '../directory.ts';
import { heldOffices } from '../held.ts';
import type { OfficeRow } from '../model.ts';
import { selectOffices } from '../select.ts';
import { OfficeKind, OfficeStatus, OfficeTier } from './enums.ts';
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
      id: t.arg.id({ description: 'Its global id, or its code such as `jst-246601`.' }),
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
      const directory = context.release.get(heldOffices);
      if (id != null) return officeById(id, directory, context) ?? null;
      if (nip != null) return onlyOne(directory.withNip(nip), `NIP ${nip.slice(0, 20)}`);
      return onlyOne(directory.withRegon(regon ?? ''), `REGON ${regon?.slice(0, 20)}`);
    },
  }),
);

function officeById(id: string, directory: OfficeDirectory, { release }: Context): OfficeRow | undefined {
  const code = codeOf(id);
  const found = directory.office(code);
  if (found !== undefined || !code.startsWith('jst-')) return found;
  // A unit's earliest known code moves back when an older register is loaded; offices keep the id they had before.
  const registry = release.get(heldRegistry);
  const unit = registry.unit(code.slice('jst-'.length));
  return unit && directory.serving(registry.idsOf(unit)).find((office) => office.id.startsWith('jst-'));
}

function codeOf(id: string): string {
  try {
    const { typename, id: code } = decodeGlobalID(id);
    return typename === 'Office' ? code : id;
  } catch {
    return id;
  }
}

/** Offices of one self-government may bear one number; of those the standing ones come first. */
function onlyOne(offices: readonly OfficeRow[], what: string): OfficeRow | null {
  const standing = offices.filter(({ status }) => status === 'ACTIVE');
  const found = standing.length > 0 ? standing : offices;
  if (found.length < 2) return found[0] ?? null;
  const codes = found.slice(0, 10).map(({ id }) => id);
  throw new BadInputError(
    `${found.length} offices bear the ${what}: ${codes.join(', ')}.`,
    'Ask for one of them by "id".',
    {
      polish: `Ten sam ${what} ma wiele urzędów (${found.length}): ${codes.join(', ')}. Zapytaj o jeden z nich przez "id".`,
    },
  );
}

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
