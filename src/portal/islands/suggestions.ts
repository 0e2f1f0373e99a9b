/** A combobox with a list below it (WAI-ARIA "Editable Combobox With List Autocomplete"). */

interface Suggestion {
  readonly href: string;
  readonly text: string;
  readonly note: string;
}

const pauseMs = 80;

export function enableSuggestions(input: HTMLInputElement): void {
  const form = input.form;
  if (form === null) return;
  const list = document.createElement('ul');
  list.className = 'suggestions';
  list.id = `${input.id}-suggestions`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.placeholder);
  list.hidden = true;
  // Read aloud: the list opens without the focus.
  const announced = document.createElement('p');
  announced.className = 'hidden';
  announced.setAttribute('role', 'status');
  form.append(list, announced);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');

  let selected = -1;
  let pending: AbortController | undefined;
  let timer: number | undefined;

  const close = (): void => {
    list.hidden = true;
    selected = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const show = (suggestions: readonly Suggestion[]): void => {
    selected = -1;
    list.replaceChildren(
      ...suggestions.map(({ href, text, note }, index) => {
        const option = document.createElement('li');
        option.id = `${list.id}-${index}`;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        const link = document.createElement('a');
        link.href = href;
        link.tabIndex = -1;
        link.textContent = note === '' ? text : `${text} – ${note}`;
        option.append(link);
        return option;
      }),
    );
    list.hidden = suggestions.length === 0;
    announced.textContent = (input.dataset['announce'] ?? '').replace('{count}', String(suggestions.length));
    input.setAttribute('aria-expanded', String(!list.hidden));
  };

  const ask = async (): Promise<void> => {
    pending?.abort();
    const text = input.value.trim();
    if (text.length < 2) return close();
    pending = new AbortController();
    try {
      const address = `${form.action}/suggestions?q=${encodeURIComponent(text)}`;
      const response = await fetch(address, { signal: pending.signal });
      if (response.ok) show((await response.json()) as Suggestion[]);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) close();
    }
  };

  const select = (index: number): void => {
    const options = [...list.children];
    if (list.hidden || options.length === 0) return;
    // Who chooses, chooses from what is shown: nothing that is still on its way replaces it.
    window.clearTimeout(timer);
    pending?.abort();
    selected = (index + options.length) % options.length;
    options.forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === selected));
    });
    input.setAttribute('aria-activedescendant', `${list.id}-${selected}`);
  };

  input.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), pauseMs);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') select(selected + 1);
    else if (event.key === 'ArrowUp') select(selected < 0 ? -1 : selected - 1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && selected >= 0) {
      list.children[selected]?.querySelector('a')?.click();
    } else return;
    event.preventDefault();
  });
  input.addEventListener('blur', () => window.setTimeout(close, 200));
}
