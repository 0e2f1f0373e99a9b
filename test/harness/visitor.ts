/** A browser without JavaScript: it keeps cookies, follows redirects and sends forms with what their fields have in them. */
import type { Answer, TestHub } from './hub.ts';
import type { MailServer } from './mail-server.ts';

const origin = 'https://hub.test';

export interface Shown {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  /** Where redirects led. */
  readonly path: string;
}

export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly #hub: TestHub;
  #shown: Shown = { status: 0, html: '', headers: new Headers(), path: '' };

  constructor(hub: TestHub) {
    this.#hub = hub;
  }

  get(path: string): Promise<Shown> {
    return this.send('GET', path);
  }

  /** Fills in the form of the page that is shown, as the page has it, and sends it. */
  async submit(action: string, fields: Readonly<Record<string, string>> = {}): Promise<Shown> {
    const forms = [...this.#shown.html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)];
    const wanted = forms.filter((found) => found[1] === action);
    const form = wanted.find((found) =>
      Object.entries(fields).every(([name, value]) => hasField(found[2] ?? '', name, value)),
    );
    if (form === undefined) throw new Error(`The page has no form ${action} with ${Object.keys(fields).join(', ')}`);
    const hidden = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const values = { ...Object.fromEntries(hidden.map((field) => [field[1], field[2]])), ...fields };
    return this.send('POST', action, values);
  }

  /** As `submit`, with files: name and content by the field. */
  async upload(
    action: string,
    fields: Readonly<Record<string, string>>,
    files: Readonly<Record<string, readonly [name: string, content: Uint8Array | string]>>,
  ): Promise<Shown> {
    const form = [...this.#shown.html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].find(
      (found) => found[1] === action && found[0].includes('multipart/form-data'),
    );
    if (form === undefined) throw new Error(`The page has no form with files ${action}`);
    const hidden = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const values: Record<string, string> = {
      ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
      ...fields,
    };
    const body = new FormData();
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    for (const [name, [fileName, content]] of Object.entries(files)) {
      body.set(name, new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), fileName);
    }
    return this.send('POST', action, body);
  }

  async send(
    method: 'GET' | 'POST',
    path: string,
    fields?: Readonly<Record<string, string>> | FormData,
    headers: Readonly<Record<string, string>> = { origin },
  ): Promise<Shown> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#hub.app.handler.fetch(`${origin}${path}`, {
      method,
      headers: { accept: 'text/html', ...(cookie === '' ? {} : { cookie }), ...(method === 'POST' ? headers : {}) },
      ...(fields === undefined ? {} : { body: fields instanceof FormData ? fields : new URLSearchParams(fields) }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const location = response.headers.get('location');
    if (response.status === 303 && location !== null) return this.send('GET', location);
    this.#shown = { status: response.status, html: await response.text(), headers: response.headers, path };
    return this.#shown;
  }

  /** As a script of a page of the hub sends it, unless other headers say otherwise. */
  async graphql(
    query: string,
    variables: object = {},
    headers: Readonly<Record<string, string>> = { origin },
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#hub.app.handler.fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', cookie, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    if (response.headers.get('cache-control')?.includes('public') === true) throw new Error('Cached for everyone');
    return (await response.json()) as Answer;
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/Max-Age=0(;|$)/.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** A hidden field has that value already; any other can be filled in with it. */
function hasField(form: string, name: string, value: string): boolean {
  const hidden = new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(form);
  return hidden === null ? form.includes(`name="${name}"`) : hidden[1] === value;
}

export function linkIn(text: string): string {
  const link = /https:\/\/hub\.test(\/\S+)/.exec(text)?.[1];
  if (link === undefined) throw new Error(`No link in: ${text}`);
  return link;
}

/** Signs a new visitor in by the link in its mail. */
export async function signIn(hub: TestHub, mail: MailServer, email: string): Promise<Visitor> {
  const visitor = new Visitor(hub);
  await visitor.get('/account');
  await visitor.submit('/account/sign-in', { email });
  await visitor.get(linkIn((await mail.take(email)).text));
  const shown = await visitor.submit('/account/confirm');
  if (shown.path !== '/account') throw new Error(`Not signed in: ${shown.html}`);
  return visitor;
}
