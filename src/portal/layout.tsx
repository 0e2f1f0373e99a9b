/** The frame of every page: head, menu, search, content, where its data come from. */

import { formats } from '#platform/locale.ts';
import { dataAddress, withQuery } from './addresses.ts';
import type { AssetAddresses } from './assets.ts';
import { Breadcrumb } from './components/content.tsx';
import { addressIn, type Language, languages } from './language.ts';
import type { Alternate, Operation, OperationError, PageRequest, View } from './page.ts';

export interface Frame {
  readonly request: PageRequest;
  readonly view: View;
  readonly assets: AssetAddresses;
  /** The one that the page is made from first, then those of its further parts; none: it is made of texts alone. */
  readonly operations: readonly Operation[];
  /** The operations of the hub by name. */
  readonly documents: ReadonlyMap<string, string>;
  readonly errors: readonly OperationError[];
  readonly release: { readonly number: number; readonly releasedAt: Date | null } | null;
  /** Pages that are not found, or failed, are not for search engines. */
  readonly isIndexed: boolean;
}

export function Document({ request, view, assets, operations, documents, errors, release, isIndexed }: Frame) {
  const { language, texts } = request;
  const title = view.title === texts.site.name ? `${view.title}: ${texts.site.tagline}` : `${view.title} | Węzeł`;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <meta name="description" content={view.description} />
        {isIndexed ? null : <meta name="robots" content="noindex" />}
        <link rel="stylesheet" href={assets.styles} />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <link rel="preload" href={assets.font} as="font" type="font/woff2" crossorigin="anonymous" />
        {isIndexed ? <Alternates request={request} view={view} hasData={operations.length > 0} /> : null}
        <meta property="og:title" content={view.title} />
        <meta property="og:description" content={view.description} />
        <meta property="og:site_name" content="Węzeł" />
        <Discovery view={view} />
        <script type="module" src={assets.script} />
      </head>
      <body data-charts={assets.chartScript}>
        <a class="skip" href="#content">
          {texts.site.skipToContent}
        </a>
        <Header request={request} />
        <main id="content">
          <Breadcrumb request={request} links={view.breadcrumb ?? []} />
          <h1>{view.title}</h1>
          <OpenCorrections request={request} />
          <Errors request={request} errors={errors} />
          {view.main}
          {operations.length === 0 ? null : <SeeData request={request} operations={operations} documents={documents} />}
          {operations.length === 0 ? null : <ReportError request={request} />}
        </main>
        <Footer request={request} release={release} />
      </body>
    </html>
  );
}

function Alternates({ request, view, hasData }: { request: PageRequest; view: View; hasData: boolean }) {
  const { origin, path, search } = request;
  const address = (language: Language): string =>
    withQuery(`${origin}${addressIn(language, path)}`, Object.fromEntries(search));
  return (
    <>
      <link rel="canonical" href={address(request.language)} />
      {languages.map((language) => (
        <link key={language} rel="alternate" hreflang={language} href={address(language)} />
      ))}
      <link rel="alternate" hreflang="x-default" href={address('pl')} />
      <meta property="og:url" content={address(request.language)} />
      <meta property="og:image" content={`${origin}${dataAddress(request, 'png')}`} />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={view.title} />
      <meta name="twitter:card" content="summary_large_image" />
      {(['json', 'xml'] as const).map((format) => (
        <link
          key={format}
          rel="alternate"
          type={format === 'json' ? 'application/json+oembed' : 'text/xml+oembed'}
          href={withQuery(`${origin}/oembed`, { url: address(request.language), format })}
          title={view.title}
        />
      ))}
      {hasData ? <link rel="alternate" type="application/json" href={dataAddress(request, 'json')} /> : null}
      {hasData ? <link rel="alternate" type="text/csv" href={dataAddress(request, 'csv')} /> : null}
    </>
  );
}

