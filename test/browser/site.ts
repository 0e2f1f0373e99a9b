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
}

export interface Site {
  readonly origin: string;
  readonly browser: Browser;
  open(address: string, reading: Reading): Promise<Visit>;
}

interface Tab {
  readonly page: Page;
  faults: string[];
  address: string;
}

/** Called by the test file itself, for whose end it registers the closing. */
export async function openSite(): Promise<Site> {
  const origin = inject('hubOrigin');
  const browser = await chromium.connect(inject('browserEndpoint'));
  afterAll(() => browser.close());
  const contexts = new Map<boolean, Promise<BrowserContext>>();
  const free = new Map<boolean, Tab>();

  const contextOf = (hasScript: boolean): Promise<BrowserContext> => {
    const context = contexts.get(hasScript) ?? browser.newContext({ javaScriptEnabled: hasScript });
    contexts.set(hasScript, context);
    return context;
  };

  async function tabFor(hasScript: boolean): Promise<Tab> {
    const known = free.get(hasScript);
    free.delete(hasScript);
    if (known !== undefined) return known;
    const page = await (await contextOf(hasScript)).newPage();
    page.setDefaultTimeout(inject('timeoutMs'));
    const tab: Tab = { page, faults: [], address: '' };
    listen(tab, origin);
    return tab;
  }

  return {
    origin,
    browser,
    async open(address, { width, hasScript = true }) {
      const tab = await tabFor(hasScript);
      const { page } = tab;
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: 'light' });
      await go(tab, origin, address);
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
async function go(tab: Tab, origin: string, address: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    tab.faults = [];
    tab.address = address;
    const response = await tab.page.goto(origin + address, { waitUntil: 'load' });
    if (response?.status() !== 503 || attempt === maxAttempts) return;
    await tab.page.waitForTimeout(2_000);
  }
}

function listen(tab: Tab, origin: string): void {
  const { page } = tab;
  const isOfPage = (text: string): boolean => tab.address.endsWith('/nothing-here') && text.includes('404');
  page.on('console', (message) => {
    if (message.type() === 'error' && !isOfPage(message.text())) tab.faults.push(message.text());
  });
  page.on('pageerror', (error) => tab.faults.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    const isOwn = url.startsWith(origin) || url.startsWith('data:') || url.startsWith('blob:');
    if (!isOwn) tab.faults.push(`requested ${url}`);
  });
}
