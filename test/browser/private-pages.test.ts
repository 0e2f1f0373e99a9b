/**
 * Each page for those who contribute, review and edit, and for whoever reports an error or subscribes, in both languages:
 * as people meet it, and by keyboard alone; what a form that was refused shows; and one draft sent without a mouse.
 */
import { chromium, type Page } from 'playwright-core';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { expectAccessible } from './accessibility.ts';
import { addressIn, languages } from './addresses.ts';
import { faultsOfMarkup } from './markup.ts';
import { makePrivateWorld } from './private-world.ts';
import { expectReadable, expectWalkedByKeyboard } from './walk.ts';

const browser = await chromium.connect(inject('browserEndpoint'));
afterAll(() => browser.close());
const world = await makePrivateWorld(browser);

type Role = 'visitor' | 'contributor' | 'reviewer' | 'editor';
const unknownToken = 'x'.repeat(43);

const pages: readonly (readonly [role: Role, path: string, status?: number])[] = [
  ['visitor', '/account'],
  ['visitor', '/account/confirm?token=x'],
  ['visitor', '/account/office-claim?token=x'],
  ['visitor', '/account/calls', 401],
  ['visitor', '/account/webhooks', 401],
  ['visitor', '/corrections'],
  ['visitor', '/corrections/new?page=%2Foffices%2Fwalk-one'],
  ['visitor', '/corrections/new?page=%2Fpractices%2Fwalk-practice'],
  ['visitor', '/corrections/new?page=%2Fdata', 404],
  ['visitor', '/corrections/1'],
  ['visitor', '/corrections/2'],
  ['visitor', '/corrections/3'],
  ['visitor', '/corrections/999', 404],
  ['visitor', '/amendments'],
  ['visitor', '/amendments/1'],
  ['visitor', '/subscriptions'],
  ['visitor', '/subscriptions/confirm?token=x'],
  ['visitor', world.preferences],
  ['visitor', `/subscriptions/${unknownToken}`, 404],
  ['contributor', '/account'],
  ['contributor', '/account/calls'],
  ['contributor', '/account/calls/walk-open'],
  ['contributor', '/account/calls/walk-open/walk-one'],
  ['contributor', '/account/calls/walk-closed/walk-one'],
  ['contributor', '/account/calls/walk-open/walk-two', 404],
  ['contributor', '/account/webhooks'],
  ['contributor', world.webhook],
  ['editor', world.webhook, 404],
  ['contributor', '/account/amendments'],
  ['contributor', '/account/amendments/new?page=%2Fpractices%2Fwalk-practice'],
  ['contributor', '/account/amendments/new?page=%2Foffices%2Fwalk-one'],
  ['contributor', '/account/amendments/2'],
  ['contributor', '/account/audit', 403],
  ['reviewer', '/account'],
  ['reviewer', '/review'],
  ['reviewer', '/review/walk-closed/1'],
  ['reviewer', '/review/walk-closed/2'],
  ['reviewer', '/account/amendments'],
  ['reviewer', '/account/amendments/2'],
  ['editor', '/account'],
  ['editor', '/account/new-call'],
  ['editor', '/account/new-call?from=walk-open'],
  ['editor', '/account/calls'],
  ['editor', '/account/calls/walk-draft'],
  ['editor', '/account/calls/walk-draft/preview'],
  ['editor', '/account/calls/walk-closed'],
  ['editor', '/account/calls/walk-closed/submissions/1'],
  ['editor', '/account/corrections'],
  ['editor', '/account/conflicts'],
  ['editor', '/account/claims'],
  ['editor', '/account/amendments'],
  ['editor', '/account/amendments/1'],
  ['editor', '/account/amendments/2'],
  ['editor', '/account/audit'],
];

