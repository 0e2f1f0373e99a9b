import { decodedId } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { IdRule } from '#graphql/ids.ts';
import { cachedRegistry } from '#registry';
import { onlyOne } from '../find.ts';
import { nipDigits, regonDigits } from '../numbers.ts';

/** The id in the database; null where there is no such office. */
export const officeId = new IdRule<Context, Promise<string | null>>({
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

/** The id in the database. Offices that are there no more keep it, and what is private still names them by it. */
export async function namedOffice(id: string, argument: string, context: Context): Promise<string> {
  return (await officeId.find(id, argument, context)) ?? decodedId(id.trim())?.id ?? id.trim();
}

/** The ids of several; those that name no office are left out. */
export async function officeIds(ids: readonly string[], argument: string, context: Context): Promise<string[]> {
  const found = await Promise.all(ids.map((id) => officeId.find(id, argument, context)));
  return found.filter((id) => id !== null);
}

export function officeCoded(code: string, { loaders, release }: Context): Promise<string | null> {
  const registry = release.get(cachedRegistry);
  const unit = code.startsWith('jst-') ? registry.unit(code.slice('jst-'.length)) : undefined;
  return loaders.offices.coded.load({ code, unitIds: unit === undefined ? [] : registry.idsOf(unit) });
}

export async function officeWithNip(nip: string, { loaders }: Context): Promise<string | null> {
  return onlyOne(await loaders.offices.withNip.load(nip), `NIP ${nip.slice(0, 20)}`);
}

export async function officeWithRegon(regon: string, { loaders }: Context): Promise<string | null> {
  return onlyOne(await loaders.offices.withRegon.load(regon), `REGON ${regon.slice(0, 20)}`);
}
