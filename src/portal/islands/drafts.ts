/**
 * Saves a form as it is filled in. What has not reached the hub is kept in the browser, so that neither a broken
 * connection nor a closed window loses it; what somebody else saved meanwhile is shown beside it, never overwritten.
 */

interface Outcome {
  readonly status: 'SAVED' | 'CONFLICT' | 'NOT_OPEN';
  readonly version?: number;
  /** What somebody else saved, by the names of fields. */
  readonly theirs?: Readonly<Record<string, string>>;
  /** What is wrong with what is filled in, by the names of fields. */
  readonly errors?: Readonly<Record<string, string>>;
}

interface Copy {
  readonly version: string;
  readonly values: Readonly<Record<string, string>>;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const pauseMs = 1_200;
const maxRetryMs = 30_000;
const keyPrefix = 'wezel-draft:';

export function enableAutosave(form: HTMLFormElement): void {
  new Draft(form).start();
}

/** On a shared computer nothing stays behind. */
export function forgetDraftsAtSignOut(): void {
  for (const form of document.querySelectorAll('form[action$="/account/sign-out"]')) {
    form.addEventListener('submit', () => {
      for (const key of Object.keys(localStorage)) if (key.startsWith(keyPrefix)) localStorage.removeItem(key);
    });
  }
}

class Draft {
  readonly #form: HTMLFormElement;
  readonly #key: string;
  readonly #status: HTMLElement;
  #timer: number | undefined;
  #retryMs = pauseMs;
  #sending: Promise<void> | undefined;
  #isDirty = false;
  /** After a conflict one looks at both and saves by the button. */
  #isPaused = false;

  constructor(form: HTMLFormElement) {
    this.#form = form;
    this.#key = `${keyPrefix}${new URL(form.action).pathname}`;
    this.#status = document.createElement('p');
    this.#status.className = 'hint';
    this.#status.setAttribute('role', 'status');
    form.append(this.#status);
  }

  start(): void {
    this.#restore();
    this.#form.addEventListener('input', (event) => {
      if ((event.target as HTMLInputElement).type !== 'file') this.#changed();
    });
    this.#form.addEventListener('submit', (event) => this.#beforeOwn(event));
    // What is submitted is the draft as it was last saved: first with what was typed just now.
    for (const other of document.querySelectorAll<HTMLFormElement>('form[action$="/submit"]')) {
      other.addEventListener('submit', (event) => this.#beforeSubmission(event, other));
    }
    addEventListener('online', () => {
      if (this.#isDirty) void this.#send();
    });
  }

  #controls(): Control[] {
    return [...this.#form.elements].filter(
      (one): one is Control => one instanceof HTMLElement && (one as Control).name?.startsWith('answer_') === true,
    );
  }

  #values(): Record<string, string> {
    return Object.fromEntries(this.#controls().map((control) => [control.name, filledIn(control)]));
  }

  get #version(): HTMLInputElement {
    return this.#form.elements.namedItem('version') as HTMLInputElement;
  }