interface Refusal {
  readonly role: Role;
  readonly path: string;
  readonly action: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a browser would not send itself is sent without its checks: the page has to say what is wrong. */
const refusals: readonly Refusal[] = [
  { role: 'visitor', path: '/account', action: '/account/sign-in', status: 400, fields: { email: 'no-mail' } },
  { role: 'visitor', path: '/subscriptions', action: '/subscriptions', status: 400, fields: { email: 'no-mail' } },
  {
    role: 'visitor',
    path: '/corrections/new?page=%2Foffices%2Fwalk-one',
    action: '/corrections/new',
    status: 400,
    fields: { evidence: 'javascript:alert(1)' },
  },
  {
    role: 'contributor',
    path: '/account',
    action: '/account/offices',
    status: 400,
    fields: { office: 'no-such-office' },
  },
  {
    role: 'contributor',
    path: '/account/webhooks',
    action: '/account/webhooks',
    status: 400,
    fields: { address: 'http://program.example/' },
  },
  {
    role: 'contributor',
    path: '/account/calls/walk-open/walk-one',
    action: '/account/calls/walk-open/walk-one/submit',
    status: 400,
    fields: {},
  },
  {
    role: 'contributor',
    path: '/account/amendments/new?page=%2Foffices%2Fwalk-one',
    action: '/account/amendments/new',
    status: 400,
    fields: {},
  },
  {
    role: 'reviewer',
    path: '/review/walk-closed/1',
    action: '/review/walk-closed/1/complete',
    status: 409,
    fields: {},
  },
  { role: 'editor', path: '/account/new-call', action: '/account/new-call', status: 400, fields: { slug: 'x' } },
  {
    role: 'editor',
    path: '/account/calls/walk-closed/submissions/1',
    action: '/account/calls/walk-closed/submissions/1/assign',
    status: 409,
    fields: { email: 'nobody@urzad.test' },
  },
];

describe.for(languages)('in the language at "%s/"', (language) => {
  test.for(pages)('%s: %s', async ([role, path, status]) => {
    const address = addressIn(language, path);
    await expectReadable(world[role], address, status);
    await expectWalkedByKeyboard(world[role], address, status);
  });

  test.for(refusals)('$action of $path, refused', async ({ role, path, action, status, fields }) => {
    const { page } = await world[role].open(addressIn(language, path), { width: 1280 });
    const form = page.locator(`form[action="${addressIn(language, action)}"]`).first();
    await form.evaluate((element) => element.setAttribute('novalidate', ''));
    for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await form.locator('button').click();
    const response = await answered;
    expect(response.status()).toBe(status);
    expect(await faultsOfMarkup(await response.text())).toEqual([]);
    await page.waitForLoadState('load');
    expect(await page.locator('main [role=alert], main [aria-invalid=true]').count()).toBeGreaterThan(0);
    await expectAccessible(page);
  });
});

const maxPresses = 100;

/** Moves the focus on until it is there. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < maxPresses; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
  }
  throw new Error(`The keyboard does not reach ${selector}`);
}

test('an application is filled in, saved and submitted by keyboard alone', async () => {
  const form = '/account/calls/walk-open/walk-one';
  const { page } = await world.contributor.open(form, { width: 1280 });
  const press = async (): Promise<void> => {
    const loaded = page.waitForEvent('load');
    await page.keyboard.press('Enter');
    await loaded;
  };
  await tabTo(page, 'input[name=answer_agree]');
  await page.keyboard.press('Space');
  await tabTo(page, 'textarea[name=answer_title]');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Z klawiatury');
  await tabTo(page, 'select[name=answer_theme]');
  await page.keyboard.type('kadry');
  await tabTo(page, `form[action="${form}/draft"] > button`);
  await press();
  expect(await page.locator('textarea[name=answer_title]').inputValue()).toBe('Z klawiatury');
  expect(await page.locator('select[name=answer_theme]').inputValue()).toBe('staff');
  await tabTo(page, `form[action="${form}/submit"] button`);
  await press();
  expect(await page.locator('main').innerText()).toContain('walk-open-1');
});
