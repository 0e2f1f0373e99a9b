/** What JavaScript adds for those who contribute: drafts that save themselves and survive a broken connection, and passkeys. */
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { inOpenCall } from '../harness/open-call.ts';
import { executablePath } from './chromium.ts';

if (executablePath === undefined) throw new Error('There is no chromium: apt-get install chromium');
const { origin, form, linkFor } = await inOpenCall();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
afterAll(() => browser.close());
const long = { timeout: 240_000 };

async function signedIn(email: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(origin + (await linkFor(email)));
  await page.locator('main form button').first().click();
  await page.waitForURL(`${origin}/account`);
  return { context, page };
}

const field = (page: Page) => page.locator('textarea[name=answer_about]');
const status = (page: Page) =>
  page.locator('form[data-autosave] > p.hint[role=status], form[data-autosave] > p[role=alert]');

test('a draft is saved while one types, and a broken connection or a closed window loses nothing', long, async () => {
  const { context, page } = await signedIn('anna@urzad.test');
  await page.goto(origin + form);
  await field(page).pressSequentially('Pierwszy tekst');
  await status(page).filter({ hasText: 'Szkic zapisano.' }).waitFor();
  await page.reload();
  expect(await field(page).inputValue()).toBe('Pierwszy tekst');
  await context.setOffline(true);
  await field(page).fill('Napisane bez sieci');
  await status(page).filter({ hasText: 'Nie ma połączenia' }).waitFor();
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(origin + form);
  expect(await field(again).inputValue()).toBe('Napisane bez sieci');
  await status(again).filter({ hasText: 'Szkic zapisano.' }).waitFor();
  await again.reload();
  expect(await field(again).inputValue()).toBe('Napisane bez sieci');
  // What is submitted is what was typed, though it was not saved yet.
  await field(again).fill('Ostatnia wersja');
  await again.locator('form[action$="/submit"] button').click();
  await again.locator('text=browser-call-1').first().waitFor();
  expect(await field(again).inputValue()).toBe('Ostatnia wersja');
  await context.close();
});

test('two who write at once see both texts, and neither is lost', long, async () => {
  const first = await signedIn('ewa@urzad.test');
  const second = await signedIn('jan@urzad.test');
  await first.page.goto(origin + form);
  await second.page.goto(origin + form);
  await field(first.page).fill('Tekst Ewy');
  await status(first.page).filter({ hasText: 'Szkic zapisano.' }).waitFor();
  await field(second.page).fill('Tekst Jana');
  await status(second.page).filter({ hasText: 'zapisał w tym czasie' }).waitFor();
  const shown = second.page.locator('form[data-autosave] .notice');
  expect(await shown.textContent()).toContain('Tekst Ewy');
  expect(await field(second.page).inputValue()).toBe('Tekst Jana');
  await shown.locator('button').click();
  expect(await field(second.page).inputValue()).toBe('Tekst Ewy');
  await field(second.page).fill('Tekst Ewy i Jana');
  await second.page.locator('form[data-autosave] > button[type=submit]').click();
  await second.page.locator('.notice', { hasText: 'Szkic zapisano.' }).waitFor();
  await first.page.reload();
  expect(await field(first.page).inputValue()).toBe('Tekst Ewy i Jana');
  await first.context.close();
  await second.context.close();
});

test('a passkey is added, and signs in without a link', long, async () => {
  const { context, page } = await signedIn('ola@urzad.test');
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const add = page.locator('form[data-passkey=create]');
  await add.locator('input[name=name]').fill('Laptop');
  await add.locator('button').click();
  await page.locator('text=Klucz dostępu dodano.').waitFor();
  await page.locator('form[action="/account/sign-out"] button').click();
  await page.locator('form[data-passkey=get] button').click();
  await page.locator('form[action="/account/sign-out"]').waitFor();
  expect(await page.locator('main').textContent()).toContain('ola@urzad.test');
  await context.close();
});