const discovered: readonly Alternate[] = [
  { href: '/catalog.ttl', type: 'text/turtle', title: 'DCAT-AP' },
  { href: '/catalog.jsonld', type: 'application/ld+json', title: 'DCAT-AP' },
  { href: '/releases.atom', type: 'application/atom+xml', title: 'Węzeł: wydania' },
  { href: '/practices.atom', type: 'application/atom+xml', title: 'Węzeł: praktyki' },
  { href: '/calls.atom', type: 'application/atom+xml', title: 'Węzeł: nabory' },
];

/** Where programs find the catalogue and the feeds, and what the page is about. */
function Discovery({ view }: { view: View }) {
  return (
    <>
      {[...discovered, ...(view.alternates ?? [])].map(({ href, type, title }) => (
        <link key={href} rel="alternate" type={type} href={href} title={title} />
      ))}
      {view.structuredData === undefined ? null : (
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: JSON.stringify(view.structuredData).replaceAll('<', '\\u003c') }}
        />
      )}
    </>
  );
}

const menu = ['map', 'units', 'offices', 'projects', 'practices', 'calls', 'events', 'metrics', 'data'] as const;
const footerMenu = [
  'compare',
  'livingLabs',
  'programmes',
  'assessments',
  'developers',
  'account',
  'subscriptions',
  'about',
  'accessibility',
  'privacy',
] as const;
const menuPaths: Readonly<Record<(typeof menu)[number] | (typeof footerMenu)[number], string>> = {
  map: '/map',
  units: '/units',
  offices: '/offices',
  projects: '/projects',
  practices: '/practices',
  calls: '/calls',
  events: '/events',
  metrics: '/metrics',
  data: '/data',
  compare: '/compare',
  livingLabs: '/living-labs',
  programmes: '/programmes',
  assessments: '/assessments',
  developers: '/developers',
  account: '/account',
  subscriptions: '/subscriptions',
  about: '/about',
  accessibility: '/accessibility',
  privacy: '/privacy',
};

