/** From offices and units as a file names them to their ids in the hub. Nothing is guessed: what fits not exactly one is a problem. */
import type { OfficeReferenceData, OfficeRow } from '#offices';
import type { KnownProjects } from '#projects';
import { describeNutsCode, type RegistryReferenceData, resolveReference } from '#registry';
import type { Path } from './format.ts';
import type { FileEntry, Problem } from './read.ts';

export interface Directories {
  readonly offices: OfficeReferenceData;
  readonly registry: RegistryReferenceData;
  readonly projects: KnownProjects;
  readonly day: string;
}

export interface Resolved {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
}

export function resolveReferences({ properties }: FileEntry, directories: Directories): Resolved {
  const problems: Problem[] = [];
  const resolved = walk(properties, [], (name, value, path) => {
    const found = resolvers[name](value as never, directories);
    if (!isUnknown(found)) return found;
    problems.push({ path, ...found });
    return null;
  }) as Record<string, unknown>;
  return { properties: resolved, problems };
}

/** The names that the format gives to references only. */
const resolvers = { office: officeOf, unit: unitOf, project: projectOf };
type ReferenceName = keyof typeof resolvers;
type Resolve = (name: ReferenceName, value: unknown, path: Path) => unknown;

function walk(value: unknown, path: Path, resolve: Resolve): unknown {
  if (Array.isArray(value)) return value.map((inner, index) => walk(inner, [...path, index], resolve));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  // A text in Polish alone is the same however it is written.
  if (entries.length === 1 && entries[0]?.[0] === 'pl') return entries[0][1];
  return Object.fromEntries(
    entries.map(([name, inner]) => {
      const at = [...path, name];
      const isReference = Object.hasOwn(resolvers, name) && inner !== null;
      return [name, isReference ? resolve(name as ReferenceName, inner, at) : walk(inner, at, resolve)];
    }),
  );
}

type Unknown = Omit<Problem, 'path'>;

function isUnknown(found: unknown): found is Unknown {
  return typeof found === 'object' && found !== null && 'reason' in found;
}

type ProjectReference = { readonly slug: string } | { readonly id: string } | { readonly contractNumber: string };

/** A slug leads to another entry, which is looked up with all others. */
function projectOf(reference: ProjectReference, { projects }: Directories): object {
  if ('slug' in reference) return reference;
  if ('id' in reference) {
    const id = localIdOf('Project', reference.id);
    if (projects.has(id)) return { id };
    return { reason: `No project of the hub has the id "${reference.id}". Fix it, or load the list that has it.` };
  }
  const [id, ...others] = projects.withContract(reference.contractNumber);
  if (id === undefined) {
    const hint = 'Fix it, or load the list that has it.';
    return { reason: `No project of the hub has the contract number "${reference.contractNumber}". ${hint}` };
  }
  return others.length === 0 ? { id } : severalProjects(reference.contractNumber, [id, ...others]);
}

function severalProjects(contractNumber: string, ids: readonly string[]): Unknown {
  const shown = ids.slice(0, 5).join(', ');
  return { reason: `Several projects have the contract number "${contractNumber}": ${shown}. Name one by its "id".` };
}

/** As the hub keeps an id, or as GraphQL gives it out. */
export function localIdOf(type: string, id: string): string {
  const decoded = Buffer.from(id, 'base64').toString();
  return decoded.startsWith(`${type}:`) ? decoded.slice(type.length + 1) : id;
}

const readAsOne = new Set(['TERC_CODE', 'TERC_CODE_FORMER', 'TERC_CODE_LATER', 'TERC_CODE_WITHOUT_KIND']);

