/** The hub and the browser of the run (setup.ts), as the tests of one file look at them. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, inject } from 'vitest';

/** A page that was opened, and what went wrong on it. */
export interface Visit {
  readonly page: Page;
  /** Errors on the console, exceptions, and requests that went elsewhere, so far. */
  readonly faults: readonly string[];
  /** Leaves the page for the next visit; one that nobody left is not used again. Returns the faults. */
  leave(): string[];
}

interface Reading {
  readonly width: number;
  readonly hasScript?: boolean;
  /** What the page answers with; any other one is an error. */
  readonly status?: number;
}

export interface Site {
  readonly origin: string;
  readonly browser: Browser;
  open(address: string, reading: Reading): Promise<Visit>;
  /** As the server sent it. */
  html(address: string): Promise<string>;
}

/** Another hub than that of the run, as somebody who is signed in there sees it. */
export interface Entrance {
  readonly origin: string;
  readonly storageState?: Awaited<ReturnType<BrowserContext['storageState']>>;
}

interface Tab {
  readonly page: Page;
  faults: string[];
  /** The page, and what it answers with. */
  address: string;
  status: number;
}

/** Called by the test file itself, for whose end it registers the closing. */
export async function openSite({ origin, storageState }: Entrance = { origin: inject('hubOrigin') }): Promise<Site> {
  const browser = await chromium.connect(inject('browserEndpoint'));
  afterAll(() => browser.close());
  const contexts = new Map<boolean, Promise<BrowserContext>>();
  const free = new Map<boolean, Tab>();

  const contextOf = (hasScript: boolean): Promise<BrowserContext> => {
    const context =
      contexts.get(hasScript) ??
      browser.newContext({
        javaScriptEnabled: hasScript,
        ...(storageState === undefined ? {} : { storageState }),
      });
    contexts.set(hasScript, context);
    return context;
  };

  async function tabFor(hasScript: boolean): Promise<Tab> {
    const known = free.get(hasScript);
    free.delete(hasScript);
    if (known !== undefined) return known;
    const page = await (await contextOf(hasScript)).newPage();
    page.setDefaultTimeout(inject('timeoutMs'));
    const tab: Tab = { page, faults: [], address: '', status: 200 };
    listen(tab, origin);
    return tab;
  }

  return {
    origin,
    browser,
    async html(address) {
      const { request } = await contextOf(true);
      return (await request.get(origin + address, { headers: { accept: 'text/html' } })).text();
    },
    async open(address, { width, hasScript = true, status = 200 }) {
      const tab = await tabFor(hasScript);
      const { page } = tab;
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: 'light' });
      tab.address = origin + address;
      tab.status = status;
      await go(tab);
      return {
        page,
        get faults() {
          return tab.faults;
        },
        leave() {
          free.set(hasScript, tab);
          return tab.faults;
        },
      };
    },
  };
}

const maxAttempts = 5;

/** "The page could not be made. Try again in a moment": what a machine under load answers, and a reader does. */
async function go(tab: Tab): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    tab.faults = [];
    const status = (await tab.page.goto(tab.address, { waitUntil: 'load' }))?.status();
    if (status === tab.status) return;
    if (status !== 503 || attempt === maxAttempts) throw new Error(`${tab.address} answers ${status}`);
    await tab.page.waitForTimeout(2_000);
  }
}

function listen(tab: Tab, origin: string): void {
  const { page } = tab;
  // The browser reports a page that is refused, as it was expected to be.
  const isExpected = (text: string, url: string): boolean =>
    tab.status >= 400 && url === tab.address && text.includes(`status of ${tab.status}`);
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !isExpected(text, message.location().url)) tab.faults.push(text);
  });
  page.on('pageerror', (error) => tab.faults.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    const isOwn = url.startsWith(origin) || url.startsWith('data:') || url.startsWith('blob:');
    if (!isOwn) tab.faults.push(`requested ${url}`);
  });
}