function Header({ request }: { request: PageRequest }) {
  const { texts, language, path, search } = request;
  const other = language === 'pl' ? 'en' : 'pl';
  return (
    <header class="site">
      <div class="bar">
        <a class="brand" href={addressIn(language, '/')}>
          {texts.site.name}
        </a>
        <SearchForm request={request} id={siteSearchId} />
        <a
          class="language"
          href={withQuery(addressIn(other, path), Object.fromEntries(search))}
          hreflang={other}
          lang={other}
        >
          {texts.site.otherLanguage}
        </a>
      </div>
      <nav aria-label={texts.site.mainMenu}>
        <ul>
          {menu.map((item) => (
            <li key={item}>
              <a
                href={addressIn(language, menuPaths[item])}
                aria-current={path === menuPaths[item] ? 'page' : undefined}
              >
                {texts.menu[item]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

/** From an address with nothing behind it: the list of that kind, if it looks like one, and the main pages. */
export function NotFoundLinks({ request }: { request: PageRequest }) {
  const { texts, language, path } = request;
  const kind = menu.find((item) => path.startsWith(`${menuPaths[item]}/`));
  const items = kind === undefined ? menu : [kind, ...menu.filter((item) => item !== kind)];
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>
          <a href={addressIn(language, menuPaths[item])}>{texts.menu[item]}</a>
        </li>
      ))}
    </ul>
  );
}

/** Of the search in the head of every page. */
const siteSearchId = 'site-search';

export function SearchForm({ request, id, words = '' }: { request: PageRequest; id: string; words?: string }) {
  const { texts, language } = request;
  const text = request.path === '/search' ? (request.search.get('q') ?? '') : words;
  return (
    // biome-ignore lint/a11y/useSemanticElements: not every screen reader knows <search> yet
    <form
      class="search"
      role="search"
      // Two on one page need names of their own.
      aria-label={id === siteSearchId ? texts.search.everywhere : texts.search.title}
      action={addressIn(language, '/search')}
      method="get"
    >
      <label class="hidden" for={id}>
        {texts.search.label}
      </label>
      <input
        id={id}
        name="q"
        type="search"
        value={text}
        placeholder={texts.search.label}
        autocomplete="off"
        data-suggest
      />
      <button type="submit">{texts.search.submit}</button>
    </form>
  );
}

function Errors({ request, errors }: { request: PageRequest; errors: readonly OperationError[] }) {
  if (errors.length === 0) return null;
  return (
    <div class="problem" role="alert">
      <p>{request.texts.errors.problem}</p>
      <ul>
        {errors.map(({ message, path }) => (
          <li key={path.join('.')}>{message}</li>
        ))}
      </ul>
    </div>
  );
}

function SeeData({
  request,
  operations,
  documents,
}: {
  request: PageRequest;
  operations: readonly Operation[];
  documents: Frame['documents'];
}) {
  const { seeData } = request.texts;
  // One that the page runs several times is shown once.
  const known = new Map(operations.map((operation) => [operation.name, operation]));
  return (
    <section class="see-data" aria-label={seeData.title}>
      <p class="links">
        {seeData.download}: <a href={dataAddress(request, 'json')}>{seeData.json}</a>
        <a href={dataAddress(request, 'csv')}>{seeData.csv}</a>
      </p>
      <details>
        <summary>{seeData.title}</summary>
        {[...known.values()].map((operation) => (
          <OperationSnippets
            key={operation.name}
            request={request}
            operation={operation}
            document={documents.get(operation.name) ?? ''}
          />
        ))}
      </details>
    </section>
  );
}

function OperationSnippets({
  request,
  operation: { name, variables },
  document,
}: {
  request: PageRequest;
  operation: Operation;
  document: string;
}) {
  const { seeData } = request.texts;
  const graphql = withQuery(`${request.origin}/graphql`, { documentId: name, variables: JSON.stringify(variables) });
  return (
    <>
      <p>
        {seeData.note(name)} <a href={addressIn(request.language, `/developers#${name}`)}>{seeData.query}</a>
      </p>
      <Snippet title="GraphQL" code={document.replaceAll(/#.*/g, '').replaceAll(/\s+/g, ' ').trim()} />
      <Snippet title="curl" code={`curl '${graphql}'`} />
      <Snippet title="Python" code={`import requests; data = requests.get('${graphql}').json()['data']`} />
      <Snippet title="R" code={`data <- jsonlite::fromJSON('${graphql}')$data`} />
    </>
  );
}

/** What somebody reported as wrong, and nobody has decided yet: readers see it before they rely on the fact. */
function OpenCorrections({ request }: { request: PageRequest }) {
  const { corrections, texts, language } = request;
  if (corrections.length === 0) return null;
  return (
    <div class="notice corrections">
      <p>{texts.site.openCorrections}</p>
      <ul>
        {corrections.map(({ number, field }) => (
          <li key={number}>
            <a href={addressIn(language, `/corrections/${number}`)}>{texts.site.openCorrection(number, field)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

const ofOneEntry = /^\/(units|offices|projects|practices|calls|events|living-labs|metrics)\/[^/]+$/;

function ReportError({ request }: { request: PageRequest }) {
  if (!ofOneEntry.test(request.path)) return null;
  return (
    <p class="report">
      <a href={addressIn(request.language, withQuery('/corrections/new', { page: request.path }))} rel="nofollow">
        {request.texts.site.reportError}
      </a>
    </p>
  );
}

function Snippet({ title, code }: { title: string; code: string }) {
  return (
    <div class="snippet">
      <span>{title}</span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable (WCAG 2.1.1) */}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
    </div>
  );
}

function Footer({ request, release }: { request: PageRequest; release: Frame['release'] }) {
  const { texts, language } = request;
  return (
    <footer class="site">
      <nav aria-label={texts.site.footer}>
        <ul>
          {footerMenu.map((item) => (
            <li key={item}>
              <a href={addressIn(language, menuPaths[item])}>{texts.menu[item]}</a>
            </li>
          ))}
        </ul>
      </nav>
      {release === null || release.number === 0 ? null : (
        <p>
          <a href={addressIn(language, `/releases/${release.number}`)}>{texts.site.release(release.number)}</a>
          {release.releasedAt === null
            ? null
            : `, ${texts.site.releasedOn(formats[language].moment(release.releasedAt.toISOString()))}`}
        </p>
      )}
    </footer>
  );
}
