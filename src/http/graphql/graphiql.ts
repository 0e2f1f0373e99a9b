/** GraphiQL for browsers, whole in one page: nothing is loaded from elsewhere. */
import { takesPage } from '../accept.ts';
import { FixedText } from '../fixed-text.ts';
import type { HubRequest, HubResponse } from '../message.ts';

/**
 * The page has its scripts and styles in itself, runs its editor's workers from blobs, and asks only this hub. Monaco and
 * its GraphQL mode write styles at run time; nothing needs eval.
 */
const policy = [
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  'worker-src blob:',
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export class GraphiqlPage {
  #page: Promise<FixedText> | undefined;

  /** A browser that opens the address, and not a page's script that asks something. */
  isWantedBy({ method, headers, query }: HubRequest): boolean {
    if (method === 'POST' || !takesPage(headers['accept'])) return false;
    // It knows no published operations: the form of one on /developers shows the answer itself.
    if (/(^|&)documentId=/.test(query)) return false;
    return !/(^|&)(query|operationName|extensions)=/.test(query) || headers['sec-fetch-mode'] === 'navigate';
  }

  async answer(request: HubRequest): Promise<HubResponse> {
    this.#page ??= makePage();
    return (await this.#page).respond(request);
  }
}

async function makePage(): Promise<FixedText> {
  // Five megabytes, which no program asks for.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return new FixedText(renderGraphiQL({ title: 'Węzeł' }) as string, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'public, max-age=3600',
    vary: 'Accept, Accept-Encoding, Sec-Fetch-Mode',
  });
}
