/**
 * Takes the names of natural persons out of rows, when they are imported and for good. A list of redactions names a
 * contract or a name; of a name only a digest is kept, which finds it in a row without telling it.
 */
import { foldName } from '#registry';
import { contractKeyOf, digestOf } from '../identity.ts';
import type { ListedProject, OriginalCell } from '../model.ts';

const redactedText = '[usunięto]';
/** Longer cells are descriptions, in which a name is looked for as the row's beneficiary only. */
const longestSearched = 300;

export interface Redactions {
  readonly contracts: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** How many words the names have. */
  readonly lengths: readonly number[];
}

function contractRedactionKey(contractNumber: string): string {
  return digestOf(['contract', contractKeyOf(contractNumber)]);
}

/** The order of a name's words does not matter: `Kowalski Jan` is `Jan Kowalski`. */
function nameRedactionKey(words: readonly string[]): string {
  return digestOf(['name', ...words.toSorted()]);
}

export interface RedactedProject {
  readonly project: ListedProject;
  /** Whether the beneficiary must not be named. */
  readonly isRedacted: boolean;
}

export function redact(project: ListedProject, redactions: Redactions): RedactedProject {
  const beneficiary = project.beneficiary;
  const names = namesToRemove(project, redactions);
  if (names.length === 0) return { project, isRedacted: false };
  const clean = (text: string): string => names.reduce((rest, name) => withoutName(rest, name), text);
  const cleanOrNull = (text: string | null): string | null => (text === null ? null : clean(text));
  const isRedacted = beneficiary !== null && clean(beneficiary.name) !== beneficiary.name;
  const personal = isRedacted ? personalCells(beneficiary) : new Set<string>();
  return {
    isRedacted,
    project: {
      ...project,
      title: clean(project.title),
      titleEn: cleanOrNull(project.titleEn),
      summary: cleanOrNull(project.summary),
      beneficiary: isRedacted ? { ...nobody, name: redactedText } : beneficiary,
      original: project.original.map((cell) => cleanCell(cell, clean, personal)),
      problems: project.problems.map((problem) => ({ ...problem, original: clean(problem.original) })),
    },
  };
}

function namesToRemove(project: ListedProject, { contracts, names, lengths }: Redactions): string[] {
  const { contractNumber, beneficiary } = project;
  const named = beneficiary === null ? [] : [beneficiary.name];
  if (contracts.size > 0 && contractNumber !== null && contracts.has(contractRedactionKey(contractNumber)))
    return named;
  if (names.size === 0) return [];
  const found = new Set<string>();
  for (const cell of project.original) {
    if (typeof cell !== 'string' || cell.length > longestSearched) continue;
    for (const name of namesIn(cell, names, lengths)) found.add(name);
  }
  if (found.size === 0) return [];
  const holdsOne = named.filter((name) => namesIn(name, names, lengths).length > 0);
  return [...holdsOne, ...found];
}

/** The stretches of a text that are one of the names, as they are written there. */
function namesIn(text: string, names: ReadonlySet<string>, lengths: readonly number[]): string[] {
  const words = [...text.matchAll(/[\p{L}\p{N}'’-]+/gu)];
  const folded = words.map(([word]) => foldName(word));
  return lengths.flatMap((length) =>
    words.slice(0, words.length - length + 1).flatMap((first, start) => {
      if (!names.has(nameRedactionKey(folded.slice(start, start + length)))) return [];
      const last = words[start + length - 1];
      return last === undefined ? [] : [text.slice(first.index, last.index + last[0].length)];
    }),
  );
}

function withoutName(text: string, name: string): string {
  const pattern = name
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
  return text.replace(new RegExp(pattern, 'giu'), redactedText);
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
