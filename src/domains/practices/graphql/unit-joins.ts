/** Which practices, events and living labs belong to which unit on a day; joined once for each release and stretch of days. */
import type { Context } from '#graphql/context.ts';
import { heldOffices } from '#offices';
import { heldRegistry, type RegistryView } from '#registry';
import type { Entry, RecordKind } from '../model.ts';
import { entriesOf } from './entries.ts';

export interface EntriesOfUnits {
  /** By the unit in which an office of the practice sits or which it serves, or in which the practice is carried out. */
  readonly practices: Lists<'PRACTICE'>;
  /** The same, and by every unit above. */
  readonly practicesBelow: Lists<'PRACTICE'>;
  readonly events: Lists<'EVENT'>;
  readonly livingLabs: Lists<'LIVING_LAB'>;
}

/** In the usual order of their kind, by the id of the unit. */
class Lists<K extends RecordKind> {
  readonly #lists = new Map<string, Entry<K>[]>();

  add(unitIds: readonly string[], entry: Entry<K>): void {
    for (const id of new Set(unitIds)) {
      const list = this.#lists.get(id);
      if (list === undefined) this.#lists.set(id, [entry]);
      else list.push(entry);
    }
  }

  of(unitId: string): readonly Entry<K>[] {
    return this.#lists.get(unitId) ?? [];
  }
}

/** A view belongs to one release, as do the offices and entries that are joined to its units. */
const joined = new WeakMap<RegistryView, EntriesOfUnits>();

export function entriesOfUnits(view: RegistryView, context: Context): EntriesOfUnits {
  const known = joined.get(view);
  if (known !== undefined) return known;
  const found = join(view, context);
  joined.set(view, found);
  return found;
}

function join(view: RegistryView, context: Context): EntriesOfUnits {
  const registry = context.release.get(heldRegistry);
  const entries = entriesOf(context);
  // An older register may have given a unit another id since the entry was written.
  const present = (ids: readonly (string | null | undefined)[]): string[] =>
    ids.flatMap((id) => (id == null ? [] : (registry.unit(id)?.id ?? [])));
  const above = (id: string): string[] => {
    const state = view.unit(id);
    return state === undefined ? [] : view.ancestors(state).map(({ unit }) => unit.id);
  };
  const lists = {
    practices: new Lists<'PRACTICE'>(),
    practicesBelow: new Lists<'PRACTICE'>(),
    events: new Lists<'EVENT'>(),
    livingLabs: new Lists<'LIVING_LAB'>(),
  };
  for (const practice of entries.list('PRACTICE')) {
    const units = present(unitIdsOf(practice, context));
    lists.practices.add(units, practice);
    lists.practicesBelow.add([...units, ...units.flatMap(above)], practice);
  }
  for (const event of entries.list('EVENT')) lists.events.add(present([event.outline.place?.unit]), event);
  for (const lab of entries.list('LIVING_LAB')) lists.livingLabs.add(present([lab.outline.hostUnit?.unit]), lab);
  return lists;
}

function unitIdsOf({ outline }: Entry<'PRACTICE'>, { release }: Context): (string | null | undefined)[] {
  const directory = release.get(heldOffices);
  const offices = (outline.offices ?? []).map(({ office }) => directory.office(office ?? ''));
  return [
    ...offices.flatMap((office) => [office?.seatUnitId, office?.servedUnitId]),
    ...(outline.places ?? []).map(({ unit }) => unit),
  ];
}