function unitOf(terc: string, { registry, day }: Directories): string | Unknown {
  const { candidates } = resolveReference(registry.resolutionIndex, { code: terc }, day);
  const [unit, other] = candidates.filter(({ method }) => readAsOne.has(method));
  if (unit === undefined) {
    const nuts = describeNutsCode(terc);
    if (nuts !== null) return { kind: 'UNIT_NOT_FOUND', reason: `${nuts.english} Give the TERC of the unit.` };
    return {
      kind: 'UNIT_NOT_FOUND',
      reason: `No unit of the hub has or had the TERC "${terc}". Fix it, or load a register that has it.`,
    };
  }
  if (other !== undefined) {
    return {
      kind: 'UNIT_AMBIGUOUS',
      reason: `Several units had the TERC "${terc}". Name the one that is meant by its present code.`,
    };
  }
  return unit.unit.id;
}

interface OfficeReference {
  readonly id?: string;
  readonly nip?: string;
  readonly regon?: string;
  readonly name?: string;
  readonly unit?: string;
}

/** Everything that the reference gives has to fit. */
function officeOf(reference: OfficeReference, directories: Directories): string | Unknown {
  const { offices } = directories;
  const { id, nip, regon, name, unit } = reference;
  const unitId = unit === undefined ? undefined : unitOf(unit, directories);
  if (isUnknown(unitId)) return unitId;
  const fits = [
    ...(id === undefined ? [] : [officesWithId(id, offices)]),
    ...(nip === undefined ? [] : [offices.withNip(nip)]),
    ...(regon === undefined ? [] : [offices.withRegon(regon)]),
    ...(name === undefined ? [] : [offices.withName(name)]),
  ];
  const [first, ...others] = fits;
  if (first === undefined) return unitId === undefined ? notNamed : officeOfUnit(reference, unitId, directories);
  const found = first.filter(
    (office) =>
      others.every((list) => list.includes(office)) &&
      (unitId === undefined || office.seatUnitId === unitId || office.servedUnitId === unitId),
  );
  const [office] = found;
  return found.length === 1 && office !== undefined ? office.id : whyNotOne(reference, found);
}

const notNamed: Unknown = { reason: 'The office is not named. Give its "id", "nip", "regon", "name" or "unit".' };

/** Named by its unit alone: the office that serves it. A city with powiat rights has one for the city and the powiat. */
function officeOfUnit(
  reference: OfficeReference,
  unitId: string,
  { offices, registry }: Directories,
): string | Unknown {
  const unit = registry.unit(unitId);
  const serving = unit === undefined ? [] : offices.serving(registry.idsOf(unit));
  const active = serving.filter(({ status }) => status === 'ACTIVE');
  const found = active.length > 0 ? active : serving;
  const [office] = found;
  return found.length === 1 && office !== undefined ? office.id : whyNotOne(reference, found);
}

function officesWithId(id: string, offices: OfficeReferenceData): OfficeRow[] {
  const found = offices.office(localIdOf('Office', id));
  return found === undefined ? [] : [found];
}

const shownOffices = 5;

function whyNotOne(reference: OfficeReference, found: readonly OfficeRow[]): Unknown {
  const requested = Object.entries(reference)
    .map(([property, value]) => `${property} "${value}"`)
    .join(', ');
  if (found.length === 0) {
    const hint = 'Fix it, or load the office first (npm run import -- offices <csv>).';
    return { kind: 'OFFICE_NOT_FOUND', reason: `No office of the hub has ${requested}. ${hint}` };
  }
  const shown = found.slice(0, shownOffices);
  const some = shown.map(({ id, name }) => `${name} (${id})`).join(', ');
  return {
    kind: 'OFFICE_AMBIGUOUS',
    reason: `${found.length} offices have ${requested}: ${some}. Say which one with "id" or "unit".`,
    candidates: shown.map(({ id, name }) => ({
      type: 'Office',
      id,
      label: name,
      confidence: 1 / found.length,
      method: methodOf(reference),
    })),
  };
}

function methodOf({ nip, regon, name }: OfficeReference): string {
  if (nip === undefined && regon === undefined && name === undefined) return 'SELF_GOVERNMENT';
  if (nip !== undefined) return 'NIP';
  return regon === undefined ? 'NAME' : 'REGON';
}
