/**
 * The pages of those who contribute, as each of them meets them: an office that applies, a reviewer, an editor. In both
 * languages: axe, light and dark, 320 px, keyboard alone, valid HTML, no error on the console, nothing from another host.
 */
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inOpenCall } from '../harness/open-call.ts';
import { expectAccessible, walkByKeyboard } from './accessibility.ts';
import { languages } from './addresses.ts';
import { browserArguments, executablePath } from './chromium.ts';
import { faultsOfHtml } from './markup.ts';

const { origin, form, linkFor } = await inOpenCall();
const browser = await chromium.launch({ executablePath, args: browserArguments() });
afterAll(() => browser.close());

type Person = 'nobody' | 'office' | 'reviewer' | 'editor';
const emails = { office: 'urzad@urzad.test', reviewer: 'recenzent@urzad.test', editor: 'redakcja@urzad.test' } as const;
const roles = { office: 'CONTRIBUTOR', reviewer: 'REVIEWER', editor: 'EDITOR' } as const;

const call = '/account/calls/browser-call';
const submission = `${call}/submissions/1`;
const practice = '/practices/dzierzoniow-quality-programme';

const pages: Readonly<Record<Person, readonly string[]>> = {
  nobody: [
    '/account',
    '/account/calls',
    '/corrections',
    `/corrections/new?page=${practice}`,
    '/corrections/1',
    '/subscriptions',
    '/amendments',
    '/status',
  ],
  office: [
    '/account',
    '/account/calls',
    call,
    form,
    '/account/amendments',
    '/account/amendments/new?page=/offices/jst-246601',
    `/account/amendments/new?page=${practice}`,
    '/review',
  ],
  reviewer: ['/account', '/review', '/review/browser-call/1'],
  editor: [
    '/account',
    '/account/calls',
    call,
    `${call}/preview`,
    submission,
    '/account/new-call',
    '/account/corrections',
    '/account/claims',
    '/account/audit',
    '/account/amendments',
  ],
};

interface Tab {
  readonly context: BrowserContext;
  readonly page: Page;
  faults: string[];
}

const tabs = new Map<Person, Tab>();

async function tabOf(person: Person): Promise<Tab> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const tab: Tab = { context, page, faults: [] };
  page.on('pageerror', (error) => tab.faults.push(String(error)));
  page.on('console', (message) => {
    // A refusal that the page states is an error to the console, too.
    if (message.type() === 'error' && !/status of 40[134]/.test(message.text())) tab.faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) tab.faults.push(request.url());
  });
  if (person !== 'nobody') {
    await page.goto(origin + (await linkFor(emails[person], roles[person])));
    await page.locator('main form button').first().click();
    await page.waitForURL(`${origin}/account`);
  }
  return tab;
}

function pageOf(person: Person): Page {
  const tab = tabs.get(person);
  if (tab === undefined) throw new Error(`Nobody is signed in as ${person}`);
  return tab.page;
}

async function send(page: Page, address: string, action: string, values: Readonly<Record<string, string>>) {
  await page.goto(origin + address);
  const sent = page.locator(`form[action$="${action}"]`).first();
  for (const [name, value] of Object.entries(values)) await sent.locator(`[name="${name}"]`).fill(value);
  await sent.locator('button[type=submit]').click();
  await page.waitForLoadState('load');
}

/** A submission with a reviewer, and a report of an error, so that no page is empty. */
beforeAll(async () => {
  for (const person of ['nobody', 'office', 'reviewer', 'editor'] as const) tabs.set(person, await tabOf(person));
  const office = pageOf('office');
  await office.goto(origin + form);
  await office.locator('[name=answer_about]').fill('Opis praktyki');
  await office.locator('form[action$="/submit"] button').click();
  await office.getByText('browser-call-1').first().waitFor();
  await send(pageOf('editor'), submission, '/assign', { email: emails.reviewer });
  const nobody = pageOf('nobody');
  await nobody.goto(`${origin}/corrections/new?page=${practice}`);
  const report = nobody.locator('main form').first();
  for (const control of await report.locator('textarea, input[type=text], input[type=email]').all()) {
    const isMail = (await control.getAttribute('type')) === 'email';
    await control.fill(isMail ? 'czytelnik@urzad.test' : 'Nowa treść');
  }
  await report.locator('button[type=submit]').click();
  await nobody.waitForLoadState('load');
});

describe.for(languages)('in the language at "%s/"', (language) => {
  const cases = Object.entries(pages).flatMap(([person, paths]) => paths.map((path) => [person as Person, path] as const));

  test.for(cases)('%s at %s', async ([person, path]) => {
    const tab = tabs.get(person) as Tab;
    const { page, context } = tab;
    const address = `${origin}${language}${path}`;
    const plain = await context.request.get(address, { headers: { accept: 'text/html' } });
    expect(await faultsOfHtml(await plain.text())).toEqual([]);
    tab.faults = [];
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(address, { waitUntil: 'load' });
    expect(await page.locator('html').getAttribute('lang')).toBe(language === '' ? 'pl' : 'en');
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('main').innerText()).not.toMatch(/undefined|\[object|NaN/);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(address, { waitUntil: 'load' });
    expect((await walkByKeyboard(page)).length).toBeGreaterThan(3);
    expect(tab.faults).toEqual([]);
  });
});
