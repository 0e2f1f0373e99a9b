/**
 * When the area of a unit changed, as far as registers show: they show that units begin, end and move, and not which
 * neighbour the land went to. A neighbour in the same powiat, or of the same name, may have got it.
 */
import {
  foldName,
  levelOf,
  type RegistryReferenceData,
  type RegistryUnit,
  type RegistryVersion,
  versionOn,
} from '#registry';

export interface AreaChange {
  /** It happened after this day, */
  readonly notBefore: string;
  /** and by this one. */
  readonly notAfter: string;
  /** False where the unit is only one of several that may have changed. */
  readonly certain: boolean;
  /** In English: which unit began, ended or moved. */
  readonly reason: string;
}

/** Changes whose day and heirs are known from the law; a register's window for them is wider. */
const knownByLaw: readonly { terc: string; name: string; day: string; changed: readonly string[] }[] = [
  { terc: '0809102', name: 'Zielona Góra', day: '2015-01-01', changed: ['0862011'] },
  { terc: '3203042', name: 'Ostrowice', day: '2019-01-01', changed: ['3203023', '3203063'] },
];

export class AreaChanges {
  readonly #changes = new Map<string, AreaChange[]>();

  constructor(registry: RegistryReferenceData) {
    const units = [...registry.units];
    for (const unit of units) for (const change of this.#changesBy(unit)) this.#spread(change, units);
    for (const { terc, name, day, changed } of knownByLaw) {
      const reason = `gmina ${terc} ${name} ended on ${day}; this unit got land of it`;
      for (const code of changed) {
        const heir = units.find(({ versions }) => versions.some((version) => version.terc === code));
        if (heir !== undefined) this.#add(heir.id, { notBefore: dayBefore(day), notAfter: day, certain: true, reason });
      }
    }
  }

  of(unitId: string): readonly AreaChange[] {
    return this.#changes.get(unitId) ?? [];
  }

  /** Gminas that began or ended, except those whose heirs are known; powiats between which a gmina moved. */
  *#changesBy(unit: RegistryUnit): Generator<Spreading> {
    for (const { type, notBefore, notAfter, beforeFrom, afterFrom } of unit.events) {
      const before = unit.versions.find(({ validFrom }) => validFrom === beforeFrom);
      const after = unit.versions.find(({ validFrom }) => validFrom === afterFrom);
      const version = after ?? before;
      if (version === undefined || levelOf(version) !== 'GMINA') continue;
      const window = { notBefore, notAfter };
      const called = `gmina ${version.terc} ${version.name}`;
      if (type === 'MOVED') this.#moved(before, after, { ...window, certain: true, reason: `${called} moved` });
      if (!isBeginOrEnd(type) || knownByLaw.some(({ terc }) => terc === version.terc)) continue;
      const what = type === 'CREATED' ? 'began' : 'ended';
      const reason = `${called}, in the same powiat or of the same name, ${what}`;
      yield { unit, version, change: { ...window, certain: false, reason } };
    }
  }

  #moved(before: RegistryVersion | undefined, after: RegistryVersion | undefined, change: AreaChange): void {
    for (const version of [before, after]) if (version?.parentId) this.#add(version.parentId, change);
  }

  #spread({ unit, version, change }: Spreading, units: readonly RegistryUnit[]): void {
    const name = foldName(version.name);
    for (const other of units) {
      const state = versionOn(other, change.notAfter) ?? other.versions[0];
      if (other === unit || state === undefined || levelOf(state) !== 'GMINA') continue;
      const isNear =
        state.parentId === version.parentId || (foldName(state.name) === name && sameVoivodeship(state, version));
      if (isNear) this.#add(other.id, change);
    }
  }

  #add(unitId: string, change: AreaChange): void {
    const changes = this.#changes.get(unitId);
    if (changes === undefined) this.#changes.set(unitId, [change]);
    else changes.push(change);
  }
}

interface Spreading {
  readonly unit: RegistryUnit;
  readonly version: RegistryVersion;
  readonly change: AreaChange;
}

function isBeginOrEnd(type: string): boolean {
  return type === 'CREATED' || type === 'ABOLISHED';
}

function sameVoivodeship(a: RegistryVersion, b: RegistryVersion): boolean {
  return a.terc.slice(0, 2) === b.terc.slice(0, 2);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
