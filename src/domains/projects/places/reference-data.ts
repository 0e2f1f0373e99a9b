/** The units in which projects are, as the lists were joined to them; cached, some thousand ids. */
import { execute, query } from '#platform/database/index.ts';
import type { ReferenceData } from '#platform/releases/current.ts';
import type { RegistryReferenceData } from '#registry';
import { UnitChains } from './units.ts';

export class ProjectPlaceReferenceData {
  readonly unitIds: readonly string[];
  readonly #chains = new WeakMap<RegistryReferenceData, { today: string; chains: UnitChains }>();

  constructor(unitIds: readonly string[]) {
    this.unitIds = unitIds;
  }

  /** Ids under which projects are joined to the unit, or to it and all that lie or lay in it. */
  within(unitId: string, registry: RegistryReferenceData, today: string): string[] {
    const chains = this.chains(registry, today);
    return this.unitIds.filter((id) => chains.contains(unitId, id));
  }

  chains(registry: RegistryReferenceData, today: string): UnitChains {
    const known = this.#chains.get(registry);
    if (known?.today === today) return known.chains;
    const chains = new UnitChains(registry, today);
    this.#chains.set(registry, { today, chains });
    return chains;
  }
}

export const cachedProjectPlaces: ReferenceData<ProjectPlaceReferenceData> = {
  name: 'The units of projects',
  async load(client) {
    const rows = await execute(
      client,
      query
        .selectFrom('project_place')
        .distinct()
        .select('unit_id as id')
        .where('unit_id', 'is not', null)
        .orderBy('unit_id')
        .$narrowType<{ id: string }>(),
    );
    return new ProjectPlaceReferenceData(rows.map(({ id }) => id));
  },
};
