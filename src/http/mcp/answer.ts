/** Answers of tools: JSON with its release and citation, cut to a size that every client takes. */
import { BadInputError } from '#platform/errors.ts';
import type { OperationResult } from '#portal/page.ts';
import { HttpProblem } from '../problem.ts';
import { isNothing, nextCursor, type PublishedQuery } from '../rest/operation.ts';
import { citationOfQuery } from './citation.ts';
import { digestOf, isPartCursor, type PlaceInParts, piecesOf, readPartCursor, writePartCursor } from './part-cursor.ts';

/**
 * Below 20,000 tokens whatever counts them: Polish JSON with ids takes two characters a token or more (measured 2.1 to
 * 3.4 with the tokenizers of several models).
 */
export const maxCharacters = 36_000;
/** Errors that are listed beside a part. */
const maxErrors = 10;

export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}

type Variables = Readonly<Record<string, unknown>>;

export interface AnswerParts {
  readonly query: PublishedQuery;
  readonly variables: Variables;
  readonly publicUrl: string;
  /** Runs the operation; a smaller page is requested where one is too large. */
  run(variables: Variables): Promise<OperationResult>;
}

/** `cursor` is that of the answer before: of a page of the list, or of a part of an answer that is too long. */
export async function answerOf(parts: AnswerParts, cursor: string | undefined): Promise<ToolAnswer> {
  if (cursor === undefined) return fittingAnswer(parts, parts.variables);
  if (isPartCursor(cursor)) {
    const place = readPartCursor(cursor);
    if (place === null) throw foreignCursor();
    return nextPart(parts, place);
  }
  const { pages } = parts.query;
  if (pages === null) throw foreignCursor();
  return fittingAnswer(parts, { ...parts.variables, [pages.cursor]: cursor });
}

/** A page with fewer entries where it is too large; a part of the text where that does not help. */
async function fittingAnswer(parts: AnswerParts, variables: Variables): Promise<ToolAnswer> {
  const result = await parts.run(variables);
  if (isNothing(result)) return refusalOf(result);
  const text = textOf(parts, variables, result);
  if (text.length <= maxCharacters) return { text, isError: false };
  const { pages } = parts.query;
  const size = sizeOf(parts.query, variables);
  if (pages?.size == null || size <= 1) return partOf(parts, variables, result, 1);
  const smaller = Math.max(1, Math.min(size - 1, Math.floor((size * maxCharacters * 0.9) / text.length)));
  return fittingAnswer(parts, { ...variables, [pages.size]: smaller });
}

function sizeOf({ pages, parameters }: PublishedQuery, variables: Variables): number {
  const name = pages?.size ?? '';
  const fallback = parameters.find((parameter) => parameter.name === name)?.defaultValue;
  return Number(variables[name] ?? fallback ?? 20);
}

function textOf({ query, publicUrl }: AnswerParts, variables: Variables, result: OperationResult): string {
  const { data, errors } = result;
  const cursor = nextCursor(data, query.pages);
  return JSON.stringify({
    data,
    ...(errors.length > 0 ? { errors: errors.map(shownError) } : {}),
    ...citationOfQuery(result, publicUrl, query, variables),
    ...(cursor === null ? {} : { cursor }),
  });
}

const shownError = ({ message, code, path }: OperationResult['errors'][number]): object => ({ message, code, path });

/** Of the same page and text as the part before, or refused: pieces of two releases make no answer. */
async function nextPart(parts: AnswerParts, place: PlaceInParts): Promise<ToolAnswer> {
  const variables = { ...parts.variables, ...pageOf(parts.query, place) };
  const result = await parts.run(variables);
  if (isNothing(result)) return refusalOf(result);
  if (result.release !== place.release) throw releaseChanged(place.release, result.release);
  if (digestOf(JSON.stringify(result.data)) !== place.digest) throw otherAnswer();
  return partOf(parts, variables, result, place.part);
}

function pageOf({ pages }: PublishedQuery, { after, size }: PlaceInParts): Variables {
  if (pages === null) return {};
  return {
    ...(after === null ? {} : { [pages.cursor]: after }),
    ...(pages.size === null || size === null ? {} : { [pages.size]: size }),
  };
}

/** Of an answer without pages, or with one entry that is too large: a piece of its text. After the last one comes the next page. */
function partOf(
  { query, publicUrl }: AnswerParts,
  variables: Variables,
  result: OperationResult,
  part: number,
): ToolAnswer {
  const { data, errors, release } = result;
  const { pages } = query;
  const text = JSON.stringify(data);
  const after = pages === null ? null : ((variables[pages.cursor] ?? null) as string | null);
  const size = pages?.size == null ? null : sizeOf(query, variables);
  const digest = digestOf(text);
  const cursorAt = (next: number): string => writePartCursor({ part: next, after, size, release, digest });
  const page = nextCursor(data, pages);
  const beside = {
    ...(errors.length > 0 ? { errors: errors.slice(0, maxErrors).map(shownError), errorCount: errors.length } : {}),
    ...citationOfQuery(result, publicUrl, query, variables),
  };
  const longest = { part: 99_999, of: 99_999, dataAsText: '', ...beside, cursor: cursorAt(99_999) + (page ?? '') };
  const pieces = piecesOf(text, Math.max(1_000, maxCharacters - JSON.stringify(longest).length));
  const piece = pieces[part - 1];
  if (piece === undefined) throw otherAnswer();
  const cursor = part < pieces.length ? cursorAt(part + 1) : page;
  const shown = { part, of: pieces.length, dataAsText: piece, ...beside, ...(cursor === null ? {} : { cursor }) };
  return { text: JSON.stringify(shown), isError: false };
}

export function refusal(code: string, message: string): ToolAnswer {
  return { text: JSON.stringify({ code, message }), isError: true };
}

/** Stated in the language of the reader already. */
function refusalOf({ errors: [error] }: OperationResult): ToolAnswer {
  return refusal(error?.code ?? '', error?.message ?? '');
}

export function foreignCursor(): BadInputError {
  return new BadInputError('The cursor is not one of this tool.', 'Leave it out to begin from the start.', {
    polish: 'Ten kursor nie pochodzi z tego narzędzia. Pomiń go, aby zacząć od początku.',
  });
}

function otherAnswer(): BadInputError {
  return new BadInputError(
    'The cursor belongs to an answer to other arguments, or of another day.',
    'Repeat the arguments of the part before, or leave the cursor out to begin from the start.',
    {
      polish:
        'Kursor należy do odpowiedzi na inne argumenty albo z innego dnia. Powtórz argumenty poprzedniej części albo pomiń kursor, aby zacząć od początku.',
    },
  );
}

function releaseChanged(before: number, now: number): HttpProblem {
  return new HttpProblem(
    409,
    'RELEASE_CHANGED',
    `The part before is of release ${before}; the hub serves release ${now} now, whose text may be another one.`,
    'Leave the cursor out to begin from the start.',
    {
      polish: `Poprzednia część jest z wydania ${before}, a węzeł udostępnia już wydanie ${now}, w którym tekst może być inny. Pomiń kursor, aby zacząć od początku.`,
    },
  );
}
