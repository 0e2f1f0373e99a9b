/** Answers of tools: JSON with its release and citation, cut to a size that every client takes. */
import type { OperationResult } from '#portal/page.ts';
import { addressOf } from '../rest/address.ts';
import { nextCursor, type PublishedQuery } from '../rest/operation.ts';

/**
 * Below 20,000 tokens whatever counts them: Polish JSON with ids takes two characters a token or more (measured 2.1 to
 * 3.4 with the tokenizers of several models).
 */
const maxCharacters = 36_000;
const partPrefix = 'part:';

export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}

export interface AnswerParts {
  readonly query: PublishedQuery;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly publicUrl: string;
  /** Runs the operation; a smaller page is requested where one is too large. */
  run(variables: Readonly<Record<string, unknown>>): Promise<OperationResult>;
}

/** `cursor` is that of the answer before: of a page of the list, or of a part of an answer that has no pages. */
export async function answerOf(parts: AnswerParts, cursor: string | undefined): Promise<ToolAnswer> {
  const { pages } = parts.query;
  const part = cursor?.startsWith(partPrefix) === true ? Number(cursor.slice(partPrefix.length)) : undefined;
  if (part !== undefined || cursor === undefined) return fittingAnswer(parts, parts.variables, part ?? 1);
  if (pages !== null) return fittingAnswer(parts, { ...parts.variables, [pages.cursor]: cursor }, 1);
  return refusal('BAD_USER_INPUT', 'The cursor is not one of this tool. Leave it out to begin from the start.');
}

/** A page with fewer entries where it is too large; a part of the text where there are no pages. */
async function fittingAnswer(
  parts: AnswerParts,
  variables: Readonly<Record<string, unknown>>,
  part: number,
): Promise<ToolAnswer> {
  const result = await parts.run(variables);
  if (isNothing(result)) return refusal(result.errors[0]?.code ?? '', result.errors[0]?.message ?? '');
  const text = textOf(parts, variables, result);
  if (text.length <= maxCharacters) return { text, isError: false };
  const { pages } = parts.query;
  const size = sizeOf(parts.query, variables);
  if (pages?.size == null || size <= 1) return partOf(parts, variables, result, part);
  const smaller = Math.max(1, Math.min(size - 1, Math.floor((size * maxCharacters * 0.9) / text.length)));
  return fittingAnswer(parts, { ...variables, [pages.size]: smaller }, part);
}

function sizeOf({ pages, parameters }: PublishedQuery, variables: Readonly<Record<string, unknown>>): number {
  const name = pages?.size ?? '';
  const fallback = parameters.find((parameter) => parameter.name === name)?.defaultValue;
  return Number(variables[name] ?? fallback ?? 20);
}

function textOf(
  { query, publicUrl }: AnswerParts,
  variables: Readonly<Record<string, unknown>>,
  { data, errors, release, releasedAt }: OperationResult,
): string {
  const cursor = nextCursor(data, query.pages);
  return JSON.stringify({
    data,
    ...(errors.length > 0 ? { errors: errors.map(({ message, code, path }) => ({ message, code, path })) } : {}),
    ...citationOf(publicUrl, query, variables, release, releasedAt),
    ...(cursor === null ? {} : { cursor }),
  });
}

function citationOf(
  publicUrl: string,
  query: PublishedQuery,
  variables: Readonly<Record<string, unknown>>,
  release: number,
  releasedAt: Date | null,
) {
  const day = releasedAt?.toISOString().slice(0, 10);
  const url = `${publicUrl}${addressOf(query, variables)}`;
  return { release, citation: `Węzeł, release ${release}${day === undefined ? '' : ` (${day})`}, ${url}` };
}

/** Of an answer without pages, or with one entry that is too large: a piece of its text. */
function partOf(
  { query, publicUrl }: AnswerParts,
  variables: Readonly<Record<string, unknown>>,
  { data, release, releasedAt }: OperationResult,
  part: number,
): ToolAnswer {
  const text = JSON.stringify(data);
  // The text is written as a string in JSON, where quotes take two characters.
  const size = Math.floor(maxCharacters * 0.6);
  const of = Math.ceil(text.length / size);
  if (!Number.isInteger(part) || part > of) return refusal('BAD_USER_INPUT', `The answer has ${of} parts.`);
  const piece = text.slice((part - 1) * size, part * size);
  const next = part < of ? { cursor: `${partPrefix}${part + 1}` } : {};
  const citation = citationOf(publicUrl, query, variables, release, releasedAt);
  return { text: JSON.stringify({ part, of, dataAsText: piece, ...citation, ...next }), isError: false };
}

export function refusal(code: string, message: string): ToolAnswer {
  return { text: JSON.stringify({ code, message }), isError: true };
}

function isNothing({ data, errors }: OperationResult): boolean {
  if (errors.length === 0) return false;
  return data === null || Object.values(data as object).every((value) => value === null);
}
