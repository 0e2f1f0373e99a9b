/** From a document to its entries; those that have not the format's shape are rejected with their place. */
import { parseJson } from '#formats/json.ts';
import { damageReason, isDamaged, storable, storableValue } from '#formats/storable.ts';
import type { Properties } from '#formats/table.ts';
import { RefusedFileError } from '#platform/errors.ts';
import type { MatchCandidate, ProblemKind } from '#platform/problems/model.ts';
import type { RejectedRow } from '#platform/releases/model.ts';
import { type EntryKey, leavesOf } from '#practices';
import { holdsPersonalData, leftOut } from '../office-lists/personal-data.ts';
import {
  type Collection,
  collections,
  jsonPath,
  type Path,
  type PracticesDocument,
  shapeProblemsOf,
} from './format.ts';

export interface FileEntry {
  readonly collection: Collection;
  readonly slug: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly standing: Standing;
}

/** How an entry stands in its file. */
export interface Standing {
  /** Its number among the entries of a JSON file, its line in a csv; from 1. */
  readonly row: number;
  /** Where in the file a place inside the entry is: a path in JSON, a column in csv. */
  readonly place: (inside: Path) => string;
  readonly original: string;
  /** What the reader found damaged in it. */
  readonly damage: Problem | null;
}

export interface PracticesFile {
  readonly format: string;
  /** What a workbook says of itself. */
  readonly properties: Properties;
  readonly asOf: string | undefined;
  readonly source: PracticesDocument['source'];
  readonly records: number;
  readonly entries: readonly FileEntry[];
  /** All entries that have a slug, those included that have not the format's shape. */
  readonly named: readonly EntryKey[];
  readonly rejected: readonly RejectedRow[];
}

export interface Problem {
  /** Inside the entry. */
  readonly path: Path;
  readonly reason: string;
  readonly kind?: ProblemKind;
  readonly candidates?: readonly MatchCandidate[];
}

export function readJson(text: string, isLossy: boolean): PracticesFile {
  const document = parseJson(text);
  let row = 0;
  return readDocument({ format: 'json' }, document, (collection, index, entry) => {
    row += 1;
    const place = (inside: Path): string => jsonPath([collection, index, ...inside]);
    const original = JSON.stringify(entry, (_, value) => withoutPersonal(storableText(value)));
    return { row, place, original, damage: damageIn(entry, isLossy) };
  });
}

export function readDocument(
  { format, properties = {} }: FileStanding,
  document: unknown,
  standingOf: (collection: Collection, index: number, entry: unknown) => Standing,
): PracticesFile {
  const problems = shapeProblemsOf(document);
  refuseIfWhole(problems);
  const { asOf, source, ...lists } = document as PracticesDocument;
  const problemsOf = Map.groupBy(problems, ({ path: [collection, index] }) => `${collection} ${index}`);
  const entries: FileEntry[] = [];
  const named: EntryKey[] = [];
  const rejected: RejectedRow[] = [];
  for (const collection of Object.keys(collections) as Collection[]) {
    for (const [index, entry] of (lists[collection] ?? []).entries()) {
      const standing = standingOf(collection, index, entry);
      const misshapen = problemsOf.get(`${collection} ${index}`) ?? [];
      const wrong = [
        ...(standing.damage === null ? [] : [standing.damage]),
        ...misshapen.map(({ path, reason }) => ({ path: path.slice(2), reason })),
        ...personalIn(entry),
      ];
      const { slug, ...properties } = Object(entry) as Record<string, unknown>;
      if (typeof slug === 'string') named.push({ kind: collections[collection], slug });
      if (wrong.length > 0) rejected.push(reject(standing, wrong));
      else entries.push({ collection, slug: String(slug), properties, standing });
    }
  }
  const records = entries.length + rejected.length;
  return { format, properties, asOf, source: storableValue(source), records, entries, named, rejected };
}

interface FileStanding {
  readonly format: string;
  readonly properties?: Properties;
}

function damageIn(entry: unknown, isLossy: boolean): Problem | null {
  const damaged = [...leavesOf(entry)].find(({ value }) => typeof value === 'string' && isDamaged(value, isLossy));
  return damaged === undefined ? null : { path: damaged.path, reason: damageReason };
}

function storableText(value: unknown): unknown {
  return typeof value === 'string' ? storable(value) : value;
}

/** The format has no place for what is a person's own; docs/offices.md states by what it is recognised. */
function personalIn(entry: unknown): Problem[] {
  const personal = [...leavesOf(entry)].filter(({ value }) => typeof value === 'string' && holdsPersonalData(value));
  const reason = "It holds a person's own e-mail or phone. Give an office's, or none.";
  return personal.map(({ path }) => ({ path, reason, kind: 'PERSONAL_DATA' }));
}

/** A value as it may be shown when its entry is rejected. */
export function withoutPersonal(value: unknown): unknown {
  return typeof value === 'string' && holdsPersonalData(value) ? leftOut : value;
}

/** After a problem outside any entry nobody knows what the file says. */
function refuseIfWhole(problems: readonly Problem[]): void {
  const whole = problems.find(({ path }) => path.length < 2 || !Object.hasOwn(collections, String(path[0])));
  if (whole === undefined) return;
  throw new RefusedFileError(
    'UNKNOWN_FORMAT',
    `The file has not the format of practices: at ${jsonPath(whole.path)}: ${whole.reason}`,
    'docs/practices.md shows the format.',
  );
}

const maximalOriginal = 2_000;
const shownProblems = 5;

/** One row for an entry that cannot be taken, whatever the number of its problems. */
export function reject({ row, place, original }: Standing, problems: readonly Problem[]): RejectedRow {
  const [first, ...others] = problems;
  const more = others.slice(0, shownProblems).map(({ path, reason }) => `Also ${place(path)}: ${reason}`);
  const left = others.length - more.length;
  return {
    row,
    column: first === undefined ? null : place(first.path),
    reason: [first?.reason, ...more, ...(left > 0 ? [`And ${left} more.`] : [])].join(' '),
    original: original.length > maximalOriginal ? `${original.slice(0, maximalOriginal)}…` : original,
    ...(first?.kind === undefined ? {} : { kind: first.kind }),
    ...(first?.candidates === undefined ? {} : { candidates: first.candidates }),
  };
}
