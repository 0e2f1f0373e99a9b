/** A hub with the whole starter set, and a browser to look at it with; a file's tests share both. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { inPoland } from '../harness/poland.ts';
import { executablePath } from './chromium.ts';

/** A page that was opened, and what went wrong on it. */
export interface Seen {
  readonly page: Page;
  /** Errors on the console, exceptions, and requests that went elsewhere. */
  readonly faults: string[];
}

interface Reading {
  readonly width: number;
  readonly hasScript?: boolean;
}

export interface Site {
  readonly origin: string;
  readonly browser: Browser;
  open(address: string, reading: Reading): Promise<Seen>;
}

/** A slow machine gets its time; a fast one does not wait. */
const patience = 60_000;

/** Called by the test file itself, for whose end it registers the closing. */
export async function openSite(): Promise<Site> {
  if (executablePath === undefined) throw new Error('There is no chromium: apt-get install chromium');
  const origin = await inPoland();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  afterAll(() => browser.close());
  const contexts = new Map<boolean, Promise<BrowserContext>>();
  const contextOf = (hasScript: boolean): Promise<BrowserContext> => {
    const context = contexts.get(hasScript) ?? browser.newContext({ javaScriptEnabled: hasScript });
    contexts.set(hasScript, context);
    return context;
  };
  return {
    origin,
    browser,
    async open(address, { width, hasScript = true }) {
      const page = await (await contextOf(hasScript)).newPage();
      page.setDefaultTimeout(patience);
      await page.setViewportSize({ width, height: 800 });
      const faults = faultsOf(page, origin, address);
      for (let attempt = 1; ; attempt += 1) {
        const response = await page.goto(origin + address, { waitUntil: 'load' });
        // "The page could not be made. Try again in a moment": what a machine under load answers, and a reader does.
        if (response?.status() !== 503 || attempt === 5) return { page, faults };
        await page.waitForTimeout(2_000);
        faults.length = 0;
      }
    },
  };
}

function faultsOf(page: Page, origin: string, address: string): string[] {
  const faults: string[] = [];
  const isOfPage = (text: string): boolean => address.endsWith('/nothing-here') && text.includes('404');
  page.on('console', (message) => {
    if (message.type() === 'error' && !isOfPage(message.text())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('blob:')) faults.push(`asked ${url}`);
  });
  return faults;
}

export async function closed({ page, faults }: Seen): Promise<string[]> {
  await page.close();
  return faults;
}
