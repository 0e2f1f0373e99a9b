/**
 * `/embed.js` for other people's pages: defines `<wezel-metric code unit view …>`, and lets iframes of the hub take the
 * height that they report.
 */
import { type ChartColumn, type ChartSpec, tableOf } from '#charts/spec.ts';
import { formats } from '#platform/locale.ts';
import { chartParameters } from '../chart-parameters.ts';

const script = document.currentScript ?? document.querySelector('script[src*="/embed.js"]');
const hub = script instanceof HTMLScriptElement ? new URL(script.src).origin : location.origin;

const words = {
  pl: {
    table: 'Te same liczby w tabeli',
    failed: 'Nie udało się wczytać wykresu.',
    noCode: 'Atrybut "code" wskazuje wskaźnik: <wezel-metric code="population">.',
    columns: {
      ...{ code: 'Kod', name: 'Nazwa', period: 'Okres', value: 'Wartość' },
      ...{ rank: 'Miejsce', from: 'Od', to: 'Do', count: 'Liczba' },
    },
  },
  en: {
    table: 'The same numbers in a table',
    failed: 'The chart could not be loaded.',
    noCode: 'The attribute "code" names the metric: <wezel-metric code="population">.',
    columns: {
      ...{ code: 'Code', name: 'Name', period: 'Period', value: 'Value' },
      ...{ rank: 'Rank', from: 'From', to: 'To', count: 'Count' },
    },
  },
} satisfies Record<string, { columns: Readonly<Record<ChartColumn, string>>; [text: string]: unknown }>;
/** Narrower places get a picture of their own: a wide one would have letters too small to read. */
const narrow = { below: 544, width: '400', height: '380' };
const styles = `
  :host { display: block; max-width: 100%; }
  :host([hidden]) { display: none; }
  /* Nothing of the page around it but its colour and whether it is seen: neither letters nor their spacing. */
  .wezel {
    all: initial; display: block; direction: ltr; color: inherit; visibility: inherit;
    font: 400 16px/1.5 system-ui, sans-serif;
  }
  figure { margin: 0; } img { display: block; width: 100%; height: auto; }
  details { overflow-x: auto; } table { border-collapse: collapse; font-size: 0.9em; }
  caption { text-align: start; }
  th, td { text-align: start; padding: 0.2em 0.8em 0.2em 0; border-bottom: 1px solid #8886; }
  .number { text-align: end; } summary { cursor: pointer; padding: 0.3em 0; } a { color: inherit; }
`;

class WezelMetric extends HTMLElement {
  static readonly observedAttributes = ['code', ...chartParameters];
  #drawn = 0;
  #isNarrow = false;
  /** What it takes to show the picture of the other width. */
  #resized: () => void = () => undefined;
  readonly #observer = new ResizeObserver(() => this.#measure());

  connectedCallback(): void {
    this.#isNarrow = this.#isNarrowNow();
    void this.#draw();
    this.#observer.observe(this);
  }

  disconnectedCallback(): void {
    this.#observer.disconnect();
  }

