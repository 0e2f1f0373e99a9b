/** Lists of the Local Data Bank's API, page after page. */
import { OperatorError } from '#platform/errors.ts';
import type { Answer, BdlClient } from './client.ts';

/** The most that the API gives. */
const pageSize = 100;
/** Restarts of a list that changed while it was read. */
const maxRestarts = 3;
const maxPages = 10_000;

export interface PagedList {
  readonly pages: readonly Answer[];
  /** The requests that it took, under which the answers are kept. */
  readonly requests: readonly string[];
}

export type OnPage = (done: number, all: number) => void;

/** `path` has a query already: `/units?level=6`. */
export async function readPages(client: BdlClient, path: string, onPage: OnPage): Promise<PagedList> {
  for (let restart = 0; ; restart += 1) {
    const requests: string[] = [];
    const pages: Answer[] = [];
    const isWhole = await readAll(client, path, onPage, pages, requests);
    if (isWhole) return { pages, requests };
    client.drop(requests);
    if (restart === maxRestarts) {
      throw new OperatorError(
        'SOURCE_CHANGING',
        `The list ${path} changes while it is read.`,
        'The Local Data Bank is being updated: run the same command again later.',
      );
    }
  }
}

/** False when the list is another one than when its first page was read. */
async function readAll(
  client: BdlClient,
  path: string,
  onPage: OnPage,
  pages: Answer[],
  requests: string[],
): Promise<boolean> {
  let seen = 0;
  for (let number = 0; number < maxPages; number += 1) {
    const request = `${path}&format=json&page=${number}&page-size=${pageSize}`;
    requests.push(request);
    const page = await client.ask(request, 'results');
    pages.push(page);
    const first = pages[0] as Answer;
    const results = page['results'] as readonly unknown[];
    seen += results.length;
    const total = Number(first['totalRecords'] ?? seen);
    if (page['totalRecords'] !== first['totalRecords'] || page['lastUpdate'] !== first['lastUpdate']) return false;
    onPage(number + 1, results.length === 0 ? number + 1 : Math.ceil(total / (seen / (number + 1))));
    if (seen >= total) return seen === total;
    if (results.length === 0) return false;
  }
  return false;
}
