/** The offices that an argument names. */
import type { Context } from '#graphql/context.ts';
import { officeId } from '#offices';
import { BadInputError } from '#platform/errors.ts';

const maxOffices = 500;

/** Offices that do not exist have no assessments. */
export function officeIds(ids: readonly string[], context: Context): string[] {
  if (ids.length <= maxOffices) return ids.flatMap((id) => officeId.find(id, 'offices', context)?.id ?? []);
  throw new BadInputError(`${ids.length} offices were named.`, `Name at most ${maxOffices}.`, {
    polish: `Liczba wskazanych urzędów to ${ids.length}. Wskaż najwyżej ${maxOffices}.`,
  });
}
