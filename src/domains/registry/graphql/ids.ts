import type { Context } from '#graphql/context.ts';
import { IdRule } from '#graphql/ids.ts';
import { parseBdlId, parseTerc } from '../codes.ts';
import { refuseNutsCode } from '../nuts-refusal.ts';
import { cachedRegistry } from '../reference-cache.ts';
import type { RegistryUnit } from '../reference-data.ts';
import { resolveReference } from '../resolve/index.ts';
import { parseUnitKey } from '../unit-on-day.ts';

/** Codes are read as of a day: those in force before those of other days. */
export interface UnitLookup {
  readonly context: Context;
  readonly day: string;
}

/** Null where no unit has the id, and none has or had the code. */
export const unitId = new IdRule<UnitLookup, RegistryUnit | null>({
  typename: 'TerritorialUnit',
  english:
    'a TERC of 2, 4, 6 or 7 digits, such as `1465011`, or a 12-digit id of the Local Data Bank, in force or former',
  polish: 'kod TERC (2, 4, 6 albo 7 cyfr), np. `1465011`, albo 12-cyfrowy identyfikator BDL, obowiązujący lub dawny',
  byGlobalId: (key, { context }) => context.release.get(cachedRegistry).unit(parseUnitKey(key).id) ?? null,
  byNaturalKey(code, { context, day }, argument) {
    refuseNutsCode(code, argument);
    if (parseTerc(code) === null && (parseBdlId(code)?.terc ?? null) === null) return undefined;
    const registry = context.release.get(cachedRegistry);
    const { candidates } = resolveReference(registry.resolutionIndex, { code }, day);
    const [best, next] = candidates;
    if (best === undefined || next?.confidence === best.confidence) return null;
    return registry.unit(best.unit.id) ?? null;
  },
});
