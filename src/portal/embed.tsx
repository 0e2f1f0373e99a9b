/** `/embed/{metric}`: one chart for an iframe on somebody else's page. */
import { renderToString } from 'preact-render-to-string';
import { type ChartSpec, tableOf } from '#charts/spec.ts';
import { paths, withQuery } from './addresses.ts';
import type { AssetAddresses } from './assets.ts';
import { ChartTable } from './components/chart.tsx';
import { addressIn } from './language.ts';
import { texts } from './texts/index.ts';

/** A longer table is a download. */
const maxRows = 500;

export interface EmbedParts {
  readonly metric: string;
  readonly spec: ChartSpec;
  readonly query: URLSearchParams;
  readonly size: { readonly width: number; readonly height: number };
  readonly assets: AssetAddresses;
  readonly origin: string;
}

export function renderEmbed({ metric, spec, query, size, assets, origin }: EmbedParts): string {
  const { language } = spec;
  const { metric: words } = texts[language];
  const chart = (extension: string, changes: Record<string, string> = {}): string =>
    withQuery(`/charts/${encodeURIComponent(metric)}.${extension}`, { ...Object.fromEntries(query), ...changes });
  const { rows } = tableOf(spec);
  const html = renderToString(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{spec.title}</title>
        <link rel="stylesheet" href={assets.styles} />
        <link rel="canonical" href={`${origin}${addressIn(language, paths.metric(metric))}`} />
        <script type="module" src={assets.frameScript} />
      </head>
      <body class="embed" data-charts={assets.chartScript}>
        <main>
          <h1 class="hidden">{spec.title}</h1>
          <figure data-chart={chart('json')} data-theme={query.get('theme') ?? undefined}>
            <picture>
              {query.has('theme') ? null : (
                <source media="(prefers-color-scheme: dark)" srcset={chart('svg', { theme: 'dark' })} />
              )}
              <img
                src={chart('svg')}
                alt={`${spec.title}. ${spec.valueTitle}. ${spec.source}`}
                width={size.width}
                height={size.height}
              />
            </picture>
            <figcaption class="links">
              <a href={`${origin}${addressIn(language, paths.metric(metric))}`} target="_top">
                Węzeł: {words.definition}
              </a>
              <a href={chart('csv')}>CSV</a>
            </figcaption>
          </figure>
          {rows.length > maxRows ? null : <ChartTable request={{ language, texts: texts[language] }} spec={spec} />}
        </main>
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}
