/** Looking offices up and listing them. */
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { filteredPage } from '#graphql/lists/filtered.ts';
import { searchedPageComplexity } from '#graphql/pages.ts';
import { selectionOfEntries } from '#graphql/rows.ts';
import { BadInputError } from '#platform/errors.ts';
import { officeListArgs, readListArguments } from './filter.ts';
import { officeCoded, officeId, officeWithNip, officeWithRegon } from './ids.ts';
import { Office } from './office.ts';

const readers = {
  id: (id: string, context: Context) => officeId.find(id, 'id', context),
  code: officeCoded,
  nip: officeWithNip,
  regon: officeWithRegon,
} as const;
const names = Object.keys(readers) as (keyof typeof readers)[];

builder.queryField('office', (t) =>
  t.field({
    type: Office,
    nullable: true,
    description: 'The office with an id or a number; null when there is none. Give exactly one.',
    args: {
      id: t.arg.id({ description: officeId.description('The office') }),
      code: t.arg.string({ description: 'Its code.' }),
      nip: t.arg.string({ description: 'Its NIP, with or without dashes.' }),
      regon: t.arg.string({ description: 'Its REGON of 9 or 14 digits.' }),
    },
    resolve: async (_root, args, context, info) => {
      const id = await idGivenBy(args, context);
      return id === null ? null : context.loaders.offices.office.load(id, info);
    },
  }),
);

type Given = Readonly<Partial<Record<keyof typeof readers, string | null | undefined>>>;

function idGivenBy(args: Given, context: Context): Promise<string | null> {
  const [name, ...others] = names.filter((one) => args[one] != null);
  if (name !== undefined && others.length === 0) return readers[name](args[name] ?? '', context);
  const list = '"id", "code", "nip" and "regon"';
  const isNone = name === undefined;
  throw new BadInputError(`${isNone ? 'None' : 'More than one'} of ${list} was given.`, 'Give exactly one of them.', {
    polish: `${isNone ? 'Nie podano żadnego' : 'Podano więcej niż jedno'} z "id", "code", "nip" i "regon". Podaj dokładnie jedno z nich.`,
  });
}

builder.queryField('offices', (t) =>
  t.connection(
    {
      type: Office,
      description: 'Offices, by default all of them in the order of their names.',
      args: officeListArgs,
      complexity: searchedPageComplexity(1_000),
      resolve: async (_root, args, context, info) =>
        filteredPage<{ id: string }>(
          context,
          { table: 'office', id: 'id', ...(await readListArguments(args, context)) },
          args,
          selectionOfEntries('Office', context, info),
        ),
    },
    connectionOf(Office),
  ),
);
