/** What browsers, search engines and other sites read of a page. */
import { dataAddress, withQuery } from '../addresses.ts';
import type { AssetAddresses } from '../assets.ts';
import { addressIn, type Language, languages } from '../language.ts';
import type { Alternate, PageRequest, View } from '../page.ts';

interface HeadParts {
  readonly request: PageRequest;
  readonly view: View;
  readonly assets: AssetAddresses;
  /** Pages that are not found, or failed, are not for search engines. */
  readonly isIndexed: boolean;
  readonly hasData: boolean;
}

export function Head({ request, view, assets, isIndexed, hasData }: HeadParts) {
  const { texts } = request;
  const title = view.title === texts.site.name ? `${view.title}: ${texts.site.tagline}` : `${view.title} | Węzeł`;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      <meta name="description" content={view.description} />
      {isIndexed ? null : <meta name="robots" content="noindex" />}
      <link rel="stylesheet" href={assets.styles} />
      <link rel="icon" href={assets.icon} type="image/svg+xml" />
      {assets.fonts.map((font) => (
        <link key={font} rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
      ))}
      {isIndexed ? <Alternates request={request} view={view} hasData={hasData} /> : null}
      <meta property="og:title" content={view.title} />
      <meta property="og:description" content={view.description} />
      <meta property="og:site_name" content="Węzeł" />
      <Discovery view={view} />
      <script type="module" src={assets.script} />
    </head>
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
