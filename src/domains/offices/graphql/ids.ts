import type { Context } from '#graphql/context.ts';
import { IdRule } from '#graphql/ids.ts';
import { BadInputError } from '#platform/errors.ts';
import { heldRegistry } from '#registry';
import { heldOffices } from '../held.ts';
import type { OfficeRow } from '../model.ts';
import { nipDigits, regonDigits } from '../numbers.ts';

export const officeId = new IdRule<Context, OfficeRow | null>({
  typename: 'Office',
  english: 'the code, such as `jst-246601`, the NIP or the REGON',
  polish: 'kod, np. `jst-246601`, NIP albo REGON',
  byGlobalId: officeCoded,
  byNaturalKey(key, context) {
    if (/^\d{10}$/.test(nipDigits(key))) return officeWithNip(key, context);
    if (/^(\d{9}|\d{14})$/.test(regonDigits(key))) return officeWithRegon(key, context);
    return /^[\p{L}\d][\p{L}\d._-]*$/u.test(key) ? officeCoded(key, context) : undefined;
  },
});

function officeCoded(code: string, { release }: Context): OfficeRow | null {
  const directory = release.get(heldOffices);
  const found = directory.office(code);
  if (found !== undefined || !code.startsWith('jst-')) return found ?? null;
  // A unit's earliest known code moves back when an older register is loaded; offices keep the id they had before.
  const registry = release.get(heldRegistry);
  const unit = registry.unit(code.slice('jst-'.length));
  const served = unit && directory.serving(registry.idsOf(unit));
  return served?.find((office) => office.id.startsWith('jst-')) ?? null;
}

export function officeWithNip(nip: string, { release }: Context): OfficeRow | null {
  return onlyOne(release.get(heldOffices).withNip(nip), `NIP ${nip.slice(0, 20)}`);
}

export function officeWithRegon(regon: string, { release }: Context): OfficeRow | null {
  return onlyOne(release.get(heldOffices).withRegon(regon), `REGON ${regon.slice(0, 20)}`);
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
