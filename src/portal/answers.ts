/** The operations of a page and what they returned, all within one release. */
import { graphqlLanguage } from '#graphql/language.ts';
import { missing, type Operation, type OperationResult, type Page, type PageRequest, Redirect } from './page.ts';

/** Runs a published operation in process, for whoever requested the page. */
export type RunOperation = (operation: Operation) => Promise<OperationResult>;

export interface Answers {
  /** Null: the page is made of texts alone. */
  readonly operation: Operation | null;
  readonly result: OperationResult;
  readonly also: readonly FurtherAnswer[];
}

export interface FurtherAnswer {
  readonly name: string;
  readonly operation: Operation;
  readonly result: OperationResult;
}

export const nothingRequested: OperationResult = {
  data: null,
  errors: [],
  release: 0,
  releasedAt: null,
  dependsOnToday: false,
};

/** A release between two operations is rare, several in a row are not to be expected. */
const maxAttempts = 3;

export async function answersOf(
  page: Page,
  request: PageRequest,
  run: RunOperation,
): Promise<Answers | Redirect | typeof missing> {
  const wanted = page.operation?.(request) ?? null;
  if (wanted === missing || wanted instanceof Redirect) return wanted;
  if (wanted === null) return { operation: null, result: nothingRequested, also: [] };
  const operation = withLanguage(wanted, request);
  for (let attempt = 1; ; attempt += 1) {
    const result = await run(operation);
    const further = result.data === null ? {} : (page.also?.(request, result) ?? {});
    const also = await Promise.all(
      wantedOf(further).map(async ([name, one]) => {
        const own = withLanguage(one, request);
        return { name, operation: own, result: await run(own) };
      }),
    );
    const isOneRelease = also.every((one) => one.result.data === null || one.result.release === result.release);
    if (isOneRelease || attempt === maxAttempts) return { operation, result, also };
  }
}

function wantedOf(further: Readonly<Record<string, Operation | undefined>>) {
  return Object.entries(further).filter((entry): entry is [string, Operation] => entry[1] !== undefined);
}

/** What succeeded, by name. */
export function dataOf(also: Answers['also']): Record<string, unknown> {
  const whole = also.filter(({ result }) => result.data !== null && result.errors.length === 0);
  return Object.fromEntries(whole.map(({ name, result }) => [name, result.data]));
}

/** Something failed for no fault of the reader's and may go well the next time. */
export function isIncomplete({ also }: Answers): boolean {
  return also.some(({ result }) => result.errors.some(({ code }) => passing.has(code)));
}

const passing = new Set(['INTERNAL_ERROR', 'SERVICE_UNAVAILABLE', 'TIMEOUT', 'RATE_LIMITED']);

/** Every operation of a page takes the language of the page, if it takes any. */
function withLanguage(operation: Operation, { language }: PageRequest): Operation {
  return { ...operation, variables: { ...operation.variables, lang: graphqlLanguage(language) } };
}
