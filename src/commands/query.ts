/** `npm run wezel -- query <operation>`: a published operation at a terminal, from a hub that runs or the database here. */
import type { Logger } from 'pino';
import type { Config } from '#config';
import { BadArgumentError, OperatorError } from '#platform/errors.ts';
import { stopSignal } from './signals.ts';
import { withApp } from './with-app.ts';

export interface QueryOptions {
  /** `name=value`, several times. */
  readonly var?: readonly string[] | undefined;
  readonly format?: string | undefined;
  /** Where the hub is; without it the database of this machine is requested. */
  readonly url?: string | undefined;
  readonly lang?: string | undefined;
}

type Ask = (address: string, init: RequestInit) => Promise<Response>;

export async function queryOperation(name: string, options: QueryOptions, config: Config, log: Logger): Promise<void> {
  const { lang = 'en' } = options;
  if (lang !== 'pl' && lang !== 'en') throw new BadArgumentError(`--lang is "${lang}".`, 'Give pl or en.');
  const signal = stopSignal();
  const address = addressOf(name, options);
  const headers = { 'accept-language': lang, accept: '*/*' };
  const ask = async (send: Ask, origin: string): Promise<void> => {
    const response = await send(`${origin}${address}`, { headers, signal });
    print(response, await response.text(), address, options);
  };
  const { url } = options;
  if (url === undefined)
    return withApp(config, log, ({ handler }) => ask((...request) => handler.fetch(...request), config.publicUrl));
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new BadArgumentError(`--url is "${url}".`, 'Give the address of a hub, such as http://localhost:4000.');
  }
  await ask(remote, url.replace(/\/+$/, ''));
}

async function remote(address: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(address, init);
    // Read here: the connection may break in the middle, too.
    return new Response(await response.arrayBuffer(), response);
  } catch (error) {
    if (init.signal?.aborted === true) throw init.signal.reason;
    throw new OperatorError(
      'HUB_UNREACHABLE',
      `The hub at ${new URL(address).origin} does not answer.`,
      'Start it, or correct --url.',
      {
        cause: error,
      },
    );
  }
}

function addressOf(name: string, { var: pairs = [], format }: QueryOptions): string {
  const search = new URLSearchParams();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw new BadArgumentError(`--var is "${pair}".`, 'Write it as name=value.');
    search.append(pair.slice(0, at), pair.slice(at + 1));
  }
  if (format !== undefined) search.set('format', format);
  const text = search.toString();
  return `/api/v1/${encodeURIComponent(name)}${text === '' ? '' : `?${text}`}`;
}

function print(response: Response, text: string, address: string, { lang }: QueryOptions): void {
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok) throw refusalOf(response, text, lang);
  const isJson = /json/.test(type);
  process.stdout.write(isJson ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : text);
  const next = /<([^>]*)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  for (const change of next === undefined ? [] : changesTo(next, address)) {
    process.stderr.write(`More: --var ${change}\n`);
  }
}

/** The cursor: it is named as the operation's own variable. */
function changesTo(next: string, address: string): string[] {
  const before = new URL(address, next).searchParams;
  return [...new URL(next).searchParams]
    .filter(([name, value]) => !before.getAll(name).includes(value))
    .map(([name, value]) => `${name}=${value}`);
}

function refusalOf({ status }: Response, text: string, lang = 'en'): OperatorError {
  const problem = parsed(text);
  const message = problem.messages?.[lang === 'pl' ? 'pl' : 'en'] ?? problem.detail ?? `The hub answered ${status}.`;
  return new OperatorError(problem.code ?? 'REFUSED', message, '');
}

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly messages?: Readonly<Record<string, string>>;
}

function parsed(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {};
  }
}
