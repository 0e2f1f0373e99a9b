/**
 * Which units lie in which, through all of history: a unit counts in those above it as it is today, or as it was last.
 * Ids that lists were joined under stay valid when an older register gives a unit another first code.
 */
import { asItIs, isAtLevel, type RegistryReferenceData, type RegistryUnit, type TerritorialLevel } from '#registry';

const deepest = 6;

export class UnitChains {
  readonly #registry: RegistryReferenceData;
  readonly #today: string;
  readonly #chains = new Map<string, readonly RegistryUnit[]>();

  constructor(registry: RegistryReferenceData, today: string) {
    this.#registry = registry;
    this.#today = today;
  }

  /** The unit and those above it, up to the voivodeship; empty for an id that no unit has. */
  chain(unitId: string): readonly RegistryUnit[] {
    const known = this.#chains.get(unitId);
    if (known !== undefined) return known;
    const chain: RegistryUnit[] = [];
    let id: string | null = unitId;
    while (id !== null && chain.length < deepest) {
      const unit = this.#registry.unit(id);
      if (unit === undefined) break;
      chain.push(unit);
      id = this.#state(unit)?.parentId ?? null;
    }
    this.#chains.set(unitId, chain);
    return chain;
  }

  /** The unit at a level in which a unit lies or which it is. */
  at(unitId: string, level: TerritorialLevel): RegistryUnit | undefined {
    return this.chain(unitId).find((unit) => {
      const state = this.#state(unit);
      return state !== undefined && isAtLevel(state, level);
    });
  }

  contains(outerId: string, unitId: string): boolean {
    const outer = this.#registry.unit(outerId)?.id;
    return this.chain(unitId).some(({ id }) => id === outer);
  }

  #state(unit: RegistryUnit): ReturnType<typeof stateOf> {
    return stateOf(unit, this.#today);
  }
}

function stateOf(unit: RegistryUnit, today: string): NonNullable<ReturnType<typeof asItIs>>['version'] | undefined {
  return asItIs(unit, today)?.version;
}
