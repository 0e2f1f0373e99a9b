/**
 * Names that stand beside codes in tables. A code that a name contradicts is somebody's mistake, and nobody knows whose:
 * such a row is not taken. Only names that are surely another unit's contradict; spellings that no register has do not.
 */
import {
  foldName,
  isAtLevel,
  isCityWithPowiatRights,
  type RegistryReferenceData,
  type RegistryUnit,
  type RegistryVersion,
  type TerritorialKind,
  versionOn,
} from '#registry';
import type { StatedNames } from '../model.ts';

const namedLevels = ['VOIVODESHIP', 'POWIAT', 'GMINA'] as const;
export type NamedLevel = (typeof namedLevels)[number];

export function isNamedLevel(level: string): level is NamedLevel {
  return namedLevels.some((named) => named === level);
}

export class StatedNamesIndex {
  readonly #registry: RegistryReferenceData;
  /** Units that have or had a name at a level. */
  readonly #byName = new Map<string, Set<RegistryUnit>>();
  readonly #voivodeships = new Map<string, Set<string>>();

  constructor(registry: RegistryReferenceData) {
    this.#registry = registry;
    for (const unit of registry.units) for (const version of unit.versions) this.#add(unit, version);
  }

  #add(unit: RegistryUnit, version: RegistryVersion): void {
    const name = plainName(version.name);
    for (const level of namedLevels) if (isAtLevel(version, level)) addTo(this.#byName, `${level} ${name}`, unit);
    if (version.terc.length === 2) addTo(this.#voivodeships, version.terc, name);
  }

  /** What the names say that the unit never was; null where they do not contradict it. */
  contradiction(unit: RegistryUnit, level: string, names: StatedNames): string | null {
    const own = unit.versions.map(({ name }) => plainName(name));
    if (isNamedLevel(level) && this.#isAnothers(names.unit, level, own)) return `the name "${names.unit}"`;
    if (this.#isAnothers(names.voivodeship, 'VOIVODESHIP', this.#voivodeshipsOf(unit)))
      return `the voivodeship "${names.voivodeship}"`;
    if (level !== 'VOIVODESHIP' && this.#isAnothers(names.powiat, 'POWIAT', this.#powiatsOf(unit)))
      return `the powiat "${names.powiat}"`;
    return null;
  }

  /** The units at a level that bear the name on a day, and are where the other names say. */
  withNames(names: StatedNames, level: NamedLevel, day: string): RegistryUnit[] {
    const name = plainName(names.unit);
    const kind = kindIn(names.unit);
    const units = [...(this.#byName.get(`${level} ${name}`) ?? [])].filter((unit) => {
      const version = versionOn(unit, day) ?? unit.versions[0];
      const isThere = version !== undefined && plainName(version.name) === name && isAtLevel(version, level);
      return isThere && (kind === null || kind.includes(version.kind)) && this.#liesThere(unit, names);
    });
    return units;
  }

  #liesThere(unit: RegistryUnit, { powiat, voivodeship }: StatedNames): boolean {
    const isIn = (stated: string, own: readonly string[]): boolean =>
      stated === '' || stated === '-' || own.includes(plainName(stated));
    return isIn(voivodeship, this.#voivodeshipsOf(unit)) && isIn(powiat, this.#powiatsOf(unit));
  }

  #isAnothers(stated: string, level: NamedLevel, own: readonly string[]): boolean {
    const name = plainName(stated);
    if (name === '' || !this.#byName.has(`${level} ${name}`)) return false;
    // "Słupia" may be short for "Słupia Konecka", and "Opole" the seat of the powiat "opolski".
    return !own.some(
      (other) =>
        other === name ||
        other.startsWith(`${name} `) ||
        (level === 'POWIAT' && other.slice(0, 3) === name.slice(0, 3)),
    );
  }

  #voivodeshipsOf({ versions }: RegistryUnit): string[] {
    return versions.flatMap(({ terc }) => [...(this.#voivodeships.get(terc.slice(0, 2)) ?? [])]);
  }

  #powiatsOf({ versions }: RegistryUnit): string[] {
    return versions.flatMap((version) => {
      const parent = version.parentId === null ? undefined : this.#registry.unit(version.parentId);
      const isPowiat = version.terc.length === 4 || isCityWithPowiatRights(version);
      return [...(isPowiat ? [version.name] : []), ...(parent?.versions.map(({ name }) => name) ?? [])].map(plainName);
    });
  }
}

function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}

const prefix =
  /^(?:gmina|miasto na prawach powiatu|miasto stoleczne|miasto i gmina|miasto|m st|m w|mw|m|gm|g|w|powiat|pow|wojewodztwo|woj)\s+(?:miejska\s+|wiejska\s+|miejsko wiejska\s+|grodzki\s+)?/;
const suffix = /\s+(?:\d|gmina(?: miejska| wiejska| miejsko wiejska)?|gm|m|w|mw|m w|od \d{4}.*|do \d{4}.*)$/;

/** `G. Bochnia (2)`, `Gmina wiejska Bochnia` → `bochnia` */
function plainName(name: string): string {
  const plain = foldName(name)
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim();
  const bare = plain.replace(prefix, '').replace(suffix, '').trim();
  return bare === '' ? plain : bare;
}

const kinds: readonly (readonly [RegExp, readonly TerritorialKind[]])[] = [
  [/\(3\)\s*$|miejsko[\s-]+wiejska|^m\.?-w\.?\s|miasto i gmina/i, ['URBAN_RURAL_GMINA']],
  [/\(2\)\s*$|wiejska|^w\.\s/i, ['RURAL_GMINA']],
  [/\(1\)\s*$|miejska|^m\.\s|^miasto\s/i, ['URBAN_GMINA']],
];

/** The kinds that a name says its unit has; null where it says none. */
function kindIn(name: string): readonly TerritorialKind[] | null {
  return kinds.find(([pattern]) => pattern.test(name.trim()))?.[1] ?? null;
}
