/** From the code of a unit as a source writes it, in any year's form, to the subject that its observations belong to. */
import {
  isAtLevel,
  levelOf as levelOfUnit,
  parseBdlId,
  parseTerc,
  type RegistryReferenceData,
  type ResolutionCandidate,
  resolveReference,
  type TerritorialLevel,
} from '#registry';
import { isLevel, type Level } from '../levels.ts';
import type { StatedNames } from '../model.ts';
import type { FoundSubject, NotFound } from './found-subject.ts';
import { isOtherLevel, type OtherSubjects } from './other-subjects.ts';
import { isNamedLevel, StatedNamesIndex } from './stated-names.ts';

export type { FoundSubject, NotFound } from './found-subject.ts';

const loadRegister = 'Load a TERC register of about that year first (npm run import -- teryt <file>), or fix the code.';

/** Eurostat's codes (Regulation (EC) No 1059/2003): a country and up to three characters. */
const nutsCode = /^[A-Z]{2}[0-9A-Z]{0,3}$/i;

const nutsLevels = ['the country', 'a macroregion (NUTS 1)', 'a region (NUTS 2)', 'a subregion (NUTS 3)'] as const;

function nutsFault(code: string): string {
  const what = /^PL/i.test(code) ? nutsLevels[code.length - 2] : 'a region of another country';
  return `"${code}" is a NUTS code, of ${what}. Values are taken by TERC codes or by ids of the Local Data Bank: map a column with those.`;
}

export class SubjectFinder {
  readonly #registry: RegistryReferenceData;
  readonly #others: OtherSubjects | null;
  #names: StatedNamesIndex | undefined;
  readonly #found = new Map<string, FoundSubject | NotFound>();

  constructor(registry: RegistryReferenceData, others: OtherSubjects | null) {
    this.#registry = registry;
    this.#others = others;
  }

  find(code: string, level: Level | null, day: string, names?: StatedNames): FoundSubject | NotFound {
    const beside = names === undefined ? '' : `|${names.unit}|${names.powiat}|${names.voivodeship}`;
    const lookup = `${code}|${level ?? ''}|${day}${beside}`;
    const known = this.#found.get(lookup);
    if (known !== undefined) return known;
    const other = isOtherLevel(level) ? this.#others?.find(level, code) : null;
    const found = other ?? statistical(code) ?? this.#unit(code, level, day, names);
    this.#found.set(lookup, found);
    return found;
  }

  #unit(code: string, level: Level | null, day: string, names: StatedNames | undefined): FoundSubject | NotFound {
    if (code === '' && names !== undefined && names.unit !== '') return this.#named(names, level ?? 'GMINA', day);
    if (code === '') return { reason: 'There is no code of a unit. Fill it in, or skip the row in the mapping.' };
    const { candidates } = resolveReference(this.#registry.resolutionIndex, { code }, day);
    const fitting = candidates.filter((candidate) => levelOf(candidate) !== null && hasStatedKind(code, candidate));
    const [best, next] = fitting;
    if (best === undefined) {
      if (nutsCode.test(code.trim())) return { reason: nutsFault(code.trim()) };
      return { reason: `No unit is known to have, or to have had, the code "${code.slice(0, 40)}". ${loadRegister}` };
    }
    if (next !== undefined && next.confidence === best.confidence) {
      const equals = fitting.filter(({ confidence }) => confidence === best.confidence);
      const [only, ...others] = equals.filter((one) => names !== undefined && this.#fault(one, names) === null);
      if (only !== undefined && others.length === 0) return atLevel(only, level);
      const both = `${best.version.terc} ${best.version.name} and ${next.version.terc} ${next.version.name}`;
      return { reason: `The code "${code}" may mean ${both}. Write it with all its digits.` };
    }
    const found = atLevel(best, level);
    const fault = names === undefined || 'reason' in found ? null : this.#fault(best, names, found.level);
    if (fault === null) return found;
    const { terc, name } = best.version;
    return {
      reason: `The code "${code.slice(0, 40)}" is of ${terc} ${name}, which ${fault} beside it contradicts. Fix the one that is wrong.`,
    };
  }

  #fault({ unit, version }: ResolutionCandidate, names: StatedNames, level?: Level): string | null {
    const known = this.#registry.unit(unit.id);
    return known === undefined ? null : this.#index.contradiction(known, level ?? levelOfUnit(version), names);
  }

  #named(names: StatedNames, level: Level, day: string): FoundSubject | NotFound {
    const stated = [names.voivodeship, names.powiat, names.unit]
      .filter((name) => name !== '')
      .join(', ')
      .slice(0, 80);
    if (!isNamedLevel(level))
      return { reason: `Units at the level ${level} are not found by names. Map a column of codes.` };
    const [only, ...others] = this.#index.withNames(names, level, day);
    if (only === undefined) return { reason: `No unit at the level ${level} is named "${stated}". ${loadRegister}` };
    if (others.length === 0) return { type: 'TERRITORIAL_UNIT', key: only.id, level };
    const all = [only, ...others]
      .slice(0, 5)
      .map(({ versions }) => `${versions.at(-1)?.terc} ${versions.at(-1)?.name}`);
    return { reason: `"${stated}" may be ${all.join(', ')}. Map columns of the powiat and voivodeship, or of codes.` };
  }

  get #index(): StatedNamesIndex {
    this.#names ??= new StatedNamesIndex(this.#registry);
    return this.#names;
  }
}

const levelOfRodz: Readonly<Record<string, TerritorialLevel>> = {
  1: 'GMINA',
  2: 'GMINA',
  3: 'GMINA',
  4: 'PART',
  5: 'PART',
  8: 'AUXILIARY',
  9: 'AUXILIARY',
};

/** The code of a town that the registry does not have must not fall to the gmina around it. */
function hasStatedKind(code: string, { version }: ResolutionCandidate): boolean {
  const digits = code.replaceAll(/\D/g, '');
  const level = [7, 10, 12, 14].includes(digits.length) ? levelOfRodz[digits.at(-1) ?? ''] : undefined;
  return level === undefined || isAtLevel(version, level);
}

function levelOf({ matchedCode, version }: ResolutionCandidate): Level | null {
  if (matchedCode === null) return null;
  const stated = parseTerc(matchedCode)?.level ?? 'GMINA';
  return isAtLevel(version, stated) ? stated : null;
}

function atLevel(candidate: ResolutionCandidate, requested: Level | null): FoundSubject | NotFound {
  const { unit, version } = candidate;
  const level = requested ?? levelOf(candidate) ?? 'GMINA';
  const counts = isTerritorial(level) && isAtLevel(version, level);
  if (counts) return { type: 'TERRITORIAL_UNIT', key: unit.id, level };
  return { reason: `${version.terc} ${version.name} is not at the level ${level}. Fix the code or the level.` };
}

function isTerritorial(level: Level): level is 'VOIVODESHIP' | 'POWIAT' | 'GMINA' | 'PART' | 'AUXILIARY' {
  return ['VOIVODESHIP', 'POWIAT', 'GMINA', 'PART', 'AUXILIARY'].includes(level);
}

/** The country, macroregions, regions and subregions, which the register of units does not have. */
function statistical(code: string): FoundSubject | null {
  const digits = code.trim();
  if (/^0{7}$/.test(digits)) return { type: 'STATISTICAL_UNIT', key: '0'.repeat(12), level: 'COUNTRY' };
  const unit = parseBdlId(digits);
  if (unit === null || unit.terc !== null || !isLevel(unit.level)) return null;
  return { type: 'STATISTICAL_UNIT', key: digits, level: unit.level };
}
