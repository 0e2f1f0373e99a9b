/** The published operations for run_operation, as many as fit into one answer. */
import type { PublishedQuery } from '../rest/operation.ts';
import { foreignCursor, maxCharacters, type ToolAnswer } from './answer.ts';
import { type CitedRelease, citationOf } from './citation.ts';

/** What pages and charts ask is too special to be offered; run_operation runs it all the same. */
const isListed = ({ name }: PublishedQuery): boolean => !/Page$|^Chart/.test(name);

/** The cursor is the name of the last operation of the answer before. */
export function operationList(
  queries: readonly PublishedQuery[],
  cited: CitedRelease,
  publicUrl: string,
  cursor: string | undefined,
): ToolAnswer {
  const listed = queries.filter(isListed);
  const start = cursor === undefined ? 0 : listed.findIndex(({ name }) => name === cursor) + 1;
  if (cursor !== undefined && start === 0) throw foreignCursor();
  const citation = citationOf(cited, `${publicUrl}/operations`);
  const textOf = (end: number): string =>
    JSON.stringify({
      operations: listed.slice(start, end).map(summaryOf),
      ...citation,
      ...(end < listed.length ? { cursor: listed[end - 1]?.name } : {}),
    });
  let end = listed.length;
  let text = textOf(end);
  while (text.length > maxCharacters && end > start + 1) {
    end -= 1;
    text = textOf(end);
  }
  return { text, isError: false };
}

function summaryOf({ name, description, parameters, example }: PublishedQuery): object {
  const variables = Object.fromEntries(parameters.map((parameter) => [parameter.name, String(parameter.type)]));
  return { name, description, variables, example };
}
