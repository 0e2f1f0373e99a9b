/** Every source that `npm run sync` knows. */
import { polandSync } from './bdl/sync-poland.ts';
import { bdlUnitsSync } from './bdl/sync-units.ts';
import { bdlSync } from './bdl/sync-variables.ts';
import type { Synchroniser } from './sync.ts';

export const synchronisers: readonly Synchroniser[] = [polandSync, bdlSync, bdlUnitsSync];
