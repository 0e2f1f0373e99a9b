/** From the code of a unit as a source writes it, in any year's form, to the subject that its observations belong to. */
import {
  isAtLevel,
  parseBdlId,
  parseTerc,
  type RegistrySnapshot,
  type ResolutionCandidate,
  resolveReference,
  type TerritorialLevel,
} from '#registry';
import { isLevel, type Level } from '../levels.ts';
import type { SubjectType } from '../model.ts';
import { isOtherLevel, type OtherSubjects } from './other-subjects.ts';

export interface FoundSubject {
  readonly type: SubjectType;
  readonly key: string;
  readonly level: Level;
}

export interface NotFound {
  readonly reason: string;
}

const loadRegister = 'Load a TERC register of about that year first (npm run import -- teryt <file>), or fix the code.';

/** Eurostat's codes (Regulation (EC) No 1059/2003): a country and up to three characters. */
const nutsCode = /^[A-Z]{2}[0-9A-Z]{0,3}$/i;

const nutsLevels = ['the country', 'a macroregion (NUTS 1)', 'a region (NUTS 2)', 'a subregion (NUTS 3)'] as const;

function nutsFault(code: string): string {
  const what = /^PL/i.test(code) ? nutsLevels[code.length - 2] : 'a region of another country';
  return `"${code}" is a NUTS code, of ${what}. Values are taken by TERC codes or by ids of the Local Data Bank: map a column with those.`;
}

export class SubjectFinder {
  readonly #registry: RegistrySnapshot;
  readonly #others: OtherSubjects | null;
  readonly #found = new Map<string, FoundSubject | NotFound>();

  constructor(registry: RegistrySnapshot, others: OtherSubjects | null) {
    this.#registry = registry;
    this.#others = others;
  }

  find(code: string, level: Level | null, day: string): FoundSubject | NotFound {
    const question = `${code}|${level ?? ''}|${day}`;
    const known = this.#found.get(question);
    if (known !== undefined) return known;
    const other = isOtherLevel(level) ? this.#others?.find(level, code) : null;
    const found = other ?? statistical(code) ?? this.#unit(code, level, day);
    this.#found.set(question, found);
    return found;
  }

  #unit(code: string, level: Level | null, day: string): FoundSubject | NotFound {
    if (code === '') return { reason: 'There is no code of a unit. Fill it in, or skip the row in the mapping.' };
    const { candidates } = resolveReference(this.#registry.resolutionIndex, { code }, day);
    const fitting = candidates.filter((candidate) => levelOf(candidate) !== null && hasStatedKind(code, candidate));
    const [best, next] = fitting;
    if (best === undefined) {
      if (nutsCode.test(code.trim())) return { reason: nutsFault(code.trim()) };
      return { reason: `No unit is known to have, or to have had, the code "${code.slice(0, 40)}". ${loadRegister}` };
    }
    if (next !== undefined && next.confidence === best.confidence) {
      const both = `${best.version.terc} ${best.version.name} and ${next.version.terc} ${next.version.name}`;
      return { reason: `The code "${code}" may mean ${both}. Write it with all its digits.` };
    }
    return atLevel(best, level);
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

function atLevel(candidate: ResolutionCandidate, asked: Level | null): FoundSubject | NotFound {
  const { unit, version } = candidate;
  const level = asked ?? levelOf(candidate) ?? 'GMINA';
  const counts = isTerritorial(level) && isAtLevel(version, level);
  if (counts) return { type: 'TERRITORIAL_UNIT', key: unit.id, level };
  return { reason: `${version.terc} ${version.name} is not at the level ${level}. Mend the code or the level.` };
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
