/** The offices that an argument names. */
import type { Context } from '#graphql/context.ts';
import { officeIds as known } from '#offices';
import { BadInputError } from '#platform/errors.ts';

const maxOffices = 500;

/** Offices that do not exist have no assessments. */
export async function officeIds(ids: readonly string[], context: Context): Promise<string[]> {
  if (ids.length <= maxOffices) return known(ids, 'offices', context);
  throw new BadInputError(`${ids.length} offices were named.`, `Name at most ${maxOffices}.`, {
    polish: `Liczba wskazanych urzędów to ${ids.length}. Wskaż najwyżej ${maxOffices}.`,
  });
}
