/** From the bytes of a practices file to its entries; what has not the format's shape is rejected by its path. */
import { RefusedFileError } from '#platform/errors.ts';
import type { RejectedRow } from '#platform/releases/model.ts';
import {
  type Collection,
  collections,
  jsonPath,
  type Path,
  type PracticesDocument,
  shapeProblemsOf,
} from './format.ts';

export interface FileEntry {
  /** Its number among the entries of the file, from 1. */
  readonly row: number;
  readonly collection: Collection;
  readonly slug: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Where it stands in the file. */
  readonly path: Path;
  /** How a problem's place is told: a path in JSON, a column in csv. */
  readonly place: (path: Path) => string;
  readonly original: string;
}

export interface PracticesFile {
  readonly format: string;
  readonly asOf: string | undefined;
  readonly source: PracticesDocument['source'];
  readonly records: number;
  readonly entries: readonly FileEntry[];
  readonly rejected: readonly RejectedRow[];
}

export interface Problem {
  readonly path: Path;
  readonly reason: string;
}

export function readJson(text: string): PracticesFile {
  const document = parse(text);
  const problems = shapeProblemsOf(document);
  refuseIfWhole(problems);
  const { asOf, source, ...lists } = document as PracticesDocument;
  const entries = entriesOf(lists);
  const problemsOf = Map.groupBy(problems, ({ path: [collection, index] }) => `${collection} ${index}`);
  const shaped = entries.map((entry) => ({ entry, problems: problemsOf.get(entry.path.join(' ')) ?? [] }));
  return {
    format: 'json',
    asOf,
    source,
    records: entries.length,
    entries: shaped.filter((one) => one.problems.length === 0).map(({ entry }) => entry),
    rejected: shaped.filter((one) => one.problems.length > 0).map((one) => reject(one.entry, one.problems)),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const mend = 'Mend it there; an editor that knows JSON shows the place.';
    throw new RefusedFileError('UNREADABLE', `The file is not JSON: ${(error as Error).message}.`, mend, {
      cause: error,
    });
  }
}

/** A problem outside any entry leaves nobody knowing what the file says. */
function refuseIfWhole(problems: readonly Problem[]): void {
  const whole = problems.find(({ path }) => path.length < 2 || !Object.hasOwn(collections, String(path[0])));
  if (whole === undefined) return;
  throw new RefusedFileError(
    'UNKNOWN_FORMAT',
    `The file has not the format of practices: at ${jsonPath(whole.path)}: ${whole.reason}`,
    'docs/practices.md shows the format.',
  );
}

function entriesOf(lists: Partial<Record<Collection, readonly Readonly<Record<string, unknown>>[]>>): FileEntry[] {
  const names = Object.keys(collections) as Collection[];
  const all = names.flatMap((collection) =>
    (lists[collection] ?? []).map((entry, index) => ({ collection, entry, index })),
  );
  return all.map(({ collection, entry, index }, position) => {
    const { slug, ...properties } = Object(entry) as Record<string, unknown>;
    return {
      row: position + 1,
      collection,
      slug: String(slug),
      properties,
      path: [collection, index],
      place: (path) => jsonPath([collection, index, ...path]),
      original: JSON.stringify(entry),
    };
  });
}

const maximalOriginal = 2_000;
const shownProblems = 5;

/** One row for an entry that cannot be taken, whatever the number of its problems. */
export function reject(entry: FileEntry, problems: readonly Problem[]): RejectedRow {
  const [first, ...others] = problems.map(({ path, reason }) => ({
    place: entry.place(path[0] === entry.path[0] && path[1] === entry.path[1] ? path.slice(2) : path),
    reason,
  }));
  const more = others.slice(0, shownProblems).map(({ place, reason }) => `Also ${place}: ${reason}`);
  const left = others.length - more.length;
  return {
    row: entry.row,
    column: first?.place ?? null,
    reason: [first?.reason, ...more, ...(left > 0 ? [`And ${left} more.`] : [])].join(' '),
    original: entry.original.length > maximalOriginal ? `${entry.original.slice(0, maximalOriginal)}…` : entry.original,
  };
}
