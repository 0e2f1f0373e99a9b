/** Brings what is shown of something that runs up to date, and the whole page once it has ended. */
const everyMs = 1_000;

export function followProgress(shown: HTMLElement): void {
  const again = async (): Promise<void> => {
    const response = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => undefined);
    if (response?.ok === true) {
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const next = page.querySelector('[data-refresh]');
      if (next === null) return location.reload();
      // Announced by screen readers only when it says something new.
      if (next.innerHTML !== shown.innerHTML) shown.innerHTML = next.innerHTML;
    }
    setTimeout(again, everyMs);
  };
  setTimeout(again, everyMs);
}
