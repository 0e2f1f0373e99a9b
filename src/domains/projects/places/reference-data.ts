/** The units in which projects are, as the lists were joined to them; cached, some thousand ids. */
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
    const { rows } = await client.query<{ id: string }>(
      'SELECT DISTINCT unit_id AS id FROM project_place WHERE unit_id IS NOT NULL ORDER BY unit_id',
    );
    return new ProjectPlaceReferenceData(rows.map(({ id }) => id));
  },
};
