/** Somebody at a browser: signs in by the link of a mail, and fills in and sends the forms of pages. */
import type { Browser, Locator, Page } from 'playwright-core';
import type { WalkedHub } from '../harness/walked-hub.ts';

type UploadedFile = readonly [name: string, content: string];

export class Person {
  readonly page: Page;
  readonly #walked: WalkedHub;

  private constructor(page: Page, walked: WalkedHub) {
    this.page = page;
    this.#walked = walked;
  }

  static async signIn(browser: Browser, walked: WalkedHub, email: string): Promise<Person> {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const person = new Person(page, walked);
    await person.open('/account');
    await person.send('/account/sign-in', { email });
    const { text } = await walked.mail.take(email, '/account/confirm');
    await page.goto(/https?:\/\/\S+\/account\/confirm\S*/.exec(text)?.[0] ?? '');
    await person.send('/account/confirm');
    if (new URL(page.url()).pathname !== '/account') throw new Error(`Not signed in: ${page.url()}`);
    return person;
  }

  async open(path: string): Promise<number> {
    return (await this.page.goto(this.#walked.origin + path))?.status() ?? 0;
  }

  text(): Promise<string> {
    return this.page.locator('body').innerText();
  }

  /** Fills in the form with that address and these fields, and presses its button. */
  async send(
    action: string,
    fields: Readonly<Record<string, string>> = {},
    files: Readonly<Record<string, UploadedFile>> = {},
  ): Promise<void> {
    const names = [...Object.keys(fields), ...Object.keys(files)];
    const forms = names.reduce(
      (found, name) => found.filter({ has: this.page.locator(`[name="${name}"]`) }),
      this.page.locator(`form[action="${action}"]`),
    );
    const form = forms.first();
    for (const [name, value] of Object.entries(fields)) await fill(form.locator(`[name="${name}"]`), value);
    for (const [name, [file, content]] of Object.entries(files)) {
      const upload = { name: file, mimeType: 'application/pdf', buffer: Buffer.from(content) };
      await form.locator(`[name="${name}"]`).setInputFiles(upload);
    }
    const shown = this.page.waitForEvent('load');
    await form.locator('button').last().click();
    await shown;
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}

async function fill(inputs: Locator, value: string): Promise<void> {
  const kind = await inputs.first().evaluate((input) => `${input.tagName} ${input.getAttribute('type') ?? ''}`);
  if (kind.startsWith('SELECT')) await inputs.first().selectOption(value);
  else if (kind === 'INPUT radio') await inputs.and(inputs.page().locator(`[value="${value}"]`)).check();
  else if (kind === 'INPUT checkbox') await inputs.first().check();
  else await inputs.first().fill(value);
}