  #isNarrowNow(): boolean {
    return this.clientWidth > 0 && this.clientWidth < narrow.below;
  }

  #measure(): void {
    if (this.#isNarrow === this.#isNarrowNow()) return;
    this.#isNarrow = !this.#isNarrow;
    this.#resized();
  }

  attributeChangedCallback(): void {
    if (this.isConnected && this.#drawn > 0) void this.#draw();
  }

  async #draw(): Promise<void> {
    this.#drawn += 1;
    const own = this.#drawn;
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    const language = this.getAttribute('lang') === 'en' ? 'en' : 'pl';
    try {
      if (!this.getAttribute('code')) throw new Error(words[language].noCode);
      const response = await fetch(this.#address('json'));
      const body = (await response.json()) as ChartSpec & { title: string; detail?: string };
      // Attributes that are set one after another draw once, with the last.
      if (own !== this.#drawn) return;
      if (!response.ok) throw new Error(body.detail ?? body.title);
      root.replaceChildren(around(this.#figure(body, language)));
    } catch (error) {
      if (own !== this.#drawn) return;
      const message = document.createElement('p');
      message.setAttribute('role', 'alert');
      message.textContent = error instanceof Error && error.message !== '' ? error.message : words[language].failed;
      root.replaceChildren(around(message));
    }
  }

  #address(extension: 'json' | 'svg', theme?: string): string {
    const address = new URL(`/charts/${encodeURIComponent(this.getAttribute('code') ?? '')}.${extension}`, hub);
    for (const name of chartParameters) {
      const value = this.getAttribute(name);
      if (value !== null && value !== '') address.searchParams.set(name, value);
    }
    if (theme !== undefined) address.searchParams.set('theme', theme);
    if (extension === 'svg' && this.#isNarrow) {
      address.searchParams.set('width', narrow.width);
      address.searchParams.set('height', narrow.height);
    }
    return address.href;
  }

  #figure(spec: ChartSpec, language: 'pl' | 'en'): HTMLElement {
    const figure = document.createElement('figure');
    const picture = document.createElement('picture');
    const dark = document.createElement('source');
    dark.media = 'screen and (prefers-color-scheme: dark)';
    if (!this.hasAttribute('theme')) picture.append(dark);
    const image = document.createElement('img');
    image.alt = `${spec.title}. ${spec.valueTitle}. ${spec.source}`;
    picture.append(image);
    this.#resized = () => {
      dark.srcset = this.#address('svg', 'dark');
      image.src = this.#address('svg');
      image.width = this.#isNarrow ? Number(narrow.width) : 720;
      image.height = this.#isNarrow ? Number(narrow.height) : 405;
    };
    this.#resized();
    const caption = document.createElement('figcaption');
    const code = encodeURIComponent(this.getAttribute('code') ?? '');
    caption.append(link(`${hub}${language === 'en' ? '/en' : ''}/metrics/${code}`, spec.title));
    figure.append(picture, caption, tableBelow(spec, words[language].table));
    return figure;
  }
}

/** What shields it from the styles of the page. */
function around(content: HTMLElement): HTMLElement {
  const place = document.createElement('div');
  place.className = 'wezel';
  place.append(content);
  return place;
}

function link(href: string, text: string): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.textContent = text;
  return anchor;
}

/** Made when it is opened: a map has thousands of rows. */
function tableBelow(spec: ChartSpec, title: string): HTMLElement {
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = title;
  details.append(summary);
  details.addEventListener('toggle', () => details.append(tableFrom(spec)), { once: true });
  return details;
}

function tableFrom(spec: ChartSpec): HTMLTableElement {
  const { header, rows } = tableOf(spec);
  const table = document.createElement('table');
  table.createCaption().textContent = `${spec.title} (${spec.valueTitle})`;
  const head = table.createTHead().insertRow();
  for (const title of header) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = words[spec.language].columns[title];
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const [index, value] of row.entries()) {
      const cell = line.insertCell();
      cell.textContent = typeof value === 'number' ? numberIn(spec, header[index], value) : (value ?? '–');
      if (typeof value === 'number') cell.className = 'number';
    }
  }
  return table;
}

function numberIn({ language, decimals }: ChartSpec, column: ChartColumn | undefined, value: number): string {
  return formats[language].number(value, column === 'rank' || column === 'count' ? 0 : decimals);
}

if (customElements.get('wezel-metric') === undefined) customElements.define('wezel-metric', WezelMetric);

addEventListener('message', ({ origin, source, data }: MessageEvent) => {
  if (origin !== hub || typeof data !== 'object' || data?.type !== 'wezel:height') return;
  const height = Number(data.height);
  if (!Number.isFinite(height) || height <= 0) return;
  for (const frame of document.querySelectorAll('iframe')) {
    if (frame.contentWindow === source) frame.height = String(Math.ceil(height));
  }
});