  /** Two that save at once would be a conflict of one with oneself. */
  #beforeOwn(event: Event): void {
    clearTimeout(this.#timer);
    if (this.#sending === undefined) return;
    event.preventDefault();
    void this.#sending.then(() => this.#form.requestSubmit());
  }

  #beforeSubmission(event: Event, other: HTMLFormElement): void {
    if (!this.#isDirty && this.#sending === undefined) return;
    event.preventDefault();
    const saved = (this.#sending ?? Promise.resolve()).then(() => (this.#isDirty ? this.#send() : undefined));
    void saved.then(() => {
      // Otherwise the status says why it could not be saved.
      if (!this.#isDirty) other.requestSubmit();
    });
  }

  #changed(): void {
    this.#isDirty = true;
    const copy: Copy = { version: this.#version.value, values: this.#values() };
    localStorage.setItem(this.#key, JSON.stringify(copy));
    if (!this.#isPaused) this.#later(pauseMs);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#send(), ms);
  }

  #send(): Promise<void> {
    if (this.#sending !== undefined || this.#isPaused) return this.#sending ?? Promise.resolve();
    clearTimeout(this.#timer);
    this.#sending = this.#save().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #save(): Promise<void> {
    this.#isDirty = false;
    const outcome = await this.#post();
    if (outcome === null) return this.#failed();
    this.#retryMs = pauseMs;
    if (outcome.status === 'CONFLICT') return this.#conflict(outcome.theirs ?? {}, String(outcome.version ?? 0));
    if (outcome.status === 'NOT_OPEN') return this.#say('closed');
    this.#version.value = String(outcome.version ?? 0);
    this.#showErrors(outcome.errors ?? {});
    this.#say('saved');
    if (this.#isDirty) this.#later(pauseMs);
    else localStorage.removeItem(this.#key);
  }

  /** Null: it did not arrive, or nobody is signed in any longer. */
  async #post(): Promise<Outcome | null> {
    const [csrf, shown] = [this.#hidden('csrf'), this.#hidden('shown')];
    const body = new URLSearchParams({ csrf, shown, version: this.#version.value, ...this.#values() });
    const headers = { accept: 'application/json' };
    const response = await fetch(this.#form.action, { method: 'POST', headers, body }).catch(() => undefined);
    const isAnswer = response?.headers.get('content-type')?.startsWith('application/json') === true;
    return isAnswer ? ((await response?.json().catch(() => null)) as Outcome | null) : null;
  }

  #hidden(name: string): string {
    return (this.#form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? '';
  }

  #failed(): void {
    this.#isDirty = true;
    this.#say('offline');
    this.#retryMs = Math.min(this.#retryMs * 2, maxRetryMs);
    this.#later(this.#retryMs);
  }

  #conflict(theirs: Readonly<Record<string, string>>, version: string): void {
    this.#isPaused = true;
    this.#isDirty = true;
    // Whoever saves now has seen both.
    this.#version.value = version;
    this.#status.setAttribute('role', 'alert');
    this.#say('conflict');
    for (const control of this.#controls()) {
      const other = theirs[control.name] ?? '';
      if (control.type !== 'hidden' && other !== filledIn(control)) this.#showOther(control, other);
    }
  }

  #showOther(control: Control, other: string): void {
    const shown = document.createElement('div');
    shown.className = 'notice';
    const label = document.createElement('p');
    label.textContent = this.#form.dataset['theirs'] ?? '';
    const text = document.createElement('p');
    text.textContent = other === '' ? '–' : other;
    const take = document.createElement('button');
    take.type = 'button';
    take.textContent = this.#form.dataset['take'] ?? '';
    take.addEventListener('click', () => {
      setValue(control, other);
      shown.remove();
      this.#changed();
      control.focus();
    });
    shown.append(label, text, take);
    control.after(shown);
  }

  /** What a broken connection left here: typed on the same version it is typed again, else it is a conflict. */
  #restore(): void {
    const copy = JSON.parse(localStorage.getItem(this.#key) ?? 'null') as Copy | null;
    if (copy === null) return;
    const server = this.#values();
    const isSame = Object.entries(copy.values).every(([name, value]) => (server[name] ?? '') === value);
    if (isSame) {
      localStorage.removeItem(this.#key);
      return;
    }
    for (const control of this.#controls()) {
      const kept = copy.values[control.name];
      if (kept !== undefined && control.type !== 'hidden') setValue(control, kept);
    }
    if (copy.version === this.#version.value) this.#changed();
    else this.#conflict(server, this.#version.value);
  }

  #showErrors(errors: Readonly<Record<string, string>>): void {
    for (const control of this.#controls()) {
      const id = `${control.id}-wrong`;
      document.getElementById(id)?.remove();
      const error = errors[control.name];
      if (error === undefined) {
        control.removeAttribute('aria-invalid');
        continue;
      }
      const shown = document.createElement('p');
      shown.className = 'error';
      shown.id = id;
      shown.textContent = error;
      control.before(shown);
      control.setAttribute('aria-invalid', 'true');
      control.setAttribute('aria-errormessage', id);
    }
  }

  #say(what: 'saved' | 'offline' | 'conflict' | 'closed'): void {
    this.#status.textContent = this.#form.dataset[what] ?? '';
  }
}

function isCheckbox(control: Control): control is HTMLInputElement {
  return control.type === 'checkbox';
}

function filledIn(control: Control): string {
  if (isCheckbox(control)) return control.checked ? control.value : '';
  return control.value.replaceAll('\r\n', '\n').trim();
}

function setValue(control: Control, value: string): void {
  if (isCheckbox(control)) control.checked = value === control.value;
  else control.value = value;
}
