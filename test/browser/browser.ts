/** A browser for the tests of a file. */
import { type Browser, chromium } from 'playwright-core';
import { afterAll } from 'vitest';
import { executablePath } from './chromium.ts';

/** Closed when the file's tests are over. */
export async function openBrowser(args: readonly string[] = []): Promise<Browser> {
  if (executablePath === undefined) throw new Error('There is no chromium: apt-get install chromium');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', ...args] });
  afterAll(() => browser.close());
  return browser;
}
