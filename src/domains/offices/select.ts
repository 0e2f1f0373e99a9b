/** Which offices a filter wants. */
import { filterWords, noWords } from '#graphql/filter-words.ts';
import { BadInputError } from '#platform/errors.ts';
import { foldName, parseTerc, type RegistrySnapshot, refuseNutsCode } from '#registry';
import type { OfficeDirectory } from './directory.ts';
import type { OfficeKind, OfficeRow, OfficeStatus, OfficeTier } from './model.ts';

export interface OfficeFilter {
  readonly kind?: readonly OfficeKind[] | null | undefined;
  readonly tier?: OfficeTier | null | undefined;
  readonly status?: OfficeStatus | null | undefined;
  /** TERC of a unit. */
  readonly within?: string | null | undefined;
  /** TERC of a unit. */
  readonly servedUnit?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly text?: string | null | undefined;
  readonly hasInvalidNumbers?: boolean | null | undefined;
}

type Condition = (office: OfficeRow) => boolean;

/** In the order of their names. */
export function selectOffices(
  directory: OfficeDirectory,
  filter: OfficeFilter,
  registry: RegistrySnapshot,
  today: string,
): readonly OfficeRow[] {
  const conditions = [
    ...ofKind(filter),
    ...ofPlace(filter, directory, registry, today),
    ...ofText(filter, directory, registry),
  ];
  if (conditions.length === 0) return directory.ordered;
  return directory.ordered.filter((office) => conditions.every((holds) => holds(office)));
}

function ofKind({ kind, tier, status, hasInvalidNumbers }: OfficeFilter): Condition[] {
  const conditions: Condition[] = [];
  if (kind != null) conditions.push((office) => kind.includes(office.kind));
  if (tier != null) conditions.push((office) => office.tier === tier);
  if (status != null) conditions.push((office) => office.status === status);
  if (hasInvalidNumbers != null) {
    conditions.push(({ nipValid, regonValid }) => (nipValid === false || regonValid === false) === hasInvalidNumbers);
  }
  return conditions;
}

function ofPlace(
  { within, servedUnit }: OfficeFilter,
  directory: OfficeDirectory,
  registry: RegistrySnapshot,
  today: string,
): Condition[] {
  const conditions: Condition[] = [];
  if (within != null) {
    const ids = idsWithin(registry, checkedTerc(within, 'within'), today);
    const offices = new Set([...directory.serving(ids), ...directory.sittingIn(ids)]);
    conditions.push((office) => offices.has(office));
  }
  if (servedUnit != null) {
    const unit = registry.viewAt(today).byTerc(checkedTerc(servedUnit, 'servedUnit'))?.unit;
    const offices = new Set(unit === undefined ? [] : directory.serving(registry.idsOf(unit)));
    conditions.push((office) => offices.has(office));
  }
  return conditions;
}

function ofText({ name, text }: OfficeFilter, directory: OfficeDirectory, registry: RegistrySnapshot): Condition[] {
  const conditions: Condition[] = [];
  if (name != null) {
    const wanted = foldName(name);
    if (wanted === '') throw noWords('name');
    conditions.push((office) => directory.foldedNames(office).includes(wanted));
  }
  if (text != null) {
    const words = filterWords(foldName(text), 'text');
    conditions.push((office) => {
      const served = office.servedUnitId === null ? undefined : registry.unit(office.servedUnitId);
      const place = foldName([office.locality, served?.versions.at(-1)?.name].join(' '));
      return words.every((word) => directory.foldedNames(office).includes(word) || place.includes(word));
    });
  }
  return conditions;
}

/** All ids of the unit that has the code on the day and of the units below it; none when no unit has it. */
export function idsWithin(registry: RegistrySnapshot, terc: string, day: string): string[] {
  const units = registry.viewAt(day).select({ within: terc }, 'TERC');
  return units.flatMap(({ unit }) => registry.idsOf(unit));
}

function checkedTerc(code: string, argument: string): string {
  if (parseTerc(code) !== null) return code;
  refuseNutsCode(code, argument);
  const mend = 'A TERC has 2, 4, 6 or 7 digits, such as 0202 or 1465011; resolveTerritorialUnits reads other shapes.';
  throw new BadInputError(`"${code.slice(0, 40)}" in "${argument}" is not a TERC.`, mend, {
    polish: `"${code.slice(0, 40)}" w "${argument}" nie jest kodem TERC. Ma on 2, 4, 6 albo 7 cyfr.`,
  });
}
