/**
 * Takes the names of natural persons out of rows, when they are imported and for good. A list of redactions names a
 * contract or a name; of either only a digest is kept, which finds it in a row without telling it.
 */
import { contractKeyOf, digestOf } from '../identity.ts';
import type { ListedProject, OriginalCell } from '../model.ts';
import { type NameFinder, redactedText, withoutLiteral } from './names.ts';

export interface Redactions {
  readonly contracts: ReadonlySet<string>;
  /** Projects under those contracts, as lists without contract numbers describe them. */
  readonly projects: ReadonlySet<string>;
  readonly names: NameFinder;
}

export function contractRedactionKey(contractNumber: string): string {
  return digestOf(['contract', contractKeyOf(contractNumber)]);
}

export interface RedactedProject {
  readonly project: ListedProject;
  /** Whether the beneficiary must not be named. */
  readonly isRedacted: boolean;
  /** Whether its contract number stands in the list of redactions. */
  readonly isListed: boolean;
}

export function redact(listed: ListedProject, textKey: string, redactions: Redactions): RedactedProject {
  const { beneficiary } = listed;
  const { names } = redactions;
  const isListed = holdsContract(listed.contractNumber, redactions);
  const isRedacted =
    beneficiary !== null && (isListed || redactions.projects.has(textKey) || names.holds(beneficiary.name));
  if (!isRedacted && !listed.original.some((cell) => typeof cell === 'string' && names.holds(cell))) {
    return { project: listed, isRedacted, isListed };
  }
  const own = isRedacted ? beneficiary.name : '';
  const clean = (text: string): string => names.strip(withoutLiteral(text, own));
  const project = cleaned(listed, clean, isRedacted ? personalCells(beneficiary) : new Set<string>());
  return {
    isListed,
    isRedacted,
    project: isRedacted ? { ...project, beneficiary: { ...nobody, name: redactedText } } : project,
  };
}

function holdsContract(contractNumber: string | null, { contracts }: Redactions): boolean {
  return contracts.size > 0 && contractNumber !== null && contracts.has(contractRedactionKey(contractNumber));
}

function cleaned(
  project: ListedProject,
  clean: (text: string) => string,
  personal: ReadonlySet<string>,
): ListedProject {
  const orNull = (text: string | null): string | null => (text === null ? null : clean(text));
  return {
    ...project,
    title: clean(project.title),
    titleEn: orNull(project.titleEn),
    summary: orNull(project.summary),
    theme: orNull(project.theme),
    places: project.places.map((place) => ({ ...place, text: clean(place.text) })),
    original: project.original.map((cell) => cleanCell(cell, clean, personal)),
    problems: project.problems.map((problem) => ({ ...problem, original: clean(problem.original) })),
  };
}

const nobody = { nip: null, legalForm: null, postcode: null, town: null, voivodeship: null, powiat: null };

/** The number and the address of a sole trader are personal data as the name is. */
function personalCells({ nip, postcode, town }: NonNullable<ListedProject['beneficiary']>): ReadonlySet<string> {
  return new Set([nip, postcode, town].filter((text) => text !== null));
}

function cleanCell(cell: OriginalCell, clean: (text: string) => string, personal: ReadonlySet<string>): OriginalCell {
  if (cell !== null && personal.has(String(cell).trim())) return redactedText;
  return typeof cell === 'string' ? clean(cell) : cell;
}

/** A row that could not be read, as its cells stand in it between bars. */
export function redactRow(original: string, redactions: Redactions): string {
  const isListed = original.split(' | ').some((cell) => cell !== '' && holdsContract(cell, redactions));
  return isListed ? redactedText : redactions.names.strip(original);
}
