/** A page that was opened, and what went wrong on it. */
import type { Browser, Page } from 'playwright-core';
import { origin } from './hub.ts';

export interface Seen {
  readonly page: Page;
  /** Errors on the console, exceptions, and requests that failed or went elsewhere. */
  readonly faults: string[];
}

export async function open(
  browser: Browser,
  address: string,
  { width, hasScript = true }: { width: number; hasScript?: boolean },
): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: hasScript });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
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
  await page.goto(origin + address, { waitUntil: 'load' });
  return { page, faults };
}

export async function closed({ page, faults }: Seen): Promise<string[]> {
  await page.context().close();
  return faults;
}
